# SPDX-License-Identifier: MIT
"""The schema, step by step: named functions, literal SQL, never edited after release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.storage.backup import backup
from bizenv_desktop.storage.connection import immediate
from bizenv_desktop.storage.exchange_schema import EXCHANGE
from bizenv_desktop.storage.schema_tables import (
    EVIDENCE,
    FIRST_SCHEMA,
    LOOK_BACKS,
    RECTIFICATION,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sqlite_utils import Database

    Step = Callable[[Database], None]

APPLICATION_ID = 0x425A5343  # "BZSC"


def first_schema(db: Database) -> None:
    """Organisations, checklists, self-checks, answers, occurrences, findings."""
    for statement in FIRST_SCHEMA:
        db.conn.execute(statement)


def report_edits(db: Database) -> None:
    """What the clerk made of a report's paragraphs, and of what words."""
    db.conn.execute(
        """
        CREATE TABLE report_edit (
          organisation TEXT NOT NULL,
          period TEXT NOT NULL,
          paragraph TEXT NOT NULL CHECK (paragraph <> ''),
          text TEXT NOT NULL,
          based_on TEXT NOT NULL,
          PRIMARY KEY (organisation, period, paragraph),
          FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period)
            ON DELETE CASCADE
        ) STRICT
        """
    )


def official_texts(db: Database) -> None:
    """Imported editions, and the citations confirmed in them."""
    db.conn.execute(
        """
        CREATE TABLE imported_edition (
          id TEXT PRIMARY KEY CHECK (id <> ''),
          content TEXT NOT NULL CHECK (content <> ''),
          source TEXT NOT NULL DEFAULT '',
          digest TEXT NOT NULL CHECK (length(digest) = 64),
          imported TEXT NOT NULL,
          imported_by TEXT NOT NULL DEFAULT ''
        ) STRICT
        """
    )
    db.conn.execute(
        """
        CREATE TABLE confirmed_citation (
          checklist TEXT NOT NULL CHECK (checklist <> ''),
          item TEXT NOT NULL CHECK (item <> ''),
          edition TEXT NOT NULL REFERENCES imported_edition (id) ON DELETE CASCADE,
          article INTEGER NOT NULL CHECK (article > 0),
          article_insert INTEGER NOT NULL DEFAULT 0 CHECK (article_insert >= 0),
          paragraph INTEGER CHECK (paragraph > 0),
          subparagraph INTEGER CHECK (subparagraph > 0),
          subparagraph_item INTEGER CHECK (subparagraph_item > 0),
          confirmed_by TEXT NOT NULL CHECK (confirmed_by <> ''),
          confirmed TEXT NOT NULL,
          PRIMARY KEY (checklist, item, edition)
        ) STRICT
        """
    )


def rectification(db: Database) -> None:
    """What was done about findings, as events nobody changes; visits and what they found."""
    for statement in RECTIFICATION:
        db.conn.execute(statement)


def evidence(db: Database) -> None:
    """Files that prove answers and findings; the files themselves lie beside the database."""
    for statement in EVIDENCE:
        db.conn.execute(statement)


def look_backs(db: Database) -> None:
    """When somebody looked back at a closed finding, as looks nobody changes."""
    for statement in LOOK_BACKS:
        db.conn.execute(statement)


def exchange(db: Database) -> None:
    """Keys, packages made and received, what follows from them, and what superiors say."""
    for statement in EXCHANGE:
        db.conn.execute(statement)


STEPS: tuple[Step, ...] = (
    first_schema,
    report_edits,
    official_texts,
    rectification,
    evidence,
    look_backs,
    exchange,
)
VERSION = len(STEPS)


def check_owner(connection: sqlite3.Connection, path: Path, newest: int = VERSION) -> None:
    """Refuse, before anything is written, a file that is another program's or a newer version's.

    A file without any table is ours to fill.
    """
    version, owner = _version(connection), _pragma(connection, "application_id")
    if owner != APPLICATION_ID and (owner or version or _has_tables(connection)):
        raise DatabaseError(
            f"“{path.name}”是别的程序的数据库，没有改动它；请选择本程序的 .db 文件。"
        )
    if version > newest:
        raise DatabaseError(
            f"“{path.name}”由更新版本的程序建立（数据版本{version}，"
            f"本程序只认识到{newest}）；请先升级本程序再打开。"
        )


def check_current(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse to read a file of another owner or schema version; reading must not migrate."""
    check_owner(connection, path)
    if _pragma(connection, "application_id") != APPLICATION_ID or _version(connection) < VERSION:
        raise DatabaseError(
            f"“{path.name}”的数据版本是{_version(connection)}，本程序的是{VERSION}；"
            "请先用本程序打开一次完成升级。"
        )


def migrate(
    connection: sqlite3.Connection, path: Path, steps: Sequence[Step] = STEPS
) -> Path | None:
    """Bring the schema up to the last of `steps`, all or none, after a checked backup.

    Gives the backup, None where there was nothing to keep or nothing to do.

    Foreign keys are left off, as a step may rebuild a table others refer to; what refers to
    nothing afterwards undoes all steps. `DatabaseError` then, and as `check_owner` raises it.
    """
    check_owner(connection, path, len(steps))
    version = _version(connection)
    if version == len(steps):
        return None
    kept = backup(connection, path, f"升级前v{version}") if _has_tables(connection) else None
    connection.execute("PRAGMA foreign_keys=OFF")
    apply_steps(connection, path, steps)
    return kept


def apply_steps(connection: sqlite3.Connection, path: Path, steps: Sequence[Step] = STEPS) -> None:
    """As `migrate`, without a backup: of a database that is a copy itself."""
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("bizenv")
    for step in steps:
        migrations()(step)
    # sqlite-utils nests its own transactions as savepoints inside ours: every step or none
    with immediate(connection):
        migrations.apply(Database(connection, execute_plugins=False))
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise DatabaseError(
                f"“{path.name}”升级没有完成，数据没有改动：有记录引用的内容不存在；"
                "请用备份恢复后再试。"
            )
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={len(steps)}")


def _version(connection: sqlite3.Connection) -> int:
    return _pragma(connection, "user_version")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
