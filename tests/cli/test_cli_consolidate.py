# SPDX-License-Identifier: MIT
"""汇总 from the command line: words for people, JSON for programs, papers, open tables."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from command_line import call
from consolidating import plain_town, received, three_towns
from exchanging import make_superior, township
from helpers import PERIOD
from relayed import REASON, WORDS, reviewed_levels
from reports.pdf_reading import whole_text

from bizenv_desktop.domain.papers.consolidated_kinds import CONSOLIDATED_KINDS
from bizenv_desktop.storage import Store

COVERAGE = "2026年第4季度应报4个单位，实报3个，未报：榆𬭎4镇。"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    missing = plain_town(folder / "missing", 4, changed={})
    return received(
        folder / "county.db", three_towns(folder / "towns"), folder / "stick", known=[missing]
    )


@pytest.fixture(autouse=True)
def first_of_december(monkeypatch):
    monkeypatch.setattr("bizenv_desktop.cli.consolidate_commands.today", lambda: date(2026, 12, 1))


def read(capsys, county, *words):
    outcome = call(capsys, "--db", county, "consolidate", *words)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out


def read_json(capsys, county, *words):
    return json.loads(read(capsys, county, *words, "--json"))


def test_the_period_in_words(capsys, county):
    lines = read(capsys, county).splitlines()
    assert lines[0] == COVERAGE
    assert lines[1] == (
        "总得分率87.25%：得分合计44.5÷分值合计51×100=87.25；总分平均87.35，中位数88.57"
    )
    assert "231222102 榆𬭎2镇：90.63分，问题2个，销号0个" in lines
    assert "问题5个，没有销号5个，其中逾期5个、七日内到期0个" in lines
    assert not any("位" in line for line in lines if line.startswith("  第"))
    ranked = read(capsys, county, "--ranking")
    assert "  第1位 榆𬭎2镇 90.63" in ranked


def test_the_period_for_programs(capsys, county):
    found = read_json(capsys, county, "--ranking")
    assert found["coverage"]["missing"] == ["榆𬭎4镇"]
    assert found["whole"] == {
        "units": 3,
        "score": "44.5",
        "points": "51",
        "rate": "87.25",
        "mean": "87.35",
        "median": "88.57",
        "explanation": "得分合计44.5÷分值合计51×100=87.25",
    }
    assert [unit["total"] for unit in found["units"]] == ["88.57", "90.63", "82.86"]
    assert found["items"][0]["code"] == "A01"
    assert found["findings"]["overdue"] == 5
    assert [each["place"] for each in found["ranking"]["places"]] == [1, 2, 3]
    assert read_json(capsys, county, "--under", "231222103")["whole"]["rate"] == "82.86"


def test_the_wall(capsys, county):
    text = read(capsys, county, "wall", "--period", "2026Q3", "--period", "2026Q4")
    assert text.splitlines()[-1] == "231222104 榆𬭎4镇 2026Q4 未报"
    found = read_json(capsys, county, "wall")
    assert [unit["cells"][0]["state"] for unit in found["units"]] == [
        "reported",
        "reported",
        "reported",
        "missing",
    ]
    assert found["periods"][0]["coverage"]["sentence"] == COVERAGE
    assert found["waiting_for_keys"] == 0
    assert len(found["units"][0]["cells"][0]["check_code"]) == 6


def test_items_and_who_loses_on_them(capsys, county):
    assert len(read(capsys, county, "items").splitlines()) == 1 + 4
    assert len(read(capsys, county, "items", "--all").splitlines()) == 1 + 9
    found = read_json(capsys, county, "items", "--item", "a01")["items"]
    assert [(unit["name"], unit["lost"]) for unit in found[0]["units"]] == [
        ("榆𬭎1镇", "2"),
        ("榆𬭎2镇", "1"),
    ]
    assert "  231222101 榆𬭎1镇：失2.00分" in read(capsys, county, "items", "--item", "A01")
    outcome = call(capsys, "--db", county, "consolidate", "items", "--item", "Z99")
    assert (outcome.code, outcome.err) == (1, "收到的上报里没有检查项“Z99”；请核对编号。\n")


def test_findings(capsys, county):
    found = read_json(capsys, county, "findings", "--overdue")
    assert {each["days_over"] for each in found["findings"]} == {4}
    assert len(found["findings"]) == 5
    text = read(capsys, county, "findings", "--open", "--under", "231222101")
    assert "231222101 榆𬭎1镇 A01 检查项A01 待整改 时限2026-11-27，逾期4天" in text


def test_one_unit(capsys, county):
    text = read(capsys, county, "unit", "231222102")
    assert "得分合计14.50÷应得分合计16×100=90.63（合理缺项1.5分不计入应得分）" in text
    assert "A02 窗口公示牌：发现1处×0.5=−0.5，得1.50/2.00" in text
    found = read_json(capsys, county, "unit", "231222102")
    assert found["total"] == "90.63"
    assert found["package"]["submitted_by"] == "王喆"
    assert found["comparison"] is None
    outcome = call(capsys, "--db", county, "consolidate", "unit", "231222104")
    assert outcome.code == 1
    assert "没有收到231222104" in outcome.err


def test_the_last_day_for_reporting(capsys, tmp_path):
    county = make_superior(tmp_path / "county.db")
    assert read(capsys, county, "due", "2026Q4") == "2026年第4季度没有设上报期限。\n"
    assert read_json(capsys, county, "due", "2026Q4", "2026-12-25")["due"] == "2026-12-25"
    assert read(capsys, county, "due", "2026q4") == "2026年第4季度上报期限：2026-12-25\n"
    assert read(capsys, county, "due", "2026Q4", "--none").endswith("没有设上报期限。\n")
    outcome = call(capsys, "--db", county, "consolidate", "due", "2026Q4", "2026-09-01")
    assert outcome.code == 1


@pytest.mark.parametrize(
    ("kind", "form"),
    [(kind, form) for kind in CONSOLIDATED_KINDS for form in kind.formats],
    ids=lambda part: getattr(part, "id", part),
)
def test_papers(capsys, county, tmp_path, kind, form):
    out = tmp_path / f"材料.{form}"
    said = read(capsys, county, "print", kind.id, "--out", out)
    assert said.startswith(f"已生成 {out}")
    assert out.read_bytes().startswith(b"%PDF" if form == "pdf" else b"PK")


def test_options_of_papers(capsys, county, tmp_path):
    folder = tmp_path / "材料"
    folder.mkdir()
    read(capsys, county, "print", "list", "--by-item", "--out", folder)
    (made,) = folder.iterdir()
    assert made.name == "兰西县_营商环境自查汇总整改清单_2026年第4季度_20261201.pdf"
    assert "A01检查项A01（涉及2个单位" in whole_text(made.read_bytes())
    read(capsys, county, "print", "urge", "--as-list", "--out", made)
    assert "签收人及日期" in whole_text(made.read_bytes())
    read(capsys, county, "print", "scores", "--ranking", "--out", made)
    assert "位次" in whole_text(made.read_bytes())
    found = read_json(capsys, county, "print", "wall", "--out", made)
    assert found == {"file": str(made), "pages": 1, "missing": []}
    outcome = call(capsys, "--db", county, "consolidate", "print", "report", "--out", "a.xlsx")
    assert (outcome.code, outcome.err) == (
        1,
        "“a.xlsx”不是汇总报告能写成的文件；请以.pdf、.docx结尾。\n",
    )


def test_open_tables_as_csv(capsys, county, tmp_path):
    found = read_json(capsys, county, "export", tmp_path / "out")
    rows = {each["file"].rpartition("/")[2]: each["rows"] for each in found}
    assert rows == {
        "units.csv": 4,
        "submissions.csv": 3,
        "dimensions.csv": 6,
        "items.csv": 27,
        "findings.csv": 5,
        "说明.md": 0,
    }
    raw = (tmp_path / "out" / "items.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfperiod,organisation,item,outcome,points,score\r\n")
    with (tmp_path / "out" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        first = list(csv.DictReader(file))
    assert first[0] == {
        "period": PERIOD.code,
        "organisation": township(1).code,
        "item": "A01",
        "outcome": "none",
        "points": "2",
        "score": "0",
    }
    readme = (tmp_path / "out" / "说明.md").read_text(encoding="utf-8")
    for name in ("submissions", "checklist_version", "recurrence", "DuckDB", "PostgreSQL"):
        assert name in readme


def test_open_tables_as_one_database(capsys, county, tmp_path):
    said = read(capsys, county, "export", tmp_path, "--sqlite")
    assert "汇总.sqlite（45行）" in said
    assert not (tmp_path / "items.csv").exists()
    with closing(sqlite3.connect(tmp_path / "汇总.sqlite")) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        totals = opened.execute("SELECT total FROM submissions ORDER BY organisation").fetchall()
        assert totals == [("88.57",), ("90.63",), ("82.86",)]
        joined = opened.execute(
            "SELECT count(*) FROM items JOIN submissions USING (period, organisation)"
        ).fetchone()
        assert joined == (27,)
    read(capsys, county, "export", tmp_path, "--sqlite", "--csv")
    assert (tmp_path / "items.csv").exists()


def test_an_export_that_cannot_be_written_says_so(capsys, county, tmp_path):
    taken = tmp_path / "占用"
    taken.write_text("一个同名文件", encoding="utf-8")
    outcome = call(capsys, "--db", county, "consolidate", "export", taken)
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
    folder = tmp_path / "out"
    (folder / "units.csv").mkdir(parents=True)
    (folder / "units.csv" / "x").touch()
    assert call(capsys, "--db", county, "consolidate", "export", folder).code == 1
    (folder / "汇总.sqlite").mkdir()
    outcome = call(capsys, "--db", county, "consolidate", "export", folder, "--sqlite")
    assert outcome.code == 1
    assert [path.name for path in folder.iterdir() if path.name.startswith(".~")] == []


def test_options_in_front_of_a_command_are_not_lost_silently(capsys, county):
    outcome = call(capsys, "--db", county, "consolidate", "--period", "2026Q4", "wall")
    assert (outcome.code, outcome.out) == (1, "")
    assert "选项请写在命令的后面" in outcome.err


def test_an_empty_database_says_so(capsys, tmp_path):
    county = make_superior(tmp_path / "county.db")
    with Store.open(county):
        pass
    assert "还没有设定应报单位" in read(capsys, county)
    assert "没有单位失分的检查项" in read(capsys, county, "items")
    assert "没有这样的问题" in read(capsys, county, "findings")
    assert "还没有设定应报单位" in read(capsys, county, "wall")


def test_very_many_units_are_told_and_not_all_listed(capsys, county, monkeypatch):
    monkeypatch.setattr("bizenv_desktop.actions.consolidation_actions.MOST_LOSING", 1)
    lines = read(capsys, county, "items", "--item", "A01").splitlines()
    assert lines[2:] == [
        "  失分的单位共2个，这里列出1个：先列分值全部失掉的，再列失掉一部分的，各按代码排。"
        "要看全部请加 --all，或用 --under 只看一个地区。",
        "  231222101 榆𬭎1镇：失2.00分",
    ]
    (item,) = read_json(capsys, county, "items", "--item", "A01")["items"]
    assert (len(item["units"]), item["units_left_out"]) == (1, 1)
    whole = read(capsys, county, "items", "--item", "A01", "--all").splitlines()
    assert [line[2:11] for line in whole[2:]] == ["231222101", "231222102"]


def test_one_unit_with_what_the_county_said(capsys, tmp_path):
    levels = reviewed_levels(tmp_path)
    code = levels.town.organisation.code
    lines = read(capsys, levels.city, "unit", code).splitlines()
    (at,) = (place for place, line in enumerate(lines) if line.startswith("A01 "))
    assert lines[at + 1] == (
        f"  兰西县考核分0.50（赵科长，2026-11-24），考核比自评低0.50分：{REASON}"
    )
    assert any(line.startswith("兰西县随汇总上报转来") for line in lines)
    assert f"兰西县督办（12月15日前办结，赵科长，2026-11-23）：{WORDS}" in lines
    (said,) = read_json(capsys, levels.city, "unit", code)["relayed_reviews"]
    assert (said["sender"], said["name"], said["fork"], said["trouble"]) == (
        "231222",
        "兰西县",
        False,
        "",
    )
    assert [(each["item"], each["score"], each["reason"]) for each in said["reviews"]] == [
        ("A01", "0.5", REASON),
        ("A04", "2", ""),
    ]
    assert [(each["kind"], each["due"], each["who"]) for each in said["notes"]] == [
        ("supervise", "2026-12-15", "赵科长"),
        ("return", None, "赵科长"),
    ]
    assert read_json(capsys, levels.county, "unit", code)["relayed_reviews"] == []
