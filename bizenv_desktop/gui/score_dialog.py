# SPDX-License-Identifier: MIT
"""Shows how a figure came about; the text can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button
from bizenv_desktop.gui.score_text import dimension_text, item_text, total_text

if TYPE_CHECKING:
    from bizenv_desktop.domain.filled import FilledCheck


class ScoreDialog(QDialog):
    """The arithmetic of one figure in words; Esc closes it."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(theme.px(self, 640), theme.px(self, 420))
        self.words = QPlainTextEdit(text)
        self.words.setReadOnly(True)
        self.words.setAccessibleName(title)
        copy = button(self.tr("复制"))
        copy.clicked.connect(self.copy)
        close = button(self.tr("关闭"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self.words, 1)
        column.addLayout(row)
        close.setFocus()

    def copy(self) -> None:
        """Put the whole text on the clipboard."""
        QGuiApplication.clipboard().setText(self.words.toPlainText())


def show_total(filled: FilledCheck, parent: QWidget) -> None:
    """Open the arithmetic of the total."""
    _open(parent.tr("总分的算式"), total_text(filled), parent)


def show_dimension(filled: FilledCheck, code: str, parent: QWidget) -> None:
    """Open the arithmetic of a dimension."""
    name = filled.checklist.dimension(code).name
    _open(parent.tr("{name}的算式").format(name=name), dimension_text(filled, code), parent)


def show_item(filled: FilledCheck, code: str, parent: QWidget) -> None:
    """Open the arithmetic of an item."""
    _open(parent.tr("{code}的算式").format(code=code), item_text(filled, code), parent)


def _open(title: str, text: str, parent: QWidget) -> None:
    dialog = ScoreDialog(title, text, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
