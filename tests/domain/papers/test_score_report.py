# SPDX-License-Identifier: MIT
"""The score as JSON and as lines of text."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from filled_checks import ALL_ON, filled_check, met_everywhere
from helpers import PERIOD, believable_answers, small_checklist

from bizenv_desktop.domain.papers.score_report import score_lines, score_record
from bizenv_desktop.domain.selfcheck import Answer, Verdict


@pytest.fixture
def filled():
    checklist = small_checklist()
    items = checklist.asked(ALL_ON)
    answers = believable_answers(items, seed=3).values()
    return filled_check(answers, checklist=checklist, options=ALL_ON)


def test_the_record_is_plain_json_with_decimals_as_strings(filled, library):
    record = score_record(filled, library.editions)
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record
    assert record["total"] == str(filled.card.total)
    assert all(isinstance(item["points"], str) for item in record["items"])


def test_the_record_says_whose_score_it_is(filled, library):
    record = score_record(filled, library.editions)
    assert record["organisation"] == {"code": "231222102", "name": "榆林镇", "sample": True}
    assert record["period"] == PERIOD.code
    assert record["checklist"] == {"id": "small", "version": 1}


def test_dimensions_add_up_to_the_base(filled, library):
    record = score_record(filled, library.editions)
    scores = sum(Decimal(entry["score"]) for entry in record["dimensions"])
    points = sum(Decimal(entry["points"]) for entry in record["dimensions"])
    assert (scores, points) == (Decimal(record["base_score"]), Decimal(record["base_points"]))
    assert [entry["name"] for entry in record["dimensions"]] == ["政务环境", "守信践诺"]


def test_every_item_asked_is_there_with_its_arithmetic(filled, library):
    items = score_record(filled, library.editions)["items"]
    assert [item["code"] for item in items] == [item.code for item in filled.items]
    assert {item["method"] for item in items} == {
        *("judgement", "deduction", "measure", "tier", "bonus", "veto")
    }
    assert all(item["explanation"] and item["citations"] and item["title"] for item in items)


def test_findings_carry_every_field(filled, library):
    findings = score_record(filled, library.editions)["findings"]
    assert [finding["item"] for finding in findings] == [v.item.code for v in filled.findings]
    assert set(findings[0]) == {
        *("item", "raised", "problem", "measures", "unit", "person", "leader"),
        *("due", "due_explained", "progress", "remark"),
    }


def test_an_empty_check_has_no_filled_total(library):
    record = score_record(filled_check([]), library.editions)
    assert record["total"] == "0.00"
    assert record["filled_total"] is None
    assert {item["score"] for item in record["items"]} == {None}
    assert record["findings"] == []


def test_the_lines_show_each_item_that_lost_points(filled):
    lines = score_lines(filled)
    lost = [scored for scored in filled.card.items if scored.lost]
    assert lines[0] == "黑龙江省绥化市兰西县榆林镇 2026年第4季度（示例，内容为虚构）"
    assert f"失分{len(lost)}项：" in lines
    for scored in lost:
        assert f"  {scored.item.code} {scored.item.title}：{scored.explanation}" in lines


def test_a_perfect_check_lists_nothing_lost():
    filled = filled_check(met_everywhere(small_checklist()))
    real = replace(
        filled,
        check=replace(filled.check, organisation=replace(filled.check.organisation, sample=False)),
    )
    lines = score_lines(real)
    assert lines[0] == "黑龙江省绥化市兰西县榆林镇 2026年第4季度"
    assert not any("失分" in line for line in lines)


def test_points_not_scored_do_not_count_as_lost():
    filled = filled_check([Answer("A01", Verdict.NOT_APPLICABLE, na_reason="没有这项业务")])
    assert not any("失分" in line for line in score_lines(filled))
