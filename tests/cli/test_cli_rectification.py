# SPDX-License-Identifier: MIT
"""Findings, visits, regained points and earlier periods on the command line."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from command_line import call
from helpers import fill_database
from photos import write_photo

from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Verdict

TODAY = date.today().isoformat()  # noqa: DTZ011  # the program's own clock


@pytest.fixture
def run(tmp_path, small, capsys):
    path = tmp_path / "自查.db"
    found = [Answer(code, Verdict.PARTLY_MET, note="没有做到") for code in ("A01", "B01")]
    better = {"A01": Answer("A01", Verdict.MET), "B01": Answer("B01", Verdict.NOT_MET)}
    fill_database(path, small, better, period=Period.parse("2026Q3"))
    fill_database(path, small, {one.item: one for one in found})
    return lambda *words: call(capsys, "--db", path, *words)


def data(outcome):
    assert (outcome.code, outcome.err) == (0, "")
    return json.loads(outcome.out)


def test_a_finding_is_closed_by_somebody_else(run):
    run("finding", "step", "start", "A01", "B01", "--by", "王喆")
    assert "待复核" in run("finding", "step", "submit", "A01", "--by", "王喆").out
    refused = run("finding", "step", "close", "A01", "--by", "王喆")
    assert (refused.code, refused.out) == (1, "")
    assert "不能自己复核" in refused.err
    (closed,) = data(run("finding", "step", "close", "A01", "--by", "李㐱", "--json"))
    assert (closed["code"], closed["state"]) == ("A01", "closed")
    assert [one["code"] for one in data(run("finding", "list", "--open", "--json"))] == ["B01"]
    assert "A01\t已销号" in run("finding", "list").out
    steps = [one["step"] for one in data(run("finding", "history", "A01", "--json"))]
    assert steps == ["start", "submit", "close"]
    assert "李㐱　同意销号" in run("finding", "history", "A01").out


def test_a_deadline_is_put_off_as_often_as_allowed(run):
    far = (date.today() + timedelta(days=400)).isoformat()  # noqa: DTZ011
    extend = ("finding", "extend", "A01", "--by", "王喆", "--to")
    assert "延期要写明理由" in run(*extend, far).err
    assert "不是日期" in run(*extend, "明天", "--words", "雨").err
    (put_off,) = data(run(*extend, far, "--words", "雨", "--json"))
    assert (put_off["due"], put_off["extensions"]) == (far, 1)
    assert "最多1次" in run(*extend, "2030-01-01", "--words", "雨").err
    assert data(run("finding", "limit", "2", "--json")) == {"most_extensions": 2}
    assert run("finding", "limit").out == "每个问题最多延期2次\n"


def test_a_visit_is_recorded(run):
    problems = ("--problem", "A01=值班人不在岗", "--problem", "B=没有停车位")
    made = data(run("visit", "add", "--day", TODAY, "--by", "县营商局", *problems, "--json"))
    assert [one["code"] for one in made["problems"]] == ["督1-1", "督1-2"]
    assert "暗访（县营商局" in run("visit", "list").out
    assert data(run("visit", "list", "--json")) == [made]
    found = data(run("finding", "list", "--json"))
    assert [(one["code"], one["source"]) for one in found[-2:]] == [
        ("督1-1", "visit"),
        ("督1-2", "visit"),
    ]
    assert "没有写成" in run("visit", "add", "--day", TODAY, "--by", "局", "--problem", "甲").err


def test_a_visit_is_corrected_and_removed(run):
    run("visit", "add", "--day", TODAY, "--by", "县营商局", "--problem", "A01=值班人不在岗")
    words = ("--words", "督1-1=值班人午后不在岗", "--problem", "B=没有停车位")
    made = data(run("visit", "correct", "1", "--by", "市营商局", *words, "--json"))
    assert (made["inspectors"], made["day"], made["kind"]) == ("市营商局", TODAY, "unannounced")
    found = [(one["code"], one["problem"]) for one in made["problems"]]
    assert found == [("督1-1", "值班人午后不在岗"), ("督1-2", "没有停车位")]
    assert data(run("visit", "list", "--json")) == [made]
    assert "没有“督1-9”这个问题" in run("visit", "correct", "1", "--words", "督1-9=无").err
    assert "没有第2次检查" in run("visit", "remove", "2").err
    assert "和它的2个问题" in run("visit", "remove", "1").out
    assert data(run("visit", "list", "--json")) == []


def test_photos_are_kept_with_a_visit(run, tmp_path):
    photo, other = write_photo(tmp_path / "门口.jpg"), tmp_path / "坏.jpg"
    other.write_bytes(b"MZ")
    words = ("visit", "add", "--day", TODAY, "--by", "县营商局", "--photo", photo)
    assert data(run(*words, "--json"))["refused"] == []
    told = run(*words, "--photo", other)
    assert (told.code, "坏.jpg" in told.err) == (1, True)
    assert "已登记暗访" in told.out
    assert run("evidence", "add", "督1现场", photo, "--use", "after").code == 0
    listed = run("evidence", "list").out
    assert listed.startswith("督1现场-1 填报 门口.jpg\n督1现场-2 整改后 门口.jpg\n督2现场-1")


def test_regained_points(run):
    plain = data(run("whatif", "--json"))
    assert [one["code"] for one in plain["items"]] == ["A01", "B01"]
    assert plain["total"] == plain["after"]
    after = data(run("whatif", "A01", "--json"))
    assert after["after"] > after["total"]
    assert "改好1项后" in run("whatif", "A01").out
    assert "没有扣分" in run("whatif", "A06").err


def test_the_trend_compares_the_same_items(run):
    line = data(run("trend", "--json"))
    assert [one["period"] for one in line["points"]] == ["2026年第3季度", "2026年第4季度"]
    assert [one["code"] for one in line["better"]] == ["B01"]
    assert [one["code"] for one in line["worse"]] == ["A01"]
    assert "变差\tA01" in run("trend").out


def test_what_came_back_is_listed(run):
    for step, by in (("start", "王喆"), ("submit", "王喆"), ("close", "李㐱")):
        run("finding", "step", step, "B01", "--by", by, "--period", "2026Q3")
    looked = data(run("finding", "followup", "--json"))
    assert [one["code"] for one in looked["recurrences"] + looked["look_backs"]].count("B01") <= 1
    assert "反弹" in run("finding", "followup").out


def test_a_look_back_is_recorded_and_taken_back(run):
    for step, by in (("start", "王喆"), ("submit", "王喆"), ("close", "李㐱")):
        run("finding", "step", step, "A01", "--by", by)
    (made,) = data(run("finding", "looked", "A01", "--by", "赵𬭎", "--words", "在岗", "--json"))
    assert made == {
        "code": "A01",
        "period": "2026年第4季度",
        "step": "look_back",
        "at": made["at"],
        "who": "赵𬭎",
        "words": "在岗",
        "after": 30,
        "day": TODAY,
        "outcome": "holds",
    }
    listed = data(run("finding", "followup", "--json"))
    assert [one["after"] for one in listed["look_backs"] if one["code"] == "A01"] == [90]
    assert [(one["code"], one["found_again"]) for one in listed["looked"]] == [("A01", None)]
    assert f"已回头看\t{TODAY}\t2026年第4季度" in run("finding", "followup").out
    steps = [one["step"] for one in data(run("finding", "history", "A01", "--json"))]
    assert steps == ["start", "submit", "close", "look_back"]
    assert "销号后30天回头看" in run("finding", "history", "A01").out
    assert (
        "A01 撤回销号后30天回头看"
        in run("finding", "looked", "A01", "--by", "李㐱", "--take-back").out
    )
    refused = run("finding", "looked", "A01", "--by", "李㐱", "--take-back")
    assert (refused.code, refused.out) == (1, "")
    assert "没有登记过回头看" in refused.err
    again = ("finding", "looked", "A01", "--by", "赵𬭎", "--outcome", "again")
    assert "又有问题要写明" in run(*again).err
    assert "又有问题" in run(*again, "--words", "没有人").out
    assert "未列入整改" in run("finding", "followup").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("A01",), "现在没有该回头看的"),
        (("A01", "--after", "30"), "还没有销号"),
        (("Z99",), "没有“Z99”这个问题"),
        (("A01", "--day", "明天"), "不是日期"),
    ],
)
def test_what_cannot_be_looked_back_at_is_refused(run, words, sentence):
    refused = run("finding", "looked", *words, "--by", "赵𬭎")
    assert (refused.code, refused.out) == (1, "")
    assert sentence in refused.err


def test_the_dossier_is_built(run, tmp_path):
    out = tmp_path / "档案"
    made = data(run("dossier", "--out", out, "--json"))
    assert made["papers"] >= 8
    assert (made["evidence"], made["faults"]) == (0, [])
    assert (out / "index.html").is_file()
    refused = run("dossier", "--out", out)
    assert refused.code == 1
    assert "已经有了" in refused.err
    assert "材料" in run("dossier", "--out", tmp_path / "档案.zip").out
