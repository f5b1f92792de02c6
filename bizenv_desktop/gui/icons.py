# SPDX-License-Identifier: MIT
"""The navigation's line icons, drawn on a 20 × 20 grid in whatever colour and size is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

# each stroke: "M x y L x y …" in the grid; a circle is "O x y r"
_STROKES = {
    "home": ("M 3 10 L 10 3.5 L 17 10", "M 5 9 L 5 16.5 L 15 16.5 L 15 9", "M 10 16.5 L 10 12"),
    "receive": (
        "M 10 3 L 10 11.5",
        "M 6.5 8.5 L 10 12 L 13.5 8.5",
        "M 3 11 L 3 16.5 L 17 16.5 L 17 11",
    ),
    "relay": (
        "M 10 11.5 L 10 3",
        "M 6.5 6.5 L 10 3 L 13.5 6.5",
        "M 3 9 L 3 12 L 17 12 L 17 9",
        "M 5 14.5 L 15 14.5",
        "M 7 17 L 13 17",
    ),
    "selfcheck": (
        "M 4 3 L 16 3 L 16 17 L 4 17 L 4 3",
        "M 6.5 8 L 8 9.5 L 10.5 6.5",
        "M 6.5 13 L 13.5 13",
        "M 12 8 L 13.5 8",
    ),
    "review": ("O 8.5 8.5 5.5", "M 12.5 12.5 L 17 17", "M 6 8.5 L 8 10.5 L 11 6.5"),
    "findings": (
        "M 5 17 L 5 3 L 15 3 L 12.5 6.5 L 15 10 L 5 10",
        "M 3 17 L 8 17",
    ),
    "follow": (
        "M 3 16.5 L 17 16.5",
        "M 3 12.5 L 7.5 8.5 L 11 11 L 17 4.5",
        "M 13 4.5 L 17 4.5 L 17 8.5",
    ),
    "reports": (
        "M 5 3 L 12 3 L 15.5 6.5 L 15.5 17 L 5 17 L 5 3",
        "M 8 10 L 12.5 10",
        "M 8 13.5 L 12.5 13.5",
    ),
    "consolidate": (
        "M 4 3 L 4 6.5 L 10 10.5 L 16 6.5 L 16 3",
        "M 10 3 L 10 17",
        "M 7 14 L 10 17 L 13 14",
    ),
    "submit": (
        "M 10 12 L 10 3.5",
        "M 6.5 7 L 10 3.5 L 13.5 7",
        "M 3 11 L 3 16.5 L 17 16.5 L 17 11",
    ),
    "regulation": (
        "M 10 5 L 10 17",
        "M 10 5 L 3 3.5 L 3 15.5 L 10 17",
        "M 10 5 L 17 3.5 L 17 15.5 L 10 17",
    ),
    "checklists": (
        "M 3.5 4.5 L 4.5 5.5 L 6.5 3.5",
        "M 9.5 4.5 L 17 4.5",
        "M 3.5 10 L 4.5 11 L 6.5 9",
        "M 9.5 10 L 17 10",
        "M 3.5 15.5 L 4.5 16.5 L 6.5 14.5",
        "M 9.5 15.5 L 17 15.5",
    ),
    "settings": (
        "M 3 6 L 8 6",
        "M 12 6 L 17 6",
        "O 10 6 2",
        "M 3 14 L 5 14",
        "M 9 14 L 17 14",
        "O 7 14 2",
    ),
    "help": (
        "O 10 10 7",
        "M 7.8 8.2 L 8.2 6.9 L 10 6 L 11.8 6.9 L 12 8.4 L 10 10.2 L 10 11.4",
        "M 10 13.6 L 10 13.9",
    ),
}

NAMES = tuple(_STROKES)


def paint_icon(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Draw the icon of that name into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 20, box.height() / 20)
    pen = QPen(colour, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in _STROKES[name]:
        painter.drawPath(_path(stroke))
    painter.restore()


def _path(stroke: str) -> QPainterPath:
    path = QPainterPath()
    words = stroke.split()
    if words[0] == "O":
        x, y, radius = map(float, words[1:])
        path.addEllipse(QPointF(x, y), radius, radius)
        return path
    for place in range(0, len(words), 3):
        point = QPointF(float(words[place + 1]), float(words[place + 2]))
        if words[place] == "M":
            path.moveTo(point)
        else:
            path.lineTo(point)
    return path
