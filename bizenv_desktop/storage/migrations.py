# SPDX-License-Identifier: MIT
"""The schema, step by step: named functions, literal SQL, never edited after release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.storage.backup import backup
from bizenv_desktop.storage.connection import APPLICATION_ID, immediate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from sqlite_utils import Database

    Step = Callable[[Database], None]


def first_schema(db: Database) -> None:
    """Organisations, checklists, self-checks, answers, occurrences, findings."""
    for statement in _FIRST_SCHEMA:
        db.conn.execute(statement)


_FIRST_SCHEMA = (
    """
    CREATE TABLE organisation (
      code TEXT PRIMARY KEY CHECK (code <> ''),
      name TEXT NOT NULL CHECK (name <> ''),
      level TEXT NOT NULL CHECK (level IN ('province', 'city', 'county', 'township')),
      path TEXT NOT NULL DEFAULT '[]' CHECK (path <> ''),
      sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE setting (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (value <> '')
    ) STRICT
    """,
    """
    CREATE TABLE checklist (
      id TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      content TEXT NOT NULL CHECK (content <> ''),
      PRIMARY KEY (id, version)
    ) STRICT
    """,
    """
    CREATE TABLE self_check (
      organisation TEXT NOT NULL REFERENCES organisation (code),
      period TEXT NOT NULL CHECK (period <> ''),
      checklist TEXT NOT NULL,
      checklist_version INTEGER NOT NULL,
      bonus INTEGER NOT NULL DEFAULT 0 CHECK (bonus IN (0, 1)),
      veto INTEGER NOT NULL DEFAULT 0 CHECK (veto IN (0, 1)),
      grades INTEGER NOT NULL DEFAULT 0 CHECK (grades IN (0, 1)),
      created TEXT NOT NULL,
      preparer TEXT NOT NULL DEFAULT '',
      reviewer TEXT NOT NULL DEFAULT '',
      head TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (organisation, period),
      FOREIGN KEY (checklist, checklist_version) REFERENCES checklist (id, version)
    ) STRICT
    """,
    """
    CREATE TABLE answer (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL CHECK (item <> ''),
      verdict TEXT CHECK (verdict IN ('met', 'partly_met', 'not_met', 'not_applicable')),
      note TEXT NOT NULL DEFAULT '',
      na_reason TEXT NOT NULL DEFAULT '',
      evidence TEXT NOT NULL DEFAULT '',
      numerator TEXT,
      denominator TEXT,
      value TEXT,
      before TEXT,
      highlight INTEGER NOT NULL DEFAULT 0 CHECK (highlight IN (0, 1)),
      confirmed INTEGER NOT NULL DEFAULT 1 CHECK (confirmed IN (0, 1)),
      PRIMARY KEY (organisation, period, item),
      FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period)
        ON DELETE CASCADE
    ) STRICT
    """,
    """
    CREATE TABLE occurrence (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL,
      position INTEGER NOT NULL CHECK (position > 0),
      kind TEXT NOT NULL,
      place TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      count INTEGER NOT NULL CHECK (count > 0),
      PRIMARY KEY (organisation, period, item, position),
      FOREIGN KEY (organisation, period, item) REFERENCES answer (organisation, period, item)
        ON DELETE CASCADE
    ) STRICT
    """,
    """
    CREATE TABLE finding (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL,
      raised TEXT NOT NULL,
      problem TEXT,
      measures TEXT,
      unit TEXT NOT NULL DEFAULT '',
      person TEXT NOT NULL DEFAULT '',
      leader TEXT NOT NULL DEFAULT '',
      due TEXT,
      progress TEXT NOT NULL DEFAULT '',
      remark TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (organisation, period, item),
      FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period)
        ON DELETE CASCADE
    ) STRICT
    """,
    """
    CREATE TABLE remembered (
      kind TEXT NOT NULL,
      words TEXT NOT NULL CHECK (words <> ''),
      used INTEGER NOT NULL,
      PRIMARY KEY (kind, words)
    ) STRICT
    """,
)

STEPS: tuple[Step, ...] = (first_schema,)
VERSION = len(STEPS)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to this program's version, all steps or none, after a checked backup.

    Raises `DatabaseError` for another program's file and for one made by a newer version of this program.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if owner != APPLICATION_ID and not (empty and owner == 0 and version == 0):
        raise DatabaseError(
            f"“{path.name}”是别的程序的数据库，没有改动它；请选择本程序的 .db 文件。"
        )
    if version > VERSION:
        raise DatabaseError(
            f"“{path.name}”由更新版本的程序建立（数据版本{version}，本程序只认识到{VERSION}）；请先升级本程序再打开。"
        )
    if version == VERSION:
        return
    if not empty:
        backup(connection, path, f"升级前v{version}")
    _apply(connection)


def check_version(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse to read a file of another schema version; reading must not migrate."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner != APPLICATION_ID:
        raise DatabaseError(f"“{path.name}”是别的程序的数据库；请选择本程序的 .db 文件。")
    if version != VERSION:
        advice = "请先升级本程序" if version > VERSION else "请先用本程序打开一次完成升级"
        raise DatabaseError(f"“{path.name}”的数据版本是{version}，本程序的是{VERSION}；{advice}。")


def _apply(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("bizenv")
    for step in STEPS:
        migrations()(step)
    # sqlite-utils nests its own transactions as savepoints inside ours: every step or none
    with immediate(connection):
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={VERSION}")
