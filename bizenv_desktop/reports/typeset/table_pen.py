# SPDX-License-Identifier: MIT
"""Draws one part of a list table, from the top down: tints, text, then the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.reports.typeset.ink import Ink

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from bizenv_desktop.reports.typeset.table_rows import Cell, ListStyle, RowSetter, SetRow


class TablePen:
    """Draws downwards; `y` is how far it has come, in points above the foot of the part."""

    def __init__(self, canvas: Canvas, setter: RowSetter, style: ListStyle, height: float) -> None:
        self.y = height
        self._ink = Ink(canvas)
        self._setter = setter
        self._style = style
        self._levels = [height]
        self._columns_from: float | None = None  # top of the stretch of rows with column rules
        self._rules: list[tuple[float, float, float, float]] = []

    def row(self, row: SetRow, first: int, stop: int, tint: str | None) -> None:
        """Draw the lines from `first` to `stop` of a row."""
        height = self._setter.height(row, first, stop)
        if row.is_group:
            self._end_columns()
        elif self._columns_from is None:
            self._columns_from = self.y
        if tint:
            self._ink.tint(0, self.y - height, self._setter.width, height, tint)
        whole = first == 0 and stop == row.lines <= self._style.keep_whole
        for column, cell in enumerate(row.cells):
            lines = len(cell.layout.lines[first:stop])
            drop = (stop - first - lines) * row.leading / 2 if whole else 0
            self._cell(column, cell, drop, slice(first, stop))
        self.y -= height
        self._levels.append(self.y)

    def repeat(self, cells: dict[int, Cell], lines: int) -> None:
        """Set cells again in the row just drawn, which is the rest of a cut one `lines` high."""
        top = self._levels[-2]
        self.y, bottom = top, self.y
        for column, cell in cells.items():
            self._cell(column, cell, 0, slice(0, lines))
        self.y = bottom

    def finish(self) -> None:
        """Draw the rules and put everything on the page."""
        self._end_columns()
        width, top = self._setter.width, self._levels[0]
        self._rules += [(0, level, width, level) for level in self._levels]
        self._rules += [(x, top, x, self.y) for x in (0, width)]
        self._ink.rules(self._rules, self._style.rule)
        self._ink.flush()

    def _cell(self, column: int, cell: Cell, drop: float, lines: slice) -> None:
        x = self._setter.edges[column] + self._style.padding_x
        top = self.y - self._style.padding_y - drop
        self._ink.block(cell.layout, cell.style, x, top, lines)

    def _end_columns(self) -> None:
        if self._columns_from is not None:
            self._rules += [(x, self._columns_from, x, self.y) for x in self._setter.edges[1:-1]]
            self._columns_from = None
