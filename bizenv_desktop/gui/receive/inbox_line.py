# SPDX-License-Identifier: MIT
"""One line about the inbox: which folder, how it is, and whether packages are taken unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import ElidedLabel, button, set_role

if TYPE_CHECKING:
    from bizenv_desktop.actions.receipt_actions import InboxChoice
    from bizenv_desktop.gui.receive.inbox import Inbox


class InboxLine(QWidget):
    """Says what is watched and how it is; the wishes go to the page."""

    choose_requested = Signal()
    stop_requested = Signal()
    auto_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel()
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.auto = QCheckBox(self.tr("自动接收"), self)
        self.auto.setToolTip(
            self.tr("放进收件夹的包，密钥登记过的不用点就接收；没登记过的照样先暂存")
        )
        self.choose = button(self.tr("共享收件夹…"), "quiet")
        self.stop = button(self.tr("不再看着"), "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(self, 8))
        row.addWidget(self.choose)
        row.addWidget(self.words, 1)
        row.addWidget(self.auto)
        row.addWidget(self.stop)
        self.choose.clicked.connect(self.choose_requested)
        self.stop.clicked.connect(self.stop_requested)
        self.auto.clicked.connect(self.auto_requested)

    def show_state(self, choice: InboxChoice, inbox: Inbox) -> None:
        """Show which folder is watched, and how it is."""
        watched = choice.folder is not None
        self.auto.setVisible(watched)
        self.stop.setVisible(watched)
        self.auto.setChecked(choice.auto)
        if choice.folder is None:
            words, role = self.tr("没有设收件夹"), "muted"
        elif inbox.fault:
            words, role = inbox.fault, "warn"
        elif inbox.waiting:
            words = self.tr("{folder}（有{count}个文件还在复制，等它完）").format(
                folder=choice.folder, count=inbox.waiting
            )
            role = "muted"
        else:
            words, role = self.tr("{folder}（正在看着）").format(folder=choice.folder), "muted"
        self.words.setText(words)
        self.words.setToolTip(words)
        set_role(self.words, role)
