# SPDX-License-Identifier: MIT
"""Strokes, bars and words of a chart, in the faces of the paper it stands on.

A chart is a reportlab drawing: it is a flowable of a paper, becomes a picture for Word
(`chart_pictures`) and an SVG for the screen (`chart_svg`). Lengths are points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.reports.fonts import GETA, Role, is_visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.graphics.shapes import Drawing

    from bizenv_desktop.reports.fonts import EmbeddedFace, FaceSet

# the window's palette (gui/theme.py), repeated here because papers know nothing of the window
ACCENT = "#2f6fde"
ACCENT_DARK = "#2459b8"
ACCENT_PALE = "#e8f0fe"
LINE = "#dde3ec"
TEXT = "#1f2733"
MUTED = "#5b6675"
GOOD = "#1b7f52"
WARN = "#b25309"
BAD = "#c0322b"
WHITE = "#ffffff"

WIDTH = 442.0  # the type area of an upright page, 156 mm
SIZE, SMALL, TITLE_SIZE = 9.0, 8.0, 10.5
ELLIPSIS = "…"


class Pen:
    """Draws on one drawing; text is laid out by our faces, so that it is alike everywhere."""

    def __init__(self, width: float, height: float, faces: FaceSet) -> None:
        from reportlab.graphics.shapes import Drawing

        self.drawing: Drawing = Drawing(width, height)
        self._faces = faces

    def bar(
        self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0
    ) -> None:
        """Fill a rectangle from its lower left corner; one without width is not drawn."""
        from reportlab.graphics.shapes import Rect
        from reportlab.lib.colors import HexColor

        if width > 0:
            radius = min(radius, width / 2, height / 2)
            self.drawing.add(
                Rect(
                    *(x, y, width, height),
                    rx=radius,
                    ry=radius,
                    fillColor=HexColor(colour),
                    strokeColor=None,
                )
            )

    def line(self, points: list[tuple[float, float]], colour: str, weight: float = 0.75) -> None:
        """Draw a line through the points."""
        from reportlab.graphics.shapes import PolyLine
        from reportlab.lib.colors import HexColor

        flat = [value for point in points for value in point]
        self.drawing.add(
            PolyLine(flat, strokeColor=HexColor(colour), strokeWidth=weight, strokeLineJoin=1)
        )

    def dot(self, x: float, y: float, colour: str, *, hollow: bool = False) -> None:
        """Draw a marker; a hollow one stands for what is not finished."""
        from reportlab.graphics.shapes import Circle
        from reportlab.lib.colors import HexColor

        fill = WHITE if hollow else colour
        self.drawing.add(
            Circle(
                *(x, y, 3),
                fillColor=HexColor(fill),
                strokeColor=HexColor(colour),
                strokeWidth=1.25,
            )
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = SIZE,
        colour: str = TEXT,
        *,
        role: Role = Role.HEI,
        align: float = 0,
        room: float | None = None,
    ) -> None:
        """Set words in one line on the baseline `y`; `align` 0 begins, 0.5 centres, 1 ends at x.

        What is wider than `room` ends in an ellipsis.
        """
        from reportlab.graphics.shapes import String
        from reportlab.lib.colors import HexColor

        shown = words if room is None else self._cut(words, size, role, room)
        at = x - align * self.width(shown, size, role)
        for face, part in self._by_face(shown, role):
            self.drawing.add(
                String(
                    at, y, part, fontName=face.fontName, fontSize=size, fillColor=HexColor(colour)
                )
            )
            at += face.stringWidth(part, size)

    def width(self, words: str, size: float = SIZE, role: Role = Role.HEI) -> float:
        """How wide words are."""
        return sum(face.stringWidth(part, size) for face, part in self._by_face(words, role))

    def _cut(self, words: str, size: float, role: Role, room: float) -> str:
        if self.width(words, size, role) <= room:
            return words
        while words and self.width(words + ELLIPSIS, size, role) > room:
            words = words[:-1]
        return words + ELLIPSIS

    def _by_face(self, words: str, role: Role) -> Iterator[tuple[EmbeddedFace, str]]:
        """The words in pieces of one face; what no face can draw is 〓, what has no ink is left."""
        chain = self._faces.chain(role)
        owner, piece = chain.first, ""
        for char in filter(is_visible, words):
            face = chain.owner(char)
            drawn = char if face else GETA
            face = face or chain.owner(GETA) or chain.first
            if face is not owner and piece:
                yield owner, piece
                piece = ""
            owner, piece = face, piece + drawn
        if piece:
            yield owner, piece
