# SPDX-License-Identifier: MIT
"""The cell styles of our workbooks, by name: WPS lists them, and a clerk can change them once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bizenv_desktop.reports.workbook_cells import HEAD_FILL, TEXT_FORMAT

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

_SONG, _HEI, _FANGSONG, _TITLE = "宋体", "黑体", "仿宋", "方正小标宋简体"
_GROUP_FILL = "F4F6F9"
_NUMBER, _DATE = "0.00", "yyyy\\-mm\\-dd"


class _Look(NamedTuple):
    name: str
    face: str = _SONG
    size: float = 10
    across: str = "left"
    upright: str = "center"
    fill: str = ""
    ruled: bool = True
    format: str = TEXT_FORMAT


_LOOKS = {
    "title": _Look("大标题", _TITLE, 20, "center", ruled=False),
    "subtitle": _Look("副题", "楷体", 13, "center", ruled=False),
    "heading": _Look("一级标题", _HEI, 12, ruled=False),
    "subheading": _Look("二级标题", "楷体", 12, ruled=False),
    "address": _Look("称呼", _FANGSONG, 12, ruled=False),
    "body": _Look("正文段落", _FANGSONG, 12, upright="top", ruled=False),
    "note": _Look("说明", _FANGSONG, 10, ruled=False),
    "signature": _Look("签字", _SONG, 12, ruled=False),
    "seal": _Look("盖章处", _SONG, 9, "center", ruled=False),
    "head": _Look("表头", _HEI, 10, "center", fill=HEAD_FILL),
    "group": _Look("分组", _HEI, 10.5, fill=_GROUP_FILL),
    "text": _Look("文字"),
    "text_centre": _Look("文字居中", across="center"),
    "text_right": _Look("文字居右", across="right"),
    "text_number": _Look("数字", across="right", format=_NUMBER),
    "strong": _Look("合计文字", _HEI),
    "strong_centre": _Look("合计居中", _HEI, across="center"),
    "strong_right": _Look("合计居右", _HEI, across="right"),
    "strong_number": _Look("合计数字", _HEI, across="right", format=_NUMBER),
    "date": _Look("日期", across="center", format=_DATE),
}


def style_of(look: str) -> str:
    """The name of a look's style."""
    return _LOOKS[look].name


def at_the_top(alignment: Alignment) -> Alignment:
    """The same, but beginning at the cell's top: for what goes on over several pages."""
    from openpyxl.styles import Alignment

    return Alignment(alignment.horizontal, "top", wrap_text=True)


def add_looks(book: Workbook) -> None:
    """Give the workbook our styles."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    line = Side("thin", color="404040")
    for look in _LOOKS.values():
        style = NamedStyle(look.name)
        style.font = Font(name=look.face, size=look.size)
        style.alignment = Alignment(look.across, look.upright, wrap_text=True)
        style.number_format = look.format
        if look.ruled:
            style.border = Border(line, line, line, line)
        if look.fill:
            style.fill = PatternFill("solid", fgColor=look.fill)
        book.add_named_style(style)
