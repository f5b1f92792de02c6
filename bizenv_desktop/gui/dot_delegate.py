# SPDX-License-Identifier: MIT
"""A cell that says how something stands: its word with a dot of the same colour before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.two_lines import ToneRole, paint_dot

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QPainter


class DotDelegate(QStyledItemDelegate):
    """A cell's text with its status dot before it; the colour never speaks alone."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        tone = index.data(ToneRole)
        if not tone:
            super().paint(painter, option, index)
            return
        row: Any = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        text, row.text = row.text, ""
        style = row.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, row, painter, row.widget)
        room = row.rect.adjusted(theme.px(row.widget, 8), 0, -theme.px(row.widget, 4), 0)
        room.setLeft(room.left() + paint_dot(painter, row.widget, room, tone))
        shown = row.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.save()
        painter.setPen(theme.colour(tone))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()
