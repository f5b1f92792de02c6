# SPDX-License-Identifier: MIT
"""How our workbooks' cells look, and a text that stays a text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Border, Font, PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

_FACE = "微软雅黑"
HEAD_FILL, LOCKED_FILL = "DCE6F2", "E4E4E4"
GREY = "808080"
TEXT_FORMAT = "@"
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def put_text(cell: Cell, text: str | None) -> None:
    """Write a text that stays one: 1-2 no date, =1 no formula, _x0041_ no escaped letter."""
    if text:
        cell.value = literal(text)
        cell.data_type = "s"
    cell.number_format = TEXT_FORMAT


def literal(text: str) -> str:
    """The text written so that Excel reads nothing into it."""
    return _ESCAPE.sub("_x005F_", text)


def dress(
    cell: Cell,
    *,
    fill: str = "",
    bold: bool = False,
    color: str = "",
    centred: bool = False,
    middle: bool = False,
) -> None:
    """Face, fill, thin rules and wrapped lines; `middle` of the cell's height, else its top."""
    cell.font = _font(bold, color)
    cell.alignment = alignment(centred=centred, middle=middle)
    cell.border = _border()
    if fill:
        cell.fill = _fill(fill)


@cache
def _font(bold: bool, color: str) -> Font:
    from openpyxl.styles import Font

    return Font(name=_FACE, size=10, bold=bold, color=color or None)


@cache
def alignment(*, centred: bool, middle: bool = False) -> Alignment:
    """Lines wrap; they begin at the left or are centred."""
    from openpyxl.styles import Alignment

    horizontal, vertical = "center" if centred else "left", "center" if middle else "top"
    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True)


@cache
def _border() -> Border:
    from openpyxl.styles import Border, Side

    line = Side("thin", color="BFBFBF")
    return Border(left=line, right=line, top=line, bottom=line)


@cache
def _fill(color: str) -> PatternFill:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=color)


def print_setup(sheet: Worksheet, *, title_row: bool = True) -> None:
    """A4 landscape, as wide as the page, the headings on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    if title_row:
        sheet.print_title_rows = "1:1"
