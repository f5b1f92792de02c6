# SPDX-License-Identifier: MIT
"""The 自查 page: the items on the left, one of them in full on the right, every edit saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from bizenv_desktop.actions.feedback_state import NO_FEEDBACK, feedback_for
from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.review import Spot
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.evidence.box import EvidenceBox
from bizenv_desktop.gui.handover.elsewhere import elsewhere
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button
from bizenv_desktop.gui.score_dialog import show_dimension, show_item, show_total
from bizenv_desktop.gui.selfcheck.browser import ItemBrowser
from bizenv_desktop.gui.selfcheck.detail import ItemDetail
from bizenv_desktop.gui.selfcheck.dimension_model import DimensionRow, rows_of
from bizenv_desktop.gui.selfcheck.drafts import Drafts
from bizenv_desktop.gui.selfcheck.editing import Editing
from bizenv_desktop.gui.selfcheck.item_row import ItemRow
from bizenv_desktop.gui.text_fields import flush_typing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QHideEvent

    from bizenv_desktop.actions.feedback_state import FeedbackState
    from bizenv_desktop.domain.selfcheck import Verdict
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change


_A_FRAME_MS = 15


class SelfCheckPage(QWidget):
    """Works on the workspace's self-check; needs no mouse from the first item to the last."""

    spot_requested = Signal(str, object)  # item code, Spot: a field of another page
    article_requested = Signal(object)  # Citation
    locate_requested = Signal(str)  # item code whose provincial article is to be found

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._stale = True
        self._choosing = False
        self._feedback: FeedbackState | None = None
        self._elsewhere: Mapping[str, str] = {}
        # a verdict is painted first and the next item in full a moment later: holding ↓ or typing
        # verdicts quickly never waits for what only flits by
        self._later = QTimer(self, singleShot=True, interval=_A_FRAME_MS)
        self._later.timeout.connect(self._show_detail)
        self.drafts = Drafts(workspace, self)
        self.editing = Editing(workspace, self.drafts, self)
        self.messages = MessageBar()
        self.browser = ItemBrowser(lambda: workspace.library.initials)
        self.evidence = EvidenceBox(workspace, Use.ANSWER, self.tr("佐证文件"))
        self.detail = ItemDetail(
            lambda: workspace.editions,
            lambda: workspace.store.remembered("place"),
            self.evidence,
            self._answered,
        )
        self.carry = button(self.tr("沿用上期"))
        self.carry.setToolTip(self.tr("把上期的结果带进还没有填的项，逐项确认后才算数"))
        self._lay_out()
        self._connect()
        self._add_keys()

    # -- what the window calls

    def refresh(self) -> None:
        """Show the workspace's self-check as it is now."""
        self._stale = False
        self._feedback = None
        if not self._workspace.has_check:
            return
        self._elsewhere = elsewhere(self._workspace)
        rows = {row.item.code: row for row in self._rows()}
        self.browser.show_rows(rows, self._dimensions())
        self._show_detail()

    def show_spot(self, code: str, spot: Spot | None = None) -> None:
        """Go to an item, and into one of its fields when `spot` names one."""
        if self._stale:
            self.refresh()
        if not self.browser.choose(code):
            return
        self.show_rest()
        if spot is None or not self._go_to_spot(spot):
            self.browser.items.setFocus()

    def show_dimension(self, code: str) -> None:
        """Go to the first item of a dimension that still asks for something."""
        if self._stale:
            self.refresh()
        rows = [row for row in self._rows() if row.item.dimension == code]
        waiting = [row for row in rows if not row.scored.state.is_done]
        if rows:
            self.show_spot((waiting or rows)[0].item.code)

    def show_change(self, change: Change) -> None:
        """Go to the item an undo or redo has changed."""
        codes = [code for _, _, code in change.answers | change.evidence]
        if len(codes) == 1 and codes[0] != self.browser.items.current_code:
            self.browser.choose(codes[0])

    def next_open(self) -> None:
        """Go to the next item still to be answered or confirmed."""
        if self.browser.next_open():
            self.browser.items.setFocus()
        else:
            self.messages.show_note(self.tr("全部检查项都已填好，可以去审核了。"))

    def show_rest(self) -> None:
        """Do not wait a frame: show the item under the cursor in full."""
        if self._later.isActive():
            self._show_detail()

    def flush(self) -> bool:
        """Save what is still on its way; False when the database refuses it."""
        flush_typing()
        return self.drafts.retry()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._later.isActive():  # shown again, the page is refreshed
            self._later.stop()
            self._stale = True

    @property
    def unsaved(self) -> int:
        """How many items have edits that could not be saved."""
        return len(self.drafts.unsaved)

    # -- showing

    def _changed(self, change: Change) -> None:
        if change.packages:
            self._feedback = None
        if not self.isVisible() or change.self_checks or change.settings:
            self._stale = True
            if self.isVisible():
                self.refresh()
            return
        key = self._workspace.filled.check.key
        codes = {code for *where, code in (change.answers | change.findings) if tuple(where) == key}
        if codes:
            self.browser.update_rows(self._rows(codes), self._dimensions())
        cited = {item for _, item, _ in change.citations}
        if self.detail.code in codes | cited or change.packages:
            if self._choosing:
                self._later.start()
            else:
                self._show_detail()

    def _rows(self, codes: Iterable[str] | None = None) -> list[ItemRow]:
        wanted = None if codes is None else set(codes)
        unsaved = self.drafts.unsaved
        return [
            ItemRow(
                scored.item,
                self.drafts.answer(scored.item.code),
                scored,
                scored.item.code in unsaved,
            )
            for scored in self._workspace.filled.card.items
            if wanted is None or scored.item.code in wanted
        ]

    def _answered(self) -> FeedbackState:
        """What the superior said of the self-check, read once until something else arrives."""
        if self._feedback is None:
            try:
                self._feedback = feedback_for(
                    self._workspace.store, self._workspace.filled.check.key
                )
            except UserError as error:
                self._feedback = NO_FEEDBACK
                self.messages.show_error(str(error))
        return self._feedback

    def _dimensions(self) -> list[DimensionRow]:
        return rows_of(self._workspace.filled.card, self.tr("全部"), self._elsewhere)

    def _show_detail(self) -> None:
        """Show the item under the cursor in full."""
        self._later.stop()
        row = self.browser.row(self.browser.items.current_code)
        self.detail.show_item(row, self._workspace.filled)

    def _refused(self, sentence: str) -> None:
        """Keep on screen what was typed, mark it, and offer to try again."""
        self.messages.show_error(sentence, self._try_again)
        self.browser.update_rows(self._rows(self.drafts.unsaved), self._dimensions())
        if self.detail.code in self.drafts.unsaved:
            self._show_detail()

    def _show_score(self, code: str) -> None:
        filled = self._workspace.filled
        if not code:
            show_total(filled, self)
        elif code in filled.checklist.by_code:
            show_item(filled, code, self)
        else:
            show_dimension(filled, code, self)

    def _try_again(self) -> None:
        self.flush()

    # -- doing

    def _choose(self, codes: list[str], verdict: Verdict, go_on: bool) -> None:
        """A verdict; the detail is shown once, for the item the cursor is on afterwards."""
        self._choosing = True
        self.editing.choose(codes, verdict, go_on)
        self._choosing = False

    def _go_to_spot(self, spot: Spot) -> bool:
        """Into a field of the item under the cursor; False when it has no such field."""
        self.show_rest()
        return self.detail.focus_spot(spot)

    def _edited(self, code: str, change: object, field: str) -> None:
        self.drafts.edit({code: change}, field)  # type: ignore[dict-item]

    def _item_done(self) -> None:
        flush_typing()
        self.browser.items.setFocus()
        self.browser.go_on()

    def _remember_place(self, words: str) -> None:
        try:
            self._workspace.remember("place", words)
        except UserError as error:
            self.messages.show_error(str(error))

    def _bring_over(self) -> None:
        self.flush()
        try:
            count = self._workspace.bring_over()
        except UserError as error:
            self.messages.show_error(str(error))
            return
        if count:
            words = self.tr(
                "沿用了上期{count}项结果，都还待确认：逐项核对，按空格确认；Ctrl+Z 撤销。"
            )
            self.messages.show_note(words.format(count=count))
        else:
            self.messages.show_note(self.tr("没有可以沿用的项：该填的都已填了。"))
        self.browser.items.setFocus()

    # -- building

    def _lay_out(self) -> None:
        self.browser.tools.addWidget(self.carry)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(theme.px(self, 12))
        parts.addWidget(self.browser)
        parts.addWidget(self.detail)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setSizes([theme.px(self, 812), theme.px(self, 400)])
        column = QVBoxLayout(self)
        edge = theme.px(self, 12)
        column.setContentsMargins(edge, edge, edge, theme.px(self, 8))
        column.setSpacing(theme.px(self, 8))
        column.addWidget(self.messages)
        column.addWidget(parts, 1)
        self.setFocusProxy(self.browser.items)

    def _connect(self) -> None:
        workspace, browser, detail = self._workspace, self.browser, self.detail
        workspace.changed.connect(self._changed)
        browser.current_changed.connect(lambda _: self._later.start())
        browser.dimensions.score_requested.connect(self._show_score)
        browser.items.verdict_chosen.connect(self._choose)
        browser.items.confirm_requested.connect(self.editing.confirm)
        browser.items.count_requested.connect(self.editing.count)
        browser.items.note_requested.connect(lambda: self._go_to_spot(Spot.NOTE))
        browser.items.done_requested.connect(self._item_done)
        browser.items.score_requested.connect(self._show_score)
        detail.edited.connect(self._edited)
        detail.left.connect(browser.items.setFocus)
        detail.done.connect(self._item_done)
        detail.fill.score_requested.connect(lambda: self._show_score(detail.code))
        detail.fill.confirm_requested.connect(lambda: self.editing.confirm([detail.code]))
        detail.fill.place_finished.connect(self._remember_place)
        detail.finding.finding_requested.connect(
            lambda code: self.spot_requested.emit(code, Spot.UNIT)
        )
        detail.basis.article_requested.connect(self.article_requested)
        detail.basis.locate_requested.connect(self.locate_requested)
        self.editing.went_on.connect(self._item_done)
        self.editing.spot_asked.connect(self._go_to_spot)
        self.editing.noticed.connect(self.messages.show_note)
        self.evidence.refused.connect(self.messages.show_error)
        self.drafts.refused.connect(self._refused)
        self.drafts.cleared.connect(self.messages.clear)
        self.carry.clicked.connect(self._bring_over)

    def _add_keys(self) -> None:
        for keys, wish in (
            (QKeySequence(Qt.Key.Key_F3), self.next_open),
            (QKeySequence(QKeySequence.StandardKey.Find), self.browser.start_search),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(wish)
