# SPDX-License-Identifier: MIT
"""Rows of a list table: content, lines, height, and where a tall one may be cut."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bizenv_desktop.reports.fonts.roles import Role
from bizenv_desktop.reports.typeset.text import Align, Content, TextStyle, runs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.reports.typeset.compositor import Compositor
    from bizenv_desktop.reports.typeset.ink import Layout

MIN_LINES = 2  # fewest lines of a row at the foot or the head of a page
SHORT_TEXT = 24  # cells up to this long are set once: dates, names, states come again and again


@dataclass(frozen=True, slots=True)
class Column:
    """A column: head, share of the width, alignment; `repeat` sets its cells again in cut rows."""

    head: str
    weight: float
    align: Align = Align.LEFT
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list, one content for each column."""

    cells: Sequence[Content]


@dataclass(frozen=True, slots=True)
class Group:
    """A heading across all columns, kept with the next row; `bookmark` is its outline name."""

    content: Content
    bookmark: str | None = None


Entry: TypeAlias = Row | Group


@dataclass(frozen=True)
class ListStyle:
    """How a list looks. Points; colours as "#rrggbb".

    Rows of at most `keep_whole` lines are never cut, and their shorter cells stand in the middle
    of the row's height; in longer rows all cells begin at the top. A `headless` table is a form.
    """

    text: TextStyle = field(default_factory=lambda: TextStyle(size=9, leading=12.5))
    head: TextStyle = field(
        default_factory=lambda: TextStyle(Role.HEI, size=9, leading=12.5, align=Align.CENTRE)
    )
    group: TextStyle = field(default_factory=lambda: TextStyle(Role.HEI, size=9.5, leading=13))
    padding_x: float = 3.0
    padding_y: float = 3.0
    rule: float = 0.5
    head_tint: str | None = "#eef1f5"
    group_tint: str | None = "#f7f8fa"
    keep_whole: int = 12
    continued: str = "\n续"
    headless: bool = False


class Cell(NamedTuple):
    """A cell set in its column: the text and how it stands."""

    layout: Layout
    style: TextStyle


class SetRow(NamedTuple):
    """An entry broken into lines: one cell for each column, or a single one for a group."""

    cells: tuple[Cell, ...]
    lines: int  # of the tallest cell
    leading: float
    is_group: bool


class RowSetter:
    """Sets the entries of one table for one width, each once, and forgets them when told."""

    def __init__(
        self,
        columns: Sequence[Column],
        entries: Sequence[Entry],
        style: ListStyle,
        compositor: Compositor,
        width: float,
    ) -> None:
        self.width = width
        self.edges = _edges(columns, width)
        self._entries = entries
        self._columns = columns
        self._style = style
        self._compositor = compositor
        self._rooms = [
            right - left - 2 * style.padding_x
            for left, right in zip(self.edges, self.edges[1:], strict=False)
        ]
        self._styles = [replace(style.text, align=column.align) for column in columns]
        self._set: dict[int, SetRow] = {}
        self._short: dict[tuple[int, str], Layout] = {}

    def row(self, number: int) -> SetRow:
        """Return entry `number` broken into lines."""
        if number not in self._set:
            self._set[number] = self._set_entry(self._entries[number])
        return self._set[number]

    def forget(self, number: int) -> None:
        """Drop the lines of an entry that has been drawn; they are set again if asked for."""
        self._set.pop(number, None)

    @cached_property
    def head(self) -> SetRow:
        """The table's head as a row."""
        style = self._style.head
        cells = tuple(
            Cell(self._compositor.layout(column.head, style, room), style)
            for column, room in zip(self._columns, self._rooms, strict=True)
        )
        return SetRow(cells, max(len(cell.layout.lines) for cell in cells), style.leading, False)

    @property
    def head_height(self) -> float:
        """The height in points of the head, 0 without one."""
        return 0.0 if self._style.headless else self.height(self.head)

    def repeated(self, number: int) -> dict[int, Cell]:
        """Return, by column, the cells to set again where an entry goes on, marked as continued."""
        entry = self._entries[number]
        if isinstance(entry, Group):
            return {}
        return {
            column: self._cell(column, (*runs_of(entry.cells[column]), self._style.continued))
            for column, title in enumerate(self._columns)
            if title.repeat
        }

    def height(self, row: SetRow, first: int = 0, stop: int | None = None) -> float:
        """Return the height in points of a row, or of its lines from `first` to `stop`."""
        lines = (row.lines if stop is None else stop) - first
        return lines * row.leading + 2 * self._style.padding_y

    def lines_within(self, row: SetRow, height: float) -> int:
        """Return how many lines of a row fit a height."""
        return max(int((height - 2 * self._style.padding_y) / row.leading + 1e-6), 0)

    def cut(self, row: SetRow, first: int, height: float) -> int:
        """Return the line at which a row begun at line `first` may be cut to fit, 0 if nowhere.

        No cell leaves fewer than two lines behind or ahead, unless it has fewer in all.
        """
        stop = first + self.lines_within(row, height)
        counts = [len(cell.layout.lines) for cell in row.cells]
        while stop - first >= MIN_LINES and any(0 < n - stop < MIN_LINES for n in counts):
            stop -= 1
        return stop if stop - first >= MIN_LINES and stop < row.lines else 0

    def _set_entry(self, entry: Entry) -> SetRow:
        if isinstance(entry, Group):
            style = self._style.group
            layout = self._compositor.layout(
                entry.content, style, self.width - 2 * self._style.padding_x
            )
            return SetRow((Cell(layout, style),), len(layout.lines), style.leading, True)
        if len(entry.cells) != len(self._columns):
            raise ValueError(f"{len(entry.cells)} cells in a list of {len(self._columns)} columns")
        cells = tuple(map(self._cell, range(len(self._columns)), entry.cells))
        tallest = max(len(cell.layout.lines) for cell in cells)
        return SetRow(cells, tallest, self._style.text.leading, False)

    def _cell(self, column: int, content: Content) -> Cell:
        style = self._styles[column]
        if not isinstance(content, str) or len(content) > SHORT_TEXT:
            return Cell(self._compositor.layout(content, style, self._rooms[column]), style)
        key = (column, content)
        if key not in self._short:
            self._short[key] = self._compositor.layout(content, style, self._rooms[column])
        return Cell(self._short[key], style)


def _edges(columns: Sequence[Column], width: float) -> list[float]:
    """Return the x of the column borders, from 0 to `width`."""
    total = sum(column.weight for column in columns)
    edges = [0.0]
    for column in columns:
        edges.append(edges[-1] + width * column.weight / total)
    return edges
