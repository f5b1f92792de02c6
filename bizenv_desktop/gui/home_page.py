# SPDX-License-Identifier: MIT
"""The first page: what to do now, how far each dimension is, earlier self-checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.home.agenda_card import AgendaCard
from bizenv_desktop.gui.home.check_list import CheckList
from bizenv_desktop.gui.home.dimension_table import DimensionTable
from bizenv_desktop.gui.home.steps import Steps
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import Card, button, label

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from bizenv_desktop.actions.dossier import Dossier
    from bizenv_desktop.actions.feedback_state import FeedbackState
    from bizenv_desktop.gui.home.sending import Sending
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change


_AFTER_PAINT_MS = 40


class HomePage(QWidget):
    """Everything here is one click or Enter away from being done."""

    page_requested = Signal(str)
    next_requested = Signal()  # the next item still to be answered
    dimension_requested = Signal(str)
    check_requested = Signal(object)  # key of another self-check
    new_check_requested = Signal()
    findings_requested = Signal(str)  # value of findings.model.Show
    look_backs_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.title = label(role="title", wrap=True)
        self.subtitle = label(role="muted", wrap=True)
        self.new_check = button(self.tr("新建一期自查"))
        self.dossier = button(self.tr("生成迎检档案"))
        self.dossier.setToolTip(
            self.tr("材料、整改过程和佐证放进一个文件夹或压缩包，用浏览器就能看")
        )
        self.steps = Steps()
        self.dimensions = DimensionTable()
        self.agenda = AgendaCard()
        self.checks = CheckList()
        self.message = MessageBar(self)
        self._sending: Sending | None = None
        self._body = QWidget()
        self._slow = QTimer(self, singleShot=True, interval=_AFTER_PAINT_MS)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Show the workspace as it is now; what takes longer follows after the paint."""
        workspace = self._workspace
        self._body.setVisible(workspace.has_check)
        self.dossier.setVisible(workspace.has_check)
        self.checks.show_checks(workspace.store.self_checks(), self._open_key())
        if not workspace.has_check:
            self.title.setText(self.tr("还没有自查"))
            self.subtitle.setText(
                self.tr("新建一期自查：选单位、期次和自查表，然后逐项填写、审核、打印整改清单。")
            )
            self.new_check.setFocus()
            return
        filled = workspace.filled
        self.title.setText(self.tr("{period}自查").format(period=filled.check.period.label))
        unit = filled.check.organisation.centre_name
        self.subtitle.setText(f"{unit} · {filled.checklist.title}")
        self.steps.show_quick(filled)
        self.dimensions.show_card(filled.card)
        self._slow.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._slow.stop()  # a closed window has no database to read from

    def _changed(self, change: Change) -> None:
        if self.isVisible():
            self.refresh()

    def _show_slow(self) -> None:
        """The review reads deadlines and counts words: after the paint, not before."""
        if self._workspace.has_check:
            from bizenv_desktop.actions.rectification_actions import look_backs_due
            from bizenv_desktop.domain.agenda import agenda  # deadlines bring the calendar along

            self.steps.show_review(self._workspace.filled)
            filled = self._workspace.filled
            organisation = filled.check.organisation.code
            due = 0
            if self.isVisible():  # a closed window has no database to read from
                due = look_backs_due(self._workspace.store, filled.today, organisation)
                self._show_feedback()
            self.agenda.show_agenda(agenda(filled), due)

    def _show_feedback(self) -> None:
        from bizenv_desktop.actions.feedback_state import NO_FEEDBACK, feedback_for

        filled, feedback = self._workspace.filled, NO_FEEDBACK
        try:
            feedback = feedback_for(self._workspace.store, filled.check.key)
        except UserError as error:
            self.message.show_error(str(error))
        self.agenda.show_feedback(feedback, filled.today)
        self._show_sending(feedback)

    def _show_sending(self, feedback: FeedbackState) -> None:
        from bizenv_desktop.gui.home.sending import Sending  # packages are not needed to paint

        if self._sending is None:
            self._sending = Sending(self._workspace)
        try:
            unsent = self._sending.unsent()
        except UserError as error:
            self.message.show_error(str(error))
            return
        self.agenda.show_sending(unsent, "\n".join(feedback.receipt_lines[:1]))

    def _export_reminder(self) -> None:
        from bizenv_desktop.gui.home.reminder import export_reminder

        job = export_reminder(self._workspace, self, self._tell_exported)
        if job is not None:
            job.failed.connect(self.message.show_error)

    def _export_dossier(self) -> None:
        from bizenv_desktop.gui.home.dossier import export_dossier

        job = export_dossier(self._workspace, self, self._tell_made)
        if job is not None:
            job.failed.connect(self.message.show_error)

    def _tell_made(self, made: Dossier) -> None:
        words = self.tr("已生成 {path}：材料{papers}份，佐证{evidence}件").format(
            path=made.path, papers=made.papers, evidence=made.evidence
        )
        if made.faults:
            words += self.tr("；没有放进去：{faults}").format(faults="；".join(made.faults))
        self.message.show_note(words)

    def _tell_exported(self, path: object) -> None:
        self.message.show_note(self.tr("已导出 {path}").format(path=path))

    def _open_key(self) -> tuple[str, str] | None:
        return self._workspace.filled.check.key if self._workspace.has_check else None

    def _show_score(self, code: str) -> None:
        from bizenv_desktop.gui.score_dialog import show_dimension

        show_dimension(self._workspace.filled, code, self)

    def _lay_out(self) -> None:
        edge, gap = theme.px(self, 20), theme.px(self, 12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.dossier)
        head.addWidget(self.new_check)
        left, right = Card(), Card()
        left.column.addWidget(label(self.tr("各维度进度"), "heading"))
        left.column.addWidget(self.dimensions)
        left.column.addStretch(1)
        right.column.addWidget(label(self.tr("历次自查"), "heading"))
        right.column.addWidget(self.checks, 1)
        beside = QVBoxLayout()
        beside.setSpacing(gap)
        beside.addWidget(self.agenda)
        beside.addWidget(right, 1)
        lower = QHBoxLayout()
        lower.setSpacing(gap)
        lower.addWidget(left, 3)
        lower.addLayout(beside, 2)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(gap)
        body.addWidget(self.message)
        body.addWidget(self.steps)
        body.addLayout(lower, 1)
        content = QWidget()
        content.setProperty("role", "page")
        column = QVBoxLayout(content)
        column.setContentsMargins(edge, theme.px(self, 16), edge, edge)
        column.setSpacing(theme.px(self, 14))
        column.addLayout(head)
        column.addWidget(self._body, 1)
        column.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _connect(self) -> None:
        self._workspace.changed.connect(self._changed)
        self._slow.timeout.connect(self._show_slow)
        self.steps.next_requested.connect(self.next_requested)
        self.steps.page_requested.connect(self.page_requested)
        self.dimensions.dimension_requested.connect(self.dimension_requested)
        self.dimensions.score_requested.connect(self._show_score)
        self.dossier.clicked.connect(self._export_dossier)
        self.agenda.findings_requested.connect(self.findings_requested)
        self.agenda.look_backs_requested.connect(self.look_backs_requested)
        self.agenda.review_requested.connect(lambda: self.page_requested.emit("review"))
        self.agenda.answer_requested.connect(lambda: self.page_requested.emit("submit"))
        self.agenda.reminder_requested.connect(self._export_reminder)
        self.checks.check_requested.connect(self.check_requested)
        self.new_check.clicked.connect(self.new_check_requested)
