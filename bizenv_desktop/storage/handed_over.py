# SPDX-License-Identifier: MIT
"""The mark of a database that was handed over: it can be looked at, and no transaction writes.

Every write asks, so that a window that was open before keeps to it as well.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.storage.connection import immediate

if TYPE_CHECKING:
    from collections.abc import Iterator

HANDED_OVER = "handed_over"
"""The setting that says to whom, when and with which package; only of the PC that gave."""
BEGUN = "handover_begun"
"""The setting kept while a handover is being written."""


def mark_of(connection: sqlite3.Connection) -> dict[str, str] | None:
    """Who has the database now; None while it goes on here."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (HANDED_OVER,)).fetchone()
    found = None if row is None else json.loads(row[0])
    return found if isinstance(found, dict) else None


def refusal(mark: dict[str, str]) -> str:
    """The sentence for a write after the handover."""
    return (
        f"这个数据库已于{mark.get('at', '')[:10]}交接给{mark.get('to', '')}，"
        "在这里只能查看，刚才的修改没有保存；要在本机继续填，请先收回交接。"
    )


@contextmanager
def writable(connection: sqlite3.Connection, *, read_only: bool = False) -> Iterator[None]:
    """One write transaction; where nothing may be written, one that can only read.

    `DatabaseError` for a write into a database that was handed over.
    """
    if read_only:
        yield from _looking(connection)
        return
    with immediate(connection):
        mark = mark_of(connection)
        if mark is None:
            yield
            return
        connection.execute("PRAGMA query_only=ON")
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_READONLY:
                raise DatabaseError(refusal(mark)) from error
            raise
        finally:
            connection.execute("PRAGMA query_only=OFF")


def _looking(connection: sqlite3.Connection) -> Iterator[None]:
    """One snapshot for reading; SQLite itself refuses a write."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")
