# SPDX-License-Identifier: MIT
"""说明, the first sheet of a checklist's workbook: how to edit, and whether the points add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists import sheets
from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.reports.workbook_cells import GREY, HEAD_FILL, dress, print_setup, put_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from bizenv_desktop.domain.checklists.checklist import Checklist

_LAST_ROW = 2000  # the sum reaches that far, for rows added later
_STEPS = (
    ("改一项", "在“检查项”里直接改那一格；依据、扣分情形、指标、分档在各自的工作表里按编号对应。"),
    (
        "加一项",
        "在“检查项”加一行，写一个从没用过的编号；依据、扣分情形等到各自的工作表加行。",
    ),
    ("停用一项", "整行删除，并删去它在其他工作表里的行；编号自动记为停用，以后不能再用。"),
    (
        "补充项",
        "改上级或程序自带的表，新增项编号是维度加 S（市）、X（县）、Z（乡镇）加数字，如 AX01。",
    ),
    ("灰色的行", "由上级锁定，不能改，也不能删。"),
    ("一格多条", "一行一条，按 Alt+回车 换行；几个词用顿号隔开。"),
    ("不要用", "公式、合并单元格、隐藏的工作表；不要改列名和工作表名。"),
    ("改完以后", "保存为 .xlsx 再导入。有问题会指出哪张工作表哪一格，全部改好以前什么也不存入。"),
    ("旧的自查", "已经做过的自查保持原来的版本，不受影响。"),
)


def write_guide(sheet: Worksheet, checklist: Checklist) -> None:
    """Fill the sheet; it is never read back, so its two sums may be formulas."""
    title = f"{checklist.title}（第{checklist.version}版）"
    _row(sheet, ("怎样修改", title), fill=HEAD_FILL)
    for name, text in _STEPS:
        _row(sheet, (name, text))
    row = _row(sheet, ("基本分合计", ""))
    _sum(sheet, row, _points_formula(), "各检查项分值之和，不算加分项；改分值时看这里")
    keys = [line.key for line in sheets.HEAD_LINES]
    stated = f"='{sheets.HEAD_SHEET}'!B{keys.index('base_points') + 1}"
    row = _row(sheet, ("应为", ""))
    _sum(sheet, row, stated, "“自查表”里写明的基本分，两个数要相等")
    _row(sheet, ("工作表 · 列", "怎么填"), fill=HEAD_FILL)
    for line in sheets.HEAD_LINES:
        _row(sheet, (f"{sheets.HEAD_SHEET} · {line.heading}", line.hint))
    for table in sheets.TABLES:
        for column in table.columns:
            _row(sheet, (f"{table.sheet} · {column.heading}", column.hint))
    for letter, width in (("A", 28), ("B", 100), ("C", 50)):
        sheet.column_dimensions[letter].width = width
    print_setup(sheet, title_row=False)


def _row(sheet: Worksheet, texts: tuple[str, ...], *, fill: str = "") -> int:
    """Append a row; its number."""
    row = 1 if sheet.cell(1, 1).value is None else sheet.max_row + 1
    for at, text in enumerate(texts, 1):
        put_text(sheet.cell(row, at), text or None)
        dress(sheet.cell(row, at), fill=fill, bold=bool(fill) or at == 1)
    return row


def _sum(sheet: Worksheet, row: int, formula: str, remark: str) -> None:
    cell = sheet.cell(row, 2)
    cell.value = formula
    cell.number_format = "General"
    put_text(sheet.cell(row, 3), remark)
    dress(sheet.cell(row, 3), color=GREY)


def _points_formula() -> str:
    points, method = (_letter(key) for key in ("points", "method"))
    given = f"'{sheets.ITEMS_SHEET}'!{points}2:{points}{_LAST_ROW}"
    methods = f"'{sheets.ITEMS_SHEET}'!{method}2:{method}{_LAST_ROW}"
    # by way of cents: sums of binary fractions would show 99.99999999
    return f'=ROUND(SUM({given})-SUMIF({methods},"{Method.BONUS.label}",{given}),2)'


def _letter(key: str) -> str:
    keys = [column.key for column in sheets.ITEMS.columns]
    return chr(ord("A") + keys.index(key))
