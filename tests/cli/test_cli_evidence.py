# SPDX-License-Identifier: MIT
"""`evidence add`, `list` and `check` from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from command_line import call
from helpers import PERIOD, TOWNSHIP, fill_database, small_checklist
from photos import write_photo

from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

KEY = (TOWNSHIP.code, PERIOD.code)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "自查.db"
    fill_database(path, small_checklist())
    return path


def test_files_are_added_listed_and_checked(
    database: Path, tmp_path: Path, capsys: Capture
) -> None:
    one, two = (write_photo(tmp_path / f"{number}.jpg", number) for number in (1, 2))
    added = call(capsys, "--db", database, "evidence", "add", "A01", one, two)
    assert (added.code, added.out.count("已添加")) == (0, 2)
    after = call(
        capsys, "--db", database, "evidence", "add", "B01", one, "--use", "after", "--json"
    )
    record = json.loads(after.out)
    assert (record["item"], record["use"], record["refused"]) == ("B01", "after", [])
    assert record["added"][0]["taken"] == "2026-11-25T09:30:00"
    listed = call(capsys, "--db", database, "evidence", "list")
    assert listed.out.splitlines() == [
        "A01-1 填报 1.jpg",
        "A01-2 填报 2.jpg",
        "B01-1 整改后 1.jpg",
        "共3件。",
    ]
    rows = json.loads(call(capsys, "--db", database, "evidence", "list", "--json").out)
    assert [(row["item"], row["use"], row["width"]) for row in rows] == [
        ("A01", "answer", 1200),
        ("A01", "answer", 1200),
        ("B01", "after", 1200),
    ]
    assert call(capsys, "--db", database, "evidence", "check").out == "佐证文件都完好。\n"


def test_a_refused_file_exits_1_in_one_sentence_and_the_others_are_added(
    database: Path, tmp_path: Path, capsys: Capture
) -> None:
    program = tmp_path / "照片.jpg"
    program.write_bytes(b"MZ" + bytes(99))
    good = write_photo(tmp_path / "a.jpg")
    said = call(capsys, "--db", database, "evidence", "add", "A01", program, good)
    assert said.code == 1
    assert said.err.startswith("“照片.jpg”的内容是程序")
    assert said.err.count("\n") == 1
    assert said.out.startswith("已添加 a.jpg（照片，")


def test_missing_files_are_named_and_strays_swept_when_asked(
    database: Path, tmp_path: Path, capsys: Capture
) -> None:
    photo = write_photo(tmp_path / "a.jpg")
    call(capsys, "--db", database, "evidence", "add", "A01", photo)
    folder = tmp_path / "自查.佐证"
    (kept,) = (each for each in folder.rglob("*") if each.is_file())
    kept.unlink()
    (folder / ".~1.tmp").write_bytes(b"half")
    said = call(capsys, "--db", database, "evidence", "check")
    assert said.code == 1
    assert "A01的佐证“a.jpg”文件不见了" in said.err
    assert "另有1个不再使用的文件" in said.out
    record = json.loads(
        call(capsys, "--db", database, "evidence", "check", "--sweep", "--json").out
    )
    assert (record["ok"], record["swept"], record["strays"]) == (False, 1, 0)
    with Store.open(database) as store:
        assert len(store.evidence.book(KEY).of("A01").links) == 1, "a sweep drops no record in use"


def test_an_unknown_item_is_refused(database: Path, tmp_path: Path, capsys: Capture) -> None:
    photo = write_photo(tmp_path / "a.jpg")
    said = call(capsys, "--db", database, "evidence", "add", "Z9", photo)
    assert (said.code, said.err) == (1, "本期自查没有Z9这一项；请核对检查项编号。\n")


def test_the_same_file_again_is_told_and_kept_once(
    database: Path, tmp_path: Path, capsys: Capture
) -> None:
    photo = write_photo(tmp_path / "a.jpg")
    words = ("--db", database, "evidence", "add", "A01", photo, "--caption", " 换了新牌 ")
    call(capsys, *words)
    again = call(capsys, *words)
    assert (again.code, again.err) == (0, "")
    assert again.out == "“a.jpg”在A01的佐证里已经有了，没有重复添加。\n"
    listed = call(capsys, "--db", database, "evidence", "list")
    assert listed.out == "A01-1 填报 a.jpg：换了新牌\n共1件。\n"
