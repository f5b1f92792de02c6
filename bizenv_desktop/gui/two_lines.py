# SPDX-License-Identifier: MIT
"""A row of two lines: what it is, and under it, quieter, what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bizenv_desktop.gui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SecondRole = Qt.ItemDataRole.UserRole + 100
"""The second line."""

ToneRole = Qt.ItemDataRole.UserRole + 101
"""A colour of the theme for the second line, which then gets a dot as well."""

_MARGIN, _GAP, _AIR = 10, 2, 12
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class TwoLineDelegate(QStyledItemDelegate):
    """Paints the display text over `SecondRole`; what does not fit is cut at its end."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Any = QStyleOptionViewItem(option)  # Any: the stubs leave its fields out
        self.initStyleOption(row, index)
        first, row.text = row.text, ""
        row.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget
        )
        line = row.fontMetrics.height()
        margin = theme.px(row.widget, _MARGIN)
        top = row.rect.top() + (row.rect.height() - 2 * line - _GAP) // 2
        box = QRect(row.rect.left() + margin, top, row.rect.width() - 2 * margin, line)
        painter.save()
        painter.setPen(theme.colour(theme.TEXT))
        _draw(painter, row, box, first)
        box.translate(0, line + _GAP)
        tone = index.data(ToneRole)
        painter.setPen(theme.colour(tone or theme.MUTED))
        if tone:
            box.setLeft(box.left() + paint_dot(painter, row.widget, box, tone))
        _draw(painter, row, box, str(index.data(SecondRole) or ""))
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row = cast("Any", option)
        return QSize(120, row_height(row.widget))


def row_height(widget: QWidget) -> int:
    """How high a row of two lines is in the widget's text size."""
    return 2 * widget.fontMetrics().height() + _GAP + theme.px(widget, _AIR)


def _draw(painter: QPainter, row: Any, box: QRect, text: str) -> None:  # noqa: ANN401
    flat = " ".join(text[:400].split())  # no more than that ever fits
    elided = row.fontMetrics.elidedText(flat, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _LEFT, elided)


def paint_dot(painter: QPainter, widget: QWidget, box: QRect, tone: str) -> int:
    """Paint the dot of a status and return the room it takes."""
    radius = theme.px(widget, 3)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(tone))
    painter.drawEllipse(QPointF(box.left() + radius, box.center().y() + 1), radius, radius)
    painter.restore()
    return radius * 2 + theme.px(widget, 5)
