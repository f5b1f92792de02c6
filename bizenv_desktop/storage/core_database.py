# SPDX-License-Identifier: MIT
"""A package's core: made from rows, and opened from bytes nobody vouches for yet.

Opening never touches a disk. The bytes are looked at before SQLite sees them, SQLite reads them
under an authorizer, limits and a deadline, and the schema must be the known one to the letter:
no trigger, view, index or generated column can hide in it.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import FORMAT
from bizenv_desktop.errors import PackageError
from bizenv_desktop.storage.core_schema import APPLICATION_ID, columns, statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bizenv_desktop.domain.exchange.header import PackageKind

    Rows = Iterable[Sequence[str | int | None]]

MOST_ROWS = 200_000
"""Of one table; the largest honest one is a relay's list of packages."""
LONGEST_VALUE = 8 << 20
DEADLINE_SECONDS = 20.0

_BAD = "包里的数据库不合格式，没有接收；请让对方用最新版本重新导出。"
_STEPS_BETWEEN_LOOKS = 20_000
_LEGACY = b"\x01\x01"  # not a write-ahead log, which memory cannot hold
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION})
_PRAGMAS = frozenset({"integrity_check", "application_id", "user_version", "query_only"})


def make_core(kind: PackageKind, rows: Mapping[str, Rows]) -> bytes:
    """A core holding these rows by table; same rows, same bytes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as core:
        core.execute("PRAGMA page_size=4096")
        for statement in statements(kind):
            core.execute(statement)
        core.execute("BEGIN")
        for table, found in rows.items():
            names = columns(kind, table)
            marks = ", ".join("?" * len(names))
            core.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", found)
        core.execute("COMMIT")
        core.execute(f"PRAGMA application_id={APPLICATION_ID}")
        core.execute(f"PRAGMA user_version={FORMAT}")
        core.execute("VACUUM")
        return core.serialize()


@contextmanager
def open_core(
    kind: PackageKind, content: bytes, seconds: float = DEADLINE_SECONDS
) -> Iterator[sqlite3.Connection]:
    """A connection that can only read a core of that kind; `PackageError` for anything else."""
    if content[:16] != b"SQLite format 3\x00" or content[18:20] != _LEGACY:
        raise PackageError(_BAD)
    core = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _restrain(core, seconds)
        core.deserialize(content)
        core.set_authorizer(_authorize)
        _check(core, kind)
        core.row_factory = sqlite3.Row
        yield core
    except (sqlite3.Error, MemoryError, OverflowError) as error:
        raise PackageError(_BAD) from error
    except UnicodeDecodeError as error:
        raise PackageError(_BAD) from error
    finally:
        core.close()


def _restrain(core: sqlite3.Connection, seconds: float) -> None:
    core.execute("PRAGMA trusted_schema=OFF")
    core.execute("PRAGMA cell_size_check=ON")
    core.execute("PRAGMA query_only=ON")
    for limit, most in (
        (sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE),
        (sqlite3.SQLITE_LIMIT_COLUMN, 64),
        (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 32),
        (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 4),
        (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
        (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    ):
        core.setlimit(limit, most)
    ends = time.monotonic() + seconds
    core.set_progress_handler(lambda: time.monotonic() > ends, _STEPS_BETWEEN_LOOKS)


def _authorize(action: int, one: str | None, two: str | None, *_: str | None) -> int:
    if action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and one in _PRAGMAS):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _check(core: sqlite3.Connection, kind: PackageKind) -> None:
    if core.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise PackageError(_BAD)
    if core.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
        raise PackageError("包里的数据由别的版本导出，本程序读不了；请先升级本程序再接收。")
    schema = [row[0] for row in core.execute("SELECT sql FROM sqlite_master ORDER BY rowid")]
    if tuple(schema) != statements(kind):
        raise PackageError(_BAD)
    if core.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise PackageError("包里的数据库已损坏，没有接收；请让对方重新导出。")


def all_rows(core: sqlite3.Connection, kind: PackageKind, table: str) -> list[sqlite3.Row]:
    """A core table's rows as they were written; `PackageError` when there are absurdly many."""
    names = ", ".join(columns(kind, table))
    found = core.execute(f"SELECT {names} FROM {table} ORDER BY rowid LIMIT {MOST_ROWS + 1}")
    rows = found.fetchall()
    if len(rows) > MOST_ROWS:
        raise PackageError("包里的数据多得不合常理，没有接收；请让对方重新导出。")
    return rows
