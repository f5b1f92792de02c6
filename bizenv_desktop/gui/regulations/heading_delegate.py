# SPDX-License-Identifier: MIT
"""Two-line rows under one-line headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.two_lines import TwoLineDelegate, row_height

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_HEADING = 32
_HEADING_INDENT = 6


class HeadingDelegate(TwoLineDelegate):
    """What cannot be chosen is a heading and takes one line."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if _is_heading(index):
            row: Any = QStyleOptionViewItem(option)  # Any: the stubs leave its fields out
            row.rect.adjust(theme.px(row.widget, _HEADING_INDENT), 0, 0, 0)
            QStyledItemDelegate.paint(self, painter, row, index)
        else:
            super().paint(painter, option, index)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        widget = cast("Any", option).widget
        if _is_heading(index):
            return QSize(120, theme.px(widget, _HEADING))
        return QSize(120, row_height(widget))


def _is_heading(index: QModelIndex | QPersistentModelIndex) -> bool:
    return not index.flags() & Qt.ItemFlag.ItemIsSelectable
