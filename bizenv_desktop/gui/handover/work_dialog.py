# SPDX-License-Identifier: MIT
"""What 岗位交接 and 分工 share: work on a store of its own, told in the dialog when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from bizenv_desktop.gui.message_bar import MessageBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change, Store

    Tick = Callable[[int, int], None]


class WorkDialog(QDialog):
    """`follows` is what the window reads anew after the work; closing early loses only the words.

    A dialog of this kind has its own `refresh`.
    """

    def __init__(
        self,
        workspace: Workspace,
        preferences: Preferences,
        follows: Change,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._follows = follows
        self.message = MessageBar(self)

    def refresh(self) -> None:
        """Show where the database stands now."""

    def _start(
        self, title: str, work: Callable[[Store, Tick], object], done: Callable[..., None]
    ) -> None:
        path, store_type = self._workspace.store.path, type(self._workspace.store)
        self.message.clear()

        def run(tick: Tick) -> object:
            with store_type.open(path) as store:
                return work(store, tick)

        def finish(result: object) -> None:
            self._workspace.take_in(self._follows)
            if isValid(self):
                done(result)

        job = self._workspace.jobs.start(title, run, finish)
        job.failed.connect(self._refuse)

    def _tell(self, words: str) -> None:
        self.refresh()
        self.message.show_note(words)

    def _refuse(self, words: str) -> None:
        if isValid(self):
            self.refresh()
            self.message.show_error(words)
