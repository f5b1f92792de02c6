# SPDX-License-Identifier: MIT
"""One window a database: a lock file beside it says who has it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

from bizenv_desktop.errors import DatabaseError

if TYPE_CHECKING:
    from pathlib import Path


class InstanceLock:
    """Held while the database is open; what a crashed program left behind goes by itself.

    A lock counts as left behind when its process is gone; one taken on another PC (a shared folder)
    stays until that PC lets go.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._name = f"{database.name}.lock"
        self._file = QLockFile(str(database.with_name(self._name)))
        self._file.setStaleLockTime(0)

    def take(self) -> None:
        """Take the lock; `DatabaseError` in words when another window has the database open.

        A folder that cannot be written to passes: opening the database says that better.
        """
        if self._file.tryLock(0) or self._file.error() != QLockFile.LockError.LockFailedError:
            return
        raise DatabaseError(
            f"数据库“{self._database.name}”已在另一个窗口中打开；请切换到那个窗口，或先关闭它再打开。"
            f"如果那台电脑已经关机，请删除旁边的“{self._name}”再打开。"
        )

    def release(self) -> None:
        """Let go; the lock file goes with it."""
        self._file.unlock()
