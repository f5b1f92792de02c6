# SPDX-License-Identifier: MIT
"""The line of the number-pad entry: `-` in the empty line goes back without Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class EntryLine(QLineEdit):
    """Takes what the pad types; while `goes_back` is off `-` is a character like any other."""

    back_requested = Signal()
    goes_back = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.goes_back and not self.text() and event.text() in ("-", "−", "－"):
            self.back_requested.emit()
            return
        super().keyPressEvent(event)
