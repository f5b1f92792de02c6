# SPDX-License-Identifier: MIT
"""Paragraphs and bare tables of a Word file as XML text, parsed once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from bizenv_desktop.reports.blocks import pieces_of
from bizenv_desktop.reports.word_styles import HEI, style_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.reports.blocks import Look, Piece, Words

TWIPS_A_MM = 1440 / 25.4
_GREY = "666666"
_BREAKS = re.compile("([\n\t])")
_UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def runs_xml(words: Words, *, strong: bool = False) -> str:
    """The runs of a text: line breaks and tabs kept, strong pieces in 黑体, asides in grey."""
    return "".join(_run(piece, strong=strong) for piece in pieces_of(words))


def _run(piece: Piece, *, strong: bool) -> str:
    if not piece.text:
        return ""
    look = f'<w:rFonts w:eastAsia="{HEI}"/>' if strong or piece.strong else ""
    look += f'<w:color w:val="{_GREY}"/>' if piece.aside else ""
    parts = _BREAKS.split(_UNWRITABLE.sub("", piece.text))
    content = "".join(map(_text, parts))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{content}</w:r>"


def _text(part: str) -> str:
    match part:
        case "\n":
            return "<w:br/>"
        case "\t":
            return "<w:tab/>"
        case "":
            return ""
        case _:
            return f'<w:t xml:space="preserve">{escape(part)}</w:t>'


def paragraph_xml(
    words: Words,
    look: Look | str,
    *,
    align: str = "",
    keep: bool = False,
    new_page: bool = False,
    leading: float | None = None,
) -> str:
    """A paragraph; `keep` with the next, on a `new_page`, its lines `leading` points high."""
    properties = "<w:keepNext/>" if keep else ""
    properties += "<w:pageBreakBefore/>" if new_page else ""
    if leading is not None:
        properties += f'<w:spacing w:line="{round(leading * 20)}" w:lineRule="exact"/>'
    properties += f'<w:jc w:val="{align}"/>' if align else ""
    style = f'<w:pStyle w:val="{style_id(look)}"/>'
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{runs_xml(words)}</w:p>"


def bare_table_xml(cells: Sequence[tuple[float, Sequence[str]]], height: float = 0) -> str:
    """One row without rules that is never cut: widths in mm and the paragraphs of each cell."""
    twips = [round(width * TWIPS_A_MM) for width, _ in cells]
    least = f'<w:trHeight w:val="{round(height * TWIPS_A_MM)}" w:hRule="atLeast"/>'
    row = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{''.join(paragraphs)}</w:tc>"
        for size, (_, paragraphs) in zip(twips, cells, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid_xml(twips)}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/>{least if height else ''}</w:trPr>{row}</w:tr></w:tbl>"
    )


def grid_xml(twips: Sequence[int]) -> str:
    """The columns of a table's grid."""
    return "".join(f'<w:gridCol w:w="{size}"/>' for size in twips)
