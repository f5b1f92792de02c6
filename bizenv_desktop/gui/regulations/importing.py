# SPDX-License-Identifier: MIT
"""From a file, a drop or the clipboard to a kept text: read, shown, kept, each off this thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bizenv_desktop.actions import regulation_actions
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.regulations.import_dialog import ImportDialog
from bizenv_desktop.gui.regulations.operator_name import keep_operator_name
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.actions.regulation_actions import ImportPlan, Kept, TextOffer
    from bizenv_desktop.gui.jobs import Tick
    from bizenv_desktop.gui.workspace import Workspace


class Importing(QObject):
    """Asks in a dialog before anything is stored; one text at a time, `busy` until it is done."""

    kept = Signal(str)  # edition id
    failed = Signal(str)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self.busy = False
        self.dialog: ImportDialog | None = None

    def read_file(self, path: Path) -> None:
        """Read a file and show what it holds."""
        editions = self._workspace.editions
        self._read(lambda: regulation_actions.read_offer(path, editions))

    def read_text(self, text: str, source: str) -> None:
        """Read a text that was pasted or dropped and show what it holds."""
        editions = self._workspace.editions
        self._read(lambda: regulation_actions.offer(text, source, editions))

    def forget(self, edition: str) -> None:
        """Take an imported text away, after a backup; the caller has asked."""
        path = self._workspace.store.path

        def work(tick: Tick) -> Kept:
            tick(0, 1)
            with Store.open(path) as store:
                return regulation_actions.forget_edition(store, edition)

        self._start(self.tr("删除导入的文本"), work, self._forgotten)

    def _read(self, read: Callable[[], TextOffer]) -> None:
        def work(tick: Tick) -> TextOffer:
            tick(0, 1)
            return read()

        self._start(self.tr("读取条例"), work, self._show)

    def _show(self, offer: TextOffer) -> None:
        self.busy = True  # until the dialog is gone
        self.dialog = ImportDialog(self._workspace, offer, self._window)
        self.dialog.finished.connect(self._answered)
        self.dialog.open()

    def _answered(self, answer: int) -> None:
        dialog, self.dialog = self.dialog, None
        self.busy = False
        if dialog is None:
            return
        dialog.deleteLater()
        if answer and dialog.plan is not None:
            self._keep(dialog.plan)

    def _keep(self, plan: ImportPlan) -> None:
        path = self._workspace.store.path

        def work(tick: Tick) -> Kept:
            tick(0, 1)
            with Store.open(path) as store:
                return regulation_actions.keep_import(store, plan)

        def done(kept: Kept) -> None:
            self._workspace.take_in(kept.change)
            try:
                keep_operator_name(self._workspace, plan.imported.imported_by)
            except UserError as error:
                self.failed.emit(str(error))
            self.kept.emit(plan.imported.edition.id)

        self._start(self.tr("导入条例"), work, done)

    def _forgotten(self, kept: Kept) -> None:
        self._workspace.take_in(kept.change)

    def _start(self, title: str, work: Callable[[Tick], object], done: Callable[..., None]) -> None:
        if self.busy:
            self.failed.emit(self.tr("上一份文字还没有处理完，请稍等。"))
            return
        self.busy = True
        job = self._workspace.jobs.start(title, work, done)
        job.failed.connect(self.failed)
        job.ended.connect(self._end)

    def _end(self) -> None:
        self.busy = self.dialog is not None
