# SPDX-License-Identifier: MIT
"""Opening a database file so that nothing damaged is touched, and writing in one helper.

On Linux a process loses all its locks on a file when it closes any descriptor of it
(sqlite.org/howtocorrupt.html, 2.2). Another program that comes and goes then takes itself for the
last user and deletes the log under an open window: what is saved afterwards is lost, or mixed up
with what the other wrote. So a file this process has open is looked at by SQLite only.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections import Counter
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import quote

from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.storage.local_disk import is_local_disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_SECONDS = 3.0
_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100


class _Connections:
    """Which files this process has open: locks are the process's, whichever thread holds them."""

    def __init__(self) -> None:
        self.lock = Lock()
        self._open: Counter[tuple[int, int]] = Counter()

    def has(self, path: Path) -> bool:
        """Whether a connection to the file at that path is open, under whatever name."""
        try:
            return self._open[_identity(path)] > 0
        except OSError:
            return False

    def add(self, file: tuple[int, int]) -> None:
        """One more; the caller holds the lock."""
        self._open[file] += 1

    def remove(self, file: tuple[int, int]) -> None:
        """One less."""
        with self.lock:
            self._open[file] -= 1


_CONNECTIONS = _Connections()


class _Connection(sqlite3.Connection):
    """A connection that is counted from `count` until it is closed."""

    _file: tuple[int, int] | None = None

    def count(self, path: Path) -> None:
        """Count it among those to this file; the caller holds the lock."""
        with contextlib.suppress(OSError):  # pulled out this moment: SQLite says so in words
            self._file = _identity(path)
            _CONNECTIONS.add(self._file)

    def close(self) -> None:
        super().close()
        file, self._file = self._file, None
        if file is not None:
            _CONNECTIONS.remove(file)


def connect(path: Path, *, create: bool = False, read_only: bool = False) -> sqlite3.Connection:
    """A connection to a whole database file; neither its schema nor its owner is looked at here.

    `create` makes a missing file. `read_only` is for looking: it leaves no side file behind.
    Nothing is written before `begin_writing`. `DatabaseError` in words for a file that is missing,
    no database, damaged, locked or not writable.
    """
    with explained(path):
        with _CONNECTIONS.lock:  # nobody opens it between our look and our own opening
            exists = _check_file(path, create=create, read_only=read_only)
            connection = sqlite3.connect(
                f"{_uri(path)}?{_mode(path, exists=exists, read_only=read_only)}",
                uri=True,
                isolation_level=None,
                timeout=BUSY_SECONDS,
                factory=_Connection,
            )
            connection.count(path)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("PRAGMA cell_size_check=ON")
            if read_only:
                connection.execute("PRAGMA query_only=ON")
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise DatabaseError(damaged(path))
        except BaseException:
            connection.close()
            raise
    return connection


def begin_writing(connection: sqlite3.Connection, path: Path) -> None:
    """Make every commit survive a power cut; to be called once the file is known to be ours."""
    journal = "WAL" if is_local_disk(path) else "DELETE"
    connection.execute(f"PRAGMA journal_mode={journal}")
    # NORMAL lost acknowledged commits in power cuts, FULL none
    connection.execute("PRAGMA synchronous=FULL")


def _check_file(path: Path, *, create: bool, read_only: bool) -> bool:
    """Whether there is a database to open; what is not one is refused before SQLite sees it."""
    try:
        if path.is_dir():
            raise DatabaseError(f"“{path}”是文件夹，不是数据库文件；请选择 .db 文件。")
        if not path.exists():
            if create and path.parent.is_dir():
                return False
            raise DatabaseError(f"找不到数据库文件“{path}”；请检查文件名，或U盘是否已插好。")
        known = _CONNECTIONS.has(path)
        head = _MAGIC if known else _head(path)
        whole = known or _is_whole(path, head)
    except OSError as error:
        raise DatabaseError(
            f"数据库文件“{path}”读不出来（{error.strerror or error}）；"
            "请检查是否有权限读取，或U盘是否已插好。"
        ) from error
    if not head and create:
        return False
    if not head:
        raise DatabaseError(f"数据库文件“{path.name}”是空的，可能没有复制完整；请用备份恢复。")
    if not head.startswith(_MAGIC):
        raise DatabaseError(_no_database(path))
    if not whole:
        raise DatabaseError(damaged(path))
    if not read_only and not os.access(path, os.W_OK):
        raise DatabaseError(
            f"数据库文件“{path.name}”是只读的；"
            "请在文件属性中取消只读，或把它复制到能写入的文件夹再打开。"
        )
    return True


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _head(path: Path) -> bytes:
    """The first bytes of a regular file; of a device or a pipe none, which is no database."""
    if not path.is_file():
        return b"?"
    with path.open("rb") as file:
        return file.read(_HEADER_BYTES)


def _is_whole(path: Path, head: bytes) -> bool:
    """Whether the file has all the pages its header counts.

    SQLite reads a last page that was cut off as if it ended in zeros. While a log lies beside the
    file the count is not final; SQLite then looks at both.
    """
    if len(head) < _HEADER_BYTES or any(_is_filled(side) for side in _logs(path)):
        return True  # not ours to say
    size, counted = head[16:18], int.from_bytes(head[28:32])
    page_size = 65536 if size == b"\x00\x01" else int.from_bytes(size)
    return path.stat().st_size >= counted * page_size


def _logs(path: Path) -> tuple[Path, Path]:
    """Where SQLite keeps what is not yet in the file: beside the file itself, not beside a link."""
    real = path.resolve()
    return real.with_name(f"{real.name}-wal"), real.with_name(f"{real.name}-journal")


def _is_filled(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _uri(path: Path) -> str:
    """The file as SQLite's URI; a share's //server stays in the path, which has no authority."""
    place = path.resolve().as_posix()
    drive = "" if place.startswith("/") else "/"
    return f"file://{drive}{quote(os.fsencode(place))}"


def _mode(path: Path, *, exists: bool, read_only: bool) -> str:
    if not read_only:
        return "mode=rw" if exists else "mode=rwc"
    log, _ = _logs(path)
    if _is_filled(log) or log.with_name(f"{path.resolve().name}-shm").exists():
        return "mode=ro"  # somebody else has it open, or left it open: their side files stay
    if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
        return "mode=rw"  # unlike a read-only one it takes its own side files away at the end
    return "mode=ro&immutable=1"  # a read-only stick has no room for side files


def damaged(path: Path) -> str:
    """The sentence for a file that is not whole."""
    return f"数据库文件“{path.name}”已损坏或不完整；请用最近的备份恢复，不要再往里填写。"


def _no_database(path: Path) -> str:
    return f"“{path.name}”不是数据库文件，可能选错了文件；请选择本程序的 .db 文件。"


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction, whole or not at all.

    It begins IMMEDIATE, so that it waits for its turn instead of failing half-way.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk may have rolled it back already
            connection.execute("ROLLBACK")
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's refusals that are nobody's bug into a `DatabaseError` in words.

    Our own bugs pass through.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        sentence = _sentence(error, path)
        if sentence is None:
            raise
        raise DatabaseError(sentence) from error


def _sentence(error: sqlite3.DatabaseError, path: Path) -> str | None:
    code = getattr(error, "sqlite_errorcode", 0)
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE):
        return "磁盘已满，刚才的修改没有保存；请清理磁盘后再试。"
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"数据库文件“{path.name}”正被另一个程序使用；请关闭那个程序后再试。"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return (
                f"数据库文件“{path.name}”或所在文件夹不能写入；请把它复制到能写入的文件夹再打开。"
            )
        case sqlite3.SQLITE_CORRUPT:
            return damaged(path)
        case sqlite3.SQLITE_NOTADB:
            return _no_database(path)
        case sqlite3.SQLITE_CANTOPEN:
            return f"数据库文件“{path}”打不开；请检查文件夹是否存在、是否有权限写入。"
        case sqlite3.SQLITE_IOERR:
            return f"读写“{path.name}”时磁盘出错，U盘可能已被拔出；请重新插好或检查磁盘后再打开。"
        case _:
            return None
