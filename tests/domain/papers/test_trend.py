# SPDX-License-Identifier: MIT
"""Scores of several periods, compared by the items they share and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from filled_checks import filled_check, met_everywhere
from helpers import TOWNSHIP, make_item, small_checklist

from bizenv_desktop.domain.papers.trend import (
    MOST_PERIODS,
    dimension_lines,
    rate_of,
    shared_items,
    trend,
)
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Verdict


def in_period(filled, code):
    return replace(filled, check=replace(filled.check, period=Period.parse(code)))


def half(checklist=None):
    checklist = checklist or small_checklist()
    return filled_check([Answer("A01", Verdict.PARTLY_MET)], checklist=checklist)


def test_alone_there_is_nothing_to_compare():
    found = trend(filled_check(met_everywhere(small_checklist())), [])
    assert [point.value for point in found.points] == [Decimal("100.00")]
    assert found.whole


def test_periods_stand_in_their_order_and_the_unfinished_are_told():
    latest = in_period(filled_check(met_everywhere(small_checklist())), "2026Q4")
    found = trend(latest, [in_period(half(), "2026Q3"), in_period(half(), "2026Q1")])
    assert [point.period for point in found.points] == [
        "2026年第1季度",
        "2026年第3季度",
        "2026年第4季度",
    ]
    assert [point.complete for point in found.points] == [False, False, True]
    assert [point.value for point in found.points] == [Decimal(50), Decimal(50), Decimal(100)]
    assert found.basis == "各期检查项相同，按全部9项的得分率比较"


def test_an_item_whose_points_changed_is_another_item():
    old = small_checklist()
    new = replace(old, items=(replace(old.items[0], points=Decimal(1)), *old.items[1:]))
    latest = in_period(filled_check(met_everywhere(new), checklist=new), "2026Q4")
    earlier = in_period(filled_check(met_everywhere(old), checklist=old), "2026Q3")
    found = trend(latest, [earlier])
    assert shared_items(latest, earlier) == {item.code for item in old.items[1:9]}
    assert (found.shared, found.asked, found.share) == (8, 9, Decimal("93.94"))
    assert found.basis == "按各期共有的8项比较，占本期分值的93.94%"


def test_each_dimension_has_its_own_line():
    latest = in_period(filled_check(met_everywhere(small_checklist())), "2026Q4")
    lines = dimension_lines(latest, [in_period(half(), "2026Q3")])
    names = [dimension.name for dimension in small_checklist().dimensions]
    assert [line.name for line in lines] == names
    assert lines[0].values == (
        ("2026年第3季度", Decimal(50)),
        ("2026年第4季度", Decimal(100)),
    )
    assert lines[1].values[0] == ("2026年第3季度", None), "nothing of it was filled in"


def test_what_shares_too_little_is_not_compared():
    other = replace(small_checklist(), items=(make_item("A01"), make_item("A99")))
    latest = in_period(filled_check(met_everywhere(small_checklist())), "2026Q4")
    earlier = in_period(half(other), "2026Q3")
    assert len(trend(latest, [earlier]).points) == 1


def test_another_checklist_another_unit_and_the_future_are_left_out():
    latest = in_period(half(), "2026Q2")
    foreign = replace(small_checklist(), id="other")
    neighbour = filled_check([], organisation=replace(TOWNSHIP, code="1"))
    others = [
        in_period(half(foreign), "2026Q1"),
        in_period(half(), "2026Q3"),
        in_period(neighbour, "2026Q1"),
    ]
    assert len(trend(latest, others).points) == 1


def test_the_line_is_no_longer_than_it_can_be_drawn():
    years = [in_period(half(), f"20{year}Y") for year in range(10, 26)]
    found = trend(in_period(half(), "2026Y"), years)
    assert len(found.points) == MOST_PERIODS
    assert found.points[0].period == "2019年度"


def test_a_rate_is_of_what_is_scored_in_the_dimension():
    answers = [
        Answer("A01", Verdict.PARTLY_MET),
        Answer("A06", Verdict.MET),
        Answer("B01", Verdict.NOT_APPLICABLE, na_reason="没有"),
    ]
    filled = filled_check(answers)
    codes = {"A01", "A06", "B01"}
    assert rate_of(filled, codes) == Decimal(75)
    assert rate_of(filled, codes, "A") == Decimal(75)
    assert rate_of(filled, codes, "B") is None
