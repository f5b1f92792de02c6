# SPDX-License-Identifier: MIT
"""What to do now: four steps, each with where it stands and a button that goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bizenv_desktop.domain.findings.lifecycle import NO_LOG, State
from bizenv_desktop.domain.findings.rectification import raises_finding
from bizenv_desktop.domain.scoring import ItemState
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Card, button, label, set_role

if TYPE_CHECKING:
    from bizenv_desktop.domain.filled import FilledCheck


class StepCard(Card):
    """A step's number and name, how far it is, and its button."""

    def __init__(
        self, title: str, action: str, role: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.state = label(role="muted", wrap=True)
        self.state.setMinimumHeight(theme.px(self, 40))
        self.button = button(action, role)
        self.button.setAccessibleDescription(title)
        self.column.addWidget(label(title, "heading"))
        self.column.addWidget(self.state, 1)
        self.column.addWidget(self.button)

    def show_state(self, words: str, *, now: bool) -> None:
        """Say where the step stands; `now` marks the one to do next."""
        self.state.setText(words)
        set_role(self.button, "primary" if now else "")


class Steps(QWidget):
    """自查, 审核, 整改, 打印, in the order they are done."""

    next_requested = Signal()
    page_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fill = StepCard(self.tr("1　自查"), self.tr("继续自查"), "primary")
        self.review = StepCard(self.tr("2　审核"), self.tr("开始审核"))
        self.findings = StepCard(self.tr("3　整改"), self.tr("填写整改"))
        self.print = StepCard(self.tr("4　打印"), self.tr("打印清单"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(self, 12))
        for card in (self.fill, self.review, self.findings, self.print):
            row.addWidget(card, 1)
        self.fill.button.clicked.connect(self.next_requested)
        self.review.button.clicked.connect(lambda: self.page_requested.emit("review"))
        self.findings.button.clicked.connect(lambda: self.page_requested.emit("findings"))
        self.print.button.clicked.connect(lambda: self.page_requested.emit("reports"))

    def show_quick(self, filled: FilledCheck) -> None:
        """What the score alone tells, before the first paint."""
        card = filled.card
        waiting = sum(entry.state is ItemState.UNCONFIRMED for entry in card.items)
        blank = card.asked - card.answered - waiting
        parts = []
        if blank:
            parts.append(self.tr("还有{count}项没有填").format(count=blank))
        if waiting:
            parts.append(self.tr("{count}项沿用待确认").format(count=waiting))
        words = "，".join(parts) or self.tr("{count}项全部填好了").format(count=card.asked)
        self.fill.show_state(words, now=not card.complete)
        lost = [
            entry.item.code
            for entry in card.items
            if raises_finding(entry.item, filled.answers.get(entry.item.code))
            or filled.logs.get(entry.item.code, NO_LOG).effective
        ]
        lost += [problem.code for visit in filled.visits for problem in visit.problems]
        self._show_findings(filled, lost)

    def show_review(self, filled: FilledCheck) -> None:
        """What the review says, and with it which step comes next."""
        from bizenv_desktop.domain.review import Severity  # the review is not needed to paint

        errors = sum(remark.severity is Severity.ERROR for remark in filled.remarks)
        hints = len(filled.remarks) - errors
        if errors or hints:
            words = self.tr("错误{errors}条，提示{hints}条").format(errors=errors, hints=hints)
        else:
            words = self.tr("没有错误")
        complete = filled.card.complete
        self.review.show_state(words, now=complete and errors > 0)
        ready = complete and not errors
        waiting = [view for view in filled.findings if view.is_open]
        nobody = sum(not view.finding.person.strip() for view in waiting)
        set_role(self.findings.button, "primary" if ready and nobody else "")
        set_role(self.print.button, "primary" if ready and not nobody else "")

    def _show_findings(self, filled: FilledCheck, lost: list[str]) -> None:
        nobody = 0
        for code in lost:
            if filled.logs.get(code, NO_LOG).state is State.CLOSED:
                continue
            finding = filled.stored_findings.get(code)
            nobody += finding is None or not finding.person.strip()
        if not lost:
            words = self.tr("没有发现问题")
        elif nobody:
            words = self.tr("{count}个问题，{nobody}个没有责任人").format(
                count=len(lost), nobody=nobody
            )
        else:
            words = self.tr("{count}个问题，都有责任人").format(count=len(lost))
        self.findings.show_state(words, now=False)
        self.print.show_state(
            self.tr("整改清单{count}条，随时可以打印").format(count=len(lost)), now=False
        )
        if not self.review.state.text():
            self.review.show_state(self.tr("检查有没有漏填、矛盾"), now=False)
