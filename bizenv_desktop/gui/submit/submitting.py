# SPDX-License-Identifier: MIT
"""Writes a revision on the worker, with progress and cancel, and says what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bizenv_desktop.actions import submission_actions
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Change

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.actions.relay_actions import RelayMade
    from bizenv_desktop.actions.submission_actions import Submitted
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Store

    Tick = Callable[[int, int], None]
    Made = Submitted | RelayMade
    Write = Callable[[Store, Tick], Made]


class Submitting(QObject):
    """One writing at a time; the folder written to is remembered on this PC."""

    written = Signal(object)  # Submitted or RelayMade
    refused = Signal(str, object)  # a sentence, and what tries again
    cancelled = Signal()
    busy_changed = Signal(bool)

    def __init__(self, workspace: Workspace, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._told = False

    def submit(self, folder: Path, by: str) -> None:
        """Freeze the self-check on the table and write it into that folder."""
        key, device = self._workspace.filled.check.key, self._preferences.device()
        now = self._workspace.clock()

        def write(store: Store, tick: Tick) -> Submitted:
            return submission_actions.submit(store, key, folder, device, now, by=by, tick=tick)

        self._start(self.tr("上报"), folder, write, lambda: self.submit(folder, by))

    def write_again(self, package: str, folder: Path) -> None:
        """Write a revision that was made before into that folder."""
        now = self._workspace.clock()

        def write(store: Store, tick: Tick) -> Submitted:
            return submission_actions.write_again(store, package, folder, now, tick=tick)

        again = lambda: self.write_again(package, folder)  # noqa: E731
        self._start(self.tr("重新写出"), folder, write, again)

    def hand_on(self, folder: Path, period: str | None, *, photos: bool) -> None:
        """Write the packages of the units below, of one period or of all, into that folder."""
        device, now = self._preferences.device(), self._workspace.clock()

        def write(store: Store, tick: Tick) -> RelayMade:
            from bizenv_desktop.actions.relay_actions import relay

            return relay(store, folder, device, now, period=period, photos=photos, tick=tick)

        again = lambda: self.hand_on(folder, period, photos=photos)  # noqa: E731
        self._start(self.tr("汇总上报"), folder, write, again)

    def _start(self, title: str, folder: Path, write: Write, again: Callable[[], None]) -> None:
        # a folder made where the stick should be would keep the package on this PC, unnoticed
        if not folder.is_dir():
            words = self.tr("找不到“{folder}”；请检查U盘是否已插好，或换一个文件夹再试。")
            self.refused.emit(words.format(folder=folder), again)
            return
        path, store_type = self._workspace.store.path, type(self._workspace.store)

        def work(tick: Tick) -> Made:
            with store_type.open(path) as store:
                return write(store, tick)

        self._told = False
        self.busy_changed.emit(True)
        job = self._workspace.jobs.start(title, work, self._tell)
        job.failed.connect(lambda words: self._refuse(words, again))
        job.crashed.connect(self._note_told)
        job.ended.connect(self._end)

    def _tell(self, done: Made) -> None:
        self._told = True
        self._preferences.change(exchange_folder=str(done.path.parent))
        self.written.emit(done)

    def _refuse(self, words: str, again: Callable[[], None]) -> None:
        self._told = True
        self.refused.emit(words, again)

    def _note_told(self) -> None:
        self._told = True

    def _end(self) -> None:
        """A package may have been made even where it was not written."""
        self.busy_changed.emit(False)
        if not self._told:
            self.cancelled.emit()
        try:
            self._workspace.take_in(Change(packages=self._places()))
        except UserError as error:
            self.refused.emit(str(error), None)

    def _places(self) -> frozenset[tuple[str, str]]:
        if self._workspace.has_check:
            return frozenset({self._workspace.filled.check.key})
        return frozenset({("", "")})
