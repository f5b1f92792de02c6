# SPDX-License-Identifier: MIT
"""What a key, a number or an occurrence makes of an answer, and what outlives its period."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from helpers import LONG_NOTE, RARE, believable_answers, make_item

from bizenv_desktop.domain.checklists.checklist import Checklist, Deduction, Method
from bizenv_desktop.domain.scoring import ItemState, score_item
from bizenv_desktop.domain.selfcheck import (
    Answer,
    Occurrence,
    Verdict,
    carry_over,
    settled,
    with_facts,
    with_occurrences,
    with_verdict,
)

MET, PARTLY, NOT_MET, NA = Verdict
ONE = (Occurrence("a", "1号窗口"),)


@pytest.mark.parametrize("verdict", [*Verdict, None])
@pytest.mark.parametrize("code", ["A01", "B04", "B05"])
def test_the_clerk_judges_what_has_no_facts(
    small: Checklist, code: str, verdict: Verdict | None
) -> None:
    carried = Answer(code, MET, note="上期", confirmed=False)
    answer = with_verdict(small.item(code), carried, verdict)
    assert answer == Answer(code, verdict, note="上期")


@pytest.mark.parametrize(
    ("before", "verdict", "after"),
    [
        (Answer("A02"), MET, Answer("A02", MET)),
        (Answer("A02"), PARTLY, Answer("A02", PARTLY)),
        (Answer("A02", PARTLY, occurrences=ONE), MET, Answer("A02", MET)),
        (
            Answer("A02", PARTLY, occurrences=ONE), NOT_MET,
            Answer("A02", NOT_MET, occurrences=ONE),
        ),
        (Answer("A02", NOT_MET, occurrences=ONE), PARTLY, Answer("A02", PARTLY, occurrences=ONE)),
        (Answer("A02", PARTLY, occurrences=ONE), NA, Answer("A02", NA, occurrences=ONE)),
        (Answer("A02", NA, occurrences=ONE), None, Answer("A02", PARTLY, occurrences=ONE)),
        (Answer("A02", MET), None, Answer("A02")),
    ],
)  # fmt: skip
def test_a_verdict_and_the_occurrences_agree(
    small: Checklist, before: Answer, verdict: Verdict | None, after: Answer
) -> None:
    assert with_verdict(small.item("A02"), before, verdict) == after


@pytest.mark.parametrize(
    ("before", "occurrences", "after"),
    [
        (Answer("A02"), ONE, Answer("A02", PARTLY, occurrences=ONE)),
        (Answer("A02", MET), ONE, Answer("A02", PARTLY, occurrences=ONE)),
        (Answer("A02", NA), ONE, Answer("A02", PARTLY, occurrences=ONE)),
        (Answer("A02", NOT_MET), ONE, Answer("A02", NOT_MET, occurrences=ONE)),
        (Answer("A02", PARTLY, occurrences=ONE), (), Answer("A02")),
        (Answer("A02", NOT_MET, occurrences=ONE), (), Answer("A02", NOT_MET)),
        (Answer("A02", MET), (), Answer("A02", MET)),
        (
            Answer("A02", PARTLY, occurrences=ONE, confirmed=False), ONE * 2,
            Answer("A02", PARTLY, occurrences=ONE * 2),
        ),
    ],
)  # fmt: skip
def test_recording_an_occurrence_decides_the_verdict(
    small: Checklist, before: Answer, occurrences: tuple[Occurrence, ...], after: Answer
) -> None:
    assert with_occurrences(small.item("A02"), before, occurrences) == after


@pytest.mark.parametrize(
    ("numerator", "denominator", "verdict"),
    [
        ("100", "100", MET),
        ("99", "100", PARTLY),
        ("60", "100", NOT_MET),
        ("0", "1", NOT_MET),
        ("1", "0", None),
        ("1", None, None),
        (None, None, None),
    ],
)
def test_numbers_decide_the_verdict(
    small: Checklist, numerator: str | None, denominator: str | None, verdict: Verdict | None
) -> None:
    numbers = {
        name: None if text is None else Decimal(text)
        for name, text in (("numerator", numerator), ("denominator", denominator))
    }
    answer = with_facts(small.item("A03"), Answer("A03", note="记", confirmed=False), **numbers)
    assert (answer.verdict, answer.confirmed, answer.note) == (verdict, True, "记")
    # a verdict key cannot contradict them
    assert with_verdict(small.item("A03"), answer, MET).verdict is verdict


@pytest.mark.parametrize(("value", "verdict"), [("6", MET), ("5", PARTLY), ("2", NOT_MET)])
def test_a_count_decides_the_verdict(small: Checklist, value: str, verdict: Verdict) -> None:
    assert with_facts(small.item("A05"), Answer("A05"), value=Decimal(value)).verdict is verdict


def test_not_applicable_stays_until_numbers_are_typed(small: Checklist) -> None:
    item = small.item("A03")
    counted = with_facts(item, Answer("A03"), numerator=Decimal(3), denominator=Decimal(4))
    left_out = with_verdict(item, counted, NA)
    assert (left_out.verdict, left_out.numerator) == (NA, Decimal(3))
    assert settled(item, left_out) == left_out
    assert with_verdict(item, left_out, MET) == counted
    emptied = with_facts(item, left_out)
    assert (emptied.verdict, emptied.has_numbers) == (NA, False)
    again = with_facts(item, left_out, numerator=Decimal(3), denominator=Decimal(4))
    assert again == counted


def test_a_blank_answer_is_one_with_nothing_in_it() -> None:
    assert Answer("A01").is_blank
    for filled in (
        Answer("A01", MET),
        Answer("A01", note=" "),
        Answer("A01", before=Decimal(0)),
        Answer("A01", highlight=True),
        Answer("A01", confirmed=False),
    ):
        assert not filled.is_blank


def test_last_periods_answers_come_over_unconfirmed(small: Checklist) -> None:
    previous = {
        "A01": Answer("A01", PARTLY, note=LONG_NOTE, evidence=RARE, highlight=True),
        "A02": Answer("A02", PARTLY, note="记", occurrences=(*ONE, Occurrence("gone"))),
        "A06": Answer("A06", NA, na_reason="未承接"),
        "B01": Answer("B01", note="没有选结果"),
        "B03": Answer("B03", MET, na_reason="选过不适用"),
        "Z99": Answer("Z99", MET),
    }
    assert carry_over(previous, small.items) == {
        "A01": Answer("A01", PARTLY, note=LONG_NOTE, evidence=RARE, confirmed=False),
        "A02": Answer("A02", PARTLY, note="记", occurrences=ONE, confirmed=False),
        "A06": Answer("A06", NA, na_reason="未承接", confirmed=False),
        "B03": Answer("B03", MET, confirmed=False),
    }


def test_numbers_stay_in_their_period_but_the_figure_before_the_reform(small: Checklist) -> None:
    value, before = Decimal(12), Decimal(25)
    previous = {
        "A03": Answer("A03", PARTLY, numerator=Decimal(3), denominator=Decimal(4)),
        "A04": Answer("A04", PARTLY, value=value, before=before, evidence="排队机"),
        "A05": Answer("A05", NA, na_reason="未下沉", value=value),
    }
    assert carry_over(previous, small.items) == {
        "A04": Answer("A04", before=before, confirmed=False),
        "A05": Answer("A05", NA, na_reason="未下沉", confirmed=False),
    }


def test_an_item_that_changed_its_method_takes_what_still_fits(small: Checklist) -> None:
    was_measure = {"A01": Answer("A01", PARTLY, numerator=Decimal(3), denominator=Decimal(4))}
    assert carry_over(was_measure, (small.item("A01"),)) == {
        "A01": Answer("A01", PARTLY, confirmed=False)
    }
    other = make_item("A02", Method.DEDUCTION, deductions=(Deduction("z", "新", Decimal(1)),))
    was_other_kinds = {"A02": Answer("A02", PARTLY, occurrences=ONE)}
    assert carry_over(was_other_kinds, (other,)) == {}
    with_note = {"A02": replace(was_other_kinds["A02"], note="记")}
    assert carry_over(with_note, (other,)) == {"A02": Answer("A02", note="记", confirmed=False)}


def test_nothing_carried_over_counts_before_it_is_confirmed(checklist: Checklist) -> None:
    previous = believable_answers(checklist.items, seed=3)
    carried = carry_over(previous, checklist.items)
    assert len(carried) > 80
    for code, answer in carried.items():
        item = checklist.item(code)
        assert score_item(item, answer).state is ItemState.UNCONFIRMED
        confirmed = with_verdict(item, answer, answer.verdict)
        if item.method in (Method.MEASURE, Method.TIER) and answer.verdict is not NA:
            assert confirmed.verdict is None
        else:
            assert score_item(item, confirmed).score == score_item(item, previous[code]).score
