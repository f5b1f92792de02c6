# SPDX-License-Identifier: MIT
"""A long text in full, to read and to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class WordsDialog(QDialog):
    """Shows the words and nothing else; Esc or Enter closes it."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.words = QPlainTextEdit(words, self)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(title)
        self.close_button = button(self.tr("关闭"), "primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.addWidget(self.words, 1)
        column.addLayout(row)
        self.resize(theme.px(self, 560), theme.px(self, 320))
        self.close_button.setFocus()
