# SPDX-License-Identifier: MIT
"""The self-check on the table as it stands towards the superior, and the button that sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bizenv_desktop.actions import submission_actions
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.feedback.feedback_card import FeedbackCard
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.regulations.operator_name import keep_operator_name, operator_name
from bizenv_desktop.gui.submit.last_sent import LastSent
from bizenv_desktop.gui.submit.place_box import PlaceBox
from bizenv_desktop.gui.submit.revision_list import RevisionList
from bizenv_desktop.gui.submit.status_card import StatusCard
from bizenv_desktop.gui.submit.submitting import Submitting
from bizenv_desktop.gui.submit.unsent_list import UnsentList

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from bizenv_desktop.actions.submission_actions import SubmissionState, Submitted
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace

_AFTER_PAINT_MS = 40
_NAME_LENGTH = 40
_BOTH_LISTS = 980
_LIST_HEIGHT = 240  # room for a few rows where the window is small; the page scrolls then


class CheckView(QWidget):
    """What takes longer than a glance is worked out after the paint."""

    page_requested = Signal(str)
    spot_requested = Signal(str, object)  # item code, Spot or None
    merge_requested = Signal(object)  # key of the self-check two PCs submitted
    sight_requested = Signal(object)  # a part of this that is to be seen
    begun = Signal()  # something is being written
    noted = Signal(str)
    refused = Signal(str, object)  # a sentence, and what tries again or None
    mended = Signal(str)  # a sentence of `refused` that is true no more

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._last_sent = LastSent(workspace)
        self.state: SubmissionState | None = None
        self._errors = 0
        self._obstacle = ""
        self.submitting = Submitting(workspace, preferences, self)
        self.status = StatusCard()
        self.feedback = FeedbackCard(workspace, receipts=False)
        self.unsent = UnsentList()
        self.revisions = RevisionList()
        self.place = PlaceBox(preferences)
        self.by = QLineEdit()
        self.submit_button = button(self.tr("上报到U盘或文件夹"), "primary")
        self.hint = label(role="muted", wrap=True)
        self.fork = QFrame()
        self.fork_words = label(wrap=True)
        self.merge = button(self.tr("合并…"))
        self.lists = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._slow = QTimer(self, singleShot=True, interval=_AFTER_PAINT_MS)
        self._lay_out()
        self._connect()

    # -- what is shown

    @property
    def is_working_out(self) -> bool:
        """Whether what is shown is about to change."""
        return self._slow.isActive()

    def refresh(self) -> None:
        """Show where the self-check stands; what takes longer follows after the paint."""
        if not self.by.isModified():
            self.by.setText(operator_name(self._workspace))
        self.place.look()
        self._slow.start()

    def _show_slow(self) -> None:
        if not self._workspace.has_check:
            return
        from bizenv_desktop.actions.feedback_state import feedback_for
        from bizenv_desktop.domain.review import Severity

        workspace = self._workspace
        remarks, key = workspace.filled.remarks, workspace.filled.check.key
        self._errors = sum(remark.severity is Severity.ERROR for remark in remarks)
        self.status.show_review(self._errors, len(remarks) - self._errors)
        try:
            state = self._last_sent.state()
            feedback = feedback_for(workspace.store, key)
            records = workspace.store.packages.records(key)
        except UserError as error:
            self.refused.emit(str(error), self.refresh)
            return
        self.state = state
        self.status.show_state(state, self._last_sent.by)
        self.status.show_feedback(feedback, state.last)
        self.unsent.show_state(state)
        self.revisions.show_records(records, feedback)
        self.feedback.show_state(feedback)
        self._show_fork(state)
        self.hint.setText(self._hint(state))
        self._take_back_refusal()

    def _take_back_refusal(self) -> None:
        """What stood in the way may be put right by now, or be something else."""
        if not self._obstacle:
            return
        try:
            self._check_ready()
        except UserError as error:
            if str(error) == self._obstacle:
                return
        self.mended.emit(self._obstacle)
        self._obstacle = ""

    def _show_fork(self, state: SubmissionState) -> None:
        self.fork.setVisible(bool(state.others))
        if not state.others:
            return
        mine = ""
        if state.last is not None:
            mine = self.tr("（本机“{device}”{when}做的是第{number}版）").format(
                device=self._preferences.device().name,
                when=submission_actions.chinese_moment(state.last.made_at),
                number=state.last.revision,
            )
        words = submission_actions.fork_in_words(state.others)
        self.fork_words.setText(
            self.tr("{words}{mine}，合并后再上报。").format(words=words, mine=mine)
        )

    def _hint(self, state: SubmissionState) -> str:
        """What pressing the button would do."""
        last = state.last
        if self._errors:
            words = self.tr("审核还有{errors}个错误，改正后才能上报。")
        elif state.others:
            words = self.tr("和另一台电脑的合并以后才能上报。")
        elif last is None:
            words = self.tr("上报后是第1版，写好后会读回核验。")
        elif state.unsent.count:
            words = self.tr("有{count}项修改还没有上报，上报后是第{next}版。")
        elif not last.delivered:
            words = self.tr("第{number}版已做好，还没有写出；插好U盘再点一次就写上去。")
        else:
            words = self.tr("上次上报后没有修改；再点一次，原样重新写出第{number}版。")
        number = last.revision if last else 0
        return words.format(
            errors=self._errors, count=state.unsent.count, number=number, next=number + 1
        )

    # -- what is done

    def submit(self) -> None:
        """Send the self-check to the place chosen; without one, ask for it first."""
        by = self.by.text()
        try:
            self._check_ready()
        except UserError as error:
            self._obstacle = str(error)
            self.refused.emit(self._obstacle, None)
            return
        folder = self.place.place_or_ask()
        if folder is None:
            return
        try:
            keep_operator_name(self._workspace, by)
        except UserError as error:
            self.refused.emit(str(error), None)
            return
        self.begun.emit()
        self.submitting.submit(folder, by)

    def _check_ready(self) -> None:
        filled = self._workspace.filled
        submission_actions.check_ready(filled)
        submission_actions.check_joined(self._workspace.store, filled.check.key)

    def write_again(self, package: str) -> None:
        """Write an earlier revision to the place chosen."""
        folder = self.place.place_or_ask()
        if folder is not None:
            self.begun.emit()
            self.submitting.write_again(package, folder)

    def _tell_written(self, done: Submitted) -> None:
        what = self.tr("原样写出第{number}版") if done.again else self.tr("已上报第{number}版")
        words = self.tr("{what}，核对码 {code}。已写到 {path} 并读回核验，可以拔出。")
        what = what.format(number=done.record.revision)
        self.noted.emit(words.format(what=what, code=done.code, path=done.path))

    def _tell_cancelled(self) -> None:
        self.noted.emit(self.tr("已取消，没有写出；原来的文件没有改动。"))

    def _show_busy(self, busy: bool) -> None:
        self.submit_button.setEnabled(not busy)
        self.revisions.setEnabled(not busy)

    def _connect(self) -> None:
        self._slow.timeout.connect(self._show_slow)
        self._workspace.closing.connect(self._slow.stop)
        self.status.review_requested.connect(lambda: self.page_requested.emit("review"))
        self.status.feedback_requested.connect(lambda: self.sight_requested.emit(self.feedback))
        self.unsent.spot_requested.connect(self.spot_requested)
        self.unsent.page_requested.connect(self.page_requested)
        self.feedback.item_requested.connect(lambda code: self.spot_requested.emit(code, None))
        self.revisions.write_again_requested.connect(self.write_again)
        self.submit_button.clicked.connect(self.submit)
        self.submitting.written.connect(self._tell_written)
        self.submitting.refused.connect(self.refused)
        self.submitting.cancelled.connect(self._tell_cancelled)
        self.submitting.busy_changed.connect(self._show_busy)
        self.merge.clicked.connect(
            lambda: self.merge_requested.emit(self._workspace.filled.check.key)
        )

    # -- how it looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the lists under each other where side by side their columns would be cut."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        narrow = self.width() < theme.px(self, _BOTH_LISTS)
        self.lists.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def _lay_out(self) -> None:
        gap = theme.px(self, 10)
        self.fork.setProperty("role", "notice")
        fork_row = QHBoxLayout(self.fork)
        fork_row.addWidget(self.fork_words, 1)
        fork_row.addWidget(self.merge)
        for part in (self.fork, self.feedback):
            part.hide()
        self._lay_out_action()
        self.lists.setSpacing(gap)
        for part in (self.unsent, self.revisions):
            part.setMinimumHeight(theme.px(self, _LIST_HEIGHT))
            self.lists.addWidget(part, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self.fork)
        column.addWidget(self.status)
        column.addLayout(self.lists, 1)
        column.addWidget(self.feedback)

    def _lay_out_action(self) -> None:
        """In the status card, under the line: where to, by whom, and the button."""
        self.by.setAccessibleName(self.tr("报送人"))
        self.by.setMaxLength(_NAME_LENGTH)
        self.by.setMaximumWidth(theme.px(self, 130))
        self.submit_button.setMinimumHeight(theme.px(self, 40))
        self.submit_button.setMinimumWidth(theme.px(self, 200))
        row = QHBoxLayout()
        row.setSpacing(theme.px(self, 8))
        row.addWidget(label(self.tr("写到"), "muted"))
        row.addWidget(self.place, 1)
        row.addSpacing(theme.px(self, 8))
        row.addWidget(label(self.tr("报送人"), "muted"))
        row.addWidget(self.by)
        row.addSpacing(theme.px(self, 8))
        row.addWidget(self.submit_button)
        self.status.column.addLayout(row)
        self.status.column.addWidget(self.hint)
