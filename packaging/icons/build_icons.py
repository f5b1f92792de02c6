# SPDX-License-Identifier: MIT
"""Draws the few small pictures the style sheet needs into resources/icons; ours, MIT."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen, QPolygonF

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"
COLOUR = "#5b6675"
ARROWS = {
    "chevron-down": ((4, 6), (8, 10), (12, 6)),
    "chevron-up": ((4, 10), (8, 6), (12, 10)),
}


def draw(points: tuple[tuple[int, int], ...], scale: int) -> QImage:
    """A line through the points of a 16 × 16 grid, `scale` times as large."""
    image = QImage(16 * scale, 16 * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    pen = QPen(QColor(COLOUR), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))
    painter.end()
    return image


def main() -> None:
    """Write every picture once for ordinary and once for fine screens."""
    QGuiApplication([])
    FOLDER.mkdir(exist_ok=True)
    for name, points in ARROWS.items():
        draw(points, 1).save(str(FOLDER / f"{name}.png"))
        draw(points, 2).save(str(FOLDER / f"{name}@2x.png"))


if __name__ == "__main__":
    main()
