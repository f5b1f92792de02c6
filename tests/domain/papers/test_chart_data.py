# SPDX-License-Identifier: MIT
"""What the charts show, counted from the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from filled_checks import PRINTED, filled_check, met_everywhere
from helpers import small_checklist

from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.papers.chart_data import DueState, chart_data, due_state
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Verdict


def test_a_dimension_is_measured_by_what_is_filled_in():
    data = chart_data(filled_check([Answer("A01", Verdict.PARTLY_MET)]))
    first, second = data.dimensions
    assert (first.name, first.rate, first.score, first.points) == ("政务环境", 50, 1, 2)
    assert (first.answered, first.asked, first.complete) == (1, 6, False)
    assert (second.rate, second.points) == (None, 0)


def test_findings_are_counted_by_kind_and_deadline():
    answers = [Answer(code, Verdict.NOT_MET) for code in ("A01", "A06", "B01", "B03")]
    findings = [
        Finding("A01", PRINTED, due=PRINTED - timedelta(days=1)),
        Finding("A06", PRINTED, due=PRINTED + timedelta(days=7)),
        Finding("B01", PRINTED, due=PRINTED + timedelta(days=8)),
        Finding("B03", PRINTED, due=PRINTED - timedelta(days=9), progress="已完成"),
    ]
    (bar,) = chart_data(filled_check(answers, findings)).findings
    assert bar.name == "主体责任落实不够到位"
    assert bar.counts == tuple((state, 1) for state in DueState)
    assert bar.total == 4


def test_a_kind_the_checklist_does_not_name_is_another():
    checklist = replace(small_checklist(), problem_kinds=())
    data = chart_data(filled_check([Answer("A01", Verdict.NOT_MET)], checklist=checklist))
    assert [bar.name for bar in data.findings] == ["其他"]


@pytest.mark.parametrize(
    ("days", "state"), [(-1, "overdue"), (0, "soon"), (7, "soon"), (8, "later")]
)
def test_a_deadline_counts_until_its_day_is_over(days, state):
    finding = Finding("A01", PRINTED, due=PRINTED + timedelta(days=days))
    (view,) = filled_check([Answer("A01", Verdict.NOT_MET)], [finding]).findings
    assert due_state(view, PRINTED) == state


def test_the_trend_comes_along():
    latest = filled_check(met_everywhere(small_checklist()))
    earlier = replace(latest, check=replace(latest.check, period=Period.parse("2026Q2")))
    data = chart_data(latest, [earlier])
    assert [point.value for point in data.trend.points] == [Decimal(100), Decimal(100)]
