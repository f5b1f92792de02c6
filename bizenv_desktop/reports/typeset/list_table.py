# SPDX-License-Identifier: MIT
"""A list as a table that runs over many pages, in time linear in its rows.

reportlab asks a flowable that does not fit to split, and asks the rest again on the next page.
Each part of a `ListTable` is therefore a view, two numbers, over rows that are set once and
shared; measuring a part stops at the first row that does not fit. The stock table copies the
remaining rows at every page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from reportlab.platypus.flowables import Flowable

from bizenv_desktop.reports.typeset.table_pen import TablePen
from bizenv_desktop.reports.typeset.table_rows import Group, ListStyle, RowSetter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from bizenv_desktop.reports.typeset.compositor import Compositor
    from bizenv_desktop.reports.typeset.table_rows import Column, Entry, SetRow

TOLERANCE = 1e-6
TAIL_LINES = 4  # lines of a long last row that go to the next page with what follows the table

GroupCallback: TypeAlias = "Callable[[Canvas, Group, int, float], None]"


class Place(NamedTuple):
    """A point in the list: an entry and, within a cut row, a line."""

    entry: int
    line: int = 0


class ListTable(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Rows under a head repeated on every page; groups stay with the row after them.

    `on_group(canvas, group, entry number, y of its top)` is called as each group is drawn: the
    place to set a bookmark. Cells may hold any `Content`; every row has as many as there are
    columns.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        entries: Sequence[Entry],
        compositor: Compositor,
        style: ListStyle | None = None,
        on_group: GroupCallback | None = None,
    ) -> None:
        super().__init__()
        self._columns = columns
        self._entries = entries
        self._compositor = compositor
        self._style = style or ListStyle()
        self._on_group = on_group
        self._setter: RowSetter | None = None
        self._start, self._stop = Place(0), Place(len(entries))
        self._refused: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the width, and the height if it is at most `height`, else some larger number."""
        setter = self._set_for(width)
        total = setter.head_height
        for _, row, first, stop in self._visible(setter):
            total += setter.height(row, first, stop)
            if total > height + TOLERANCE:
                break
        self.width, self.height = width, total
        return width, total

    def split(self, width: float, height: float) -> list[Flowable]:
        setter = self._set_for(width)
        room = height - setter.head_height
        for number, row, first, stop in self._visible(setter):
            needed = setter.height(row, first, stop)
            if needed > room + TOLERANCE:
                place = self._break_at(setter, Place(number, first), room)
                return [] if place is None else self._parts(place)
            room -= needed
        return []

    def split_tail(self, width: float, height: float) -> list[Flowable]:
        """Split off the last row, or its last lines, to go with what must not stand alone."""
        setter = self._set_for(width)
        last = self._stop.entry if self._stop.line else self._stop.entry - 1
        if last < self._start.entry:
            return []
        row = setter.row(last)
        end = self._stop.line or row.lines
        long = row.lines > self._style.keep_whole and end > TAIL_LINES
        place = Place(last, end - TAIL_LINES) if long else self._before_groups(last)
        return self._parts(place) if place > self._start else []

    def draw(self) -> None:
        setter = self._set_for(self.width)
        pen = TablePen(self.canv, setter, self._style, self.height)
        if not self._style.headless:
            pen.row(setter.head, 0, setter.head.lines, self._style.head_tint)
        for number, row, first, stop in self._visible(setter):
            if row.is_group and self._on_group is not None:
                self._on_group(self.canv, cast("Group", self._entries[number]), number, pen.y)
            pen.row(row, first, stop, self._style.group_tint if row.is_group else None)
            if first:
                pen.repeat(setter.repeated(number), stop - first)
            if stop == row.lines:
                setter.forget(number)
        pen.finish()

    def _set_for(self, width: float) -> RowSetter:
        if self._setter is None or self._setter.width != width:
            self._setter = RowSetter(
                self._columns, self._entries, self._style, self._compositor, width
            )
        return self._setter

    def _visible(self, setter: RowSetter) -> Iterator[tuple[int, SetRow, int, int]]:
        """Yield the entries of this part: number, row, first line, line after the last."""
        start, stop = self._start, self._stop
        for number in range(start.entry, stop.entry + (stop.line > 0)):
            row = setter.row(number)
            first = start.line if number == start.entry else 0
            yield number, row, first, stop.line if number == stop.entry else row.lines

    def _break_at(self, setter: RowSetter, place: Place, room: float) -> Place | None:
        """Return where the next page begins when the entry at `place` does not fit `room`.

        A long row is cut; a short one moves on whole, with its group heading. None: nothing at
        all fits here, ask again on a fresh page; asked with no more room than before, cut
        wherever we are.
        """
        row = setter.row(place.entry)
        if row.lines > self._style.keep_whole and (cut := setter.cut(row, place.line, room)):
            return Place(place.entry, cut)
        before = self._before_groups(place.entry)
        if place.line == 0 and before > self._start:
            return before
        if self._refused is None or room < self._refused:
            self._refused = room
            return None
        cut = place.line + max(setter.lines_within(row, room), 1)
        return Place(place.entry, cut) if cut < row.lines else Place(place.entry + 1)

    def _before_groups(self, entry: int) -> Place:
        """Return the place before an entry and the group headings that belong to it."""
        while entry > self._start.entry and isinstance(self._entries[entry - 1], Group):
            entry -= 1
        return max(Place(entry), self._start)

    def _parts(self, place: Place) -> list[Flowable]:
        return [self._part(self._start, place), self._part(place, self._stop)]

    def _part(self, start: Place, stop: Place) -> ListTable:
        part = ListTable(
            self._columns, self._entries, self._compositor, self._style, self._on_group
        )
        part._setter, part._start, part._stop = self._setter, start, stop
        return part
