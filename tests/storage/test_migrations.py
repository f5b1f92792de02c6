# SPDX-License-Identifier: MIT
"""Every step of the schema, all or none, after a checked backup."""

from __future__ import annotations

import importlib.util
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers import NOW, PERIOD, TOWNSHIP, small_checklist

from bizenv_desktop import actions
from bizenv_desktop.domain.evidence import EvidenceBook
from bizenv_desktop.domain.findings.lifecycle import State
from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.connection import begin_writing, connect
from bizenv_desktop.storage.migrations import APPLICATION_ID, STEPS, VERSION, first_schema, migrate
from bizenv_desktop.sync.receiving import reopened

if TYPE_CHECKING:
    from types import ModuleType

    from sqlite_utils import Database

DATABASES = Path(__file__).parents[1] / "data" / "db"
KEY = (TOWNSHIP.code, PERIOD.code)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "db"
    made.mkdir()
    return made


def shape(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()


def pragma(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as opened:
        value: int = opened.execute(f"PRAGMA {name}").fetchone()[0]
        return value


def second_step(db: Database) -> None:
    db.conn.execute("ALTER TABLE answer ADD COLUMN photo TEXT NOT NULL DEFAULT ''")
    db.conn.execute("UPDATE answer SET photo = item")


def failing_step(db: Database) -> None:
    db.conn.execute("DELETE FROM answer")
    db.conn.execute("CREATE TABLE half (x)")
    raise sqlite3.OperationalError("no luck")


def orphaning_step(db: Database) -> None:
    db.conn.execute("DELETE FROM organisation")


def test_every_step_has_a_test() -> None:
    for step in STEPS:
        assert f"test_{step.__name__}" in globals(), f"write a test for {step.__name__}"
    assert len({step.__name__ for step in STEPS}) == VERSION == len(STEPS)


def test_first_schema(folder: Path) -> None:
    path = folder / "new.db"
    Store.open(path, create=True).close()
    tables = dict(shape(path))
    assert {
        "organisation",
        "setting",
        "checklist",
        "self_check",
        "answer",
        "occurrence",
        "finding",
        "remembered",
    } < tables.keys()
    own = {name: sql for name, sql in tables.items() if not name.startswith("_")}
    assert all("STRICT" in sql.rpartition(")")[2] for sql in own.values())
    assert pragma(path, "application_id") == APPLICATION_ID
    assert pragma(path, "user_version") == VERSION
    assert [entry.name for entry in folder.iterdir()] == ["new.db"], "nothing to back up yet"


def test_report_edits(folder: Path) -> None:
    path = Path(shutil.copy(DATABASES / "v1.db", folder))
    with Store.open(path) as store:
        assert store.report_edits(KEY) == {}
        assert len(store.answers(KEY)) == 7
    assert "STRICT" in dict(shape(path))["report_edit"]
    kept = Path(shutil.copy(DATABASES / "v2.db", folder))
    with Store.open(kept) as store:
        assert store.report_edits(KEY) == _script("v2").EDITS


def test_official_texts(folder: Path) -> None:
    path = Path(shutil.copy(DATABASES / "v2.db", folder))
    with Store.open(path) as store:
        assert (store.imported_editions(), store.citations()) == ((), ())
        assert len(store.report_edits(KEY)) == 3
    tables = dict(shape(path))
    assert "STRICT" in tables["imported_edition"]
    assert "STRICT" in tables["confirmed_citation"]
    kept, written = Path(shutil.copy(DATABASES / "v3.db", folder)), _script("v3")
    with Store.open(kept) as store:
        assert store.imported_editions() == (written.IMPORTED,)
        assert store.citations() == written.CITATIONS


def test_rectification(folder: Path) -> None:
    path = Path(shutil.copy(DATABASES / "v3.db", folder))
    with Store.open(path) as store:
        assert (store.finding_logs(KEY), store.visits(KEY)) == ({}, ())
        assert len(store.citations()) == 2
    tables = dict(shape(path))
    for name in ("finding_event", "visit", "visit_finding"):
        assert "STRICT" in tables[name]
    kept, written = Path(shutil.copy(DATABASES / "v4.db", folder)), _script("v4")
    with Store.open(kept) as store:
        assert store.finding_logs(KEY) == written.LOGS
        assert store.visits(KEY) == written.VISITS


def test_evidence(folder: Path) -> None:
    path = Path(shutil.copy(DATABASES / "v4.db", folder))
    with Store.open(path) as store:
        assert store.evidence.book(KEY) == EvidenceBook()
        assert len(store.visits(KEY)) == 1
    tables = dict(shape(path))
    assert "STRICT" in tables["evidence"]
    assert "STRICT" in tables["evidence_link"]
    kept, written = Path(shutil.copy(DATABASES / "v5.db", folder)), _script("v5")
    with Store.open(kept) as store:
        assert store.evidence.book(KEY) == written.BOOK
        assert len(store.evidence.faults()) == 2, "its files are not here"


def test_look_backs(folder: Path) -> None:
    path = Path(shutil.copy(DATABASES / "v5.db", folder))
    with Store.open(path) as store:
        assert store.looks(KEY) == {}
        assert len(store.finding_logs(KEY)) == 2
    assert "STRICT" in dict(shape(path))["look_back"]
    kept, written = Path(shutil.copy(DATABASES / "v6.db", folder)), _script("v6")
    with Store.open(kept) as store:
        assert store.finding_logs(KEY)["A01"].state is State.CLOSED
        assert store.looks(KEY) == written.LOOKS


def test_exchange(folder: Path) -> None:
    path = Path(shutil.copy(DATABASES / "v6.db", folder))
    with Store.open(path) as store:
        assert store.keys.own() is None
        assert store.packages.records() == ()
        assert store.keys.trusted() == () == store.keys.subordinates()
    tables = dict(shape(path))
    for table in ("package", "package_content", "attachment", "head", "review", "trusted_key"):
        assert "STRICT" in tables[table]
    kept, written = Path(shutil.copy(DATABASES / "v7.db", folder)), _script("v7")
    with Store.open(kept) as store:
        assert store.keys.own() == written.OWN
        (record,) = store.packages.quarantined()
        assert record.period == PERIOD.code
        package = reopened(store.packages.content(record.id))
        assert package.core()[:6] == b"SQLite"


@pytest.mark.parametrize("database", sorted(DATABASES.glob("v*.db")), ids=lambda path: path.stem)
def test_a_database_of_every_released_version_opens(folder: Path, database: Path) -> None:
    written = _script(database.stem)
    assert pragma(database, "user_version") == int(database.stem.removeprefix("v"))
    path = Path(shutil.copy(database, folder))
    with Store.open(path) as store:
        before = pragma(database, "user_version")
        copy = store.upgraded_from
        assert (None if copy is None else pragma(copy, "user_version")) == (
            None if before == VERSION else before
        )
        check = store.self_check(KEY)
        assert (check.preparer, check.reviewer, check.head) == ("李㐱", "王喆", "赵𬭎")
        assert check.options == written.OPTIONS
        assert check.created == NOW
        assert check.organisation == TOWNSHIP == actions.own_organisation(store)
        assert store.checklist(check.checklist, check.checklist_version) == small_checklist()
        assert store.answers(KEY) == written.ANSWERS
        assert store.findings(KEY)["A01"] == written.FINDING
        assert store.setting("list_columns") == {"备注": False}
        assert store.remembered("person") == ("王喆",)
        faults = actions.check_database(store, NOW.date()).faults
        assert not [fault for fault in faults if "的佐证“" not in fault], "its files are not here"
    assert pragma(path, "user_version") == VERSION
    with Store.open(path) as store:
        assert store.upgraded_from is None


def test_a_released_version_is_kept_for_every_step() -> None:
    assert {path.stem for path in DATABASES.glob("v*.db")} == {
        f"v{version}" for version in range(1, VERSION + 1)
    }


def _script(stem: str) -> ModuleType:
    """The script that made the file: it knows what was written into it."""
    spec = importlib.util.spec_from_file_location(stem, DATABASES / f"make_{stem}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def old(folder: Path) -> Path:
    """A copy of the first version's file."""
    return Path(shutil.copy(DATABASES / "v1.db", folder / "旧.db"))


def test_a_new_step_is_taken_after_a_checked_backup(folder: Path, old: Path) -> None:
    before = old.read_bytes()
    with closing(connect(old)) as connection:
        migrate(connection, old, (first_schema, second_step))
        photos = connection.execute("SELECT DISTINCT photo = item FROM answer").fetchall()
        assert [row[0] for row in photos] == [1]
        migrate(connection, old, (first_schema, second_step))
    assert pragma(old, "user_version") == 2
    assert pragma(old, "application_id") == APPLICATION_ID
    assert sorted(entry.name for entry in folder.iterdir()) == ["旧.db", "旧.升级前v1.db"]
    copy = folder / "旧.升级前v1.db"
    assert pragma(copy, "user_version") == 1
    with Store.open(copy) as store:
        assert len(store.answers(KEY)) == 7
    assert old.read_bytes() != before


@pytest.mark.parametrize("bad", [failing_step, orphaning_step])
def test_steps_are_taken_all_or_none(folder: Path, old: Path, bad: object) -> None:
    with closing(connect(old)) as connection:
        dump = list(connection.iterdump())
        with pytest.raises((DatabaseError, sqlite3.OperationalError), match=r"没有完成|no luck"):
            migrate(connection, old, (first_schema, second_step, bad))  # type: ignore[arg-type]
        assert not connection.in_transaction
        assert list(connection.iterdump()) == dump
    assert pragma(old, "user_version") == 1
    assert (folder / "旧.升级前v1.db").exists()
    with Store.open(old) as store:
        assert len(store.answers(KEY)) == 7


def test_an_earlier_backup_is_never_overwritten(folder: Path, old: Path) -> None:
    (folder / "旧.升级前v1.db").write_bytes(b"kept")
    with closing(connect(old)) as connection:
        migrate(connection, old, (first_schema, second_step))
    assert (folder / "旧.升级前v1.db").read_bytes() == b"kept"
    assert pragma(folder / "旧.升级前v1.2.db", "user_version") == 1


def test_a_newer_schema_is_not_migrated_back(old: Path) -> None:
    with closing(connect(old)) as connection:
        migrate(connection, old, (first_schema, second_step))
        with pytest.raises(
            DatabaseError, match="由更新版本的程序建立（数据版本2，本程序只认识到1）"
        ):
            migrate(connection, old, (first_schema,))


def test_writing_is_set_up_as_durable_as_it_can_be(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "a.db"
    with closing(connect(path, create=True)) as connection:
        begin_writing(connection, path)
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "trusted_schema", "cell_size_check")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }
    monkeypatch.setattr("bizenv_desktop.storage.connection.is_local_disk", lambda _: False)
    with Store.open(path) as store:
        store.save_setting("a", 1)
        assert [entry.name for entry in folder.iterdir()] == ["a.db"], "no WAL on a share"
    with closing(sqlite3.connect(path)) as shared:
        assert shared.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
