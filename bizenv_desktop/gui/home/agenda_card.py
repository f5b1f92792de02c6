# SPDX-License-Identifier: MIT
"""What waits to be done, one line each; a click goes where it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bizenv_desktop.gui.parts import Card, button, label

if TYPE_CHECKING:
    from datetime import date

    from bizenv_desktop.actions.feedback_state import FeedbackState
    from bizenv_desktop.domain.agenda import Agenda

_LINES = (
    "sent_back",
    "pressed",
    "overdue",
    "returned",
    "due",
    "put_right",
    "to_verify",
    "look_back",
    "nobody",
    "unproved",
    "unsent",
)


class AgendaCard(Card):
    """Lines appear as there is something to do; nothing to do says so."""

    findings_requested = Signal(str)  # value of findings.model.Show
    review_requested = Signal()
    answer_requested = Signal()  # what goes up to the superior and what came back
    reminder_requested = Signal()
    look_backs_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reminder = button(self.tr("导出本周整改提醒"), "quiet")
        self._is_clear = False
        self.clear = label(self.tr("没有到期、逾期和退回的问题。"), "muted", wrap=True)
        self.lines: dict[str, QPushButton] = {}
        self.clear.hide()  # nothing is known yet
        head = QHBoxLayout()
        head.addWidget(label(self.tr("要办的事"), "heading"), 1)
        head.addWidget(self.reminder)
        self.column.setSpacing(2)
        self.column.addLayout(head)
        self.column.addWidget(self.clear)
        for name in _LINES:
            made = button("", "quiet-left")
            made.hide()
            self.column.addWidget(made)
            self.lines[name] = made
        for name, kind in (
            ("overdue", "overdue"),
            ("returned", "returned"),
            ("due", "this_week"),
            ("put_right", "put_right"),
            ("to_verify", "to_verify"),
            ("nobody", "nobody"),
        ):
            self.lines[name].clicked.connect(
                lambda _=False, kind=kind: self.findings_requested.emit(kind)
            )
        self.receipt = label("", "small", wrap=True)
        self.receipt.hide()
        self.column.addWidget(self.receipt)
        for name in ("sent_back", "pressed", "unsent"):
            self.lines[name].clicked.connect(self.answer_requested)
        self.lines["look_back"].clicked.connect(self.look_backs_requested)
        self.lines["unproved"].clicked.connect(self.review_requested)
        self.reminder.clicked.connect(self.reminder_requested)

    def show_agenda(self, agenda: Agenda, look_backs: int = 0) -> None:
        """Show what waits; `look_backs` are closed findings of any period to be looked at."""
        texts = {
            "overdue": (agenda.overdue, self.tr("逾期{count}个，最长{worst}天")),
            "returned": (agenda.returned, self.tr("退回整改{count}个")),
            "due": (agenda.due, self.tr("本周到期{count}个")),
            "put_right": (agenda.put_right, self.tr("写了已完成、还没有销号{count}个")),
            "to_verify": (agenda.to_verify, self.tr("等待复核{count}个")),
            "look_back": (look_backs, self.tr("该回头看{count}个")),
            "nobody": (agenda.nobody, self.tr("没有责任人{count}个")),
            "unproved": (agenda.unproved, self.tr("得满分没有佐证{count}项")),
        }
        for name, (count, words) in texts.items():
            self.lines[name].setText(words.format(count=count, worst=agenda.worst))
            self.lines[name].setVisible(count > 0)
        self._is_clear = agenda.is_clear and not look_backs
        self._show_clear()

    def show_feedback(self, feedback: FeedbackState, today: date) -> None:
        """Show what the superior wants done: 退回, 督办 with the day that comes first."""
        back, pressed = self.lines["sent_back"], self.lines["pressed"]
        back.setText(self.tr("上级退回，改好后重新上报"))
        back.setVisible(feedback.must_change)
        notes = feedback.pressed
        words = self.tr("上级督办{count}条").format(count=len(notes))
        due = min((note.due for note in notes if note.due is not None), default=None)
        if due is not None:
            late = self.tr("，{day}到期，已逾期") if due < today else self.tr("，{day}前办结")
            words += late.format(day=f"{due.month}月{due.day}日")
        pressed.setText(words)
        pressed.setVisible(bool(notes))
        self._show_clear()

    def show_sending(self, unsent: str, receipt: str) -> None:
        """Show what waits to be sent up, and what the superior has; "" for nothing."""
        self.lines["unsent"].setText(unsent)
        self.lines["unsent"].setVisible(bool(unsent))
        self.receipt.setText(receipt)
        self.receipt.setVisible(bool(receipt))
        self._show_clear()

    def _show_clear(self) -> None:
        names = ("sent_back", "pressed", "unsent")
        waits = any(not self.lines[name].isHidden() for name in names)
        self.clear.setVisible(self._is_clear and not waits)
