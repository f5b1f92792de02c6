# SPDX-License-Identifier: MIT
"""The inbox a database watches: chosen, left, taken from unasked or not; all of it undoable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from bizenv_desktop.actions import own_organisation, receipt_actions
from bizenv_desktop.actions.receipt_actions import InboxChoice
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.receive.inbox import Inbox
from bizenv_desktop.gui.receive.inbox_line import InboxLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.receive.desk import Desk


class InboxDesk(QObject):
    """The folder, what watches it, and the line that tells of it."""

    arrived = Signal(object, bool)  # tuple[Path, ...], whether to take them unasked
    failed = Signal(str)

    def __init__(self, desk: Desk, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._preferences = preferences
        self._window = window
        self.inbox = Inbox(desk.workspace.jobs, self)
        self.line = InboxLine(window)
        self.inbox.arrived.connect(lambda paths: self.arrived.emit(paths, self.choice.auto))
        self.inbox.looked.connect(self.show_state)
        self.line.choose_requested.connect(self.ask)
        self.line.auto_requested.connect(self._set_auto)
        self.line.stop_requested.connect(lambda: self._save(InboxChoice()))

    @property
    def choice(self) -> InboxChoice:
        """What this database says."""
        return receipt_actions.inbox_choice(self._desk.workspace.store)

    def ask(self) -> None:
        """Ask for the folder that is watched from now on."""
        choice = self.choice
        start = choice.folder or self._preferences.exchange_folder()
        title = self.tr("选择共享收件夹")
        chosen = QFileDialog.getExistingDirectory(self._window, title, str(start))
        if chosen:
            self._save(InboxChoice(Path(chosen), choice.auto))

    def watch(self) -> None:
        """Watch the folder this database says, while its unit is one that receives."""
        try:
            own = own_organisation(self._desk.workspace.store)
            choice = self.choice
        except UserError as error:
            self.failed.emit(str(error))
            return
        receives = own is not None and own.level is not Level.TOWNSHIP
        self.inbox.watch(choice.folder if receives else None)
        self.show_state()

    def stop(self) -> None:
        """Watch nothing any more; the choice stays."""
        self.inbox.watch(None)

    def show_state(self) -> None:
        """Tell how it is."""
        self.line.show_state(self.choice, self.inbox)

    def _set_auto(self, auto: bool) -> None:
        self._save(InboxChoice(self.choice.folder, auto))

    def _save(self, choice: InboxChoice) -> None:
        store, before = self._desk.workspace.store, self.choice
        self._desk.write(
            lambda: receipt_actions.save_inbox(store, choice),
            lambda: receipt_actions.save_inbox(store, before),
        )
