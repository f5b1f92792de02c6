# SPDX-License-Identifier: MIT
"""The schema, step by step: named functions, literal SQL, never edited after release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.storage.backup import backup
from bizenv_desktop.storage.connection import immediate
from bizenv_desktop.storage.exchange_schema import EXCHANGE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sqlite_utils import Database

    Step = Callable[[Database], None]

APPLICATION_ID = 0x425A5343  # "BZSC"


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
      period TEXT NOT NULL CHECK (period GLOB '[12][0-9][0-9][0-9][MQHY]*'),
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
      numerator TEXT CHECK (numerator NOT GLOB '*[^0-9.]*' AND length(numerator) <= 12),
      denominator TEXT CHECK (denominator NOT GLOB '*[^0-9.]*' AND length(denominator) <= 12),
      value TEXT CHECK (value NOT GLOB '*[^0-9.]*' AND length(value) <= 12),
      before TEXT CHECK (before NOT GLOB '*[^0-9.]*' AND length(before) <= 12),
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
      raised TEXT NOT NULL CHECK (date(raised, '+0 days') IS raised),
      problem TEXT,
      measures TEXT,
      unit TEXT NOT NULL DEFAULT '',
      person TEXT NOT NULL DEFAULT '',
      leader TEXT NOT NULL DEFAULT '',
      due TEXT CHECK (date(due, '+0 days') IS due),
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
    for statement in _RECTIFICATION:
        db.conn.execute(statement)


_RECTIFICATION = (
    """
    CREATE TABLE finding_event (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL CHECK (item <> ''),
      position INTEGER NOT NULL CHECK (position > 0),
      step TEXT NOT NULL
        CHECK (step IN ('start', 'submit', 'close', 'return', 'extend', 'take_back')),
      at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
      who TEXT NOT NULL CHECK (who <> ''),
      words TEXT NOT NULL DEFAULT '',
      responsible TEXT NOT NULL DEFAULT '',
      old_due TEXT CHECK (date(old_due, '+0 days') IS old_due),
      new_due TEXT CHECK (date(new_due, '+0 days') IS new_due),
      PRIMARY KEY (organisation, period, item, position),
      FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period)
    ) STRICT
    """,
    """
    CREATE TRIGGER finding_event_stays BEFORE UPDATE ON finding_event
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
    """,
    """
    CREATE TRIGGER finding_event_remains BEFORE DELETE ON finding_event
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END
    """,
    """
    CREATE TABLE visit (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
      kind TEXT NOT NULL
        CHECK (kind IN ('unannounced', 'supervision', 'assessment', 'congress', 'other')),
      inspectors TEXT NOT NULL CHECK (inspectors <> ''),
      summary TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (organisation, period, number),
      FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period)
        ON DELETE CASCADE
    ) STRICT
    """,
    """
    CREATE TABLE visit_finding (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL CHECK (item <> ''),
      visit INTEGER NOT NULL,
      position INTEGER NOT NULL CHECK (position > 0),
      problem TEXT NOT NULL CHECK (problem <> ''),
      dimension TEXT NOT NULL CHECK (dimension <> ''),
      check_item TEXT CHECK (check_item <> ''),
      PRIMARY KEY (organisation, period, item),
      FOREIGN KEY (organisation, period, visit) REFERENCES visit (organisation, period, number)
        ON DELETE CASCADE
    ) STRICT
    """,
)


def evidence(db: Database) -> None:
    """Files that prove answers and findings; the files themselves lie beside the database."""
    for statement in _EVIDENCE:
        db.conn.execute(statement)


_EVIDENCE = (
    """
    CREATE TABLE evidence (
      sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
      name TEXT NOT NULL CHECK (name <> ''),
      kind TEXT NOT NULL CHECK (kind IN ('photo', 'scan', 'document')),
      ending TEXT NOT NULL CHECK (ending <> '' AND ending NOT GLOB '*[^0-9a-z]*'),
      size INTEGER NOT NULL CHECK (size > 0),
      width INTEGER NOT NULL DEFAULT 0 CHECK (width >= 0),
      height INTEGER NOT NULL DEFAULT 0 CHECK (height >= 0),
      taken TEXT CHECK (datetime(taken) IS NOT NULL OR taken IS NULL),
      added TEXT NOT NULL,
      look TEXT NOT NULL DEFAULT '' CHECK (look NOT GLOB '*[^0-9a-f]*')
    ) STRICT
    """,
    """
    CREATE TABLE evidence_link (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL CHECK (item <> ''),
      use TEXT NOT NULL CHECK (use IN ('answer', 'before', 'after')),
      position INTEGER NOT NULL CHECK (position > 0),
      sha256 TEXT NOT NULL REFERENCES evidence (sha256),
      caption TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (organisation, period, item, position),
      UNIQUE (organisation, period, item, use, sha256),
      FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period)
        ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX evidence_link_file ON evidence_link (sha256)",
)


def look_backs(db: Database) -> None:
    """When somebody looked back at a closed finding, as looks nobody changes."""
    for statement in _LOOK_BACKS:
        db.conn.execute(statement)


_LOOK_BACKS = (
    """
    CREATE TABLE look_back (
      organisation TEXT NOT NULL,
      period TEXT NOT NULL,
      item TEXT NOT NULL CHECK (item <> ''),
      position INTEGER NOT NULL CHECK (position > 0),
      closing INTEGER NOT NULL CHECK (closing > 0),
      after_days INTEGER NOT NULL CHECK (after_days > 0),
      day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
      who TEXT NOT NULL CHECK (who <> ''),
      outcome TEXT NOT NULL CHECK (outcome IN ('holds', 'again', 'taken_back')),
      words TEXT NOT NULL DEFAULT '',
      at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
      PRIMARY KEY (organisation, period, item, position),
      FOREIGN KEY (organisation, period) REFERENCES self_check (organisation, period),
      FOREIGN KEY (organisation, period, item, closing)
        REFERENCES finding_event (organisation, period, item, position)
    ) STRICT
    """,
    """
    CREATE TRIGGER look_back_stays BEFORE UPDATE ON look_back
    BEGIN SELECT RAISE(ABORT, 'looks are never changed'); END
    """,
    """
    CREATE TRIGGER look_back_remains BEFORE DELETE ON look_back
    BEGIN SELECT RAISE(ABORT, 'looks are never deleted'); END
    """,
)


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


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Step] = STEPS) -> None:
    """Bring the schema up to the last of `steps`, all or none, after a checked backup.

    Foreign keys are left off, as a step may rebuild a table others refer to; what refers to
    nothing afterwards undoes all steps. `DatabaseError` then, and as `check_owner` raises it.
    """
    check_owner(connection, path, len(steps))
    version = _version(connection)
    if version == len(steps):
        return
    if _has_tables(connection):
        backup(connection, path, f"升级前v{version}")
    connection.execute("PRAGMA foreign_keys=OFF")
    apply_steps(connection, path, steps)


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
