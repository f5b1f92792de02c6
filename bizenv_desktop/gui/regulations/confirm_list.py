# SPDX-License-Identifier: MIT
"""The list of items in which keys confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

from bizenv_desktop.gui.two_lines import TwoLineDelegate

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

_NUMBERS = {
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_1: 1,
    Qt.Key.Key_2: 2,
    Qt.Key.Key_3: 3,
}


class ConfirmList(QListView):
    """Enter, 1, 2, 3 choose a proposal; Delete takes back; / goes to another article's number."""

    number_pressed = Signal(int)
    take_back_pressed = Signal()
    other_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(TwoLineDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in _NUMBERS:
            self.number_pressed.emit(_NUMBERS[key])
        elif key is Qt.Key.Key_Delete:
            self.take_back_pressed.emit()
        elif key is Qt.Key.Key_Slash:
            self.other_pressed.emit()
        else:
            super().keyPressEvent(event)
