# SPDX-License-Identifier: MIT
"""Break text into lines, in time linear in its length: pure numbers and strings, no drawing.

Lengths are thousandths of an em of the paragraph's size. A unit (see `kinsoku`) is measured once
a document and looked up after that; lines are then found by bisection in the running sums.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

from bizenv_desktop.reports.typeset.kinsoku import (
    CLOSING,
    GAP,
    GAP_WIDTH,
    SQUEEZE,
    SQUEEZE_WIDTH,
    between,
    explode,
    spaced,
    units,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TRAILING = f" {GAP}{SQUEEZE}"  # what hangs over the end of a line
HALF_EM, WIDE = 500, 900


class Piece(NamedTuple):
    """Text of one run within a line, from `x` on; may contain the marks `GAP` and `SQUEEZE`."""

    x: int
    run: int
    text: str


class Line(NamedTuple):
    """One line: its pieces, its width without trailing spaces, whether the text goes on."""

    pieces: list[Piece]
    width: int
    soft: bool


def mark_width(before: int, mark: str) -> int:
    """Return the width of a mark after a character `before` wide; narrow ones keep theirs."""
    if mark == GAP:
        return GAP_WIDTH
    return SQUEEZE_WIDTH if before >= WIDE else 0


class UnitWidth(NamedTuple):
    """Width of a unit, of the spaces that end it, of all that may hang over a line's end."""

    advance: int
    trailing: int
    hang: int


class Measure(dict[str, UnitWidth]):
    """Widths of units in one chain of faces; fills itself."""

    def __init__(self, width: Callable[[str], int]) -> None:
        self._width = width

    def __missing__(self, unit: str) -> UnitWidth:
        total = trailing = before = 0
        for char in unit:
            if char in (GAP, SQUEEZE):
                width = mark_width(before, char)
            else:
                width = before = self._width(char)
            total += width
            trailing = trailing + width if char in TRAILING else 0
        ink = unit.rstrip(TRAILING)
        squeezed = bool(ink) and ink[-1] in CLOSING and self._width(ink[-1]) >= WIDE
        measured = self[unit] = UnitWidth(total, trailing, trailing + HALF_EM * squeezed)
        return measured


Part = tuple[str, int]  # text, number of its run


def break_lines(
    parts: Sequence[Part], measures: Sequence[Measure], width: int, *, indent: int, tab: int
) -> list[Line]:
    """Return the lines of a paragraph; there is at least one.

    `parts` are texts with the number of their run, `measures` the widths for each run. A newline
    ends a line, a tab goes on at the next multiple of `tab`; `indent` is the first line's.
    """
    lines: list[Line] = []
    for number, paragraph in enumerate(_split(parts, "\n")):
        setter = _Setter(lines, measures, width, indent if number == 0 else 0)
        for count, field in enumerate(_split(paragraph, "\t")):
            if count:
                setter.to_tab(tab)
            setter.set(field)
        setter.end()
    return lines


class _Setter:
    """Sets the text between two newlines; `x` is where the open line has got to."""

    def __init__(
        self, lines: list[Line], measures: Sequence[Measure], width: int, indent: int
    ) -> None:
        self._lines = lines
        self._measures = measures
        self._width = width
        self._start = self._x = indent
        self._ink = 0
        self._pieces: list[Piece] = []

    def to_tab(self, tab: int) -> None:
        self._x = (self._x // tab + 1) * tab
        if self._x >= self._width:
            self._close(soft=True)

    def end(self) -> None:
        self._close(soft=False)

    def _close(self, *, soft: bool) -> None:
        self._lines.append(Line(self._pieces, min(self._ink, self._width), soft))
        self._pieces = []
        self._start = self._x = self._ink = 0

    def set(self, parts: Sequence[Part]) -> None:
        """Set a text without tabs, breaking where it must."""
        text = _measured(parts, self._measures, self._width - self._start)
        fits, ends, count = text.fits, text.ends, len(text.units)
        first = base = 0
        while first < count:
            last = bisect_right(fits, base + self._width - self._x, first)
            if last <= first or last in text.glued:
                last = text.forced(first, last, fresh=self._x <= self._start)
            if last > first:
                self._pieces += text.pieces(first, last, self._x)
                self._x += ends[last - 1] - base
                self._ink = self._x - text.trailing[last - 1]
                base, first = ends[last - 1], last
            if first < count:
                self._close(soft=True)


class _Measured(NamedTuple):
    """Units of a text with running sums: `ends` with, `fits` without what may hang over."""

    units: list[str]
    ends: list[int]
    fits: list[int]
    trailing: Sequence[int]  # width of the spaces after each unit
    starts: list[tuple[int, int]]  # first unit and number of each run
    glued: set[int]  # units that must stay on the line of the one before

    def forced(self, first: int, last: int, *, fresh: bool) -> int:
        """Return where to break when nothing fits or it is forbidden; a `fresh` line takes one."""
        allowed = last
        while allowed > first and allowed in self.glued:
            allowed -= 1
        return max(last, first + 1) if fresh and allowed <= first else allowed

    def pieces(self, first: int, last: int, x: int) -> list[Piece]:
        """Return the units from `first` up to `last` as pieces, the first at `x`."""
        if len(self.starts) == 1:
            text = "".join(self.units[first:last])
            return [Piece(x, self.starts[0][1], text.rstrip(TRAILING))]
        base = self.ends[first - 1] if first else 0
        result = []
        bounds = [start for start, _ in self.starts[1:]] + [len(self.units)]
        for (start, run), stop in zip(self.starts, bounds, strict=True):
            begin, finish = max(first, start), min(last, stop)
            if begin < finish:
                text = "".join(self.units[begin:finish])
                offset = (self.ends[begin - 1] if begin else 0) - base
                result.append(
                    Piece(x + offset, run, text.rstrip(TRAILING) if finish == last else text)
                )
        return result


def _measured(parts: Sequence[Part], measures: Sequence[Measure], room: int) -> _Measured:
    found: list[str] = []
    widths: list[UnitWidth] = []
    starts: list[tuple[int, int]] = []
    glued: set[int] = set()
    parts = [part for part in parts if part[0]]
    for number, (text, run) in enumerate(parts):
        breakable, mark = True, ""
        if number + 1 < len(parts):
            breakable, mark = between(text, parts[number + 1][0])
        starts.append((len(found), run))
        own = units(spaced(text) + mark)
        own_widths = list(map(measures[run].__getitem__, own))
        if max(own_widths)[0] > room:
            own = _exploded(own, measures[run], room)
            own_widths = list(map(measures[run].__getitem__, own))
        found += own
        widths += own_widths
        if not breakable:
            glued.add(len(found))
    if not found:
        return _Measured([], [], [], [], [], glued)
    advances, trailing, hangs = zip(*widths, strict=True)
    ends = list(accumulate(advances))
    return _Measured(found, ends, list(map(sub, ends, hangs)), trailing, starts, glued)


def _exploded(found: list[str], measure: Measure, room: int) -> list[str]:
    """Return the units with those wider than a line cut into pieces."""

    def fits(text: str) -> bool:
        return measure[text].advance <= room

    return [piece for unit in found for piece in ([unit] if fits(unit) else explode(unit, fits))]


def _split(parts: Sequence[Part], separator: str) -> list[Sequence[Part]]:
    """Return the parts cut at every separator, which is dropped; there is at least one piece."""
    if not any(separator in text for text, _ in parts):
        return [parts]
    result: list[list[Part]] = [[]]
    for text, run in parts:
        first, *rest = text.split(separator)
        result[-1].append((first, run))
        result += [[(piece, run)] for piece in rest]
    return list(result)
