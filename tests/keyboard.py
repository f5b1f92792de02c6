# SPDX-License-Identifier: MIT
"""A keyboard for tests: keys go to what has the focus, Chinese as an input method sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def focus() -> QWidget:
    """The widget that has the focus; there must be one."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(key: Qt.Key | str, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press and release a key."""
    QTest.keyClick(focus(), key, modifier)


def type_text(text: str) -> None:
    """Type ASCII key by key; commit anything else as an input method does."""
    for letter in text:
        if letter == "\t" or not letter.isascii():
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QCoreApplication.sendEvent(focus(), event)
        else:
            press(letter)
