# SPDX-License-Identifier: MIT
"""The steps both front ends take: whose database, which period, what comes over."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from helpers import NOW, PERIOD, TOWNSHIP, believable_answers

from bizenv_desktop import actions
from bizenv_desktop.domain.checklists.checklist import Checklist, ScoringOptions
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from bizenv_desktop.library import Library
    from bizenv_desktop.storage import Store

TODAY = date(2026, 11, 23)
KEY = (TOWNSHIP.code, PERIOD.code)
BEFORE = Period.parse("2026Q3")


def begin(store: Store, checklist: Checklist, period: Period, *, carry: bool = False) -> None:
    change = actions.begin_self_check(store, checklist, TOWNSHIP, period, NOW, carry=carry)
    assert change.self_checks == {(TOWNSHIP.code, period.code)}
    assert change.organisations == {TOWNSHIP.code}


def answer(store: Store, *answers: Answer, period: Period = PERIOD, today: date = TODAY) -> None:
    filled = actions.fill(store, (TOWNSHIP.code, period.code), today)
    actions.save_answers(store, filled, answers)


def test_a_division_becomes_a_unit_with_its_superiors(library: Library) -> None:
    unit = actions.organisation_from_division(library.divisions, TOWNSHIP.code)
    assert unit == replace(TOWNSHIP, name=unit.name, sample=False)
    with pytest.raises(UserError, match="没有代码为“999999999”的行政区划"):
        actions.organisation_from_division(library.divisions, "999999999")


def test_a_unit_can_be_entered_by_hand() -> None:
    county = Organisation("231222", "兰西县", Level.COUNTY, ("黑龙江省", "绥化市"))
    entered = actions.new_organisation(county, "  经济开发区\x00 园区 ", 7)
    assert entered == Organisation(
        "231222X007", "经济开发区 园区", Level.TOWNSHIP, ("黑龙江省", "绥化市", "兰西县")
    )
    assert actions.new_organisation(None, "𬭎镇", 1) == Organisation("X001", "𬭎镇", Level.TOWNSHIP)
    for name, sentence in (
        (" \t\n", "单位名称是空的，请填写单位名称。"),
        ("镇" * 41, "单位名称有41个字，最多40个字；请缩短后再试。"),
    ):
        with pytest.raises(UserError, match=f"^{sentence}$"):
            actions.new_organisation(county, name, 1)


def test_a_database_knows_whose_it_is(store: Store) -> None:
    assert actions.own_organisation(store) is None
    change = actions.set_own_organisation(store, TOWNSHIP)
    assert change.organisations == {TOWNSHIP.code}
    assert change.settings == {actions.OWN_ORGANISATION}
    assert actions.own_organisation(store) == TOWNSHIP


def test_the_first_self_check_has_nothing_to_carry(store: Store, small: Checklist) -> None:
    begin(store, small, PERIOD, carry=True)
    filled = actions.fill(store, KEY, TODAY)
    assert (filled.checklist, filled.answers, filled.findings) == (small, {}, ())
    assert filled.check.options == small.options
    with pytest.raises(UserError, match="没有用这张自查表做过更早的自查"):
        actions.carried_over(store, filled)
    with pytest.raises(UserError, match="2026年第4季度的自查已经建立"):
        begin(store, small, PERIOD)


def test_the_last_periods_answers_and_signatories_come_along(
    store: Store, small: Checklist
) -> None:
    begin(store, small, BEFORE)
    check = store.self_check((TOWNSHIP.code, BEFORE.code))
    store.save_self_check(replace(check, preparer="李㐱", reviewer="王喆", head="赵𬭎"))
    answer(store, Answer("A01", Verdict.MET), Answer("B01", Verdict.NOT_MET), period=BEFORE)
    begin(store, small, PERIOD, carry=True)
    filled = actions.fill(store, KEY, TODAY)
    assert filled.answers == {
        "A01": Answer("A01", Verdict.MET, confirmed=False),
        "B01": Answer("B01", Verdict.NOT_MET, confirmed=False),
    }
    assert filled.card.answered == 0
    assert filled.findings == ()
    assert (filled.check.preparer, filled.check.reviewer, filled.check.head) == (
        "李㐱",
        "王喆",
        "赵𬭎",
    )


def test_carrying_over_leaves_what_is_answered(store: Store, small: Checklist) -> None:
    begin(store, small, BEFORE)
    answer(store, Answer("A01", Verdict.MET), Answer("B01", Verdict.MET), period=BEFORE)
    begin(store, small, PERIOD)
    answer(store, Answer("A01", Verdict.NOT_MET))
    carried = actions.carried_over(store, actions.fill(store, KEY, TODAY))
    assert carried == (Answer("B01", Verdict.MET, confirmed=False),)


def test_another_checklists_codes_mean_something_else(store: Store, small: Checklist) -> None:
    other = replace(small, id="other")
    begin(store, small, Period.parse("2026Q2"))
    answer(store, Answer("A01", Verdict.MET, note="同表"), period=Period.parse("2026Q2"))
    begin(store, other, BEFORE)
    answer(store, Answer("A01", Verdict.NOT_MET, note="别的表"), period=BEFORE)
    begin(store, replace(small, version=2), PERIOD, carry=True)
    assert store.answers(KEY) == {"A01": Answer("A01", Verdict.MET, note="同表", confirmed=False)}
    latest = actions.latest_before(store, TOWNSHIP, PERIOD)
    assert latest is not None
    assert latest.period == BEFORE
    assert actions.latest_before(store, TOWNSHIP, Period.parse("2026Q2")) is None
    assert actions.latest_before(store, replace(TOWNSHIP, code="1"), PERIOD) is None


def test_a_units_own_checklist_takes_over_from_the_one_it_was_made_from(
    store: Store, small: Checklist
) -> None:
    own = replace(small, id=f"{small.id}@{TOWNSHIP.code}", parent=small.id)
    begin(store, small, BEFORE)
    answer(store, Answer("A01", Verdict.MET), period=BEFORE)
    begin(store, own, PERIOD, carry=True)
    assert store.answers(KEY) == {"A01": Answer("A01", Verdict.MET, confirmed=False)}


def test_a_period_within_the_year_is_no_earlier_one(store: Store, small: Checklist) -> None:
    begin(store, small, Period.parse("2026Y"))
    assert actions.latest_before(store, TOWNSHIP, Period.parse("2026Q4")) is None
    begin(store, small, Period.parse("2026M10"))
    latest = actions.latest_before(store, TOWNSHIP, Period.parse("2026Q4"))
    assert latest is not None
    assert latest.period.code == "2026M10"


def test_lost_points_raise_a_finding_once(store: Store, small: Checklist) -> None:
    begin(store, small, PERIOD)
    answer(store, Answer("A01", Verdict.NOT_MET), Answer("B01", Verdict.MET), Answer("B04"))
    assert store.findings(KEY) == {"A01": Finding("A01", TODAY)}
    written = replace(Finding("A01", TODAY), person="王喆")
    store.save_findings(KEY, [written])
    later = date(2026, 12, 1)
    answer(store, Answer("A01", Verdict.MET), today=later)
    assert actions.fill(store, KEY, later).findings == ()
    answer(store, Answer("A01", Verdict.PARTLY_MET), Answer("B01", Verdict.NOT_MET), today=later)
    assert store.findings(KEY) == {"A01": written, "B01": Finding("B01", later)}


def test_a_sound_database_has_no_faults(store: Store, checklist: Checklist) -> None:
    assert actions.check_database(store, TODAY) == actions.CheckReport((), 0, 0)
    answers = believable_answers(checklist.items, seed=8)
    for period in (BEFORE, PERIOD):
        begin(store, checklist, period)
        answer(store, *answers.values(), period=period)
    check = store.self_check(KEY)
    store.save_self_check(
        replace(check, options=ScoringOptions(bonus=True, veto=True, grades=True))
    )
    assert actions.check_database(store, TODAY) == actions.CheckReport((), 2, 2 * len(answers))


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (
            "UPDATE answer SET item = 'Z99' WHERE item = 'B01'",
            "榆林镇2026年第4季度：自查表里没有Z99这一项，它的填报结果无处可用。",
        ),
        (
            'UPDATE checklist SET content = replace(content, \'"base_points":"17.5"\','
            ' \'"base_points":"18"\')',
            "自查表“small”第1版：",
        ),
        (
            'UPDATE checklist SET content = replace(content, \'"each":"0.5"\', \'"each":"0.125"\')',
            "自查表“small”第1版：A02 扣分情形第1条 每处扣分：",
        ),
    ],
)
def test_what_was_changed_behind_the_programs_back_is_told(
    store: Store, small: Checklist, statement: str, fault: str
) -> None:
    begin(store, small, PERIOD)
    found = (Occurrence("a"),)
    answer(
        store,
        Answer("A02", Verdict.PARTLY_MET, occurrences=found),
        Answer("B01", Verdict.MET),
    )
    with closing(sqlite3.connect(store.path, isolation_level=None)) as tampered:
        tampered.execute(statement)
    report = actions.check_database(store, TODAY)
    assert any(told.startswith(fault) for told in report.faults)
    assert all(told.endswith("。") for told in report.faults)
    assert (report.self_checks, report.answers) == (1, 2)


def test_two_scorers_that_differ_are_told(store: Store, small: Checklist) -> None:
    """A third decimal, which no rule allows, is what only one of them can count."""
    begin(store, small, PERIOD)
    answer(store, Answer("A02", Verdict.PARTLY_MET, occurrences=(Occurrence("a"),)))
    with closing(sqlite3.connect(store.path, isolation_level=None)) as tampered:
        tampered.execute(
            'UPDATE checklist SET content = replace(content, \'"each":"0.5"\', \'"each":"0.125"\')'
        )
    faults = actions.check_database(store, TODAY).faults
    assert "榆林镇2026年第4季度：A02两种算法得分不一致（1.875和1.87）。" in faults
