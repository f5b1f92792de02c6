# SPDX-License-Identifier: MIT
"""A whole database out of a handover package: looked at in memory, then put where none is yet.

Nothing is believed of it before its schema is our own to the letter and every row makes a record.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.storage import migrations
from bizenv_desktop.storage.connection import explained
from bizenv_desktop.storage.handed_over import BEGUN, HANDED_OVER
from bizenv_desktop.storage.store import Store
from bizenv_desktop.storage.writing import write_setting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

DEADLINE_SECONDS = 120.0
"""To look through the largest whole database on an old PC."""

_BAD = "交接包里的数据库不合格式，没有接收；请让对方用最新版本重新交接。"
_STEPS_BETWEEN_LOOKS = 50_000
_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION})
_PRAGMAS = frozenset(
    {
        "integrity_check",
        "foreign_key_check",
        "application_id",
        "user_version",
        "query_only",
        "table_info",
    }
)
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
_HISTORY = "_sqlite_migrations"


@contextmanager
def opened_copy(content: bytes, seconds: float = DEADLINE_SECONDS) -> Iterator[Store]:
    """A Store that can only read the database of a handover; `PackageError` for anything else."""
    if content[:16] != b"SQLite format 3\x00" or content[18:20] != b"\x01\x01":
        raise PackageError(_BAD)
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        copy.execute("PRAGMA trusted_schema=OFF")
        copy.execute("PRAGMA cell_size_check=ON")
        copy.execute("PRAGMA query_only=ON")
        copy.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        ends = time.monotonic() + seconds
        copy.set_progress_handler(lambda: time.monotonic() > ends, _STEPS_BETWEEN_LOOKS)
        copy.deserialize(content)
        copy.set_authorizer(_authorize)
        _check(copy)
        copy.row_factory = sqlite3.Row
        yield Store(copy, Path("交接包"), read_only=True)
    except (sqlite3.Error, MemoryError, OverflowError, UnicodeDecodeError) as error:
        raise PackageError(_BAD) from error
    except PackageError:
        raise
    except UserError as error:  # a record that cannot be read
        raise PackageError(_BAD) from error
    finally:
        copy.close()


def _authorize(action: int, one: str | None, two: str | None, *_: str | None) -> int:
    if action in _READING or action == sqlite3.SQLITE_TRANSACTION:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and one in _PRAGMAS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _check(copy: sqlite3.Connection) -> None:
    version = copy.execute("PRAGMA user_version").fetchone()[0]
    if copy.execute("PRAGMA application_id").fetchone()[0] != migrations.APPLICATION_ID:
        raise PackageError(_BAD)
    if version > migrations.VERSION:
        raise PackageError(
            "交接包由更新版本的程序做成，本程序还读不了；请先在这台电脑上升级本程序再接收。"
        )
    if not version > 0 or _schema(copy) != _known_schema(version):
        raise PackageError(_BAD)
    if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise PackageError("交接包里的数据库已损坏，没有接收；请让对方重新交接。")
    if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise PackageError(_BAD)


def _schema(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    """Everything that makes the schema; of the library's own list of steps its name alone."""
    found = connection.execute(_SCHEMA).fetchall()
    return {
        (row[0], row[1], row[2], "" if row[2] == _HISTORY and row[0] == "table" else row[3])
        for row in found
    }


def _known_schema(version: int) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrations.migrate(fresh, Path("新"), migrations.STEPS[:version])
        return _schema(fresh)


def is_blank(store: Store) -> bool:
    """Whether nobody has put anything into a database yet."""
    return (
        not store.organisations()
        and not store.self_checks()
        and store.keys.own() is None
        and not store.keys.trusted()
        and not store.packages.records(most=1)
    )


def place_copy(content: bytes, target: Store, setting: str, value: Any) -> None:  # noqa: ANN401
    """Make a checked copy the content of an empty database, whole or not at all.

    `setting` is kept in it with `value`: that it goes on here. `UserError` when the database is
    not empty.
    """
    with explained(target.path), closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        copy.deserialize(content)
        copy.execute("PRAGMA foreign_keys=OFF")
        migrations.apply_steps(copy, target.path)
        for name in (HANDED_OVER, BEGUN):  # another PC's marks; ours is that it goes on here
            copy.execute("DELETE FROM setting WHERE name = ?", (name,))
        write_setting(copy, setting, value)
        if not is_blank(target):
            raise UserError(
                f"“{target.path.name}”里已经有数据，没有覆盖它；请用 --db 指定一个新的文件名。"
            )
        target.handover.fill_from(copy)
