# SPDX-License-Identifier: MIT
"""Paints a hit of the unit search: the name, and what it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.division_models import PathRole

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_MARGIN = 10
_GAP = 2


class HitDelegate(QStyledItemDelegate):
    """Two lines a row: the name, and under it what it belongs to in a quieter colour."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Any = QStyleOptionViewItem(option)  # Any: the stubs leave its fields out
        self.initStyleOption(row, index)
        name, row.text = row.text, ""
        row.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget
        )
        line = row.fontMetrics.height()
        top = row.rect.top() + (row.rect.height() - 2 * line - _GAP) // 2
        painter.save()
        painter.setPen(theme.colour(theme.TEXT))
        self._line(painter, row, top, name)
        painter.setPen(theme.colour(theme.MUTED))
        self._line(painter, row, top + line + _GAP, str(index.data(PathRole)))
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        metrics = cast("Any", option).fontMetrics
        return QSize(200, 2 * metrics.height() + _GAP + 12)

    def _line(self, painter: QPainter, row: Any, top: int, text: str) -> None:  # noqa: ANN401
        width = row.rect.width() - 2 * _MARGIN
        box = QRect(row.rect.left() + _MARGIN, top, width, row.fontMetrics.height())
        elided = row.fontMetrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
