# SPDX-License-Identifier: MIT
"""The signatures that close a Word table: never alone on a page, in Word and in LibreOffice.

LibreOffice keeps rows of a table together, but not its last row with what follows the table: so the
signatures are a row without rules. It does not keep a row it may cut either: the last row is never
cut, and one too long for a page with the signatures is two rows, of which the end is short.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bizenv_desktop.reports.blocks import Line, Piece, cell_words, pieces_of, plain_words
from bizenv_desktop.reports.line_estimate import lines_taken
from bizenv_desktop.reports.typeset.kinsoku import NO_LINE_END, NO_LINE_START
from bizenv_desktop.reports.word_xml import TWIPS_A_MM, paragraph_xml

if TYPE_CHECKING:
    from bizenv_desktop.reports.blocks import Cell, Column, Signatures, Words

SEAL = 50.0  # mm kept free for the wet seal
_SEAL_MORE = 20.0  # mm its room may be wider to end where a column does
_ABOVE_SIGNATURES = 4.0  # mm
_SIGNED_LINE = 26 / 72 * 25.4  # mm
_TO_SIGN_ON = "＿" * 8
_HEAD = 16.0  # mm of a table's repeated head and a heading across it
_SPARE = 0.85  # of the room: a line takes more characters here than in another's faces
_PADDING = 2.0  # mm on both sides of a cell
_TAIL = 3  # lines that go with the signatures
_GOOD_ENDS = ("\n", "。；！？", "，、：）”》 ")


def signature_lines(block: Signatures) -> tuple[list[str], list[str]]:
    """The paragraphs to sign on and those of the place for the seal."""
    texts = [*(f"{line}{_TO_SIGN_ON}" for line in block.lines), *block.notes]
    left = [paragraph_xml(text, "signature") for text in texts]
    return left, [paragraph_xml(block.seal, "running", align="center")]


class Grid(NamedTuple):
    """Twips of the grid columns, how many each column spans, how many lie left of the seal."""

    twips: list[int]
    spans: list[int]
    left: int


def grid_of(twips: list[int], *, closing: bool) -> Grid:
    """The grid of columns so wide; where signatures close the table a line bounds the seal's room.

    That of a column where one is near, else the column there is two in the grid.
    """
    spans = [1] * len(twips)
    if not closing:
        return Grid(twips, spans, len(twips))
    seal, most = round(SEAL * TWIPS_A_MM), round((SEAL + _SEAL_MORE) * TWIPS_A_MM)
    for at in range(len(twips) - 1, 0, -1):
        if seal <= sum(twips[at:]) <= most:
            return Grid(twips, spans, at)
    right, at = 0, len(twips) - 1
    while at and right + twips[at] < seal:
        right += twips[at]
        at -= 1
    spans[at] = 2
    parted = [twips[at] - (seal - right), seal - right]
    return Grid([*twips[:at], *parted, *twips[at + 1 :]], spans, at + 1)


def closing_row(block: Signatures, grid: Grid) -> str:
    """A row without rules: lines to sign on at the left, the free square for the seal."""
    sides = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right"))
    margins = '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
    parts = (grid.twips[: grid.left], grid.twips[grid.left :])
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{sum(own)}" w:type="dxa"/><w:gridSpan w:val="{len(own)}"/>'
        f"<w:tcBorders>{sides}</w:tcBorders>{margins}"
        f'<w:vAlign w:val="{stand}"/></w:tcPr>{"".join(paragraphs)}</w:tc>'
        for own, paragraphs, stand in zip(
            parts, signature_lines(block), ("bottom", "center"), strict=True
        )
    )
    high = round((SEAL + _ABOVE_SIGNATURES) * TWIPS_A_MM)
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{high}" w:hRule="atLeast"/></w:trPr>'
        f"{cells}</w:tr>"
    )


def last_rows(
    line: Line, columns: tuple[Column, ...], size: float, page: float, closing: Signatures
) -> tuple[Line, ...]:
    """The row before the signatures; two where one would not fit a page `page` mm high with them.

    `columns` are as wide as printed; the text is of `size` points.
    """
    signed = max(SEAL, _SIGNED_LINE * (len(closing.lines) + len(closing.notes)))
    room = (page - signed - _ABOVE_SIGNATURES - _HEAD) / (size * 4 / 3 / 72 * 25.4) * _SPARE
    words = [cell_words(cell) for cell in line.cells]
    ems = [ems_across(column, size) for column in columns]
    lines = [lines_taken(plain_words(text), width) for text, width in zip(words, ems, strict=True)]
    if max(lines, default=0) <= room:
        return (line,)
    first: list[Cell] = []
    second: list[Cell] = []
    for cell, text, width, count in zip(line.cells, words, ems, lines, strict=True):
        if count <= _TAIL + 1:
            first.append(cell)
            second.append("")
        else:
            at = _cut(plain_words(text), round(width * _TAIL))
            ended = plain_words(text)[at - 1] == "\n"  # the cut is the line's end
            first.append(_part(text, 0, at - ended))
            second.append(_part(text, at, None))
    return replace(line, cells=tuple(first)), replace(line, cells=tuple(second))


def ems_across(column: Column, size: float) -> float:
    """How many ems of text of `size` points stand side by side in a column."""
    return max((column.width - _PADDING) / (size / 72 * 25.4), 1)


def _cut(text: str, tail: int) -> int:
    """Where to cut so that some `tail` characters are left: after a line, a sentence, a clause."""
    latest = max(len(text) - tail // 3, 1)
    earliest = max(latest - tail, 1)
    for ends in _GOOD_ENDS:
        for at in range(latest, earliest - 1, -1):
            if text[at - 1] in ends and text[at : at + 1] not in NO_LINE_START:
                return at
    at = latest
    while at > 1 and not _may_part(text[at - 1], text[at : at + 1]):
        at -= 1
    return at


def _may_part(before: str, after: str) -> bool:
    return (
        before not in NO_LINE_END
        and after not in NO_LINE_START
        and not (before.isascii() and after.isascii())
    )


def _part(words: Words, begin: int, end: int | None) -> Words:
    """The characters from `begin` to `end` in their looks."""
    found: list[str | Piece] = []
    at = 0
    for piece in pieces_of(words):
        stop = None if end is None else max(end - at, 0)
        found.append(replace(piece, text=piece.text[max(begin - at, 0) : stop]))
        at += len(piece.text)
    return tuple(found)
