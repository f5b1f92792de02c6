# SPDX-License-Identifier: MIT
"""Copies of a live database: `VACUUM INTO` a temporary name, checked, then renamed."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from typing import TYPE_CHECKING

from bizenv_desktop.errors import DatabaseError

if TYPE_CHECKING:
    from pathlib import Path


def backup(connection: sqlite3.Connection, path: Path, label: str) -> Path:
    """A checked copy beside `path`, named after it and `label`; an older copy of that name is kept."""
    target = _free_name(path, label)
    temporary = path.with_name(f".~{secrets.token_hex(6)}.tmp")
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
    return target


def _check(path: Path) -> None:
    copy = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("backup is damaged")
    finally:
        copy.close()


def _free_name(path: Path, label: str) -> Path:
    candidate = path.with_name(f"{path.stem}.{label}.db")
    number = 2
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}.{label}.{number}.db")
        number += 1
    return candidate
