# SPDX-License-Identifier: MIT
"""What waits to be done, one line each; a click goes where it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bizenv_desktop.gui.parts import Card, button, label

if TYPE_CHECKING:
    from bizenv_desktop.domain.agenda import Agenda

_KINDS = {
    "overdue": "overdue",
    "returned": "returned",
    "due": "this_week",
    "to_verify": "to_verify",
    "nobody": "nobody",
}
"""Which findings a line is about, by its name."""


class AgendaCard(Card):
    """Lines appear as there is something to do; nothing to do says so."""

    findings_requested = Signal(str)  # value of findings.model.Show
    review_requested = Signal()
    reminder_requested = Signal()
    submit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reminder = button(self.tr("导出本周整改提醒"), "quiet")
        self.clear = label(self.tr("没有到期、逾期和退回的问题。"), "muted", wrap=True)
        self.lines: dict[str, QPushButton] = {}
        self.clear.hide()
        self._clear = False  # nothing is known yet
        head = QHBoxLayout()
        head.addWidget(label(self.tr("要办的事"), "heading"), 1)
        head.addWidget(self.reminder)
        self.column.setSpacing(2)
        self.column.addLayout(head)
        self.column.addWidget(self.clear)
        for name in ("sent_back", *_KINDS, "unproved", "unsent"):
            made = button("", "quiet-left")
            made.hide()
            self.column.addWidget(made)
            self.lines[name] = made
        self.receipt = label("", "small", wrap=True)
        self.receipt.hide()
        self.column.addWidget(self.receipt)
        for name, kind in _KINDS.items():
            self.lines[name].clicked.connect(
                lambda _=False, kind=kind: self.findings_requested.emit(kind)
            )
        self.lines["unproved"].clicked.connect(self.review_requested)
        for name in ("sent_back", "unsent"):
            self.lines[name].clicked.connect(self.submit_requested)
        self.reminder.clicked.connect(self.reminder_requested)

    def show_agenda(self, agenda: Agenda) -> None:
        """Show what waits."""
        texts = {
            "overdue": (agenda.overdue, self.tr("逾期{count}个，最长{worst}天")),
            "returned": (agenda.returned, self.tr("退回整改{count}个")),
            "due": (agenda.due, self.tr("本周到期{count}个")),
            "to_verify": (agenda.to_verify, self.tr("等待复核{count}个")),
            "nobody": (agenda.nobody, self.tr("没有责任人{count}个")),
            "unproved": (agenda.unproved, self.tr("得满分没有佐证{count}项")),
        }
        for name, (count, words) in texts.items():
            self.lines[name].setText(words.format(count=count, worst=agenda.worst))
            self.lines[name].setVisible(count > 0)
        self._clear = agenda.is_clear
        self._show_clear()

    def show_sending(self, unsent: str, sent_back: str, receipt: str) -> None:
        """Show what waits to be sent up, what was sent back, and what the superior has."""
        for name, words in (("unsent", unsent), ("sent_back", sent_back)):
            self.lines[name].setText(words)
            self.lines[name].setVisible(bool(words))
        self.receipt.setText(receipt)
        self.receipt.setVisible(bool(receipt))
        self._show_clear()

    def _show_clear(self) -> None:
        waits = any(not self.lines[name].isHidden() for name in ("unsent", "sent_back"))
        self.clear.setVisible(self._clear and not waits)
