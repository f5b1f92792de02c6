# SPDX-License-Identifier: MIT
from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from helpers import TOWNSHIP

from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.migrations import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "db"
    made.mkdir()
    return made


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir() if "-" not in entry.name)


def test_a_backup_is_a_whole_database_of_its_own(folder: Path) -> None:
    with Store.open(folder / "自查.db", create=True) as store:
        store.save_organisation(TOWNSHIP)
        copy = store.backup("备份20261123")
        store.save_setting("later", 1)
    assert copy.name == "自查.备份20261123.db"
    with closing(sqlite3.connect(copy)) as opened:
        header = [
            opened.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode")
        ]
    assert header == [APPLICATION_ID, VERSION, "delete"]
    with Store.open(copy, read_only=True) as backup:
        assert backup.organisations() == (TOWNSHIP,)
        assert backup.setting("later") is None


def test_backups_of_one_name_are_all_kept(folder: Path) -> None:
    with Store.open(folder / "a.db", create=True) as store:
        made = [store.backup("日") for _ in range(3)]
    assert [path.name for path in made] == ["a.日.db", "a.日.2.db", "a.日.3.db"]
    assert names(folder) == ["a.db", "a.日.2.db", "a.日.3.db", "a.日.db"]


def test_a_label_is_no_path_and_a_long_name_is_cut(folder: Path) -> None:
    path = folder / f"{'喆' * 80}.db"
    with Store.open(path, create=True) as store:
        first, second = store.backup("../上/级?"), store.backup("../上/级?")
    assert first.parent == second.parent == folder
    assert first.name == f"{'喆' * 40}..._上_级_.db"
    assert second.name == f"{'喆' * 40}..._上_级_.2.db"


def test_a_backup_that_cannot_be_made_leaves_nothing(folder: Path) -> None:
    path = folder / "a.db"
    with Store.open(path, create=True) as store:
        store.save_organisation(TOWNSHIP)
        store._connection.execute("BEGIN")  # VACUUM cannot run inside a transaction
        with pytest.raises(DatabaseError) as refused:
            store.backup("日")
        store._connection.execute("ROLLBACK")
        assert str(refused.value) == (
            "备份“a.日.db”没有做成，原数据没有改动；请检查磁盘空间和文件夹权限后再试。"
        )
        assert names(folder) == ["a.db"]
        assert store.organisations() == (TOWNSHIP,)
