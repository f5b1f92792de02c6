# SPDX-License-Identifier: MIT
"""The spine through the command line: a sample, its score worked out by hand, its list on paper."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from command_line import run_program
from helpers import LONG_NOTE, NOW, RARE
from reports.pdf_reading import squeezed, whole_text

from bizenv_desktop import actions
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict
from bizenv_desktop.storage import Store

PNG = b"\x89PNG\r\n\x1a\n"


def bizenv(*arguments):
    """Run a command that must succeed; what it said."""
    outcome = run_program(*arguments)
    assert (outcome.code, outcome.err) == (0, ""), arguments
    return outcome.out


def by_hand(score):
    """Total from the printed item scores: 100 × Σ score ÷ Σ points, half-up, plus bonus."""
    base = [
        item
        for item in score["items"]
        if item["method"] not in ("bonus", "veto") and item["state"] != "not_applicable"
    ]
    earned = sum(Decimal(item["score"] or 0) for item in base)
    points = sum(Decimal(item["points"]) for item in base)
    total = (100 * earned / points).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return total + Decimal(score["bonus"])


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "示例"
    said = bizenv("sample", folder)
    return folder, said


@pytest.fixture(scope="module")
def score(sample):
    return json.loads(bizenv("--db", sample[0] / "sample.db", "score", "--json"))


def test_the_sample_leaves_database_paper_and_picture(sample):
    folder, said = sample
    assert {path.name for path in folder.iterdir()} == {"sample.db", "整改清单.pdf", "window.png"}
    assert said.splitlines() == [
        "示例单位：黑龙江省绥化市兰西县红光镇，2026年第4季度",
        *(f"已生成 {folder / name}" for name in ("sample.db", "整改清单.pdf", "window.png")),
    ]
    assert (folder / "window.png").read_bytes().startswith(PNG)


def test_the_total_follows_by_hand_from_the_printed_items(score):
    assert Decimal(score["total"]) == by_hand(score)
    assert score["total"] == score["filled_total"]
    assert score["answered"] == score["asked"] == 120


def test_each_dimension_follows_from_its_items(score):
    for dimension in score["dimensions"]:
        own = [item for item in score["items"] if item["dimension"] == dimension["code"]]
        scored = [item for item in own if item["state"] == "scored"]
        assert Decimal(dimension["score"]) == sum(Decimal(item["score"]) for item in scored)
        assert Decimal(dimension["points"]) == sum(Decimal(item["points"]) for item in scored)


def test_the_paper_holds_every_field_of_every_finding(sample, score, tmp_path):
    out = tmp_path / "清单.pdf"
    bizenv("--db", sample[0] / "sample.db", "print", "list", "--out", out)
    paper = whole_text(out.read_bytes())
    titles = {item["code"]: item["title"] for item in score["items"]}
    assert len(score["findings"]) > 15
    for finding in score["findings"]:
        assert squeezed(finding["item"] + titles[finding["item"]]) in paper
        for field in ("problem", "measures", "unit", "person", "leader", "due"):
            assert squeezed(finding[field]) in paper, (finding["item"], field)
        for field in ("progress", "remark"):
            assert squeezed(finding[field]) in paper, (finding["item"], field)
    assert f"自评分{score['total']}" in paper


def test_the_paper_made_with_the_sample_is_the_one_printed_later(sample):
    """But for the day of print: the sample's lies in its period."""
    paper = whole_text((sample[0] / "整改清单.pdf").read_bytes())
    assert "打印日期：2026年11月23日" in paper


def test_the_sample_passes_the_programs_own_check(sample):
    report = json.loads(bizenv("--db", sample[0] / "sample.db", "check", "--json"))
    assert report == {"ok": True, "faults": [], "self_checks": 2, "answers": 240, "packages": 0}


def test_another_unit_period_and_seed_make_another_township(score, tmp_path):
    folder = tmp_path / "other"
    arguments = ("--unit", "231222210", "--period", "2026M11", "--seed", 5)
    said = bizenv("sample", folder, *arguments)
    other = json.loads(bizenv("--db", folder / "sample.db", "score", "--json"))
    assert "黑龙江省绥化市兰西县星火乡，2026年11月" in said
    assert other["organisation"]["name"] == "星火乡"
    assert other["period"] == "2026M11"
    assert other["total"] != score["total"]
    assert Decimal(other["total"]) == by_hand(other)


def test_a_real_unit_with_hard_text_gets_a_whole_paper(tmp_path, checklist):
    """Rare characters, markup, tabs, 3,000 characters and a path separator in the unit's name."""
    path = tmp_path / "自查.db"
    unit = Organisation("231222X001", "红光/试验区", Level.TOWNSHIP, ("黑龙江省",))
    answers = (
        Answer("A11", Verdict.NOT_MET, note=RARE),
        Answer("A12", Verdict.PARTLY_MET, note=LONG_NOTE),
        Answer(
            "A01",
            Verdict.PARTLY_MET,
            occurrences=(Occurrence("a", "<b>门口</b>", "𬭎\t与㐱"),),
        ),
    )
    with Store.open(path, create=True) as store:
        actions.set_own_organisation(store, unit)
        actions.begin_self_check(store, checklist, unit, Period.parse("2026Q4"), NOW)
        filled = actions.fill(store, (unit.code, "2026Q4"), NOW.date())
        actions.save_answers(store, filled, answers)
        filled = actions.fill(store, (unit.code, "2026Q4"), NOW.date())
        view = filled.findings[0]
        store.save_findings(
            filled.check.key, [replace(view.finding, person="<王喆&㐱>", remark="\"引号\"与'单'")]
        )
    bizenv("--db", path, "print", "list", "--out", tmp_path)
    (made,) = tmp_path.glob("*.pdf")
    assert made.name.startswith("红光_试验区_营商环境自查整改清单_2026年第4季度_")
    paper = whole_text(made.read_bytes())
    for words in (
        squeezed(RARE),
        "<b>门口</b>",
        "𬭎与㐱",
        "<王喆&㐱>",
        "\"引号\"与'单'",
        "红光/试验区",
    ):
        assert words in paper
    assert paper.count("趟") == LONG_NOTE.count("趟")
    assert "示例" not in paper
    assert "已填3/120项" in paper
