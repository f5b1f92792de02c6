# SPDX-License-Identifier: MIT
"""`share` and `handover` from the command line: two PCs by two database files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from command_line import call
from exchanging import OTHER_DEVICE, make_town
from helpers import LONG_NOTE
from two_pcs import two_pcs, write

from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def test_a_fork_is_looked_at_chosen_and_merged(
    tmp_path: Path, stick: Path, capsys: Capture
) -> None:
    one, two = two_pcs(tmp_path, stick)
    write(one, "A01", note="甲写的")
    write(two, "A01", note=LONG_NOTE)
    write(two, "A06", note="只有乙")
    other = two.submit(stick, days=1, device=OTHER_DEVICE)
    merge = ("--db", one.database, "share", "merge", other.path)
    seen = call(capsys, *merge)
    assert seen.code == 1
    assert "上报包：窗口电脑" in seen.out
    assert "A01 填报结果（两边改得不一样，请选择；还没有选）" in seen.out
    assert "说明：本机" in seen.out
    assert "有1处要选择，没有改动" in seen.err
    looked = json.loads(call(capsys, *merge, "--json").out)
    assert (looked["merged"], looked["undecided"]) == (False, 1)
    assert [(each["item"], each["origin"]) for each in looked["differences"]] == [
        ("A01", "ask"),
        ("A06", "theirs"),
    ]
    assert looked["differences"][0]["lines"][0]["theirs"].endswith(LONG_NOTE)
    done = json.loads(call(capsys, *merge, "--theirs", "A01", "--json").out)
    assert (done["merged"], done["undecided"]) == (True, 0)
    with one.open() as store:
        assert store.answers(one.key)["A01"].note == LONG_NOTE
    again = call(capsys, *merge, "--yes")
    assert again.code == 0
    assert "本机已经有了" in again.out
    sent = call(capsys, "--db", one.database, "submit", "--out", stick)
    assert "第3版" in sent.out


def test_both_sides_of_one_item_are_refused(tmp_path: Path, stick: Path, capsys: Capture) -> None:
    one, two = two_pcs(tmp_path, stick)
    write(one, "A01", note="甲")
    write(two, "A01", note="乙")
    other = two.submit(stick, days=1, device=OTHER_DEVICE)
    merge = ("--db", one.database, "share", "merge", other.path, "--ours", "A01")
    refused = call(capsys, *merge, "--theirs", "A01")
    assert (refused.code, refused.out) == (1, "")
    assert "只选一边" in refused.err
    assert call(capsys, *merge).code == 0


def test_shared_work_goes_round(tmp_path: Path, stick: Path, capsys: Capture) -> None:
    town = make_town(tmp_path / "town")
    here, there = ("--db", town.database), ("--db", tmp_path / "李㐱.db")
    out = call(
        capsys, *here, "share", "out", "--dims", "B", "--to", "李㐱", "--out", stick, "--json"
    )
    shared = json.loads(out.out)
    assert shared["scope"] == ["B"]
    assert "待交回" in call(capsys, *here, "share", "list").out
    taken = call(capsys, *there, "share", "take", shared["path"])
    assert "分来的B，其他维度由他人填报" in taken.out
    assert "以前已经接收过" in call(capsys, *there, "share", "take", shared["path"]).out
    with Store.open(tmp_path / "李㐱.db") as store:
        from two_pcs import write_in

        write_in(store, town.key, "B01", note="李㐱填的")
    back = json.loads(call(capsys, *there, "share", "back", "--out", stick, "--json").out)
    unknown = call(capsys, *here, "share", "merge", back["path"], "--yes")
    assert unknown.code == 1
    assert "密钥没有登记" in unknown.err
    merged = call(
        capsys,
        *here,
        *("share", "merge", back["path"], "--yes", "--fingerprint", back["fingerprint"]),
    )
    assert merged.code == 0, merged.err
    assert "已合并" in merged.out
    with town.open() as store:
        assert store.answers(town.key)["B01"].note == "李㐱填的"
    assert "已交回" in call(capsys, *here, "share", "list").out
    assert "已交回1次" in call(capsys, *there, "share", "list").out


def test_a_share_is_called_off(tmp_path: Path, stick: Path, capsys: Capture) -> None:
    town = make_town(tmp_path / "town")
    here = ("--db", town.database)
    assert call(capsys, *here, "share", "list").out == "没有分工。\n"
    out = call(
        capsys, *here, "share", "out", "--dims", "A、B", "--to", "李", "--out", stick, "--json"
    )
    code = json.loads(out.out)["code"]
    assert call(capsys, *here, "share", "cancel", "000000").code == 1
    assert "已取消分给李的A、B" in call(capsys, *here, "share", "cancel", code.lower()).out
    assert "不再等" in call(capsys, *here, "share", "list").out


def test_the_whole_work_is_handed_over(tmp_path: Path, stick: Path, capsys: Capture) -> None:
    town = make_town(tmp_path / "town")
    here, there = ("--db", town.database), ("--db", tmp_path / "新.db")
    given = json.loads(
        call(capsys, *here, "handover", "give", "--out", stick, "--to", "李㐱", "--json").out
    )
    again = call(capsys, *here, "handover", "give", "--out", stick, "--to", "赵六")
    assert again.code == 1
    assert "已于" in again.err
    refused = call(capsys, *here, "submit", "--out", stick)
    assert refused.code == 1
    assert "收回交接" in refused.err
    taken = call(capsys, *there, "handover", "take", given["path"])
    assert f"核对码 {given['code']}" in taken.out
    assert "马上从U盘上删除" in taken.err
    twice = call(capsys, *there, "handover", "take", given["path"])
    assert twice.code == 1
    assert "没有覆盖" in twice.err
    assert call(capsys, *there, "submit", "--out", stick).code == 0
    undone = call(capsys, *here, "handover", "undo", "--yes")
    assert undone.out == "已收回，本机可以接着填。\n"
    assert call(capsys, *here, "handover", "undo", "--yes").code == 1
    assert call(capsys, *here, "backup").code == 0


def test_a_secret_is_spoken_of_plainly(tmp_path: Path, stick: Path, capsys: Capture) -> None:
    town = make_town(tmp_path / "town")
    given = call(capsys, "--db", town.database, "handover", "give", "--out", stick, "--to", "李㐱")
    assert "签名密钥" in given.err
    assert "本机从现在起只能查看" in given.out


def test_a_wrong_file_makes_no_database(tmp_path: Path, stick: Path, capsys: Capture) -> None:
    town = make_town(tmp_path / "town")
    sent = town.submit(stick)
    new = tmp_path / "新.db"
    for words in (("handover", "take"), ("share", "take")):
        assert call(capsys, "--db", new, *words, sent.path).code == 1
        assert not new.exists()
