# SPDX-License-Identifier: MIT
"""Writes a relay on the worker, with progress and cancel, and says what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bizenv_desktop.actions import receipt_actions
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Change

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.actions.relay_actions import RelayMade
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace

    Tick = Callable[[int, int], None]


class Relaying(QObject):
    """One writing at a time; a relay that was made stays, even where it was not written."""

    written = Signal(str)
    refused = Signal(str, object)  # a sentence, and what tries again
    busy_changed = Signal(bool)

    def __init__(self, workspace: Workspace, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._told = False

    def relay(self, folder: Path, period: str | None, *, photos: bool) -> None:
        """Write the units' packages of a period, or of all, into that folder."""
        again = lambda: self.relay(folder, period, photos=photos)  # noqa: E731
        # a folder made where the stick should be would keep the package on this PC, unnoticed
        if not folder.is_dir():
            words = self.tr("找不到“{folder}”；请检查U盘是否已插好，或换一个文件夹再试。")
            self.refused.emit(words.format(folder=folder), again)
            return
        store_type, database = type(self._workspace.store), self._workspace.store.path
        device, now = self._preferences.device(), self._workspace.clock()

        def work(tick: Tick) -> RelayMade:
            from bizenv_desktop.actions.relay_actions import relay

            with store_type.open(database) as store:
                return relay(store, folder, device, now, period=period, photos=photos, tick=tick)

        self._told = False
        self.busy_changed.emit(True)
        job = self._workspace.jobs.start(self.tr("汇总上报"), work, self._tell)
        job.failed.connect(lambda words: self._refuse(words, again))
        job.crashed.connect(self._note_told)
        job.ended.connect(self._end)

    def _tell(self, made: RelayMade) -> None:
        self._told = True
        what = (
            self.tr("和上次一样，原样重新写出第{number}版")
            if made.again
            else self.tr("已汇总上报第{number}版")
        ).format(number=made.record.revision)
        words = self.tr(
            "{what}，核对码 {code}：{units}个单位的{packages}个上报包，照片{photos}件。"
            "已写到 {path} 并读回核验，可以拔出。"
        ).format(
            what=what,
            code=made.code,
            units=len(made.units),
            packages=made.packages,
            photos=made.photos,
            path=made.path,
        )
        if made.left_out:
            names = receipt_actions.unit_names(self._workspace.store)
            units = sorted({names.get(each.sender, each.sender) for each in made.left_out})
            words += self.tr("密钥停用了、没有带上的：{units}。").format(units="、".join(units))
        self.written.emit(words)

    def _refuse(self, words: str, again: Callable[[], None]) -> None:
        self._told = True
        self.refused.emit(words, again)

    def _note_told(self) -> None:
        self._told = True

    def _end(self) -> None:
        if not self._told:
            self.written.emit(self.tr("已取消，没有写出；原来的文件没有改动。"))
        try:
            self._workspace.take_in(Change(packages=frozenset({("", "")})))
        except UserError as error:
            self.refused.emit(str(error), None)
        self.busy_changed.emit(False)
