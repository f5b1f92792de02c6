# SPDX-License-Identifier: MIT
"""The segmented verdict as a picture, drawn once for each look it can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen, QPixmap

from bizenv_desktop.domain.selfcheck import Verdict
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.selfcheck.item_row import SHORT, verdicts_of

if TYPE_CHECKING:
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow

VERDICT_COLOURS = {
    Verdict.MET: ("#e1f3e9", theme.GOOD),
    Verdict.PARTLY_MET: ("#fff0da", theme.WARN),
    Verdict.NOT_MET: ("#fde5e3", theme.BAD),
    Verdict.NOT_APPLICABLE: ("#e7eaf0", "#46515f"),
}
"""Background and text of a chosen verdict."""
_LOOKS = 200  # far more than one size of text needs; a new size begins anew


class VerdictPictures:
    """Boxes side by side; the chosen one is filled, or has dashes while it is unconfirmed."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[object, ...], QPixmap] = {}

    def picture(self, row: ItemRow, size: QSize, font: QFont, ratio: float) -> QPixmap:
        """The picture for a row, `size` in the widget's pixels, for a screen of that ratio."""
        answer, verdicts = row.answer, verdicts_of(row.item)
        look = (verdicts, answer.verdict, answer.confirmed, size.width(), size.height(), ratio)
        found = self._drawn.get((*look, font.key()))
        if found is None:
            if len(self._drawn) > _LOOKS:
                self._drawn.clear()
            found = _blank(size, ratio)
            painter = QPainter(found)
            _draw(painter, QRect(0, 0, size.width(), size.height()), font, row)
            painter.end()
            self._drawn[(*look, font.key())] = found
        return found


def _blank(size: QSize, ratio: float) -> QPixmap:
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made


def box_at(rect: QRect, place: int, count: int) -> QRect:
    """The place-th of `count` equal boxes."""
    width = rect.width() // count
    return QRect(rect.left() + place * width, rect.top(), width, rect.height())


def _draw(painter: QPainter, rect: QRect, font: QFont, row: ItemRow) -> None:
    verdicts = verdicts_of(row.item)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    outline = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    radius = outline.height() / 5
    painter.setPen(theme.colour(theme.LINE_STRONG))
    painter.setBrush(theme.colour(theme.CARD))
    painter.drawRoundedRect(outline, radius, radius)
    for place in range(1, len(verdicts)):
        edge = box_at(rect, place, len(verdicts))
        painter.drawLine(edge.left(), edge.top() + 1, edge.left(), edge.bottom())
    for place, verdict in enumerate(verdicts):
        box = QRectF(box_at(rect, place, len(verdicts))).adjusted(0.5, 0.5, -0.5, -0.5)
        if verdict is row.answer.verdict:
            _draw_chosen(painter, box, radius, verdict, confirmed=row.answer.confirmed)
        else:
            painter.setPen(theme.colour(theme.MUTED))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), SHORT[verdict])


def _draw_chosen(
    painter: QPainter, box: QRectF, radius: float, verdict: Verdict, *, confirmed: bool
) -> None:
    ground, ink = VERDICT_COLOURS[verdict]
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    if confirmed:
        painter.fillPath(path, theme.colour(ground))
        painter.setPen(QPen(theme.colour(ink), 1.2))
    else:
        painter.setPen(QPen(theme.colour(theme.ACCENT), 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.setPen(theme.colour(ink if confirmed else theme.ACCENT_DARK))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), SHORT[verdict])
