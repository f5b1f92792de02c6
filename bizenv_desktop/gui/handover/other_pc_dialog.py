# SPDX-License-Identifier: MIT
"""Accepting our unit's other PC: the fingerprint its clerk reads out is typed, not copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bizenv_desktop.actions.other_pc_actions import enrol_other
from bizenv_desktop.domain.exchange.keys import fingerprint, hinted
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.storage import Change

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.gui.workspace import Workspace


class OtherPcDialog(QDialog):
    """Enrols that PC's key when its fingerprint was typed as heard; says so when it is not."""

    def __init__(
        self, workspace: Workspace, path: Path, header: Header, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._path = path
        self._header = header
        self.message = MessageBar(self)
        self.fingerprint = QLineEdit(self)
        self.enrol = button(self.tr("登记并打开"), "primary")
        self.cancel = button(self.tr("取消"))
        self._build()
        self.enrol.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)

    def accept(self) -> None:
        """Enrol the key; a refusal is told here and the dialog stays."""
        typed, workspace = self.fingerprint.text(), self._workspace
        if not typed.strip():
            self.message.show_error(self.tr("还没有输入指纹；请请对方念出来，听到什么输入什么。"))
            self.fingerprint.setFocus()
            return
        try:
            enrol_other(workspace.store, self._path, typed, workspace.clock())
        except UserError as error:
            self.message.show_error(str(error))
            self.fingerprint.setFocus()
            self.fingerprint.selectAll()
            return
        workspace.take_in(Change(keys=frozenset({self._header.key})))
        super().accept()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("登记本单位的另一台电脑"))
        self.fingerprint.setAccessibleName(self.tr("对方念的指纹"))
        hint = hinted(fingerprint(self._header.key))
        self.fingerprint.setPlaceholderText(hint)
        self.fingerprint.setMaxLength(60)
        words = self.tr(
            "这个包是本单位的“{device}”做的，那台电脑的密钥在这里还没有登记。请那边的同事打开"
            "“分工”，念出密钥指纹（16个字符，开头是 {start}），听到什么输入什么。"
        ).format(device=self._header.device_name, start=hint.partition("-")[0])
        why = self.tr("只登记一次；以后这台电脑的包直接就能打开，别人冒充不了。")
        edge = theme.px(self, 18)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self.message)
        column.addWidget(label(words, wrap=True))
        column.addWidget(self.fingerprint)
        column.addWidget(label(why, "small", wrap=True))
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.enrol)
        column.addLayout(row)
        self.enrol.setDefault(True)  # Enter in the line would press 取消, which comes first
        self.setMinimumWidth(theme.px(self, 480))
        self.fingerprint.setFocus()
