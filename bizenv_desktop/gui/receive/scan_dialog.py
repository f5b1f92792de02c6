# SPDX-License-Identifier: MIT
"""扫码登记: a scanner types the QR of paper key cards into a field, one a line."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label


class ScanDialog(QDialog):
    """`text` is what was scanned; a scanner ends each code with Enter, so Enter makes a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("扫码登记"))
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(self.tr("扫到的内容"))
        self.field.setPlaceholderText(self.tr("光标放在这里，用扫码枪扫；也可以粘贴"))
        self.field.setTabChangesFocus(True)
        self.go_on = button(self.tr("下一步：核对指纹"), "primary")
        self.go_on.setEnabled(False)
        cancel = button(self.tr("取消"))
        words = self.tr(
            "用扫码枪扫纸质密钥卡上的二维码，一张一行，可以连着扫几张。"
            "扫完后一张一张核对指纹：请对方在电话里念，或照盖了章的密钥卡输入。"
        )
        edge = theme.px(self, 18)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(label(words, wrap=True))
        column.addWidget(self.field, 1)
        column.addLayout(row)
        self.resize(theme.px(self, 560), theme.px(self, 320))
        self.field.setFocus()
        self.field.textChanged.connect(lambda: self.go_on.setEnabled(bool(self.text)))
        self.go_on.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)

    @property
    def text(self) -> str:
        return self.field.toPlainText().strip()
