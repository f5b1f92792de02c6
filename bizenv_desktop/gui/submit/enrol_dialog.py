# SPDX-License-Identifier: MIT
"""Accepting a superior's key: its fingerprint is heard on the phone and typed, not copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bizenv_desktop.actions.answer_actions import enrol_superior
from bizenv_desktop.actions.receiving_actions import change_of
from bizenv_desktop.domain.exchange.keys import hinted
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.growing_dialog import GrowingDialog
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.regulations.operator_name import operator_name
from bizenv_desktop.storage import Change

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.sight import Sight
    from bizenv_desktop.gui.workspace import Workspace


class EnrolDialog(GrowingDialog):
    """Enrols the key when its fingerprint was typed as heard; says so when it is not.

    Only the beginning is shown: what could be copied from the screen would prove nothing.
    """

    def __init__(self, workspace: Workspace, sight: Sight, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._sight = sight
        self.message = MessageBar(self)
        self.unit = label(sight.unit, "heading", wrap=True)
        self.fingerprint = QLineEdit(self)
        self.enrol = button(self.tr("登记并读取"), "primary")
        self.cancel = button(self.tr("取消"))
        self._build()
        self.enrol.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)

    def accept(self) -> None:
        """Enrol the key; a refusal is told here and the dialog stays."""
        typed = self.fingerprint.text()
        if not typed.strip():
            self.message.show_error(self.tr("还没有输入指纹；请打电话核对后输入。"))
            self.fingerprint.setFocus()
            return
        workspace = self._workspace
        try:
            outcomes = enrol_superior(
                workspace.store,
                self._sight.header,
                typed,
                workspace.clock(),
                by=operator_name(workspace),
            )
        except UserError as error:
            self.message.show_error(str(error))
            self.fingerprint.setFocus()
            self.fingerprint.selectAll()
            return
        workspace.take_in(change_of(outcomes) | Change(keys=frozenset({self._sight.header.key})))
        super().accept()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("登记上级的密钥"))
        sender = self._sight.header.sender.name
        self.fingerprint.setAccessibleName(self.tr("对方念的指纹"))
        hint = hinted(self._sight.fingerprint)
        self.fingerprint.setPlaceholderText(hint)
        self.fingerprint.setMaxLength(60)
        words = self.tr(
            "收到{unit}给本单位的回执和反馈，它的密钥在这台电脑上还没有登记。请打电话给{unit}，"
            "请对方念密钥卡上的指纹（16个字符，开头是 {start}），听到什么输入什么。"
        ).format(unit=sender, start=hint.partition("-")[0])
        why = self.tr("只登记一次；以后{unit}的回执和反馈插上U盘就能收到，别人冒充不了。")
        edge = theme.px(self, 18)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self.message)
        column.addWidget(self.unit)
        made = self.tr("做出时间 {when}，在“{device}”上做的，核对码 {code}").format(
            when=f"{self._sight.made_at:%Y-%m-%d %H:%M}",
            device=self._sight.made_on,
            code=self._sight.code,
        )
        column.addWidget(label(made, "muted", wrap=True))
        column.addWidget(label(words, wrap=True))
        column.addWidget(self.fingerprint)
        column.addWidget(label(why.format(unit=sender), "small", wrap=True))
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.enrol)
        column.addLayout(row)
        self.enrol.setDefault(True)  # Enter in the line would press 取消, which comes first
        self.setMinimumWidth(theme.px(self, 480))
        self.fingerprint.setFocus()
