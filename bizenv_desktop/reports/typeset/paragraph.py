# SPDX-License-Identifier: MIT
"""A paragraph of Chinese text as a reportlab flowable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus.flowables import CondPageBreak, Flowable

from bizenv_desktop.reports.typeset.ink import Ink

if TYPE_CHECKING:
    from bizenv_desktop.reports.typeset.compositor import Compositor
    from bizenv_desktop.reports.typeset.ink import Layout
    from bizenv_desktop.reports.typeset.text import Content, TextStyle

MIN_LINES = 2  # fewest lines of a paragraph at the foot or the head of a page


def heading(
    content: Content, style: TextStyle, compositor: Compositor, lines_after: int = 3
) -> list[Flowable]:
    """Return a heading for a story: on a new page unless it and `lines_after` lines fit here.

    Better than `keep_with_next` before running text, which would move the whole next paragraph.
    """
    room = style.space_before + (1 + lines_after) * style.leading
    return [CondPageBreak(room), CjkParagraph(content, style, compositor)]


class CjkParagraph(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Text set in one style; splits between pages with at least two lines on each."""

    def __init__(self, content: Content, style: TextStyle, compositor: Compositor) -> None:
        super().__init__()
        self._content = content
        self._style = style
        self._compositor = compositor
        self._layout: Layout | None = None
        self._first, self._stop = 0, 0
        self.spaceBefore, self.spaceAfter = style.space_before, style.space_after
        self.keepWithNext = style.keep_with_next

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        if self._layout is None:
            room = width - self._style.left_indent - self._style.right_indent
            self._layout = self._compositor.layout(self._content, self._style, room)
            self._stop = len(self._layout.lines)
        return width, (self._stop - self._first) * self._style.leading

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        count = self._stop - self._first
        fit = min(int(height / self._style.leading + 1e-6), count - MIN_LINES)
        if fit >= count or fit < MIN_LINES:
            return []
        return [
            self._part(self._first, self._first + fit),
            self._part(self._first + fit, self._stop),
        ]

    def split_tail(self, width: float, height: float) -> list[Flowable]:
        """Split off the last lines, to go to the next page with what must not stand there alone."""
        self.wrap(width, height)
        if self._stop - self._first < 2 * MIN_LINES:
            return []
        cut = self._stop - MIN_LINES
        return [self._part(self._first, cut), self._part(cut, self._stop)]

    def draw(self) -> None:
        assert self._layout is not None
        ink = Ink(self.canv)
        top = (self._stop - self._first) * self._style.leading
        lines = slice(self._first, self._stop)
        ink.block(self._layout, self._style, self._style.left_indent, top, lines)
        ink.flush()

    def _part(self, first: int, stop: int) -> CjkParagraph:
        """Return lines of this paragraph as one; the next page is taken to be as wide."""
        part = CjkParagraph(self._content, self._style, self._compositor)
        part._layout, part._first, part._stop = self._layout, first, stop
        part.spaceBefore = self.spaceBefore if first == self._first else 0
        part.spaceAfter = self.spaceAfter if stop == self._stop else 0
        return part
