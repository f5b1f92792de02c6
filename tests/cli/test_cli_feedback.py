# SPDX-License-Identifier: MIT
"""`feedback` from the command line: the county answers, the township reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from answering import make_pair, take
from command_line import call
from helpers import small_checklist

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from answering import Superior
    from command_line import Outcome
    from exchanging import Town

    Capture = pytest.CaptureFixture[str]
    Say = Callable[..., Outcome]

Pair = tuple["Town", "Superior"]
UNIT = "榆𬭎1镇"


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    town, county = make_pair(tmp_path)
    county.receive(town.submit(tmp_path / "stick").path)
    return town, county


@pytest.fixture
def county(pair: Pair, capsys: Capture) -> Say:
    """Call it with the words after `feedback`."""
    return lambda *words: call(capsys, "--db", pair[1].database, "feedback", *words)


@pytest.fixture
def town(pair: Pair, capsys: Capture) -> Say:
    return lambda *words: call(capsys, "--db", pair[0].database, "feedback", *words)


def test_the_whole_circle(pair: Pair, county: Say, town: Say, tmp_path: Path) -> None:
    assert town("show").out == "还没有收到上级的回执和反馈。\n"
    said = county("review", UNIT, "A01", "0.5", "--reason", "没有公示牌", "--by", "赵科长")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == f"{UNIT} 2026年第4季度 第1版"
    assert "A01\t0.5\t没有公示牌" in said.out
    code = pair[0].organisation.code
    assert county("note", code, "--words", "补齐台账", "--due", "2036-12-15").code == 0
    said = county("return", UNIT, "--words", "照片看不清", "--period", "2026q4")
    assert "1. 督办（12月15日前办结）：补齐台账" in said.out
    assert "2. 退回：照片看不清" in said.out
    said = county("write", "--out", tmp_path / "U盘")
    (path,) = (tmp_path / "U盘").iterdir()
    assert said.out.splitlines()[-1] == "共写出1份反馈。"
    assert str(path) in said.out
    assert county("write", "--out", tmp_path / "U盘").out == "没有要反馈的新内容。\n"
    assert county("write", UNIT, "--out", tmp_path / "U盘").out.startswith("没有新内容，重新写出")
    assert take(pair[0], path).value == "taken"
    lines = town("show").out.splitlines()
    assert lines[0].startswith("兰西县 11月24日已收第1版，核对码 ")
    assert lines[1] == "上级退回了这次自查，请改好后重新上报。"
    assert lines[2].startswith("1项有考核分，其余8项按自评分计：考核总分")
    assert lines[3] == "A01\t0.5\t没有公示牌"
    assert lines[4] == "兰西县督办（12月15日前办结，针对第1版）：补齐台账"


def test_programs_read_json(pair: Pair, county: Say, town: Say, tmp_path: Path) -> None:
    said = json.loads(county("review", UNIT, "A01", "0.5", "--reason", "没有", "--json").out)
    assert (said["revision"], said["returned"]) == (1, False)
    assert [(each["item"], each["score"]) for each in said["reviews"]] == [("A01", "0.5")]
    said = json.loads(county("return", UNIT, "--words", "退", "--json").out)
    assert [(each["number"], each["kind"]) for each in said["notes"]] == [(1, "return")]
    (written,) = json.loads(county("write", "--out", tmp_path / "out", "--json").out)
    assert (written["receipts"], written["reviews"], written["notes"]) == (1, 1, 1)
    take(pair[0], tmp_path / "out" / written["path"])
    state = json.loads(town("show", "--json").out)
    assert state["must_change"] is True
    assert state["reviewer"] == "兰西县"
    assert state["reviews"][0]["reason"] == "没有"
    assert state["receipts"][0]["revision"] == 1


def test_words_are_taken_back(county: Say, pair: Pair) -> None:
    county("review", UNIT, "A01", "0.5", "--reason", "没有")
    county("note", UNIT, "--words", "补齐")
    assert "0.5" not in county("review", UNIT, "A01", "none").out
    assert "补齐" not in county("take-back", UNIT, "1").out
    said = county("take-back", UNIT, "1")
    assert (said.code, said.err) == (1, "这条意见已经撤回；请重新打开再看。\n")


def test_a_note_says_by_which_revision_it_was_answered(
    county: Say, pair: Pair, tmp_path: Path
) -> None:
    town, superior = pair
    county("note", UNIT, "--words", "补齐")
    (note,) = json.loads(county("show", UNIT, "--json").out)["notes"]
    assert note["answered_by"] is None
    town.change()
    superior.receive(town.submit(tmp_path / "again", days=1).path)
    (note,) = json.loads(county("show", UNIT, "--json").out)["notes"]
    assert note["answered_by"] == 2
    said = county("show", UNIT).out
    assert "针对第1版，已重新上报第2版）：补齐" in said


def test_the_rest_is_agreed_with(county: Say, pair: Pair) -> None:
    county("review", UNIT, "A01", "0.5", "--reason", "没有")
    said = county("agree", UNIT, "--by", "赵科长")
    assert said.out.splitlines()[1].startswith("9项有考核分：考核总分")
    with pair[1].open() as store:
        reviews = store.reviews.reviews(pair[0].key)
    assert (len(reviews), reviews["A01"].given.reason, reviews["B01"].who) == (9, "没有", "赵科长")


def test_scores_are_carried_to_the_newest_revision(county: Say, pair: Pair, tmp_path: Path) -> None:
    county("review", UNIT, "A01", "0.5", "--reason", "没有")
    pair[0].change()
    pair[1].receive(pair[0].submit(tmp_path / "stick", days=2).path, days=3)
    assert "A01\t0.5\t（针对第1版）没有" in county("show", UNIT).out
    assert county("carry", UNIT).out == "1项考核分算作本版的了。\n"
    assert "A01\t0.5\t没有" in county("show", UNIT).out


def test_what_is_issued_is_offered_and_taken(
    pair: Pair, county: Say, town: Say, tmp_path: Path
) -> None:
    from dataclasses import replace

    own = replace(small_checklist(), id="small@231222", version=2, title="县自查表")
    with pair[1].open() as store:
        store.save_checklist(own)
    assert county("issue").out == "没有要下发的自查表和正式文本。\n"
    assert county("issue", "--checklist", own.id).out == f"自查表 {own.id} 第2版\n"
    county("write", "--out", tmp_path / "out")
    (path,) = (tmp_path / "out").iterdir()
    assert town("offers").out == "上级没有下发新的自查表和正式文本。\n"
    take(pair[0], path)
    assert town("offers").out == "1. 兰西县下发：自查表“县自查表”第2版\n"
    assert town("offers", "--take", "7").code == 1
    assert town("offers", "--take", "1").out.endswith("（已存入）\n")
    assert town("offers").out == "上级没有下发新的自查表和正式文本。\n"
    assert json.loads(county("issue", "--none", "--json").out) == {
        "checklists": [],
        "editions": [],
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("review", "没有这个镇", "A01", "1"), "下级单位里没有“没有这个镇”"),
        (("review", UNIT, "A01", "1.234"), "不是考核分"),
        (("review", UNIT, "A01", "-1"), "不是考核分"),
        (("review", UNIT, "A01", "9", "--reason", "多"), "最多2分"),
        (("review", UNIT, "A01", "1"), "请写明理由"),
        (("review", UNIT, "Z99", "1"), "没有Z99这一项"),
        (("note", UNIT, "--words", "补", "--due", "2020-01-01"), "已经过去"),
        (("note", UNIT, "--words", "补", "--period", "2020Q1"), "还没有收到"),
        (("issue", "--checklist", "没有"), "不能下发"),
    ],
)
def test_refusals_exit_1_in_one_sentence(
    county: Say, pair: Pair, words: tuple[str, ...], said: str
) -> None:
    outcome = county(*words[:2], *(["--"] if "-1" in words else []), *words[2:])
    assert (outcome.code, outcome.out) == (1, "")
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    with pair[1].open() as store:
        assert store.reviews.reviews(pair[0].key) == {}
