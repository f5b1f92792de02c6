# SPDX-License-Identifier: MIT
"""The made-up township: believable, without a contradiction, and the same every time."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from decimal import Decimal

import pytest
from helpers import RESOURCES, TOWNSHIP

from bizenv_desktop.domain.checklists.checklist import Method, ScoringOptions
from bizenv_desktop.domain.filled import FilledCheck
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.review import Severity
from bizenv_desktop.domain.sample import sample_words
from bizenv_desktop.domain.sample.answers import closed, sample_answers
from bizenv_desktop.domain.selfcheck import SelfCheck, Verdict, settled

QUARTER = Period.parse("2026Q4")
PERIODS = [Period.parse(code) for code in ("2026Q4", "2026M02", "2027H1", "2025Y")]
SEEDS = [f"{number}-231222105" for number in range(8)]


def filled_sample(checklist, period, seed, options=None):
    options = options or checklist.options
    made = sample_answers(checklist, period, seed, options)
    check = SelfCheck(TOWNSHIP, period, checklist.id, 1, options, made.created)
    return FilledCheck(
        check,
        checklist,
        {answer.item: answer for answer in made.answers},
        {finding.item: finding for finding in made.findings},
        made.printed,
    )


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.code)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_sample_is_finished_and_passes_the_review(checklist, period, seed):
    filled = filled_sample(checklist, period, seed)
    assert filled.card.complete
    assert [r.message for r in filled.remarks if r.severity is Severity.ERROR] == []
    assert 18 <= len(filled.findings) <= 28
    assert Decimal(80) < filled.card.total < Decimal(97)


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_agree_with_their_item(checklist, seed):
    for answer in sample_answers(checklist, QUARTER, seed).answers:
        item = checklist.item(answer.item)
        assert settled(item, answer) == answer
        if answer.numerator is not None:
            assert 0 <= answer.numerator <= answer.denominator
        if item.measure is not None and answer.verdict is not Verdict.NOT_APPLICABLE:
            assert answer.has_numbers
            assert (answer.before is not None) == bool(item.measure.before)


def test_the_six_comparisons_got_better(checklist):
    compared = 0
    for answer in sample_answers(checklist, QUARTER, SEEDS[0]).answers:
        measure = checklist.item(answer.item).measure
        if measure is None or answer.before is None:
            continue
        compared += 1
        now = answer.value if answer.value is not None else answer.numerator
        if "%" in measure.before:
            now = answer.numerator * 100 / answer.denominator
        better = answer.before > now if measure.less_is_better else answer.before < now
        assert better, answer
    assert compared == 6


def test_one_thing_counted_twice_is_counted_alike(checklist):
    """网办率, 即办件 and 零跑动 all count the same matters."""
    for seed in SEEDS:
        answers = {a.item: a for a in sample_answers(checklist, QUARTER, seed).answers}
        matters = [
            answers[item.code].denominator
            for item in checklist.items
            if item.measure is not None and "依申请" in item.measure.denominator
        ]
        assert len(matters) == 3
        assert len(set(matters)) == 1


def test_a_lost_deduction_names_its_place(checklist):
    deductions = 0
    for seed in SEEDS:
        for answer in sample_answers(checklist, QUARTER, seed).answers:
            item = checklist.item(answer.item)
            if item.method is Method.DEDUCTION and answer.verdict is Verdict.PARTLY_MET:
                deductions += 1
                assert answer.occurrences
                assert all(found.place for found in answer.occurrences)
                assert all(item.deduction(found.kind) for found in answer.occurrences)
    assert deductions > 30


def test_every_sample_has_a_name_office_fonts_cannot_draw(checklist):
    for seed in SEEDS:
        made = sample_answers(checklist, QUARTER, seed)
        assert {finding.person for finding in made.findings} & set(sample_words.RARE_NAMES)


def test_who_signs_is_nobody_who_has_to_put_things_right(checklist):
    for seed in SEEDS:
        made = sample_answers(checklist, QUARTER, seed)
        signers = {made.preparer, made.reviewer, made.head}
        assert len(signers) == 3
        assert not signers & {finding.person for finding in made.findings}


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.code)
def test_every_day_comes_from_the_period(checklist, period):
    made = sample_answers(checklist, period, SEEDS[0])
    assert period.first_day <= made.created.date() <= made.printed <= period.last_day
    for finding in made.findings:
        assert timedelta(0) <= finding.raised - made.created.date() <= timedelta(days=4)
        assert finding.raised.weekday() < 5


def test_a_few_items_do_not_apply_and_a_few_are_shown_off(checklist):
    made = sample_answers(checklist, QUARTER, SEEDS[0])
    absent = [answer for answer in made.answers if answer.verdict is Verdict.NOT_APPLICABLE]
    assert len(absent) == 4
    assert all(a.na_reason in checklist.item(a.item).na_reasons for a in absent)
    praised = [answer for answer in made.answers if answer.highlight]
    assert len(praised) == 3
    assert all(answer.verdict is Verdict.MET and answer.note for answer in praised)


def test_seeds_differ(checklist):
    fillings = [sample_answers(checklist, QUARTER, seed) for seed in SEEDS]
    assert len({filling.answers for filling in fillings}) == len(SEEDS)
    assert len({filling.preparer for filling in fillings}) > 1


def test_periods_differ_but_the_people_stay(checklist):
    one = sample_answers(checklist, QUARTER, SEEDS[0])
    other = sample_answers(checklist, QUARTER.previous(), SEEDS[0])
    assert one.answers != other.answers
    assert (one.preparer, one.reviewer, one.head) == (other.preparer, other.reviewer, other.head)


def test_a_closed_sample_has_every_finding_put_right(checklist):
    made = sample_answers(checklist, QUARTER, SEEDS[0])
    assert {finding.progress for finding in closed(made).findings} == {"已完成，现场复核后销号"}
    assert closed(made).answers == made.answers


def test_bonus_and_veto_are_answered_where_they_are_asked(checklist):
    options = ScoringOptions(bonus=True, veto=True, grades=True)
    filled = filled_sample(checklist, QUARTER, SEEDS[0], options)
    assert filled.card.complete
    assert filled.card.vetoed_by == ()
    assert filled.card.grade


def test_a_small_checklist_is_filled_as_well(small):
    filled = filled_sample(small, QUARTER, "x")
    assert filled.card.complete
    assert {view.item.dimension for view in filled.findings} == {"A", "B"}


_PROGRAM = """
import hashlib, sys
from pathlib import Path
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.sample.answers import sample_answers
from bizenv_desktop.library import Library
checklist = Library(Path(sys.argv[1])).checklist("township-centre")
made = sample_answers(checklist, Period.parse("2026Q4"), "1-231222105")
print(hashlib.sha256(repr(made).encode()).hexdigest())
"""


def test_neither_hash_seed_nor_time_zone_changes_anything(monkeypatch):
    seen = set()
    for hash_seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        monkeypatch.setenv("PYTHONHASHSEED", hash_seed)
        monkeypatch.setenv("TZ", zone)
        command = [sys.executable, "-c", _PROGRAM, str(RESOURCES)]
        seen.add(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert len(seen) == 1
