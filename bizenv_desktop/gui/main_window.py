# SPDX-License-Identifier: MIT
"""The window: navigation, score, pages, status; the one place where pages meet."""

from __future__ import annotations

import base64
import contextlib
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QUndoGroup
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop import actions
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.handover.elsewhere import rests
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.navigation import KEYS, Navigation
from bizenv_desktop.gui.page_ways import PageWays
from bizenv_desktop.gui.pages import all_pages, pages_of
from bizenv_desktop.gui.status_line import StatusLine
from bizenv_desktop.gui.top_bar import TopBar

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.review import Spot
    from bizenv_desktop.gui.handover.rest_bar import RestBar
    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change

TITLE = "营商环境自查"
_FINDING_SPOTS = frozenset({"problem", "unit", "person", "leader", "due", "proof"})
"""Spots that are edited on the 整改 page; the others are on the 自查 page."""
_NEED_A_CHECK = frozenset({"selfcheck", "review", "findings", "reports"})


class MainWindow(QMainWindow):
    """Shows one page at a time; pages are made when first shown."""

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.preferences = preferences
        self._large = preferences.values.large_text
        self._entries = {entry.name: entry for entry in all_pages()}
        self._pages: dict[str, Any] = {}
        self._ways = PageWays(self)
        self._last_change: Change | None = None
        self._own: Organisation | None = None
        self._rest: RestBar | None = None
        self._right = QVBoxLayout()
        self.histories = QUndoGroup(self)
        self.histories.addStack(workspace.history)
        self.navigation = Navigation()
        self.top = TopBar()
        self.messages = MessageBar()
        self.stack = QStackedWidget()
        self.status = StatusLine(workspace.store.path)
        self._lay_out()
        self._wire()
        self._restore_geometry()
        QTimer.singleShot(0, self._add_keys)
        self._check_opened()
        self.show_page(self.first_page)
        if copy := workspace.store.upgraded_from:
            words = self.tr("数据文件已升级到本程序的版本；升级前的备份是旁边的“{name}”。")
            self.messages.show_note(words.format(name=copy.name))

    # -- pages

    def page(self, name: str) -> Any:  # noqa: ANN401  # pages share a contract, not a class
        """The page of that name, made now when it was never shown."""
        if name not in self._pages:
            made = self._entries[name].make(self.workspace, self.preferences, self.stack)
            self._pages[name] = made
            self.stack.addWidget(made)
            self._ways.wire(name, made)
        return self._pages[name]

    @property
    def made_pages(self) -> tuple[str, ...]:
        """The pages that were shown so far."""
        return tuple(self._pages)

    @property
    def first_page(self) -> str:
        """The page the window opens with: 首页, at a superior 接收."""
        return next(iter(self.navigation.buttons))

    @property
    def is_unused(self) -> bool:
        """Whether nobody said yet whose database it is, or a township has no self-check in it."""
        return not self.workspace.has_check and self.first_page == "home"

    def show_page(self, name: str) -> None:
        """Bring a page to the front, as things stand now; one that is not offered is the first."""
        if name in _NEED_A_CHECK and not self.workspace.has_check:
            self.messages.show_note(self.tr("还没有自查：请先在首页新建一期自查。"))
            name = self.first_page
        elif name not in self.navigation.buttons:
            name = self.first_page
        page = self.page(name)
        self.navigation.mark(name)
        shown = self.stack.currentWidget()
        if shown is None:
            self.stack.setCurrentWidget(page)
        elif shown is not page:
            self._flush()
            self.stack.setCurrentWidget(page)
        page.refresh()
        page.setFocus()
        self.choose_history()

    # -- one block of wiring

    def _wire(self) -> None:
        """What the frame and the workspace tell each other."""
        workspace = self.workspace
        workspace.changed.connect(self._changed)
        workspace.check_opened.connect(self._check_opened)
        workspace.saved.connect(self.status.show_saved)
        workspace.failed.connect(self.messages.show_error)
        workspace.jobs.job_started.connect(self._watch)
        self.navigation.page_requested.connect(self.show_page)
        self.navigation.help_requested.connect(self.show_help)
        self.top.score.clicked.connect(self._show_score)
        self.top.undo_requested.connect(self.undo)
        self.top.redo_requested.connect(self.redo)
        self.histories.canRedoChanged.connect(self.top.redo.setEnabled)
        self.preferences.changed.connect(self._apply_preferences)

    # -- wishes

    def show_spot(self, code: str, spot: Spot | None = None) -> None:
        """Go to an item's field, on the page where it is edited."""
        name = "findings" if spot in _FINDING_SPOTS else "selfcheck"
        self.show_page(name)
        self.page(name).show_spot(code, spot)

    def open_check(self, key: tuple[str, str]) -> None:
        """Put another self-check on the table and go on with it."""
        if not self.can_leave():
            return
        try:
            self.workspace.open_check(key)
        except UserError as error:
            self.messages.show_error(str(error))

    def new_check(self) -> None:
        """Ask for unit, period and checklist, and begin a self-check."""
        if not self.can_leave():
            return
        from bizenv_desktop.gui.welcome import WelcomeDialog

        try:
            dialog = WelcomeDialog(self.workspace, self)
            begun = dialog.exec()
        except UserError as error:
            self.messages.show_error(str(error))
            return
        if dialog.wants_other_pc:
            self.open_handover()
            return
        if begun:
            self.messages.clear()
            self.show_page("selfcheck" if dialog.with_check else self.first_page)

    def open_handover(self) -> None:
        """Hand the work over to another PC, or take it over from one."""
        from bizenv_desktop.gui.handover.opening import open_handover

        open_handover(self.workspace, self.preferences, self)

    def merge_other_pc(self) -> None:
        """Bring together what the unit's other PC submitted; its file is asked for."""
        from bizenv_desktop.gui.handover.opening import open_merge

        open_merge(self.workspace, self)

    def show_help(self) -> None:
        """Open the user's guide, on a superior's pages at what it says of them."""
        from bizenv_desktop.gui.help_dialog import HelpDialog

        try:
            text = self.workspace.library.help_text()
        except UserError as error:
            self.messages.show_error(str(error))
            return
        dialog = HelpDialog(text, self)
        dialog.show()
        shown = self.stack.currentWidget()
        dialog.open_for(next((name for name, page in self._pages.items() if page is shown), ""))

    def look_for_answers(self) -> None:
        """Look quietly whether the stick brought 回执和反馈 back, and say so."""
        self._ways.look_for_answers()

    def _show_score(self) -> None:
        from bizenv_desktop.gui.score_dialog import show_total

        show_total(self.workspace.filled, self)

    # -- undo

    def choose_history(self) -> None:
        """Undo what is edited on the page in front: a checklist has a history of its own."""
        own = getattr(self.stack.currentWidget(), "history", None)
        self.histories.setActiveStack(self.workspace.history if own is None else own)

    def undo(self) -> None:
        """Take the last edit back and show where it was."""
        self._replay(self.histories.undo)

    def redo(self) -> None:
        """Make the edit again and show where it is."""
        self._replay(self.histories.redo)

    def _replay(self, step: Any) -> None:  # noqa: ANN401
        if not self._flush():
            return
        self._last_change = None
        step()
        page = self.stack.currentWidget()
        if self._last_change is not None and hasattr(page, "show_change"):
            page.show_change(self._last_change)

    # -- what happened

    def _changed(self, change: Change) -> None:
        self._last_change = change
        if change.organisations or change.settings:
            self._offer_pages()
        self._show_check()
        self.messages.clear()
        if change.settings:
            self._show_rest()

    def _check_opened(self) -> None:
        self._offer_pages()
        self._show_check()
        self._show_rest()
        page: Any = self.stack.currentWidget()
        if page is not None:
            page.refresh()

    def _offer_pages(self) -> None:
        """Offer the pages of the unit's level; it, or its first self-check, may be new."""
        own, has_check = actions.own_organisation(self.workspace.store), self.workspace.has_check
        self._own = own
        pages = pages_of(own.level if own else None, has_check=has_check)
        if tuple(page.name for page in pages) == tuple(self.navigation.buttons):
            return
        self.navigation.show_pages((page.name, page.title) for page in pages)
        front = self.stack.currentWidget()
        name = next((name for name, page in self._pages.items() if page is front), None)
        if name in self.navigation.buttons:
            self.navigation.mark(name)
        elif name is not None:
            self.show_page(self.first_page)

    def _show_rest(self) -> None:
        """Say over every page that the work was handed over; most databases never were."""
        if self._rest is None:
            if not rests(self.workspace):
                return
            from bizenv_desktop.gui.handover.rest_bar import RestBar

            self._rest = RestBar(self.workspace)
            self._rest.handover_requested.connect(self.open_handover)
            self._right.insertWidget(1, self._rest)
        self._rest.refresh()

    def _show_check(self) -> None:
        filled = self.workspace.filled if self.workspace.has_check else None
        self.top.show_check(filled, self._own)
        self.status.show_progress(filled.card if filled else None)
        unit = self._own.name if self._own else ""
        if filled is not None:
            unit = f"{filled.check.organisation.name} {filled.check.period.label}"
        self.setWindowTitle(f"{unit} - {TITLE}" if unit else TITLE)

    def _watch(self, job: Job) -> None:
        if not job.quiet:
            from bizenv_desktop.gui.progress import ProgressDialog

            ProgressDialog(job, self)
        job.crashed.connect(lambda error: sys.excepthook(type(error), error, error.__traceback__))

    def _apply_preferences(self) -> None:
        """Follow 大字; the window's place is a preference too and changes nothing to be seen."""
        large, app = self.preferences.values.large_text, QApplication.instance()
        if large != self._large and isinstance(app, QApplication):
            self._large = large
            theme.apply(app, theme.LARGE if large else theme.NORMAL)

    # -- leaving

    def can_leave(self) -> bool:
        """Save what is on its way; with edits the disk refuses, ask. False: stay."""
        if self._flush():
            return True
        from PySide6.QtWidgets import QMessageBox

        count = sum(getattr(page, "unsaved", 0) for page in self._pages.values())
        answer = QMessageBox.warning(
            self,
            TITLE,
            self.tr("还有{count}项修改没有保存，离开会丢掉它们。要离开吗？").format(count=count),
            QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        return answer == QMessageBox.StandardButton.Discard

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.navigation.set_compact(self.width() < theme.px(self, 1060))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.can_leave():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.preferences.change(window=geometry)
        event.accept()

    def _flush(self) -> bool:
        """Whether everything typed on every page is in the database now."""
        from bizenv_desktop.gui.text_fields import flush_typing  # a window starts without fields

        flush_typing()
        flushed = [page.flush() for page in self._pages.values() if hasattr(page, "flush")]
        return all(flushed)

    # -- building

    def _add_keys(self) -> None:
        """Keys of the whole window; nobody presses one before it is painted."""
        from PySide6.QtGui import QKeySequence, QShortcut

        wishes = {
            "Ctrl+Z": self.undo,
            "Ctrl+Y": self.redo,
            "Ctrl+Shift+Z": self.redo,
            "F1": self.show_help,
        }
        for place, key in enumerate(KEYS):
            wishes[f"Ctrl+{key}"] = partial(self._show_numbered, place)
        for keys, wish in wishes.items():
            QShortcut(QKeySequence(keys), self).activated.connect(wish)

    def _show_numbered(self, place: int) -> None:
        names = tuple(self.navigation.buttons)
        if place < len(names):
            self.show_page(names[place])

    def _lay_out(self) -> None:
        right = self._right
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.messages)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        self.setCentralWidget(central)
        self.setMinimumSize(760, 480)
        self.resize(1366, 768)

    def _restore_geometry(self) -> None:
        kept = self.preferences.values.window
        if kept:
            with contextlib.suppress(ValueError):  # a damaged setting: the usual size then
                self.restoreGeometry(base64.b64decode(kept))
