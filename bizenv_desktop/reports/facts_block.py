# SPDX-License-Identifier: MIT
"""The lines under a title with a QR symbol at their right, and marks for the outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus.flowables import Flowable

from bizenv_desktop.reports.qr import qr_matrix
from bizenv_desktop.reports.typeset.api import MM, add_bookmark
from bizenv_desktop.reports.typeset.ink import Ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.reports.typeset.api import CjkParagraph

QR_SIDE = 15.5 * MM  # without its quiet zone, which is the empty space around it
_GAP = 4 * MM
_BLACK = "#000000"


class FactsBlock(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Paragraphs one under another; with a `code` they leave the right side to its QR symbol."""

    def __init__(self, paragraphs: Sequence[CjkParagraph], code: str = "") -> None:
        super().__init__()
        self._paragraphs = paragraphs
        self._code = code
        self.spaceAfter = 3

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        room = width - (QR_SIDE + 2 * _GAP if self._code else 0)
        self._heights = [part.wrap(room, height)[1] for part in self._paragraphs]
        self.width = width
        self.height = max(sum(self._heights), QR_SIDE if self._code else 0)
        return self.width, self.height

    def draw(self) -> None:
        y = self.height
        for part, height in zip(self._paragraphs, self._heights, strict=True):
            y -= height
            part.drawOn(self.canv, 0, y)
        if self._code:
            self._draw_symbol()

    def _draw_symbol(self) -> None:
        """Once a document, each run of dark squares of a row as one rectangle."""
        name = f"qr-{self._code}"
        if not self.canv.hasForm(name):
            self.canv.beginForm(name, 0, 0, QR_SIDE, QR_SIDE)
            self._draw_squares()
            self.canv.endForm()
        self.canv.saveState()
        self.canv.translate(self.width - QR_SIDE - 1 * MM, self.height - QR_SIDE)
        self.canv.doForm(name)
        self.canv.restoreState()

    def _draw_squares(self) -> None:
        ink = Ink(self.canv)
        matrix = qr_matrix(self._code)
        side = QR_SIDE / len(matrix)
        for number, row in enumerate(matrix, 1):
            start = None
            for at, dark in enumerate((*row, False)):
                if dark and start is None:
                    start = at
                elif not dark and start is not None:
                    x, width = start * side, (at - start) * side
                    ink.tint(x, QR_SIDE - number * side, width, side, _BLACK)
                    start = None
        ink.flush()


class OutlineMark(Flowable):  # type: ignore[misc]
    """Takes no room: an entry of the outline that leads to where it stands."""

    def __init__(self, title: str, key: str, level: int = 0) -> None:
        super().__init__()
        self._title, self._key, self._level = title, key, level
        self.keepWithNext = 0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        add_bookmark(self.canv, self._title, self._key, 0, self._level)
