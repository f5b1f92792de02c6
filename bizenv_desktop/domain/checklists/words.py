# SPDX-License-Identifier: MIT
"""What the parts of a checklist are called: one vocabulary for the editor, the workbook and faults.

Keys are field names; a field inside a part is written with a dot, as `measure.floor`.
"""

from __future__ import annotations

HEAD_WORDS = {
    "id": "自查表编号",
    "version": "版本",
    "title": "自查表名称",
    "level": "适用单位",
    "edition": "对照条例",
    "base_points": "基本分",
    "bonus": "启用加分",
    "bonus_cap": "加分上限",
    "veto": "启用一票否决",
    "grades": "启用等级",
    "source": "来源",
    "note": "说明",
    "parent": "沿用自",
    "items": "检查项",
    "dimension": "维度",
    "dimension.code": "维度编号",
    "dimension.name": "维度名称",
    "grade": "等级",
    "grade.name": "等级名称",
    "grade.minimum": "最低分",
    "problem_kind": "问题分类",
    "problem_kind.code": "分类编号",
    "problem_kind.name": "分类名称",
    "retired": "停用编号",
    "retired.code": "停用编号",
    "retired.title": "原名称",
}

ITEM_WORDS = {
    "code": "编号",
    "dimension": "维度",
    "title": "检查项",
    "standard": "标准",
    "ways": "检查方式",
    "check": "检查方法",
    "points": "分值",
    "method": "计分方法",
    "partial": "部分符合系数",
    "veto": "一票否决",
    "on_fail": "扣分时须附",
    "problem": "问题表述",
    "problem_kind": "问题分类",
    "measures": "整改措施",
    "deadline": "整改期限",
    "deadline.days": "整改天数",
    "deadline.kind": "天数按",
    "deadline.basis": "期限依据",
    "evidence": "佐证材料",
    "policy": "政策要求",
    "topic_words": "主题词",
    "na_reasons": "不适用原因",
    "survey": "调研条目",
    "standards": "标准条目",
    "locked": "锁定",
    "citations": "依据",
    "citations.edition": "法规",
    "citations.article": "条",
    "citations.insert": "之几",
    "citations.paragraph": "款",
    "citations.subparagraph": "项",
    "deductions": "扣分情形",
    "deductions.code": "情形编号",
    "deductions.text": "扣分情形",
    "deductions.each": "每处扣分",
    "deductions.unit": "计数单位",
    "measure": "指标",
    "measure.numerator": "分子名称",
    "measure.denominator": "分母名称",
    "measure.value": "数值名称",
    "measure.unit": "单位",
    "measure.floor": "不得分线",
    "measure.target": "满分线",
    "measure.before": "对比数名称",
    "measure.basis": "目标依据",
    "tiers": "分档",
    "tiers.label": "计数名称",
    "tiers.unit": "计数单位",
    "tiers.at_least": "不少于",
    "tiers.at_most": "不多于",
    "tiers.score": "得分",
    "tiers.text": "档次说明",
}


_SHOWN = 20


def shown(text: str) -> str:
    """A text as a reason quotes it: its beginning, when it is long."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def words_for(item: str, part: str, field: str = "", entry: int = 0) -> str:
    """Where something is, for people: “A05 扣分情形第2条 每处扣分”; an empty `item` is the head."""
    words = ITEM_WORDS if item else HEAD_WORDS
    name = words.get(part, part)
    if entry:
        name += f"第{entry}条"
    elif field:
        name = ""
    inner = words.get(f"{part}.{field}", field) if field else ""
    return " ".join(filter(None, (shown(item), name, inner)))
