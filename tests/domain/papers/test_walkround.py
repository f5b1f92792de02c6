# SPDX-License-Identifier: MIT
"""Typing a walk-round sheet in: the sheet's order, its refusals, and what comes of each key."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from filled_checks import ALL_ON, filled_check
from helpers import PERIOD, TOWNSHIP, small_checklist

from bizenv_desktop.domain.papers.walkround import FieldKind, begin_entry, enter, sheet_code
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict
from bizenv_desktop.errors import UserError


def typed(filled, *keys):
    entry = begin_entry(filled, sheet_code(filled))
    for key in keys:
        entry = enter(entry, key)
    return entry


def test_the_sheets_order_is_followed():
    entry = typed(filled_check([]), "3", "1", "9", "10", "25", "6", "1")
    assert [(code, answer.verdict) for code, answer in entry.answers.items()] == [
        ("A01", Verdict.NOT_MET),
        ("A02", Verdict.MET),
        ("A03", Verdict.PARTLY_MET),
        ("A04", Verdict.PARTLY_MET),
        ("A05", Verdict.MET),
        ("A06", Verdict.MET),
    ]
    assert entry.field.item.code == "B01"
    assert entry.answers["A03"].numerator == Decimal(9)


def test_counts_are_asked_for_where_points_are_lost():
    entry = typed(filled_check([]), "1", "2")
    assert (entry.field.kind, entry.field.prompt) == (FieldKind.COUNT, "牌子缺项（处）")
    entry = enter(entry, "0")
    assert (entry.field.kind, entry.field.deduction) == (FieldKind.COUNT, "b")
    entry = enter(entry, "3")
    assert entry.answers["A02"].occurrences == (Occurrence("b", count=3),)
    assert entry.field.item.code == "A03"


def test_an_empty_key_leaves_what_was_there():
    known = Answer("A02", Verdict.PARTLY_MET, occurrences=(Occurrence("a", "门口", "旧", 2),))
    entry = typed(filled_check([known]), "", "", "2")
    assert entry.answers["A02"] == known
    assert typed(filled_check([known]), "", "", "", "").answers == {}


def test_another_count_replaces_the_places_of_its_kind():
    known = Answer(
        "A02",
        Verdict.PARTLY_MET,
        occurrences=(Occurrence("a", "门口", count=2), Occurrence("b", "大厅")),
    )
    entry = typed(filled_check([known]), "", "", "1")
    assert entry.answers["A02"].occurrences == (Occurrence("b", "大厅"), Occurrence("a"))


def test_one_can_go_back_and_not_beyond_the_first():
    entry = typed(filled_check([]), "1", "-", "3")
    assert entry.answers["A01"].verdict is Verdict.NOT_MET
    assert typed(filled_check([]), "-").field.item.code == "A01"


def test_what_does_not_apply_brings_its_usual_reason():
    entry = typed(filled_check([]), "0", "1", "*")
    assert entry.answers["A01"].na_reason == "本中心没有这项业务"
    assert entry.answers["A03"].verdict is Verdict.NOT_APPLICABLE
    assert entry.field.item.code == "A04", "the other number of A03 is not asked for"


def test_at_the_end_nothing_more_is_taken():
    entry = typed(filled_check([]), *["1", "1", "9", "9", "10", "6", "1", "1", "1", "1"])
    assert entry.field is None
    with pytest.raises(UserError, match="已经录完"):
        enter(entry, "1")
    assert enter(entry, "-").field.item.code == "B03"


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["5"], "只能填1（符合）"),
        (["一"], "只能填1（符合）"),
        (["1", "2", "1.5"], "不是整数"),
        (["1", "2", "99999"], "扣分处数"),
        (["1", "1", "-3"], "是负数"),
        (["1", "1", "九"], "不是一个数字"),
    ],
)
def test_what_a_field_cannot_take_changes_nothing(keys, words):
    filled = filled_check([])
    before = typed(filled, *keys[:-1])
    with pytest.raises(UserError, match=words):
        enter(before, keys[-1])
    assert before.answers.keys() <= {"A01", "A02"}


def test_a_sheet_of_another_order_version_or_period_is_refused():
    filled = filled_check([])
    checklist = small_checklist()
    turned = replace(filled, checklist=replace(checklist, items=checklist.items[::-1]))
    with pytest.raises(UserError, match="检查项或顺序已经变了"):
        begin_entry(filled, sheet_code(turned))
    with pytest.raises(UserError, match="检查项或顺序已经变了"):
        begin_entry(filled, sheet_code(filled_check([], options=ALL_ON)))
    later = replace(filled, check=replace(filled.check, period=PERIOD.next()))
    newer = replace(filled, check=replace(filled.check, checklist_version=2))
    elsewhere = filled_check([], organisation=replace(TOWNSHIP, code="231222103"))
    for other in (later, newer, elsewhere):
        with pytest.raises(UserError, match="不是这个单位、这一期、这一版"):
            begin_entry(filled, sheet_code(other))
    with pytest.raises(UserError, match="不是核对码"):
        begin_entry(filled, "W123")


def test_answers_do_not_change_the_sheet():
    assert sheet_code(filled_check([])) == sheet_code(filled_check([Answer("A01", Verdict.MET)]))
