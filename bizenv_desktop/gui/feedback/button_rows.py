# SPDX-License-Identifier: MIT
"""Lines of words with one button each, under a message; hidden while there is nothing to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from bizenv_desktop.gui.workspace import Workspace


class ButtonRows(QWidget):
    """`buttons` are those of the lines, from the top."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: list[QWidget] = []
        self.buttons: list[QPushButton] = []
        self.message = MessageBar(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.message)
        self.hide()

    def _empty(self) -> None:
        """Take every line away."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows, self.buttons = [], []

    def _add_row(
        self, words: str, role: str, name: str, spoken: str, pressed: Callable[[], None]
    ) -> None:
        """Add a line; `name` stands on its button, `spoken` is what a screen reader says of it."""
        row, press = QWidget(self), button(name)
        press.setAccessibleName(spoken)
        press.clicked.connect(pressed)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(words, role, wrap=True), 1)
        line.addWidget(press)
        self._column.addWidget(row)
        self._rows.append(row)
        self.buttons.append(press)
