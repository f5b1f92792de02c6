# SPDX-License-Identifier: MIT
"""Paragraphs and tables of a Word file as XML text, parsed once: tables of thousands of rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from bizenv_desktop.reports.blocks import (
    Figure,
    Group,
    Stand,
    cell_words,
    fitted,
    pieces_of,
    plain_words,
)
from bizenv_desktop.reports.word_styles import HEI, style_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.reports.blocks import Cell, Column, Line, Look, Piece, Table, Words

_TWIPS_A_MM = 1440 / 25.4
_GREY = "666666"
_HEAD_FILL, _GROUP_FILL = "EEF1F5", "F7F8FA"
_KEPT_WHOLE = 300  # characters a cell may have for its row never to be cut
_BREAKS = re.compile("([\n\t])")
_UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ALIGN = {Stand.LEFT: "left", Stand.CENTRE: "center", Stand.RIGHT: "right"}
_RULES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


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
    twips = [round(width * _TWIPS_A_MM) for width, _ in cells]
    least = f'<w:trHeight w:val="{round(height * _TWIPS_A_MM)}" w:hRule="atLeast"/>'
    row = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{''.join(paragraphs)}</w:tc>"
        for size, (_, paragraphs) in zip(twips, cells, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{_grid(twips)}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/>{least if height else ''}</w:trPr>{row}</w:tr></w:tbl>"
    )


def _grid(twips: Sequence[int]) -> str:
    return "".join(f'<w:gridCol w:w="{size}"/>' for size in twips)


def table_xml(table: Table, width: float, *, keep_last: bool) -> str:
    """A table `width` mm wide; its last row stays with what follows where `keep_last`."""
    columns = fitted(table.columns, width)
    twips = [round(column.width * _TWIPS_A_MM) for column in columns]
    rows = [_head(columns, twips)] if table.head else []
    last = len(table.lines) - 1
    for number, line in enumerate(table.lines):
        keep = keep_last and number == last
        if isinstance(line, Group):
            rows.append(_group(line, len(columns), sum(twips)))
        else:
            rows.append(_row(line, table, columns, twips, keep=keep))
    return (
        "<w:tbl><w:tblPr>"
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_RULES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{_grid(twips)}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _head(columns: tuple[Column, ...], twips: list[int]) -> str:
    cells = "".join(
        _cell(column.title, size, "head", "center", fill=_HEAD_FILL)
        for column, size in zip(columns, twips, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _group(group: Group, span: int, width: int) -> str:
    cell = _cell(group.words, width, "group", "left", fill=_GROUP_FILL, span=span, keep=True)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _row(
    line: Line, table: Table, columns: tuple[Column, ...], twips: list[int], *, keep: bool
) -> str:
    cells = []
    longest = 0
    for cell, column, size in zip(line.cells, columns, twips, strict=True):
        words = cell_words(cell)
        longest = max(longest, len(plain_words(words)))
        style = "text" if table.head else ("label" if column.stand is Stand.CENTRE else "form")
        cells.append(_cell(words, size, style, _align(cell, column), strong=line.strong, keep=keep))
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if longest <= _KEPT_WHOLE else ""
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _align(cell: Cell, column: Column) -> str:
    return "right" if isinstance(cell, Figure) else _ALIGN[column.stand]


def _cell(
    words: Words,
    width: int,
    style: str,
    align: str,
    *,
    fill: str = "",
    span: int = 1,
    keep: bool = False,
    strong: bool = False,
) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{shade}'
        '<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{"<w:keepNext/>" if keep else ""}'
        f'<w:jc w:val="{align}"/></w:pPr>{runs_xml(words, strong=strong)}</w:p></w:tc>'
    )
