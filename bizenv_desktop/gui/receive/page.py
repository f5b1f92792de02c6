# SPDX-License-Identifier: MIT
"""接收: what a superior sees first: take packages in, see what came, enrol keys, list the units."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from bizenv_desktop.actions import own_organisation
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.receive.arrivals_view import ArrivalsView
from bizenv_desktop.gui.receive.desk import Desk
from bizenv_desktop.gui.receive.enrolling import Enrolling
from bizenv_desktop.gui.receive.first_steps import FirstSteps
from bizenv_desktop.gui.receive.inbox_desk import InboxDesk
from bizenv_desktop.gui.receive.keys_view import KeysView
from bizenv_desktop.gui.receive.receipts_view import ReceiptsView
from bizenv_desktop.gui.receive.taking import Taking
from bizenv_desktop.gui.receive.units_view import UnitsView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QUndoStack

    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.receive.arrivals import Arrival
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change

_AFTER_PAINT_MS = 300


class ReceivePage(QWidget):
    """Tabs: 接收, 接收记录, 密钥, 应报单位; files may be dropped on any of them."""

    noticed = Signal(str)  # something came of a job while another page was in front

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self.desk = Desk(workspace, self)
        self.taking = Taking(self.desk, self)
        self.enrolling = Enrolling(workspace, preferences, self.taking, self)
        self.inbox_desk = InboxDesk(self.desk, preferences, self)
        self.message = MessageBar(self)
        self.subtitle = label(role="muted", wrap=True)
        self.files_button = button(self.tr("接收文件…"))
        self.folder_button = button(self.tr("接收文件夹…"))
        self.answer_button = button(self.tr("写回执和反馈…"))
        self.issue_button = button(self.tr("下发…"))
        self.steps = FirstSteps(self)
        self.arrivals = ArrivalsView(self)
        self.receipts = ReceiptsView(self.desk, self)
        self.keys = KeysView(self.desk, self)
        self.units = UnitsView(self.desk, self)
        self.tabs = QTabWidget(self)
        self._later = QTimer(self, singleShot=True, interval=_AFTER_PAINT_MS)
        self._build()
        self._wire()
        self._later.start()

    @property
    def history(self) -> QUndoStack:
        """What Ctrl+Z takes back here: receipts, keys that were stopped, changes of the list."""
        return self.desk.history

    def refresh(self) -> None:
        """Show everything as it stands; the lists in front only."""
        self._show_counts()
        self.inbox_desk.line.setHidden(not self.steps.isHidden())  # a step says the same
        self.inbox_desk.show_state()
        view = self.tabs.currentWidget()
        if isinstance(view, ReceiptsView | KeysView | UnitsView):
            view.refresh()

    def show_tab(self, view: QWidget) -> None:
        """Bring one of the lists to the front."""
        self.tabs.setCurrentWidget(view)
        view.setFocus()

    # -- what comes in

    def choose_files(self) -> None:
        """Ask for package files and look at them."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("接收文件"),
            str(self._preferences.exchange_folder()),
            self.tr("上报包 (*.bizenv);;所有文件 (*)"),
        )
        if chosen:
            self.look_at([Path(each) for each in chosen])

    def choose_folder(self) -> None:
        """Ask for a folder and look at the packages in it."""
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("接收文件夹"), str(self._preferences.exchange_folder())
        )
        if chosen:
            self.look_at([Path(chosen)])

    def look_at(self, places: Sequence[Path]) -> None:
        """Show what the packages at these places are, before anything is taken."""
        first = places[0]
        self._preferences.change(exchange_folder=str(first if first.is_dir() else first.parent))
        self.message.clear()
        self.tabs.setCurrentIndex(0)
        self.taking.look(places)

    def answer(self) -> None:
        """Ask for the stick and write on it what there is to tell the units."""
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("回执和反馈写到哪里"), str(self._preferences.exchange_folder())
        )
        if chosen:
            self._preferences.change(exchange_folder=chosen)
            self.message.clear()
            self.taking.answer(Path(chosen), self._preferences.device())

    def choose_issued(self) -> None:
        """Ask which checklists and official texts travel down with the answers."""
        from bizenv_desktop.gui.feedback.issue_dialog import IssueDialog

        IssueDialog(self._workspace, self).exec()

    def _begin(self) -> None:
        """What waits for the first paint: the inbox, and the division tree."""
        self.inbox_desk.watch()
        self.steps.knows_tree = True
        self._show_counts()

    def _stop(self) -> None:
        self._later.stop()
        self.inbox_desk.stop()

    def _arrived(self, paths: tuple[Path, ...], auto: bool) -> None:
        self.taking.look(paths, from_inbox=True, take=auto)

    # -- what happened

    def _follow_change(self, change: Change) -> None:
        if change.settings:  # the inbox, or whose database this is
            self.inbox_desk.watch()
        if change.packages or change.keys:
            self.taking.look_again(self.arrivals.open_paths)
        if self.isVisible():
            self.refresh()

    def _show_counts(self) -> None:
        store = self._workspace.store
        counts = store.packages.counts()
        waiting = counts.waiting
        self.tabs.setTabText(
            2,
            self.tr("密钥（待登记{count}）").format(count=waiting) if waiting else self.tr("密钥"),
        )
        own = own_organisation(store)
        self.answer_button.setEnabled(counts.taken > 0)
        self.steps.show_state(self._workspace, counts)
        self.subtitle.setText(
            self.tr("{unit}　应报{expected}个单位，已登记{keys}把密钥").format(
                unit=own.name if own else "",
                expected=counts.expected,
                keys=counts.keys,
            )
        )

    def _show_seen(self, found: tuple[Arrival, ...]) -> None:
        was_empty = not self.arrivals.table.rows_model.rows
        self.arrivals.show_arrivals(found)
        if was_empty and self.tabs.currentIndex() == 0 and self.isVisible():
            self.arrivals.setFocus()

    def _tell(self, words: str) -> None:
        """Say it here, and where one is looking at another page, there as well."""
        self.message.show_note(words)
        if not self.isVisible():
            self.noticed.emit(words)

    # -- files dropped on the page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event)
        if not paths:
            return
        event.acceptProposedAction()
        cards = [path for path in paths if path.suffix.lower() == ".bizkey"]
        packages = [path for path in paths if path not in cards]
        # a dialog must not hold up the program the files were dragged from
        if packages:
            QTimer.singleShot(0, self, partial(self.look_at, packages))
        if cards:
            QTimer.singleShot(0, self, partial(self.enrolling.enrol_files, cards))

    # -- small pieces

    def _first_units(self) -> None:
        if self.steps.can_add_all:
            self.units.add_children()
            return
        self.show_tab(self.units)
        if not self._workspace.store.keys.subordinates():
            self.units.ask()

    def _first_keys(self) -> None:
        if self.steps.keys_wait:
            self.show_tab(self.keys)
        else:
            self.enrolling.ask()

    def _search(self) -> None:
        view = self.tabs.currentWidget()
        if isinstance(view, ReceiptsView | KeysView | UnitsView):
            view.search.setFocus()
            view.search.selectAll()

    def _wire(self) -> None:
        workspace, taking = self._workspace, self.taking
        workspace.changed.connect(self._follow_change)
        workspace.closing.connect(self._stop)
        self._later.timeout.connect(self._begin)
        self.desk.failed.connect(self.message.show_error)
        self.files_button.clicked.connect(self.choose_files)
        self.folder_button.clicked.connect(self.choose_folder)
        self.answer_button.clicked.connect(self.answer)
        self.issue_button.clicked.connect(self.choose_issued)
        self.tabs.currentChanged.connect(self.refresh)
        self.arrivals.receive_requested.connect(taking.take)
        taking.seen.connect(self._show_seen)
        taking.taken.connect(self.arrivals.show_outcomes)
        taking.told.connect(self._tell)
        taking.failed.connect(self.message.show_error)
        self.enrolling.noted.connect(self._tell)
        self.enrolling.refused.connect(self.message.show_error)
        self.keys.enrol_requested.connect(self.enrolling.enrol)
        self.keys.own_card_requested.connect(self.enrolling.export_own)
        self.keys.cards_requested.connect(self.enrolling.ask)
        self.keys.scan_requested.connect(self.enrolling.scan)
        self.inbox_desk.arrived.connect(self._arrived)
        self.inbox_desk.failed.connect(self.message.show_error)
        self.steps.units.button.clicked.connect(self._first_units)
        self.steps.keys.button.clicked.connect(self._first_keys)
        self.steps.inbox.button.clicked.connect(self.inbox_desk.ask)
        QShortcut(QKeySequence("Ctrl+F"), self, self._search)
        QShortcut(QKeySequence("Ctrl+O"), self, self.choose_files)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.files_button.setToolTip(self.tr("选一个或多个上报包（Ctrl+O）"))
        self.folder_button.setToolTip(self.tr("U盘或文件夹里的上报包一起看；也可以直接拖到这一页"))
        self.issue_button.setToolTip(self.tr("选哪些自查表和正式文本随回执和反馈带给下级"))
        self.answer_button.setToolTip(
            self.tr("收到了哪版、考核分和督办，写回同一个U盘，让下级带回去")
        )
        edge, gap = theme.px(self, 14), theme.px(self, 8)
        words = QHBoxLayout()
        words.setSpacing(theme.px(self, 14))
        words.addWidget(label(self.tr("接收"), "title"))
        words.addWidget(self.subtitle, 1)
        words.addWidget(self.issue_button)
        words.addWidget(self.answer_button)
        words.addWidget(self.folder_button)
        words.addWidget(self.files_button)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, gap, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self.steps)
        column.addWidget(self.inbox_desk.line)
        column.addWidget(self.arrivals, 1)
        first.setFocusProxy(self.arrivals)
        self.tabs.setAccessibleName(self.tr("接收的内容"))
        self.tabs.tabBar().setAccessibleName(self.tr("接收的各栏"))
        self.tabs.setDocumentMode(True)
        for view, title in (
            (first, self.tr("接收")),
            (self.receipts, self.tr("接收记录")),
            (self.keys, self.tr("密钥")),
            (self.units, self.tr("应报单位")),
        ):
            self.tabs.addTab(view, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(gap)
        layout.addLayout(words)
        layout.addWidget(self.message)
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.files_button)


def _dropped(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    """The files and folders that are dragged; nothing else is taken."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
