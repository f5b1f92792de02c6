# SPDX-License-Identifier: MIT
"""Which answers ask for a finding, and what it says before the clerk writes anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from helpers import LONG_NOTE, RARE

from bizenv_desktop.domain.checklists.checklist import Checklist, ScoringOptions
from bizenv_desktop.domain.findings.rectification import (
    Finding,
    edited,
    findings_of,
    raises_finding,
    suggested_measures,
    suggested_problem,
    view_finding,
)
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict

MET, PARTLY, NOT_MET, NA = Verdict
TODAY = date(2026, 11, 23)
OFF = ScoringOptions()


@pytest.mark.parametrize(
    ("answer", "raises"),
    [
        (Answer("A01", MET), False),
        (Answer("A01", PARTLY), True),
        (Answer("A01", NOT_MET), True),
        (Answer("A01", NOT_MET, confirmed=False), False),
        (Answer("A01", NA), False),
        (Answer("A01", note="还没选"), False),
        (Answer("A02", PARTLY), False),
        (Answer("A02", PARTLY, occurrences=(Occurrence("b"),)), True),
        (Answer("A02", NOT_MET), True),
        (Answer("A03", numerator=Decimal(99), denominator=Decimal(100)), True),
        (Answer("A03", numerator=Decimal(100), denominator=Decimal(100)), False),
        (Answer("A03", numerator=Decimal(1)), False),
        (Answer("A04", value=Decimal("10.2")), True),
        (Answer("A04", value=Decimal("10.01")), False),  # loses less than a hundredth
        (Answer("A05", value=Decimal(5)), True),
        (Answer("B04", NOT_MET), False),
        (Answer("B05", NOT_MET), True),
        (Answer("B05", MET), False),
    ],
)
def test_an_answer_that_loses_points_asks_for_a_finding(
    small: Checklist, answer: Answer, raises: bool
) -> None:
    assert raises_finding(small.item(answer.item), answer) is raises
    assert not raises_finding(small.item(answer.item), None)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Answer("A01", NOT_MET), "没有做到"),
        (Answer("A01", NOT_MET, note=" 东侧窗口没有牌 "), "东侧窗口没有牌"),
        (Answer("A01", NOT_MET, note=RARE), RARE.strip()),
        (Answer("A01", NOT_MET, note=LONG_NOTE), LONG_NOTE),
        (
            Answer("A02", PARTLY, occurrences=(Occurrence("a", "1号窗口", "旧牌", 2),)),
            "1号窗口：牌子缺项（旧牌），2处",
        ),
        (Answer("A02", PARTLY, occurrences=(Occurrence("b"),)), "电话打不通，1次"),
        (
            Answer(
                "A02",
                PARTLY,
                note="群众反映过",
                occurrences=(Occurrence("a", "门厅"), Occurrence("gone"), Occurrence("b", count=3)),
            ),
            "1. 门厅：牌子缺项，1处\n2. 电话打不通，3次\n3. 群众反映过",
        ),
        (
            Answer("A03", numerator=Decimal(95), denominator=Decimal(120)),
            "没有做到（按时办结数95÷受理数120≈79.17%，目标100%）",
        ),
        (Answer("A04", value=Decimal("12.5")), "没有做到（平均等候分钟数12.5分钟，目标10分钟）"),
        (Answer("A05", value=Decimal(2)), "没有做到（能办的领域数2类）"),
    ],
)
def test_the_problem_starts_from_what_was_found(
    small: Checklist, answer: Answer, problem: str
) -> None:
    assert suggested_problem(small.item(answer.item), answer) == problem


def test_a_finding_follows_the_item_until_the_clerk_writes(small: Checklist) -> None:
    item, answer = small.item("A01"), Answer("A01", NOT_MET)
    view = view_finding(item, answer, Finding("A01", TODAY))
    assert view.problem == "没有做到"
    assert view.measures == "1. 当天补齐\n2. 指定专人每周看一遍"
    assert view.due == date(2026, 11, 30)
    assert view.due_explained == "5个工作日：自11月23日次日起算，至11月30日，跳过11月28—29日"
    written = Finding("A01", TODAY, problem="写过的", measures="照办", due=date(2026, 12, 1))
    view = view_finding(item, replace(answer, note="后来又记"), written)
    assert (view.problem, view.measures) == ("写过的", "照办")
    assert (view.due, view.due_explained) == (date(2026, 12, 1), "由填报人确定")


def test_one_measure_is_not_numbered(small: Checklist) -> None:
    assert suggested_measures(replace(small.item("A01"), measures=("当天补齐",))) == "当天补齐"


@pytest.mark.parametrize(
    ("answer", "written", "described"),
    [
        (Answer("A01", NOT_MET), None, False),
        (Answer("A01", NOT_MET, note=" \t"), None, False),
        (Answer("A01", NOT_MET, note="无牌"), None, True),
        (Answer("A02", PARTLY, occurrences=(Occurrence("a"),)), None, True),
        (Answer("A04", value=Decimal(20)), None, True),
        (Answer("A01", NOT_MET), "写了", True),
        (Answer("A01", NOT_MET, note="无牌"), "  ", False),
    ],
)
def test_a_general_wording_is_no_description(
    small: Checklist, answer: Answer, written: str | None, described: bool
) -> None:
    finding = Finding(answer.item, TODAY, problem=written)
    view = view_finding(small.item(answer.item), answer, finding)
    assert view.problem_described is described


def test_emptied_words_follow_the_item_again() -> None:
    finding = Finding("A01", TODAY, problem="写过", measures="写过", unit="党政办")
    changed = edited(finding, problem="", measures="", unit="", person="㐱喆")
    assert changed == Finding("A01", TODAY, person="㐱喆")


def test_findings_come_in_the_checklists_order_with_what_was_stored(small: Checklist) -> None:
    answers = {
        "B01": Answer("B01", NOT_MET),
        "A01": Answer("A01", PARTLY),
        "A06": Answer("A06", MET),
        "B05": Answer("B05", NOT_MET),
    }
    stored = {
        "B01": Finding("B01", date(2026, 11, 2), person="王喆"),
        "A06": Finding("A06", date(2026, 11, 2)),
    }
    views = findings_of(small, answers, stored, OFF, TODAY)
    assert [view.finding for view in views] == [Finding("A01", TODAY), stored["B01"]]
    vetoing = findings_of(small, answers, stored, ScoringOptions(veto=True), TODAY)
    assert [view.item.code for view in vetoing] == ["A01", "B01", "B05"]
