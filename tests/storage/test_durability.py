# SPDX-License-Identifier: MIT
"""What was acknowledged is there after a killed process and a full disk; nothing is half there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from children import start
from helpers import LONG_NOTE, NOW, PERIOD, TOWNSHIP, fill_database, small_checklist

from bizenv_desktop import actions
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.connection import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = (TOWNSHIP.code, PERIOD.code)

_TYPE_ON = """
import sys
from itertools import count
from pathlib import Path
from bizenv_desktop.domain.selfcheck import Answer
from bizenv_desktop.storage import Store
store = Store.open(Path(sys.argv[1]))
key = (sys.argv[2], sys.argv[3])
for number in count(int(sys.argv[4])):
    text = f"{number}|" + "喆" * 3000
    store.save_answers(key, [Answer(code, note=text) for code in ("A01", "A06", "B01")])
    print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 7, 40, 150])
def test_a_killed_process_loses_nothing_acknowledged(tmp_path: Path, acknowledged: int) -> None:
    path = tmp_path / "kill.db"
    fill_database(path, small_checklist())
    last = 0
    for _ in range(2):  # the second process begins on what the first left behind
        child = start(_TYPE_ON, path, *KEY, str(last + 1))
        assert child.stdout is not None
        for _ in range(acknowledged):
            last = int(child.stdout.readline())
        child.kill()
        child.stdout.read()
        child.wait()
        child.stdout.close()
        with Store.open(path) as store:
            notes = {answer.note for answer in store.answers(KEY).values()}
            assert len(notes) == 1, "one transaction is whole or not there"
            number, text = notes.pop().split("|")
            assert int(number) >= last
            assert text == "喆" * 3000
            assert store.faults() == ()
            last = int(number)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["home", "kill.db"]


FULL = "^磁盘已满，刚才的修改没有保存；请清理磁盘后再试。$"


def fill_the_disk(store: Store) -> dict[str, Answer]:
    """Answers acknowledged before the disk was full; the refused ones left no trace."""
    known: dict[str, Answer] = {}

    def save_on() -> None:
        for number in range(1000):
            first = Answer(f"A{number:02d}", Verdict.MET, note=f"{number}{LONG_NOTE}")
            both = (first, replace(first, item=f"B{number:02d}"))
            store.save_answers(KEY, both)
            known.update({answer.item: answer for answer in both})

    with pytest.raises(DatabaseError, match=FULL):
        save_on()
    assert store.answers(KEY) == known
    return known


def take_the_rest(ballast: Path) -> None:
    """Fill what is left of a disk."""
    with ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def test_a_full_disk_refuses_the_edit_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "full.db"
    fill_database(path, small_checklist())
    connection = connect(path)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages + 40}")
    connection.execute("PRAGMA foreign_keys=ON")
    with Store(connection, path, read_only=False) as store:
        known = fill_the_disk(store)
        assert len(known) > 2
        connection.execute(f"PRAGMA max_page_count={pages + 1000}")
        store.save_answers(KEY, [Answer("Z01", Verdict.MET)])
    with Store.open(path) as store:
        assert store.answers(KEY) == known | {"Z01": Answer("Z01", Verdict.MET)}
        assert store.faults() == ()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte and a half; only an administrator can make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if sys.platform != "linux" or os.geteuid() != 0 or mount is None:
        pytest.skip("only an administrator can mount a disk")
    made = subprocess.run([mount, "-t", "tmpfs", "-o", "size=2048k", "tmpfs", folder], check=False)
    if made.returncode:
        pytest.skip("no right to mount a disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_survived_even_at_closing(small_disk: Path) -> None:
    path, ballast, room = (small_disk / name for name in ("full.db", "ballast", "room"))
    room.write_bytes(bytes(960 * 1024))
    fill_database(path, small_checklist())
    store = Store.open(path)
    known = fill_the_disk(store)
    with pytest.raises(OSError, match="No space left"):
        take_the_rest(ballast)
    with pytest.raises(DatabaseError, match=r"^备份“full\.满盘\.db”没有做成，原数据没有改动"):
        store.backup("满盘")
    with pytest.raises(
        DatabaseError, match=r"^填写的内容都已保存，但磁盘已满或出错，没能并入“full\.db”"
    ):
        store.close()
    ballast.unlink()
    room.unlink()
    with Store.open(path) as again:
        assert again.answers(KEY) == known
        assert again.faults() == ()
        again.save_answers(KEY, [Answer("Z01", Verdict.MET)])
    assert [entry.name for entry in small_disk.iterdir()] == ["full.db"]


def test_a_new_database_on_a_full_disk_is_refused(small_disk: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        take_the_rest(small_disk / "ballast")
    with pytest.raises(DatabaseError, match="磁盘已满"):
        Store.open(small_disk / "new.db", create=True)
    (small_disk / "ballast").unlink()
    with Store.open(small_disk / "new.db", create=True) as store:
        assert store.self_checks() == ()


def test_an_error_inside_is_not_hidden_by_the_closing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with pytest.raises(ZeroDivisionError):
        _save_and_fail(path)
    with Store.open(path) as store:
        assert store.setting("a") == 1
        assert actions.check_database(store, NOW.date()).faults == ()


def _save_and_fail(path: Path) -> None:
    with Store.open(path, create=True) as store:
        store.save_setting("a", 1)
        raise ZeroDivisionError
