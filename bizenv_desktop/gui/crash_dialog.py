# SPDX-License-Identifier: MIT
"""Tells of our own bugs: the report can be copied, and the window goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from pathlib import Path


class CrashDialog(QDialog):
    """Says that the program erred, that saved work is safe, and gives the report to copy."""

    def __init__(self, report: str, log: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("程序出错了"))
        self.resize(theme.px(self, 640), theme.px(self, 400))
        words = self.tr("程序自身出了错，已保存的内容没有受影响。请把下面的报告复制给开发人员。")
        if log is not None:
            words += self.tr("报告也记在：{log}").format(log=log)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("错误报告"))
        copy = button(self.tr("复制报告"))
        copy.clicked.connect(self.copy)
        close = button(self.tr("继续使用"), "primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(label(words, wrap=True))
        column.addWidget(self.report, 1)
        column.addLayout(row)

    def copy(self) -> None:
        """Put the whole report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())
