# SPDX-License-Identifier: MIT
"""Tables of a Word file as XML text, parsed once: some have thousands of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.reports.blocks import (
    Figure,
    Group,
    Stand,
    cell_words,
    fitted,
    plain_words,
)
from bizenv_desktop.reports.line_estimate import lines_taken
from bizenv_desktop.reports.word_closing import closing_row, ems_across, grid_of, last_rows
from bizenv_desktop.reports.word_styles import style_id
from bizenv_desktop.reports.word_xml import TWIPS_A_MM, grid_xml, runs_xml

if TYPE_CHECKING:
    from bizenv_desktop.reports.blocks import Cell, Column, Line, Signatures, Table, Words
    from bizenv_desktop.reports.word_closing import Grid

_HEAD_FILL, _GROUP_FILL = "EEF1F5", "F7F8FA"
_KEPT_WHOLE = 12  # lines a row may have never to be cut
_ALIGN = {Stand.LEFT: "left", Stand.CENTRE: "center", Stand.RIGHT: "right"}
_RULES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_xml(
    table: Table, width: float, closing: Signatures | None = None, page: float = 0
) -> str:
    """A table `width` mm wide.

    Where signatures are its `closing`, they share a page, `page` mm high, with its last row.
    """
    columns = fitted(table.columns, width)
    twips = [round(column.width * TWIPS_A_MM) for column in columns]
    rows = _Rows(table, columns, twips, grid_of(twips, closing=closing is not None))
    made = [rows.head()] if table.head else []
    made.extend(map(rows.any, table.lines if closing is None else table.lines[:-1]))
    if closing is not None:
        for last in table.lines[-1:]:
            made.extend(rows.last(last, closing, page))
        made.append(closing_row(closing, rows.grid))
    return (
        "<w:tbl><w:tblPr>"
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_RULES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid_xml(rows.grid.twips)}</w:tblGrid>{''.join(made)}</w:tbl>"
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Writes the rows of one table."""

    table: Table
    columns: tuple[Column, ...]
    twips: list[int]
    grid: Grid

    def head(self) -> str:
        """The head, repeated on each page."""
        cells = "".join(
            _cell(column.title, size, "head", "center", fill=_HEAD_FILL, span=span)
            for column, size, span in zip(self.columns, self.twips, self.grid.spans, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def any(self, line: Line | Group) -> str:
        """A row, or a heading across that stays with the next one."""
        if not isinstance(line, Group):
            return self.row(line)
        span, width = len(self.grid.twips), sum(self.twips)
        cell = _cell(line.words, width, "group", "left", fill=_GROUP_FILL, span=span, keep=True)
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"

    def last(self, line: Line | Group, closing: Signatures, page: float) -> list[str]:
        """The row before the signatures, which stays with them: two where it is a long one."""
        if isinstance(line, Group):
            return [self.any(line)]
        *begin, end = last_rows(line, self.columns, self.table.size, page, closing)
        made = [self.row(part, open_side="bottom") for part in begin]
        return [*made, self.row(end, keep=True, open_side="top" if begin else "")]

    def row(self, line: Line, *, keep: bool = False, open_side: str = "") -> str:
        """A row; one to `keep` with the next is never cut, at its `open_side` stands no rule."""
        cells = []
        longest = 0
        spread = zip(line.cells, self.columns, self.twips, self.grid.spans, strict=True)
        for cell, column, size, span in spread:
            words = cell_words(cell)
            ems = ems_across(column, self.table.size)
            longest = max(longest, lines_taken(plain_words(words), ems))
            cells.append(
                _cell(
                    words,
                    size,
                    self._style(column),
                    _align(cell, column),
                    span=span,
                    strong=line.strong,
                    keep=keep,
                    open_side=open_side,
                )
            )
        whole = "<w:trPr><w:cantSplit/></w:trPr>" if keep or longest <= _KEPT_WHOLE else ""
        return f"<w:tr>{whole}{''.join(cells)}</w:tr>"

    def _style(self, column: Column) -> str:
        if self.table.head:
            return "text"
        return "label" if column.stand is Stand.CENTRE else "form"


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
    open_side: str = "",
) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    ruled = f'<w:tcBorders><w:{open_side} w:val="nil"/></w:tcBorders>' if open_side else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{ruled}{shade}'
        '<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{"<w:keepNext/>" if keep else ""}'
        f'<w:jc w:val="{align}"/></w:pPr>{runs_xml(words, strong=strong)}</w:p></w:tc>'
    )
