# SPDX-License-Identifier: MIT
"""What the views of 接收 share: the workspace, one history, and one way to write and take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change

    Write = Callable[[], Change]


class Desk(QObject):
    """Writes at once, keeps each write for Ctrl+Z, tells refusals in words."""

    failed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.history = QUndoStack(self)
        workspace.closing.connect(self.history.clear)  # as `Workspace.close` says why

    def write(self, do: Write, undo: Write) -> bool:
        """Do it and keep how it is taken back; False when it was refused, and nothing is kept."""
        if not self._run(do):
            return False
        self.keep(do, undo)
        return True

    def keep(self, do: Write, undo: Write) -> None:
        """Keep what a job has done already, for Ctrl+Z."""
        self.history.push(_Step(lambda: self._run(do), lambda: self._run(undo)))

    def _run(self, write: Write) -> bool:
        try:
            change = write()
        except UserError as error:
            self.failed.emit(str(error))
            return False
        self.workspace.take_in(change)
        return True


class _Step(QUndoCommand):
    """A write that was made already; undo and redo replay it."""

    def __init__(self, do: Callable[[], object], undo: Callable[[], object]) -> None:
        super().__init__()
        self._do, self._undo = do, undo
        self._pushed = False

    def undo(self) -> None:
        self._undo()

    def redo(self) -> None:
        if self._pushed:  # push() calls this for what is already written
            self._do()
        self._pushed = True
