# SPDX-License-Identifier: MIT
"""Copies of a live database: `VACUUM INTO` a temporary name, checked, then renamed."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.files import safe_file_name, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

_STEM_LENGTH = 40


def backup(connection: sqlite3.Connection, path: Path, label: str) -> Path:
    """A checked copy beside `path`, named after it and `label`; an older copy is kept.

    `DatabaseError` when it cannot be made; there is then no copy, and the database is what it was.
    """
    target = _free_name(path, label)
    temporary = path.with_name(f".~{os.urandom(6).hex()}.tmp")
    try:
        connection.execute("VACUUM INTO ?", (str(temporary),))
        _check(temporary)
        temporary.rename(target)
    except (sqlite3.DatabaseError, OSError) as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise DatabaseError(
            f"备份“{target.name}”没有做成，原数据没有改动；请检查磁盘空间和文件夹权限后再试。"
        ) from error
    sync_folder(target.parent)
    return target


def _check(path: Path) -> None:
    """Flush the copy to the disk and read it all back."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    copy = sqlite3.connect(path, isolation_level=None)
    try:
        copy.execute("PRAGMA query_only=ON")
        if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("backup is damaged")
    finally:
        copy.close()


def _free_name(path: Path, label: str) -> Path:
    """A name nobody has yet; a long one is cut, so that the number behind it is not."""
    name = f"{path.stem[:_STEM_LENGTH]}.{label}"
    candidate = path.with_name(safe_file_name(f"{name}.db"))
    number = 2
    while candidate.exists():
        candidate = path.with_name(safe_file_name(f"{name}.{number}.db"))
        number += 1
    return candidate
