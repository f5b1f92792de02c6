# SPDX-License-Identifier: MIT
from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from helpers import NOW, PERIOD, TOWNSHIP, believable_answers, make_item, small_checklist
from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop.domain.checklists import edit
from bizenv_desktop.domain.checklists.checklist import Checklist, Deduction, Measure, Method
from bizenv_desktop.domain.checklists.moving import moving
from bizenv_desktop.domain.filled import FilledCheck
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, SelfCheck, Verdict
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

TODAY = date(2026, 11, 23)
PROVINCE = Level.PROVINCE


def filled(
    answers: Mapping[str, Answer],
    checklist: Checklist | None = None,
    findings: Mapping[str, Finding] | None = None,
) -> FilledCheck:
    checklist = checklist or small_checklist()
    check = SelfCheck(TOWNSHIP, PERIOD, checklist.id, checklist.version, checklist.options, NOW)
    return FilledCheck(check, checklist, answers, findings or {}, TODAY)


def changed(code: str, **changes: object) -> Checklist:
    """The next version, one item changed."""
    small = small_checklist()
    item = replace(small.item(code), **changes)
    return edit.next_version(edit.change_item(small, item, PROVINCE))


def after_of(code: str, answer: Answer, **changes: object) -> Answer:
    """What becomes of an answer when its item changes."""
    [again] = moving(filled({code: answer}), changed(code, **changes)).to_look_again
    assert again.before == answer
    return again.after


def test_answers_to_items_that_stayed_are_kept_as_they_are() -> None:
    answers = believable_answers(small_checklist().items)
    move = moving(filled(answers), edit.next_version(small_checklist()))
    assert {answer.item: answer for answer in move.kept} == answers
    assert (move.to_look_again, move.removed, move.added) == ((), (), ())


@pytest.mark.parametrize(
    "changes",
    [
        {"evidence": ("另一种照片",)},
        {"measures": ("另一种措施",)},
        {"topic_words": ("别的", "词")},
        {"locked": PROVINCE},
        {"problem": "另一句话"},
    ],
)
def test_what_is_not_asked_may_change_without_another_look(changes: dict[str, object]) -> None:
    answer = Answer("A01", verdict=Verdict.MET)
    move = moving(filled({"A01": answer}), changed("A01", **changes))
    assert move.kept == (answer,)


def test_a_changed_standard_asks_for_another_look() -> None:
    answer = Answer("A01", verdict=Verdict.NOT_MET, note="缺牌子", highlight=True)
    move = moving(filled({"A01": answer}), changed("A01", standard="更严了", title="新题"))
    [again] = move.to_look_again
    assert again.after == replace(answer, confirmed=False)
    assert again.change.words == "检查项、标准"
    assert move.kept == ()


def test_a_changed_item_nobody_answered_is_no_matter() -> None:
    assert moving(filled({}), changed("A01", standard="更严了")).to_look_again == ()


def test_occurrences_of_a_kind_that_is_gone_are_left_behind() -> None:
    found = (Occurrence("a", "门厅"), Occurrence("b", "窗口"))
    answer = Answer("A02", verdict=Verdict.PARTLY_MET, occurrences=found, note="见照片")
    only_b = (Deduction("b", "电话打不通", Decimal("0.3"), "次"),)
    assert after_of("A02", answer, deductions=only_b) == replace(
        answer, occurrences=found[1:], confirmed=False
    )
    other = (Deduction("c", "别的", Decimal("0.3")),)
    assert after_of("A02", answer, deductions=other) == Answer(
        "A02", note="见照片", confirmed=False
    )


def test_numbers_stay_while_they_mean_the_same() -> None:
    answer = Answer(
        "A03", verdict=Verdict.PARTLY_MET, numerator=Decimal(8), denominator=Decimal(10)
    )
    old = small_checklist().item("A03").measure
    assert old is not None
    stricter = replace(old, target=Decimal(80))
    assert after_of("A03", answer, measure=stricter) == replace(
        answer, verdict=Verdict.MET, confirmed=False
    )
    minutes = Measure(Decimal(30), Decimal(10), "分钟", value="平均等候分钟数")
    assert after_of("A03", answer, measure=minutes) == Answer("A03")


def test_another_method_keeps_the_words_only() -> None:
    answer = Answer("A01", verdict=Verdict.PARTLY_MET, note="缺牌子", evidence="照片1")
    deduction = make_item("A01", Method.DEDUCTION)
    new = after_of("A01", answer, method=Method.DEDUCTION, deductions=deduction.deductions)
    assert new == Answer("A01", note="缺牌子", evidence="照片1", confirmed=False)


def test_a_verdict_stays_between_methods_that_judge() -> None:
    answer = Answer("A01", verdict=Verdict.PARTLY_MET)
    bonus = after_of("A01", answer, method=Method.BONUS)
    assert bonus.verdict is Verdict.PARTLY_MET
    veto = after_of("A01", answer, method=Method.VETO, points=Decimal(0))
    assert veto == Answer("A01")


def test_not_applicable_stays_with_its_reason() -> None:
    answer = Answer("A05", verdict=Verdict.NOT_APPLICABLE, na_reason="没有这项业务")
    assert after_of("A05", answer, title="新题") == replace(answer, confirmed=False)


def test_items_gone_are_listed_with_what_was_written() -> None:
    small = small_checklist()
    new = edit.retire_item(edit.retire_item(small, "A01", PROVINCE), "A02", PROVINCE)
    new = edit.next_version(edit.add_item(new, make_item("A07")))
    answer = Answer("A01", verdict=Verdict.MET)
    finding = Finding("A01", TODAY, problem="旧问题")
    move = moving(filled({"A01": answer}, findings={"A01": finding}), new)
    assert [(gone.item.code, gone.answer, gone.finding) for gone in move.removed] == [
        ("A01", answer, finding),
        ("A02", None, None),
    ]
    assert [item.code for item in move.added] == ["A07"]
    assert move.words == ("保留0项填报结果，0项有变化、须再确认，停用2项（其中已填1项），新增1项")


def test_only_a_kin_is_moved_to() -> None:
    small = small_checklist()
    own = edit.own_copy(small, "231222")
    assert moving(filled({}), own).checklist is own
    with pytest.raises(UserError, match="用的就是这一版"):
        moving(filled({}), small)
    with pytest.raises(UserError, match="不是同一张自查表"):
        moving(filled({}), replace(small, id="other"))


CHANGES = st.lists(
    st.tuples(
        st.sampled_from([item.code for item in small_checklist().items]),
        st.sampled_from(["retire", "points", "title", "judge", "problem"]),
    ),
    max_size=6,
)


@given(CHANGES, st.integers(0, 50))
def test_every_answer_goes_to_one_place_and_scores_or_waits(
    changes: list[tuple[str, str]], seed: int
) -> None:
    small = small_checklist()
    new = small
    for code, what in changes:
        if code in new.by_code:
            new = _with(new, code, what)
    answers = believable_answers(small.items, seed=seed, share=0.8)
    move = moving(filled(answers), edit.next_version(new))
    kept = {answer.item for answer in move.kept}
    again = {entry.after.item for entry in move.to_look_again}
    gone = {entry.item.code for entry in move.removed if entry.answer}
    assert kept | again | gone == set(answers)
    assert len(kept) + len(again) + len(gone) == len(answers)
    assert all(entry.after.is_blank or not entry.after.confirmed for entry in move.to_look_again)
    moved = {a.item: a for a in (*move.kept, *(e.after for e in move.to_look_again))}
    card = filled(moved, new).card
    assert card.answered == len(kept & {item.code for item in new.asked(new.options)})


def _with(checklist: Checklist, code: str, what: str) -> Checklist:
    item = checklist.item(code)
    match what:
        case "retire":
            return edit.retire_item(checklist, code, PROVINCE)
        case "points":
            item = replace(item, points=item.points + 1)
        case "title":
            item = replace(item, title=f"新{item.title}")
        case "judge":
            parts = {"deductions": (), "measure": None, "tiers": None}
            item = replace(item, method=Method.JUDGEMENT, points=Decimal(1), **parts)
        case _:
            item = replace(item, problem="另一句话")
    return edit.change_item(checklist, item, PROVINCE)
