# SPDX-License-Identifier: MIT
"""Opening a database file so that nothing foreign, newer or damaged is touched, and writing in one helper."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.files import explain_os_error, is_local_disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID = 0x425A5343  # "BZSC"
BUSY_SECONDS = 3.0
_MAGIC = b"SQLite format 3\x00"


def connect(path: Path, *, create: bool = False, read_only: bool = False) -> sqlite3.Connection:
    """A connection set up as DESIGN §5 asks; the schema is not looked at here.

    `create` makes a missing file; `read_only` opens for looking and changes nothing, not even a side file.
    Raises `DatabaseError` in words for a file that is missing, no database, damaged, locked or not writable.
    """
    exists = _check_file(path, create=create, read_only=read_only)
    with explained(path):
        connection = sqlite3.connect(
            _uri(path, exists, read_only), uri=True, isolation_level=None, timeout=BUSY_SECONDS
        )
        try:
            _set_up(connection, path, read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _check_file(path: Path, *, create: bool, read_only: bool) -> bool:
    """Whether there is a database to open; what is not one is refused before SQLite sees it."""
    try:
        if path.is_dir():
            raise DatabaseError(f"“{path}”是文件夹，不是数据库文件；请选择 .db 文件。")
        if not path.exists():
            if create and path.parent.is_dir():
                return False
            raise DatabaseError(f"找不到数据库文件“{path}”；请检查文件名，或U盘是否已插好。")
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise DatabaseError(explain_os_error(error, path)) from error
    if not head and create:
        return False
    if not head:
        raise DatabaseError(f"数据库文件“{path.name}”是空的，可能没有复制完整；请用备份恢复。")
    if head != _MAGIC:
        raise DatabaseError(
            f"“{path.name}”不是数据库文件，可能选错了文件；请选择本程序的 .db 文件。"
        )
    if not read_only and not os.access(path, os.W_OK):
        raise DatabaseError(
            f"数据库文件“{path.name}”是只读的；请在文件属性中取消只读，或把它复制到能写入的文件夹再打开。"
        )
    return True


def _uri(path: Path, exists: bool, read_only: bool) -> str:
    base = path.resolve().as_uri()
    if not read_only:
        return f"{base}?mode={'rw' if exists else 'rwc'}"
    wal = path.with_name(path.name + "-wal")
    whole = not wal.exists() or wal.stat().st_size == 0
    # a file on a read-only stick cannot grow the side files WAL wants; whole, it needs none
    writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
    return f"{base}?mode=ro" + ("&immutable=1" if whole and not writable else "")


def _set_up(connection: sqlite3.Connection, path: Path, read_only: bool) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.execute("PRAGMA foreign_keys=ON")
    _check_whole(connection, path)
    if read_only:
        connection.execute("PRAGMA query_only=ON")
        return
    journal = "WAL" if is_local_disk(path) else "DELETE"
    connection.execute(f"PRAGMA journal_mode={journal}")
    # NORMAL lost acknowledged commits in power cuts, FULL none
    connection.execute("PRAGMA synchronous=FULL")


def _check_whole(connection: sqlite3.Connection, path: Path) -> None:
    result = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if result != "ok":
        raise DatabaseError(damaged(path))


def damaged(path: Path) -> str:
    return f"数据库文件“{path.name}”已损坏或不完整；请用最近的备份恢复，不要再往里填写。"


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction, begun IMMEDIATE so that it waits for its turn instead of failing half-way."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    try:
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's refusals that are nobody's bug into a `DatabaseError` in words; our own bugs pass through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        sentence = _sentence(error, path)
        if sentence is None:
            raise
        raise DatabaseError(sentence) from error


def _sentence(error: sqlite3.DatabaseError, path: Path) -> str | None:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match primary:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"数据库文件“{path.name}”正被另一个程序使用；请关闭那个程序后再试。"
        case sqlite3.SQLITE_FULL:
            return "磁盘已满，刚才的修改没有保存；请清理磁盘后再试。"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return (
                f"数据库文件“{path.name}”或所在文件夹不能写入；请把它复制到能写入的文件夹再打开。"
            )
        case sqlite3.SQLITE_CORRUPT:
            return damaged(path)
        case sqlite3.SQLITE_NOTADB:
            return f"“{path.name}”不是数据库文件，可能选错了文件；请选择本程序的 .db 文件。"
        case sqlite3.SQLITE_CANTOPEN:
            return f"数据库文件“{path}”打不开；请检查文件夹是否存在、是否有权限写入。"
        case sqlite3.SQLITE_IOERR:
            return f"读写“{path.name}”时磁盘出错，U盘可能已被拔出；请重新插好或检查磁盘后再打开。"
        case _:
            return None
