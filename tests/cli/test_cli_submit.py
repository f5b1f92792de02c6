# SPDX-License-Identifier: MIT
"""`submit` from the command line: Chinese for people, JSON for programs, refusals exit 1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from command_line import call
from exchanging import make_town
from helpers import NOW

from bizenv_desktop import actions
from bizenv_desktop.domain.selfcheck import Answer
from bizenv_desktop.sync.container import open_package

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town

    Capture = pytest.CaptureFixture[str]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return make_town(tmp_path / "town")


def test_people_read_where_it_is_and_what_to_say(
    town: Town, tmp_path: Path, capsys: Capture
) -> None:
    stick = tmp_path / "U盘"
    said = call(capsys, "--db", town.database, "submit", "--out", stick, "--by", "王喆")
    assert (said.code, said.err) == (0, "")
    (path,) = stick.iterdir()
    first, where, code = said.out.splitlines()
    assert first == "已上报2026年第4季度自查第1版。"
    assert where == f"已写到 {path}，并读回核验，可以拔出。"
    with open_package(path) as package:
        assert code.startswith(f"核对码 {package.id[:6].upper()}，")
        assert package.header.device != ""
    again = call(capsys, "--db", town.database, "submit", "--out", stick, "--period", "2026Q4")
    assert again.out.startswith("没有新的修改，重新写出2026年第4季度自查第1版。")
    assert list(stick.iterdir()) == [path]


def test_programs_read_json(town: Town, tmp_path: Path, capsys: Capture) -> None:
    said = call(capsys, "--db", town.database, "submit", "--out", tmp_path / "out", "--json")
    record = json.loads(said.out)
    assert (record["period"], record["revision"], record["again"]) == ("2026Q4", 1, False)
    assert record["organisation"] == town.organisation.code
    assert record["code"] == record["package"][:6].upper()
    assert record["photos"] == 0
    assert record["delivered"]
    with open_package(tmp_path / "out" / record["path"]) as package:
        assert package.id == record["package"]


def test_refusals_exit_1_in_one_sentence(town: Town, tmp_path: Path, capsys: Capture) -> None:
    with town.open() as store:
        filled = actions.fill(store, town.key, NOW.date())
        actions.save_answers(store, filled, [Answer("A01")])
    said = call(capsys, "--db", town.database, "submit", "--out", tmp_path / "out")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("审核还有1个错误，不能上报")
    assert said.err.count("\n") == 1
    assert not (tmp_path / "out").exists()
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    other = make_town(tmp_path / "other", 2)
    said = call(capsys, "--db", other.database, "submit", "--out", blocked)
    assert said.code == 1
    assert said.err.count("\n") == 1
