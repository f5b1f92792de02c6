# SPDX-License-Identifier: MIT
"""The made-up people, places and magnitudes of a sample township; nobody and nothing real."""

from __future__ import annotations

from dataclasses import dataclass

SURNAMES = "张王李赵刘孙陈杨周吴郑于徐马朱胡高林何郭宋唐许邓"
GIVEN_NAMES = (
    *("志强", "桂兰", "海涛", "春梅", "立军", "玉芝", "晓东", "凤霞", "建国", "丽娜"),
    *("文博", "红岩", "铁柱", "淑华", "永生", "雪松", "明宇", "秀荣", "德福", "佳琪"),
)
RARE_NAMES = ("赵𬭎", "孙喆", "周㐱", "于𬭎", "郭喆", "何㐱")
"""Names that office fonts of 6,763 characters cannot draw: every sample has one."""

WINDOWS = ("1号综合窗口", "2号综合窗口", "3号社会救助窗口", "4号社保医保窗口", "5号农业农村窗口")
VILLAGES = ("永胜村", "兴旺村", "东升村", "富强村", "前进村", "双合村", "新发村", "太平村")
BUSINESSES = (
    *("兴达粮食烘干点", "德旺超市", "绿源种植合作社", "顺发农机维修部", "福满园饭店"),
    *("恒通建材商店", "北味豆制品加工坊"),
)
HALL = ("门厅导办台", "等候区北侧", "填表台", "自助服务区", "政务公开区", "大厅东侧公示栏")

PLACES = (
    (("灭火器", "通道", "当班人员"), ("一楼东侧走廊", "后门楼梯口", "档案室门口")),
    (("公开专区", "查询"), ("政务公开区",)),
    (("时限",), ("大厅东侧公示栏", "一体化平台办事指南")),
    (("监督电话", "接听"), ("监督电话公示处",)),
    (("投诉", "意见箱"), ("门厅投诉公示牌", "大厅意见箱")),
    (("卫生间", "便民物品", "急救箱", "功能", "轮椅", "辅助设备"), HALL[:4]),
    (("自助", "终端", "查阅设备"), ("自助服务区1号终端", "自助服务区2号终端")),
    (("合同", "付款", "采购", "票据", "交接单", "询价"), ("财政所合同台账", "采购卷第3卷")),
    (("执法", "案卷", "处罚", "证据", "音像"), ("执法队案卷第2号", "执法队案卷第5号")),
    (("异议", "信访"), ("信访登记簿第4页", "信访登记簿第9页")),
    (("企业", "中介", "主体", "服务员", "入企"), BUSINESSES),
    (("值班", "岗", "工牌", "桌牌", "态度", "聊天", "看视频", "窗口", "评价"), WINDOWS),
    (("村（社区）", "公示", "公开", "清单", "指南", "牌", "标引"), HALL[3:]),
)
"""Where a deduction is likely to be found: the first line one of whose words its text has."""
RECORD_PLACES = ("10号卷宗", "第三季度办件台账", "收件登记簿第12页", "资料柜第2层卷宗")
SYSTEM_PLACES = ("审批系统办件列表", "一体化平台后台", "好差评系统后台")

UNITS = (
    (("救助", "低保", "残疾", "代办"), "社会事务办公室"),
    (("付款", "采购", "合同", "收费", "利息", "账款"), "财政所"),
    (("执法", "处罚", "赋权", "强制"), "综合行政执法队"),
    (("信访", "纠纷", "普法", "法律", "合法性"), "司法所"),
    (("企业", "惠企", "融资", "项目", "市场主体", "兑现"), "经济发展办公室"),
    (("公开", "政策", "信息", "监督", "通报", "数据"), "党政综合办公室"),
)
OWN_UNIT = "便民服务中心"

REMARKS = ("长期坚持", "需县级部门配合", "已报县营商局", "下期回头看")
RARE_CASES = ("本期没有", "本年", "近一年没有", "近三年没有")
"""How a reason for 不适用 begins when it is this period's luck and not a lasting trait."""
UNLIKELY = ("12345", "采购", "整改", "销号", "评价", "差评", "救助", "低保", "逾期")
"""What every township has in every period: not a believable 不适用."""


@dataclass(frozen=True, slots=True)
class Magnitude:
    """How large a denominator is that has `word` in its name.

    Names of one `family` are counted out of one number, `share` of it each; a steady one is the
    same in every period.
    """

    word: str
    family: str
    low: int
    high: int
    share: float = 1.0
    steady: bool = False


MAGNITUDES = (
    Magnitude("村（社区）", "villages", 9, 16, steady=True),
    Magnitude("应进驻", "matters", 96, 138, 0.9, steady=True),
    Magnitude("依申请", "matters", 96, 138, steady=True),
    Magnitude("执法岗位", "officers", 6, 9, steady=True),
    Magnitude("转到本镇的12345", "calls", 45, 96),
    Magnitude("到期应办结的工单", "calls", 45, 96, 0.94),
    Magnitude("已回访评价的工单", "calls", 45, 96, 0.62),
    Magnitude("有效差评", "complaints", 3, 6),
    Magnitude("有效评价", "ratings", 320, 680),
    Magnitude("法定办理天数", "days", 900, 1500, steady=True),
    Magnitude("应付", "payments", 8, 18),
    Magnitude("应赋码", "shops", 160, 320, steady=True),
    Magnitude("用得上政策", "eligible", 60, 110),
    Magnitude("符合条件", "eligible", 60, 110, 0.4),
    Magnitude("融资", "loans", 4, 9),
    Magnitude("抽问人数", "asked", 10, 10),
    Magnitude("抽问总题", "questions", 20, 20),
    Magnitude("应公开", "published", 12, 24),
    Magnitude("问题", "problems", 9, 18),
    Magnitude("", "others", 6, 16),
)
"""The first whose word is in the denominator's name holds; the last holds for every name."""
