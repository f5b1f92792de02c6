# SPDX-License-Identifier: MIT
from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from bizenv_desktop.domain.checklists import edit, sheets
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.reports.checklist_workbook import checklist_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.library import Library


@pytest.fixture
def book(checklist: Checklist, library: Library) -> Workbook:
    locked = edit.lock_items(checklist, ["A01"], Level.PROVINCE, locked=True)
    return load_workbook(io.BytesIO(checklist_workbook(locked, library.editions)))


def test_the_sheets_stand_in_order_and_the_items_are_in_front(book: Workbook) -> None:
    assert book.sheetnames == [
        "说明", "自查表", "检查项", "依据", "扣分情形", "指标", "分档", "维度与分类", "停用编号",
        "可选内容",
    ]  # fmt: skip
    assert book.active.title == "检查项"
    assert all(sheet.sheet_state == "visible" for sheet in book)


def test_an_item_is_one_row_a_clerk_can_read(book: Workbook, checklist: Checklist) -> None:
    sheet = book["检查项"]
    headings = [cell.value for cell in sheet[1]]
    assert headings == [column.heading for column in sheets.ITEMS.columns]
    assert sheet.max_row == len(checklist.items) + 1
    row = dict(zip(headings, (cell.value for cell in sheet[2]), strict=True))
    item = checklist.items[0]
    assert row["编号"] == item.code
    assert row["维度"] == "政务环境"
    assert row["计分方法"] == item.method.label
    assert row["整改措施"] == "\n".join(item.measures)
    assert row["分值"] == float(item.points)
    assert row["锁定"] == "省级"


def test_heads_stay_in_sight_and_lines_wrap(book: Workbook) -> None:
    assert book["检查项"].freeze_panes == "D2"
    assert book["扣分情形"].freeze_panes == "C2"
    cell = book["检查项"]["D2"]
    assert cell.alignment.wrap_text
    assert cell.number_format == "@"
    assert book["检查项"].column_dimensions["D"].width > 40
    assert book["检查项"].column_dimensions["A"].number_format == "@"


def test_locked_rows_are_grey_in_every_sheet(book: Workbook) -> None:
    for name in ("检查项", "依据"):
        sheet = book[name]
        fills = {
            sheet.cell(row, 1).value: sheet.cell(row, 2).fill.fgColor.rgb
            for row in range(2, sheet.max_row + 1)
        }
        assert fills["A01"] == "00E4E4E4"
        assert fills["A02"] == "00000000"


def test_choices_drop_down_beyond_the_last_row(book: Workbook, checklist: Checklist) -> None:
    rules = {
        str(rule.sqref): rule.formula1 for rule in book["检查项"].data_validations.dataValidation
    }
    last = len(checklist.items) + 1 + 300
    columns = [column.key for column in sheets.ITEMS.columns]
    letter = chr(ord("A") + columns.index("method"))
    source = rules[f"{letter}2:{letter}{last}"]
    name, _, cells = source.rpartition("!")
    assert name == "'可选内容'"
    offered = [row[0].value for row in book["可选内容"][cells.replace("$", "")]]
    assert offered == ["判断", "逐处扣分", "指标", "分档", "加分", "一票否决"]
    assert set(rules) == {
        f"{chr(ord('A') + n)}2:{chr(ord('A') + n)}{last}"
        for n, column in enumerate(sheets.ITEMS.columns)
        if column.kind in (sheets.Kind.CHOICE, sheets.Kind.YES)
    }


def test_only_the_guide_computes(book: Workbook) -> None:
    formulas = [
        (sheet.title, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert {sheet for sheet, _ in formulas} == {"说明"}
    assert [value for _, value in formulas] == [
        "=ROUND(SUM('检查项'!G2:G2000)-SUMIF('检查项'!H2:H2000,\"加分\",'检查项'!G2:G2000),2)",
        "='自查表'!B6",
    ]
    assert book["自查表"]["A6"].value == "基本分"
    assert (book["检查项"]["G1"].value, book["检查项"]["H1"].value) == ("分值", "计分方法")


def test_a_text_that_looks_like_a_formula_is_a_text(small: Checklist, library: Library) -> None:
    item = replace(small.items[0], title="=1+1", standard="#N/A", check="1-2", problem="_x0041_")
    risky = replace(small, items=(item, *small.items[1:]))
    sheet = load_workbook(io.BytesIO(checklist_workbook(risky, library.editions)))["检查项"]
    assert {sheet.cell(2, at).data_type for at in (3, 4, 6, 12)} == {"s"}
    assert sheet["C2"].value == "=1+1"


def test_the_same_checklist_gives_the_same_bytes(small: Checklist, library: Library) -> None:
    once = checklist_workbook(small, library.editions)
    assert checklist_workbook(small, library.editions) == once
