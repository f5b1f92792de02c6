# SPDX-License-Identifier: MIT
"""上报: where the self-check stands towards the superior, and one button that sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.actions import submission_actions
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.regulations.operator_name import keep_operator_name, operator_name
from bizenv_desktop.gui.submit.answering import Answering
from bizenv_desktop.gui.submit.card_export import export_key_card
from bizenv_desktop.gui.submit.last_sent import LastSent
from bizenv_desktop.gui.submit.place_box import PlaceBox
from bizenv_desktop.gui.submit.revision_list import RevisionList
from bizenv_desktop.gui.submit.status_card import StatusCard
from bizenv_desktop.gui.submit.submitting import Submitting
from bizenv_desktop.gui.submit.unsent_list import UnsentList

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bizenv_desktop.actions.submission_actions import SubmissionState, Submitted
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace

_AFTER_PAINT_MS = 40
_NAME_LENGTH = 40
_LIST_HEIGHT = 240  # room for a few rows where the window is small; the page scrolls then


class SubmitPage(QWidget):
    """The township's page; what takes longer than a glance is worked out after the paint."""

    page_requested = Signal(str)
    spot_requested = Signal(str, object)  # item code, Spot or None
    merge_requested = Signal(object)  # key of the self-check two PCs submitted

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._last_sent = LastSent(workspace)
        self.state: SubmissionState | None = None
        self._errors = 0
        self.submitting = Submitting(workspace, preferences, self)
        self.answering = Answering(workspace, preferences, self)
        self.subtitle = label(role="muted", wrap=True)
        self.message = MessageBar(self)
        self.status = StatusCard()
        self.unsent = UnsentList()
        self.revisions = RevisionList()
        self.place = PlaceBox()
        self.by = QLineEdit()
        self.submit_button = button(self.tr("上报到U盘或文件夹"), "primary")
        self.hint = label(role="muted", wrap=True)
        self.read = button(self.tr("读取回执和反馈"), "menu")
        self.card = button(self.tr("导出单位密钥卡…"))
        self.fork = QFrame()
        self.fork_words = label(wrap=True)
        self.merge = button(self.tr("合并…"))
        self.empty = label(self.tr("还没有自查：请先在首页新建一期自查。"), "muted", wrap=True)
        self._body = QWidget()
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
        has_check = self._workspace.has_check
        self._body.setVisible(has_check)
        self.empty.setVisible(not has_check)
        if not has_check:
            self.subtitle.setText("")
            return
        check = self._workspace.filled.check
        self.subtitle.setText(f"{check.organisation.full_name} · {check.period.label}自查")
        if not self.by.isModified():
            self.by.setText(operator_name(self._workspace))
        self.place.look(self._preferences.values.exchange_folder)
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
            self.message.show_error(str(error), retry=self.refresh)
            return
        self.state = state
        self.status.show_state(state, self._last_sent.by)
        self.status.show_feedback(feedback, state.last)
        self.unsent.show_state(state)
        self.revisions.show_records(records, feedback)
        self._show_fork(state)
        self.hint.setText(self._hint(state))

    def _show_fork(self, state: SubmissionState) -> None:
        self.fork.setVisible(bool(state.others))
        if state.others:
            words = submission_actions.fork_in_words(state.others)
            mine = ""
            if state.last is not None:
                when = submission_actions.chinese_moment(state.last.made_at)
                device = self._preferences.device().name
                mine = self.tr("（本机“{device}”{when}做的是第{number}版）").format(
                    device=device, when=when, number=state.last.revision
                )
            self.fork_words.setText(
                self.tr("{words}{mine}，合并后再上报。").format(words=words, mine=mine)
            )

    def _hint(self, state: SubmissionState) -> str:
        """What pressing the button would do."""
        if self._errors:
            return self.tr("审核还有{count}个错误，改正后才能上报。").format(count=self._errors)
        if state.others:
            return self.tr("和另一台电脑的合并以后才能上报。")
        last = state.last
        if last is None:
            return self.tr("上报后是第1版，写好后会读回核验。")
        if state.unsent.count:
            return self.tr("有{count}项修改还没有上报，上报后是第{number}版。").format(
                count=state.unsent.count, number=last.revision + 1
            )
        if not last.delivered:
            return self.tr("第{number}版已做好，还没有写出；插好U盘再点一次就写上去。").format(
                number=last.revision
            )
        return self.tr("上次上报后没有修改；再点一次，原样重新写出第{number}版。").format(
            number=last.revision
        )

    def offer_merge(self) -> None:
        """Offer the way out of a fork; whoever calls this answers `merge_requested`."""
        self.merge.show()

    # -- what is done

    def submit(self) -> None:
        """Send the self-check to the place chosen; without one, ask for it first."""
        refusal = self._refusal()
        if refusal:
            self.message.show_error(refusal)
            return
        folder = self._folder()
        if folder is None:
            return
        by = self.by.text()
        try:
            keep_operator_name(self._workspace, by)
        except UserError as error:
            self.message.show_error(str(error), retry=self.submit)
            return
        self.message.clear()
        self.submitting.submit(folder, by)

    def write_again(self, package: str) -> None:
        """Write an earlier revision to the place chosen."""
        folder = self._folder()
        if folder is not None:
            self.message.clear()
            self.submitting.write_again(package, folder)

    def export_card(self) -> None:
        """Write the unit's key card, as a file and on paper, into a folder that is asked for."""
        job = export_key_card(self._workspace, self, self.place.place, self._tell_card)
        if job is not None:
            job.failed.connect(self.message.show_error)

    def _tell_card(self, written: tuple[Path, Path]) -> None:
        file, paper = written
        words = self.tr(
            "已导出密钥卡 {file} 和打印用的 {paper}，在 {folder}；上级登记时请电话核对指纹。"
        )
        self.message.show_note(words.format(file=file.name, paper=paper.name, folder=file.parent))

    def _refusal(self) -> str:
        """Why nothing can be sent now; the action refuses it as well."""
        try:
            submission_actions.check_ready(self._workspace.filled)
            if self.state is not None and self.state.others:
                submission_actions.check_joined(
                    self._workspace.store, self._workspace.filled.check.key
                )
        except UserError as error:
            return str(error)
        return ""

    def _folder(self) -> Path | None:
        """The place chosen, a stick plugged in just now, or what is asked for."""
        if self.place.place is None:
            self.place.look(self._preferences.values.exchange_folder)
        folder = self.place.place or self.place.ask()
        if folder is not None and folder != self.place.place:
            self._remember(folder)
        return folder

    def _remember(self, folder: Path) -> None:
        self._preferences.change(exchange_folder=str(folder))
        self.place.look(str(folder), wanted=folder)

    def _tell_written(self, done: Submitted) -> None:
        what = self.tr("原样写出第{number}版") if done.again else self.tr("已上报第{number}版")
        words = self.tr("{what}，核对码 {code}。已写到 {path} 并读回核验，可以拔出。").format(
            what=what.format(number=done.record.revision), code=done.code, path=done.path
        )
        self.message.show_note(words)

    def _tell_refused(self, words: str, again: Callable[[], None] | None) -> None:
        self.message.show_error(words, retry=again)

    def _tell_cancelled(self) -> None:
        self.message.show_note(self.tr("已取消，没有写出；原来的文件没有改动。"))

    def _show_busy(self, busy: bool) -> None:
        self.submit_button.setEnabled(not busy)
        self.revisions.setEnabled(not busy)

    def changeEvent(self, event: QEvent) -> None:
        """A stick may have been plugged in while another window was in front."""
        super().changeEvent(event)
        shown = self.isVisible() and self.isActiveWindow() and self._workspace.has_check
        if shown and event.type() == QEvent.Type.ActivationChange:
            self.place.look(self._preferences.values.exchange_folder)

    def _follow_change(self) -> None:
        if self.isVisible():
            self.refresh()

    def _connect(self) -> None:
        self._workspace.changed.connect(self._follow_change)
        self._slow.timeout.connect(self._show_slow)
        self.status.review_requested.connect(lambda: self.page_requested.emit("review"))
        self.unsent.spot_requested.connect(self.spot_requested)
        self.unsent.page_requested.connect(self.page_requested)
        self.revisions.write_again_requested.connect(self.write_again)
        self.place.folder_asked.connect(self._remember)
        self.submit_button.clicked.connect(self.submit)
        self.submitting.written.connect(self._tell_written)
        self.submitting.refused.connect(self._tell_refused)
        self.submitting.cancelled.connect(self._tell_cancelled)
        self.submitting.busy_changed.connect(self._show_busy)
        self._offer_readings()
        self.answering.noted.connect(self.message.show_note)
        self.answering.refused.connect(self.message.show_error)
        self.card.clicked.connect(self.export_card)
        self.merge.clicked.connect(
            lambda: self.merge_requested.emit(self._workspace.filled.check.key)
        )

    def _offer_readings(self) -> None:
        menu = QMenu(self.read)
        menu.addAction(self.tr("U盘或文件夹…"), self.answering.ask_folder)
        menu.addAction(self.tr("文件…"), self.answering.ask_files)
        self.read.setMenu(menu)

    # -- how it looks

    def _lay_out(self) -> None:
        edge, gap = theme.px(self, 14), theme.px(self, 10)
        head = QHBoxLayout()
        head.setSpacing(theme.px(self, 14))
        head.addWidget(label(self.tr("上报"), "title"))
        head.addWidget(self.subtitle, 1)
        head.addWidget(self.read)
        head.addWidget(self.card)
        self.fork.setProperty("role", "notice")
        fork_row = QHBoxLayout(self.fork)
        fork_row.addWidget(self.fork_words, 1)
        fork_row.addWidget(self.merge)
        self.fork.hide()
        self.merge.hide()
        self._lay_out_action()
        lower = QHBoxLayout()
        lower.setSpacing(gap)
        lower.addWidget(self.unsent, 1)
        lower.addWidget(self.revisions, 1)
        for part in (self.unsent, self.revisions):
            part.setMinimumHeight(theme.px(self, _LIST_HEIGHT))
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(gap)
        body.addWidget(self.fork)
        body.addWidget(self.status)
        body.addLayout(lower, 1)
        self._body.setProperty("role", "page")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(gap)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addWidget(self.empty)
        layout.addWidget(scroll, 1)
        self.setFocusProxy(self.submit_button)

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
