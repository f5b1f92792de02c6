# SPDX-License-Identifier: MIT
"""A file that cannot be used is refused in one Chinese sentence, and nothing is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from children import run_as_clerk
from helpers import NOW, TOWNSHIP, believable_answers, fill_database, small_checklist

from bizenv_desktop import actions
from bizenv_desktop.errors import DatabaseError, UserError
from bizenv_desktop.storage import Store, connection
from bizenv_desktop.storage.migrations import APPLICATION_ID, VERSION

SAVE_AND_CLOSE = """
import sys
from pathlib import Path
from bizenv_desktop.storage import Store, connection
connection.BUSY_SECONDS = 0.1
with Store.open(Path(sys.argv[1])) as store:
    store.save_setting("b", 2)
"""

Snapshot = dict[str, tuple[bytes, int]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing else in it."""
    made = tmp_path / "数据 ㎡"
    made.mkdir()
    return made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled database, to be copied."""
    path = tmp_path_factory.mktemp("made") / "made.db"
    small = small_checklist()
    fill_database(path, small, believable_answers(small.items))
    return path


def snapshot(folder: Path) -> Snapshot:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.iterdir()
        if path.is_file()
    }


def refusal(path: Path, **how: bool) -> str:
    """The sentence a file is refused with, whichever way it is opened; nothing changes."""
    before = snapshot(path.parent) if path.parent.is_dir() else {}
    with pytest.raises(DatabaseError) as refused:
        Store.open(path, **how)
    if path.parent.is_dir():
        assert snapshot(path.parent) == before
    sentence = str(refused.value)
    assert sentence.endswith("。")
    assert "\n" not in sentence
    return sentence


def foreign(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        for statement in ("CREATE TABLE t (x)", "INSERT INTO t VALUES ('别人的')", *statements):
            other.execute(statement)
        other.commit()


@pytest.mark.parametrize("how", [{}, {"read_only": True}, {"create": True}])
def test_no_database_is_refused(folder: Path, how: dict[str, bool]) -> None:
    assert refusal(folder / "没有" / "a.db", **how).startswith("找不到数据库文件“")
    assert "是文件夹，不是数据库文件" in refusal(folder, **how)
    text = folder / "整改清单.pdf"
    text.write_bytes(b"%PDF-1.7\n" * 50)
    assert refusal(text, **how) == (
        "“整改清单.pdf”不是数据库文件，可能选错了文件；请选择本程序的 .db 文件。"
    )
    text.write_bytes(b"SQL")
    assert "不是数据库文件" in refusal(text, **how)


def test_a_missing_or_empty_file_is_not_made_by_accident(folder: Path) -> None:
    path = folder / "自查.db"
    for how in ({}, {"read_only": True}):
        assert refusal(path, **how).startswith("找不到数据库文件“")
        assert not path.exists()
    path.touch()
    for how in ({}, {"read_only": True}):
        assert refusal(path, **how) == (
            "数据库文件“自查.db”是空的，可能没有复制完整；请用备份恢复。"
        )
    with Store.open(path, create=True) as store:
        store.save_organisation(TOWNSHIP)
    with Store.open(path) as store:
        assert store.organisation(TOWNSHIP.code) == TOWNSHIP


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name here")
def test_a_pipe_is_no_database_and_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.db")
    assert "不是数据库文件" in refusal(folder / "pipe.db")


@pytest.mark.parametrize("how", [{}, {"read_only": True}, {"create": True}])
@pytest.mark.parametrize(
    "statement", ["SELECT 1", "PRAGMA application_id=7", "PRAGMA user_version=1"]
)
def test_another_programs_database_is_refused(
    folder: Path, how: dict[str, bool], statement: str
) -> None:
    path = folder / "别人.db"
    foreign(path, statement)
    assert "是别的程序的数据库" in refusal(path, **how)


@pytest.mark.parametrize("how", [{}, {"read_only": True}, {"create": True}])
def test_a_newer_programs_database_is_refused(
    folder: Path, made: Path, how: dict[str, bool]
) -> None:
    path = Path(shutil.copy(made, folder / "新.db"))
    with closing(sqlite3.connect(path, isolation_level=None)) as newer:
        newer.execute("PRAGMA journal_mode=DELETE")
        newer.execute(f"PRAGMA user_version={VERSION + 1}")
    assert refusal(path, **how) == (
        f"“新.db”由更新版本的程序建立（数据版本{VERSION + 1}，本程序只认识到{VERSION}）；"
        "请先升级本程序再打开。"
    )


def test_a_file_without_a_schema_cannot_be_read_only(folder: Path) -> None:
    path = folder / "旧.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute(f"PRAGMA application_id={APPLICATION_ID}")
    assert refusal(path, read_only=True) == (
        f"“旧.db”的数据版本是0，本程序的是{VERSION}；请先用本程序打开一次完成升级。"
    )


@pytest.mark.parametrize("percent", range(1, 100))
def test_a_file_cut_off_anywhere_is_refused(folder: Path, made: Path, percent: int) -> None:
    content = made.read_bytes()
    path = folder / "半截.db"
    path.write_bytes(content[: len(content) * percent // 100])
    for how in ({}, {"read_only": True}):
        assert refusal(path, **how) in (
            "数据库文件“半截.db”已损坏或不完整；请用最近的备份恢复，不要再往里填写。",
            "“半截.db”不是数据库文件，可能选错了文件；请选择本程序的 .db 文件。",
        )


def test_a_page_of_rubbish_is_refused(folder: Path, made: Path) -> None:
    content = bytearray(made.read_bytes())
    content[4096:8192] = os.urandom(4096)
    path = folder / "坏.db"
    path.write_bytes(content)
    assert "已损坏或不完整" in refusal(path)


def test_a_file_another_program_holds_is_refused_and_opens_later(
    folder: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    path = Path(shutil.copy(made, folder / "占用.db"))
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("PRAGMA journal_mode=DELETE")
        holder.execute("BEGIN EXCLUSIVE")
        sentence = "数据库文件“占用.db”正被另一个程序使用；请关闭那个程序后再试。"
        for how in ({}, {"read_only": True}):
            with pytest.raises(DatabaseError) as refused:
                Store.open(path, **how)
            assert str(refused.value) == sentence
        holder.execute("ROLLBACK")
    with Store.open(path) as store:
        assert store.organisation(TOWNSHIP.code) == TOWNSHIP


def test_a_write_while_another_program_writes_is_refused_whole(
    folder: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    path = Path(shutil.copy(made, folder / "占用.db"))
    with Store.open(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="正被另一个程序使用"):
            store.save_setting("a", 1)
        other.execute("ROLLBACK")
        assert store.setting("a") is None
        store.save_setting("a", 2)
        assert store.setting("a") == 2


_OPEN = """
import sys
from pathlib import Path
from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.storage import Store
try:
    with Store.open(Path(sys.argv[1]), **{name: True for name in sys.argv[2:]}) as store:
        print(len(store.self_checks()))
except DatabaseError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are given otherwise there")
def test_without_the_right_to_write_one_can_still_look(folder: Path, made: Path) -> None:
    path = Path(shutil.copy(made, folder / "只读.db"))
    before = snapshot(folder)
    path.chmod(0o444)
    assert run_as_clerk(_OPEN, path) == (
        "数据库文件“只读.db”是只读的；请在文件属性中取消只读，或把它复制到能写入的文件夹再打开。"
    )
    assert run_as_clerk(_OPEN, path, "read_only") == "1"
    folder.chmod(0o555)
    assert run_as_clerk(_OPEN, path, "read_only") == "1"
    path.chmod(0o644)
    sentence = run_as_clerk(_OPEN, path)
    assert sentence in (
        f"数据库文件“{path}”打不开；请检查文件夹是否存在、是否有权限写入。",
        "数据库文件“只读.db”或所在文件夹不能写入；请把它复制到能写入的文件夹再打开。",
    )
    missing = folder / "新建.db"
    assert run_as_clerk(_OPEN, missing, "create") == (
        f"数据库文件“{missing}”打不开；请检查文件夹是否存在、是否有权限写入。"
    )
    path.chmod(0o000)
    assert run_as_clerk(_OPEN, path, "read_only").startswith("数据库文件“")
    folder.chmod(0o000)
    assert run_as_clerk(_OPEN, path).startswith("数据库文件“")
    folder.chmod(0o755)
    path.chmod(0o644)
    assert snapshot(folder) == before


def test_looking_leaves_no_trace(folder: Path, made: Path) -> None:
    path = Path(shutil.copy(made, folder / "看.db"))
    before = snapshot(folder)
    with Store.open(path, read_only=True) as store:
        assert len(store.self_checks()) == 1
        with pytest.raises(DatabaseError, match="不能写入"):
            store.save_setting("a", 1)
    assert snapshot(folder) == before


def test_one_can_look_while_another_fills_in(folder: Path, made: Path) -> None:
    path = Path(shutil.copy(made, folder / "看.db"))
    with Store.open(path) as store:
        store.save_setting("a", 1)
        with Store.open(path, read_only=True) as reader:
            assert reader.setting("a") == 1
            store.save_setting("a", 2)
            assert reader.setting("a") == 2
        store.save_setting("a", 3)
    with Store.open(path, read_only=True) as reader:
        assert reader.setting("a") == 3
    assert [entry.name for entry in folder.iterdir()] == ["看.db"]


@pytest.mark.parametrize("name", ["a?b=1&c.db", "井#号 100%25.db", "𬭎㐱喆 ㎡℃.db", "'引'.db"])
def test_any_file_name_opens(folder: Path, name: str) -> None:
    path = folder / name
    with Store.open(path, create=True) as store:
        store.save_organisation(TOWNSHIP)
    with Store.open(path, read_only=True) as store:
        assert store.organisations() == (TOWNSHIP,)
    assert [entry.name for entry in folder.iterdir()] == [name]


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_a_look_of_ours_does_not_let_others_in(
    folder: Path, made: Path, journal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job of the window looks at the file; then another program must still find it in use."""
    path = folder / "自查.db"
    shutil.copy(made, path)
    monkeypatch.setattr(connection, "is_local_disk", lambda _: journal == "WAL")
    with Store.open(path) as store:
        store.save_setting("a", 1)
        if journal == "DELETE":
            store._connection.execute("BEGIN IMMEDIATE")
        for how in ({"read_only": True}, {}):
            Store.open(path, **how).close()
        if journal == "WAL":
            before = path.with_name(f"{path.name}-wal").stat().st_ino
            subprocess.run([sys.executable, "-c", SAVE_AND_CLOSE, path], check=True)
            assert path.with_name(f"{path.name}-wal").stat().st_ino == before
            store.save_setting("c", 3)
            assert store.setting("b") == 2
        else:
            other = subprocess.run(
                [sys.executable, "-c", SAVE_AND_CLOSE, path],
                check=False,
                capture_output=True,
                encoding="utf-8",
            )
            assert "正被另一个程序使用" in other.stderr
            store._connection.execute("ROLLBACK")
    with Store.open(path, read_only=True) as store:
        wanted = [1, 2, 3] if journal == "WAL" else [1, None, None]
        assert [store.setting(name) for name in "abc"] == wanted


def test_a_link_opens_the_file_it_leads_to(folder: Path, made: Path) -> None:
    path, link = Path(shutil.copy(made, folder / "实.db")), folder / "链.db"
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("no right to make links here")
    with Store.open(link) as store:
        store.save_setting("a", 1)
        assert (folder / "实.db-wal").exists()
        with Store.open(link, read_only=True) as reader:
            assert reader.setting("a") == 1
    assert sorted(entry.name for entry in folder.iterdir()) == ["实.db", "链.db"]


def test_rows_that_make_no_record_are_told_as_damage(folder: Path, made: Path) -> None:
    path = Path(shutil.copy(made, folder / "改.db"))
    with closing(sqlite3.connect(path, isolation_level=None)) as tampered:
        tampered.execute("UPDATE self_check SET created = '昨天'")
        tampered.execute("UPDATE organisation SET path = '{\"a\": 1}'")
        tampered.execute("UPDATE checklist SET content = '{}'")
    with Store.open(path) as store:
        damage = "数据库文件“改.db”已损坏或不完整；请用最近的备份恢复，不要再往里填写。"
        for read in (store.organisations, store.self_checks):
            with pytest.raises(DatabaseError) as refused:
                read()
            assert str(refused.value) == damage
        with pytest.raises(UserError, match="“Checklist”记录读不出来"):
            store.checklist("small", 1)
        report = actions.check_database(store, NOW.date())
        assert len(report.faults) == 2
        assert damage in report.faults
