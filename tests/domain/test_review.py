# SPDX-License-Identifier: MIT
"""审核 says each kind of remark where it belongs, and nothing where all is well."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from helpers import NOW, PERIOD, TOWNSHIP, believable_answers

from bizenv_desktop.domain.checklists.checklist import Checklist, ScoringOptions
from bizenv_desktop.domain.filled import FilledCheck
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.review import Severity, Spot
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, SelfCheck, Verdict

MET, PARTLY, NOT_MET, NA = Verdict
TODAY = date(2026, 11, 23)
ERROR, HINT = Severity
PROOF = "照片"


def filled(
    checklist: Checklist, *answers: Answer, findings: tuple[Finding, ...] = ()
) -> FilledCheck:
    check = SelfCheck(TOWNSHIP, PERIOD, checklist.id, 1, ScoringOptions(), NOW)
    return FilledCheck(
        check,
        checklist,
        {answer.item: answer for answer in answers},
        {finding.item: finding for finding in findings},
        TODAY,
    )


def owned(code: str, **changes: object) -> Finding:
    """A finding with nothing left to ask."""
    return Finding(code, TODAY, **{"unit": "党政办", "person": "王喆", **changes})


def remarks_on(code: str, check: FilledCheck) -> list[tuple[Severity, str, Spot, str]]:
    return [
        (remark.severity, remark.group, remark.spot, remark.message)
        for remark in check.remarks
        if remark.item == code
    ]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer("A01"), (ERROR, "未填", Spot.VERDICT, "还没有填")),
        (Answer("A03"), (ERROR, "未填", Spot.NUMERATOR, "“按时办结数”还没有填")),
        (
            Answer("A03", numerator=Decimal(1)),
            (ERROR, "未填", Spot.DENOMINATOR, "“受理数”还没有填"),
        ),
        (
            Answer("A03", denominator=Decimal(1)),
            (ERROR, "未填", Spot.NUMERATOR, "“按时办结数”还没有填"),
        ),
        (Answer("A04"), (ERROR, "未填", Spot.VALUE, "还没有填")),
        (Answer("A05"), (ERROR, "未填", Spot.VALUE, "还没有填")),
        (
            Answer("A02", PARTLY),
            (ERROR, "未填", Spot.OCCURRENCES, "选了部分符合，请登记扣分处，没有扣分处的选符合"),
        ),
        (
            Answer("A01", MET, confirmed=False),
            (ERROR, "沿用上期未确认", Spot.VERDICT, "沿用上期的结果还没有确认"),
        ),
        (
            Answer("A01", NA, na_reason=" "),
            (ERROR, "不适用没有写原因", Spot.NA_REASON, "选了不适用，请写明原因"),
        ),
        (
            Answer("A03", numerator=Decimal(0), denominator=Decimal(0)),
            (
                ERROR,
                "数字不可能",
                Spot.DENOMINATOR,
                "分母为0，不能算比率；本期没有这类业务的，请选不适用",
            ),
        ),
        (
            Answer("A03", numerator=Decimal(9), denominator=Decimal(8), evidence=PROOF),
            (ERROR, "数字不可能", Spot.NUMERATOR, "“按时办结数”大于“受理数”，请核对"),
        ),
        (
            Answer("A01", MET),
            (HINT, "满分没有佐证", Spot.EVIDENCE, "得满分但没有写佐证，可写明：现场照片"),
        ),
    ],
)
def test_an_answer_is_remarked_on_at_its_field(
    small: Checklist, answer: Answer, expected: tuple[Severity, str, Spot, str]
) -> None:
    assert remarks_on(answer.item, filled(small, answer)) == [expected]


@pytest.mark.parametrize(
    "answer",
    [
        Answer("A01", MET, evidence=PROOF),
        Answer("A01", NA, na_reason="未承接"),
        Answer("A03", NA, na_reason="没有", numerator=Decimal(9), denominator=Decimal(0)),
    ],
)
def test_a_complete_answer_is_not_remarked_on(small: Checklist, answer: Answer) -> None:
    assert remarks_on(answer.item, filled(small, answer)) == []


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (owned("A01", problem="无牌"), []),
        (owned("A01"), [(ERROR, "扣分没有写问题", Spot.NOTE, "扣了分，请写明存在的具体问题")]),
        (
            owned("A01", problem="无牌", due=date(2026, 11, 22)),
            [(ERROR, "时限不可能", Spot.DUE, "整改时限2026-11-22早于发现日期2026-11-23")],
        ),
        (
            owned("A01", problem="无牌", unit=" "),
            [(HINT, "没有责任单位", Spot.UNIT, "整改没有写责任单位")],
        ),
        (
            owned("A01", problem="无牌", person=""),
            [(HINT, "没有责任人", Spot.PERSON, "整改没有写责任人")],
        ),
    ],
)
def test_a_finding_is_remarked_on_at_its_field(
    small: Checklist, finding: Finding, expected: list[tuple[Severity, str, Spot, str]]
) -> None:
    check = filled(small, Answer("A01", NOT_MET), findings=(finding,))
    assert remarks_on("A01", check) == expected


@pytest.mark.parametrize(("place", "note", "hints"), [("", " ", 1), ("门厅", "", 0), ("", "旧", 0)])
def test_an_occurrence_somewhere_is_hinted_at_once(
    small: Checklist, place: str, note: str, hints: int
) -> None:
    occurrences = (Occurrence("a", "1号窗口"), *[Occurrence("b", place, note)] * 2)
    answer = Answer("A02", PARTLY, occurrences=occurrences)
    found = remarks_on("A02", filled(small, answer, findings=(owned("A02"),)))
    assert (
        found == [(HINT, "扣分处没有写地点", Spot.OCCURRENCES, "有扣分处没有写地点或情况")] * hints
    )


def test_the_same_text_in_three_items_is_hinted_at_in_each(small: Checklist) -> None:
    text = "窗口公示与系统不一致，群众来了两趟"
    twice = [Answer(code, NA, note=f" {text} ", na_reason="无") for code in ("A01", "B01")]
    assert not filled(small, *twice).remarks or all(
        remark.group != "多项文字相同" for remark in filled(small, *twice).remarks
    )
    thrice = filled(small, *twice, Answer("B03", NA, note=text, na_reason="无"))
    hints = [remark for remark in thrice.remarks if remark.group == "多项文字相同"]
    assert [remark.item for remark in hints] == ["A01", "B01", "B03"]
    assert {remark.message for remark in hints} == {
        "A01、B01、B03的情况说明完全相同（“窗口公示与系统不一致，群…”），请核对"
    }
    assert {remark.spot for remark in hints} == {Spot.NOTE}
    short = [Answer(code, NA, note="无问题", na_reason="无") for code in ("A01", "B01", "B03")]
    assert all(remark.group != "多项文字相同" for remark in filled(small, *short).remarks)


def test_errors_come_first_and_each_kind_in_the_checklists_order(checklist: Checklist) -> None:
    answers = believable_answers(checklist.items, seed=5, share=0.8).values()
    check = filled(checklist, *answers)
    severities = [remark.severity for remark in check.remarks]
    assert severities == sorted(severities, key=lambda severity: severity is HINT)
    order = [item.code for item in checklist.items]
    for group in {remark.group for remark in check.remarks}:
        places = [order.index(r.item) for r in check.remarks if r.group == group]
        assert places == sorted(places)
    assert {ERROR.label, HINT.label} == {"错误", "提示"}
    assert check.items == checklist.asked(ScoringOptions())
    unanswered = check.card.asked - check.card.answered
    assert sum(remark.group == "未填" for remark in check.remarks) == unanswered > 0
