# SPDX-License-Identifier: MIT
from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from helpers import RARE, make_item, small_checklist
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from workbooks import edited, with_cells

from bizenv_desktop.domain.checklists import edit
from bizenv_desktop.domain.checklists.checklist import Checklist, Retired, ScoringOptions
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.regulations.regulation import Citation
from bizenv_desktop.imports.checklist_workbook import read_checklist_workbook
from bizenv_desktop.imports.workbook_faults import WorkbookRefused
from bizenv_desktop.reports.checklist_workbook import checklist_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook

    from bizenv_desktop.library import Library

NAME = "表.xlsx"
A_DATE = "成了日期或时间；请把单元格格式改为文本或常规，再重新填写"


@pytest.fixture(scope="session")
def workbook(library: Library) -> bytes:
    """The small checklist's."""
    return checklist_workbook(small_checklist(), library.editions)


@pytest.fixture
def told(library: Library) -> object:
    """What an import of these bytes is refused for: cell, reason, suggestion."""

    def refusal(data: bytes, *base: object) -> list[tuple[str, str, str]]:
        with pytest.raises(WorkbookRefused) as refused:
            read_checklist_workbook(data, NAME, library.editions, *base)  # type: ignore[arg-type]
        return [(f.cell, f.reason, f.suggestion) for f in refused.value.faults]

    return refusal


# -- there and back


def test_the_built_in_checklist_comes_back_equal(checklist: Checklist, library: Library) -> None:
    data = checklist_workbook(checklist, library.editions)
    assert read_checklist_workbook(data, NAME, library.editions) == checklist
    assert read_checklist_workbook(data, NAME, library.editions, checklist) == checklist


def full(small: Checklist) -> Checklist:
    """With everything a checklist can have."""
    risky = replace(
        small.items[0],
        title="=SUM(1)",
        standard=f"{RARE.strip()}\n第二行\t完",
        check="#N/A",
        problem="_x0041__x000D_",
        policy="+1",
        partial=Decimal("0.25"),
        citations=(Citation("cn.xzxkf.2019", 32, 1, 4), Citation("cn.yhyshj.2020", 34)),
        survey=("S1", "S15"),
        standards=(1, 44),
        locked=Level.PROVINCE,
    )
    return replace(
        small,
        id="small@231222",
        parent="small",
        items=(risky, *small.items[1:]),
        options=ScoringOptions(bonus=True, veto=True, grades=True),
        retired=(Retired("A07", "旧项"), Retired("A08")),
        source="来源",
        note="说明\n第二行",
    )


def test_everything_a_checklist_can_have_comes_back(small: Checklist, library: Library) -> None:
    whole = full(small)
    data = checklist_workbook(whole, library.editions)
    assert read_checklist_workbook(data, NAME, library.editions) == whole


TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp", "Cf")),
    min_size=1,
    max_size=24,
)


@given(
    title=TEXTS,
    lines=st.lists(TEXTS, min_size=1, max_size=3, unique=True),
    cents=st.integers(1, 5000),
)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.generate],  # a whole workbook each: too slow to shrink
)
def test_any_text_and_any_points_come_back(
    library: Library, title: str, lines: list[str], cents: int
) -> None:
    points = Decimal(cents) / 50
    item = make_item(
        "A01", title=title, measures=tuple(lines), points=points, standard="\n".join(lines)
    )
    checklist = replace(
        small_checklist(),
        items=(item, make_item("B01")),
        base_points=points + 2,
        bonus_cap=Decimal(0),
    )
    data = checklist_workbook(checklist, library.editions)
    assert read_checklist_workbook(data, NAME, library.editions) == checklist


def test_a_workbook_saved_by_another_program_comes_back(
    small: Checklist, library: Library, workbook: bytes
) -> None:
    saved = edited(workbook, lambda book: None)
    assert read_checklist_workbook(saved, NAME, library.editions) == small


# -- as people fill it in


@pytest.mark.parametrize(
    ("cells", "points"),
    [
        ({"检查项!G2": "２"}, 2),
        ({"检查项!G2": " 2.0 "}, 2),
        ({"检查项!G2": "2。0"}, 2),
        ({"检查项!G2": 0.1 + 0.2 + 1.7}, 2),
        ({"检查项!A2": " Ａ０１\u200b"}, 2),
        ({"检查项!B2": "　政务环境 "}, 2),
        ({"检查项!E2": "看现场，查台账"}, 2),
        ({"检查项!T2": "便民服务；公开"}, 2),
        ({"检查项!J7": True}, 2),
        ({"检查项!J7": "√"}, 2),
        ({"检查项!J2": "否"}, 2),
        ({"检查项!C2": "\u3000检查项A01\u00a0"}, 2),
        ({"依据!C2": "国务院优化营商环境条例"}, 2),
        ({"依据!C2": "cn.yhyshj.2020"}, 2),
        ({"扣分情形!F2": None}, 2),
        ({"指标!G2": "60%", "指标!H2": "１００％"}, 2),
    ],
)
def test_what_people_type_is_understood(
    small: Checklist, library: Library, workbook: bytes, cells: dict[str, object], points: int
) -> None:
    read = read_checklist_workbook(with_cells(workbook, cells), NAME, library.editions)
    assert read == small
    assert read.item("A01").points == points


def test_a_cell_in_percent_format_is_a_percentage(
    small: Checklist, library: Library, workbook: bytes
) -> None:
    def as_percent(book: Workbook) -> None:
        cell = book["指标"]["G2"]
        cell.value, cell.number_format = 0.6, "0%"

    assert read_checklist_workbook(edited(workbook, as_percent), NAME, library.editions) == small


def test_columns_may_stand_in_any_order(
    small: Checklist, library: Library, workbook: bytes
) -> None:
    def turn(book: Workbook) -> None:
        for row in book["扣分情形"].iter_rows():
            values = [cell.value for cell in row]
            for cell, value in zip(row, reversed(values), strict=True):
                cell.value = value

    assert read_checklist_workbook(edited(workbook, turn), NAME, library.editions) == small


def test_empty_rows_between_are_nothing(
    small: Checklist, library: Library, workbook: bytes
) -> None:
    spread = edited(workbook, lambda book: book["检查项"].insert_rows(5, 3))
    assert read_checklist_workbook(spread, NAME, library.editions) == small


# -- faults, each by its cell


@pytest.mark.parametrize(
    ("cell", "value", "reason", "suggestion"),
    [
        ("检查项!H3", "扣分", "没有“扣分”这个计分方法", "逐处扣分"),
        ("检查项!H3", "评判", "没有“评判”这个计分方法", "判断"),
        ("检查项!B2", "政务环镜", "没有“政务环镜”这个维度", "政务环境"),
        ("检查项!E2", "看现场、查台帐", "没有“查台帐”这个检查方式", "查台账"),
        ("检查项!M2", "主体责任不到位", "没有“主体责任不到位”这个问题分类", "主体责任落实不够到位"),
        ("检查项!K2", "拍照片", "没有“拍照片”这个扣分时须附", "照片"),
        ("检查项!P2", "年", "没有“年”这个天数按，可选：工作日、日历日", ""),
        ("检查项!X2", "国家", "没有“国家”这个锁定，可选：省级、市级、县级、乡镇", ""),
        ("检查项!J2", "也许", "“也许”看不懂，请填“是”或不填", "是"),
        ("检查项!G2", "两分", "“两分”不是一个数字，请只填数字，如 95 或 95.5，不写单位", ""),
        ("检查项!G2", -2, "“-2”是负数，请填0或大于0的数字", ""),
        ("检查项!G2", 0.333, "“0.333”小数太长，最多两位小数，请核对后重填", ""),
        ("检查项!G2", None, "没有填", ""),
        ("检查项!G2", "=1+1", "是公式；请复制这一格，再用选择性粘贴粘成数值", ""),
        ("检查项!C2", dt.date(2026, 1, 2), A_DATE, ""),
        ("检查项!G2", dt.time(2, 0), A_DATE, ""),
        ("检查项!H2", None, "没有选", ""),
        ("检查项!O2", 2.5, "“2.5”不是整数", ""),
        ("检查项!O2", 0, "应为1到3650的整数", ""),
        ("检查项!W2", "一、二", "“一”不是整数，几个数用顿号隔开", ""),
        ("检查项!C2", None, "不能是空的", ""),
        ("检查项!C2", "字" * 25, "有25个字，最多24个", ""),
        ("检查项!N2", "一\n二\n三\n四", "有4个，应当1到3个", ""),
        ("检查项!A3", "A01", "编号“A01”与第1项重复", ""),
        ("检查项!I2", 1, "应大于0、小于1，最多两位小数", ""),
        ("自查表!B6", 18, "各检查项分值合计17.5，与写明的18不符", ""),
        ("自查表!B4", "镇级", "没有“镇级”这个适用单位", "省级"),
        ("依据!A2", "A99", "“检查项”里没有编号“A99”；停用的检查项请把这一行也删去", ""),
        ("依据!A2", "A0", "“检查项”里没有编号“A0”；停用的检查项请把这一行也删去", "A06"),
        ("依据!D2", 999, "《国务院优化营商环境条例》共72条，没有第九百九十九条", ""),
        ("依据!C2", "行政许可", "没有“行政许可”这个法规", "行政许可法"),
        ("扣分情形!E3", 9, "应大于0、不超过分值，最多两位小数", ""),
        ("扣分情形!C3", "a", "编号“a”在第1条已经用过", ""),
        ("指标!F2", "件", "比率的单位应写“%”", ""),
        ("指标!D2", None, "比率的分子、分母名称要同时写", ""),
        ("指标!A3", "A03", "同一检查项只能有一行指标", ""),
        ("分档!E3", 7, "除最后一档外，各档都写“不少于”且从大到小，或都写“不多于”且从小到大", ""),
        ("分档!C3", "别的", "与同一检查项第一行写的“能办的领域数”不同；只写第一行即可", ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_its_cell(
    told,
    workbook: bytes,
    cell: str,
    value: object,
    reason: str,
    suggestion: str,
) -> None:
    assert (cell, reason, suggestion) in told(with_cells(workbook, {cell: value}))


def test_a_fault_between_cells_is_told_where_it_can_be_put_right(told, workbook: bytes) -> None:
    assert told(with_cells(workbook, {"维度与分类!H3": 95, "停用编号!A2": "A01"})) == [
        ("检查项!A2", "编号“A01”已停用，停用的编号不能再用", ""),
        ("维度与分类!H4", "等级应从高到低排列，最后一级的最低分为0", ""),
    ]


def test_every_fault_is_told_at_once_and_in_order(told, workbook: bytes) -> None:
    cells: dict[str, object] = {
        "检查项!H3": "扣分", "检查项!C5": None, "检查项!G2": "x", "分档!F2": "y", "自查表!B3": None,
        "扣分情形!B2": "对照用的列不读",
    }  # fmt: skip
    faults = told(with_cells(workbook, cells))
    assert [fault[0] for fault in faults] == [
        "自查表!B3", "检查项!G2", "检查项!H3", "检查项!C5", "分档!F2",
    ]  # fmt: skip


def test_a_long_text_in_the_wrong_cell_is_quoted_by_its_beginning(told, workbook: bytes) -> None:
    long = "长" * 30_000
    told_long = told(with_cells(workbook, {"检查项!H3": long, "检查项!B3": long, "依据!C2": long}))
    assert len(told_long) == 3
    assert max(len(reason) for _, reason, _ in told_long) < 100


def test_the_refusal_is_one_sentence(library: Library, workbook: bytes) -> None:
    data = with_cells(workbook, {"检查项!H3": "扣分", "检查项!C5": None})
    with pytest.raises(WorkbookRefused) as refused:
        read_checklist_workbook(data, NAME, library.editions)
    assert str(refused.value) == (
        "“表.xlsx”有2处要改，什么也没有存入；"
        "第一处是检查项!H3：没有“扣分”这个计分方法，是不是“逐处扣分”。"
    )


def test_a_method_without_its_rows_is_told_at_the_method(told, workbook: bytes) -> None:
    def clear(book: Workbook) -> None:
        book["扣分情形"].delete_rows(2, 2)

    assert told(edited(workbook, clear)) == [("检查项!H3", "计分方法是逐处扣分，缺少扣分情形", "")]


def test_rows_of_another_method_are_told_where_they_stand(told, workbook: bytes) -> None:
    assert told(with_cells(workbook, {"检查项!H3": "判断"})) == [
        ("扣分情形!A2", "计分方法是判断，不该有扣分情形", "")
    ]


# -- sheets and columns


def test_a_hidden_sheet_is_refused(told, workbook: bytes) -> None:
    def hide(book: Workbook) -> None:
        book["扣分情形"].sheet_state = "veryHidden"

    assert told(edited(workbook, hide)) == [
        ("扣分情形", "工作表被隐藏了；请取消隐藏，看过内容再导入", "")
    ]


def test_merged_cells_are_refused_by_range(told, workbook: bytes) -> None:
    merged = edited(workbook, lambda book: book["检查项"].merge_cells("B3:B5"))
    assert told(merged) == [("检查项!B3:B5", "是合并的单元格；请取消合并，每一行都填写", "")]


def test_sheets_under_other_names(told, workbook: bytes) -> None:
    def rename(book: Workbook) -> None:
        book["扣分情形"].title = "扣分情况"
        book.create_sheet("草稿")
        del book["分档"]

    assert told(edited(workbook, rename)) == [
        ("分档", "缺少这张工作表；请用从本程序导出的工作簿修改", ""),
        ("扣分情况", "不认识这张工作表；请删去或改名", "扣分情形"),
        ("草稿", "不认识这张工作表；请删去或改名", ""),
    ]


def test_what_wps_keeps_for_itself_is_let_be(
    small: Checklist, library: Library, workbook: bytes
) -> None:
    def reserve(book: Workbook) -> None:
        book.create_sheet("WpsReserved_CellImgList").sheet_state = "veryHidden"

    assert read_checklist_workbook(edited(workbook, reserve), NAME, library.editions) == small


def test_columns_under_other_names(told, workbook: bytes) -> None:
    cells: dict[str, object] = {
        "检查项!G1": "分值（分）",
        "检查项!Z2": "随手写的",
        "检查项!H1": None,
    }
    assert told(with_cells(workbook, cells)) == [
        ("检查项 计分方法", "缺少这一列；请用从本程序导出的工作簿修改", ""),
        ("检查项!G1", "不认识“分值（分）”这一列；请删去或改名", "分值"),
        ("检查项!H2", "这一列没有列名，不知道是什么；请删去或写上列名", ""),
        ("检查项!Z2", "这一列没有列名，不知道是什么；请删去或写上列名", ""),
    ]


def test_lines_of_the_head_under_other_names(told, workbook: bytes) -> None:
    cells: dict[str, object] = {"自查表!A6": "基础分", "自查表!D2": "杂"}
    assert told(with_cells(workbook, cells)) == [
        ("自查表!D2", "这里的内容不知道是什么；请删去", ""),
        ("自查表!A6", "不认识“基础分”这一行；请删去或改名", "基本分"),
    ]


# -- what it was made from


def provincial() -> Checklist:
    return edit.lock_items(small_checklist(), ["A01", "A02"], Level.PROVINCE, locked=True)


def test_a_county_may_not_change_what_the_province_locked(told, library: Library) -> None:
    data = checklist_workbook(provincial(), library.editions)
    changed = with_cells(data, {"检查项!D2": "改了", "扣分情形!E2": 0.4, "检查项!X3": None})
    assert told(changed, provincial(), Level.COUNTY) == [
        ("检查项!D2", "省级锁定的检查项不能改，请改回原样", ""),
        ("检查项!X3", "省级锁定的检查项不能改，请改回原样", ""),
        ("扣分情形!E2", "省级锁定的检查项不能改，请改回原样", ""),
    ]
    read = read_checklist_workbook(changed, NAME, library.editions, provincial(), Level.PROVINCE)
    assert read.item("A01").standard == "改了"


def test_a_row_deleted_is_retired_and_a_locked_one_missed(told, library: Library) -> None:
    base = provincial()
    data = checklist_workbook(base, library.editions)

    def delete(book: Workbook) -> None:
        book["检查项"].delete_rows(10)  # B03, 1.5 points
        for row in range(book["依据"].max_row, 1, -1):
            if book["依据"].cell(row, 1).value == "B03":
                book["依据"].delete_rows(row)
        book["自查表"]["B6"].value = 16

    less = edited(data, delete)
    read = read_checklist_workbook(less, NAME, library.editions, base, Level.COUNTY)
    assert read.retired == (Retired("B03", base.item("B03").title),)

    def delete_locked(book: Workbook) -> None:
        book["检查项"].delete_rows(2)
        book["依据"].delete_rows(2)
        book["自查表"]["B6"].value = 15.5

    assert told(edited(data, delete_locked), base, Level.COUNTY) == [
        ("检查项!A1", "缺少省级锁定的“A01 检查项A01”，请恢复这一项", "")
    ]


def test_a_retired_code_cannot_come_back(told, library: Library) -> None:
    base = edit.retire_item(small_checklist(), "B05", Level.PROVINCE)
    again = replace(base, items=small_checklist().items, retired=())
    data = checklist_workbook(again, library.editions)
    assert told(data, base, Level.PROVINCE) == [
        ("检查项!A12", "编号“B05”已停用，停用的编号不能再用", "")
    ]


def test_a_counties_supplement_needs_a_code_of_its_own(told, library: Library) -> None:
    base = provincial()
    grown = replace(
        base,
        items=(*base.items, make_item("B09"), make_item("BX01")),
        base_points=Decimal("21.5"),
    )
    data = checklist_workbook(grown, library.editions)
    assert told(data, base, Level.COUNTY) == [
        ("检查项!A13", "补充项的编号应以“BX”开头，如“BX01”", "")
    ]
