# SPDX-License-Identifier: MIT
"""Self-checks and their answers: what the clerk found, item by item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import CheckItem, Method, ScoringOptions
from bizenv_desktop.domain.figures import points_from_numbers
from bizenv_desktop.domain.numbers import number_fault
from bizenv_desktop.domain.text import clean_fields
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.period import Period

LARGEST_COUNT = 9999


class Verdict(StrEnum):
    """The clerk's verdict; keys 1 2 3 0 on the self-check page."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The verdict in Chinese."""
        return _VERDICT_LABELS[self]

    @property
    def loses_points(self) -> bool:
        """Whether it is 部分符合 or 不符合."""
        return self in (Verdict.PARTLY_MET, Verdict.NOT_MET)


_VERDICT_LABELS = {
    Verdict.MET: "符合",
    Verdict.PARTLY_MET: "部分符合",
    Verdict.NOT_MET: "不符合",
    Verdict.NOT_APPLICABLE: "不适用",
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a deduction was found; `count` is how often there (+1 by key).

    `UserError` for a count below 1 or above `LARGEST_COUNT`.
    """

    kind: str
    place: str = ""
    note: str = ""
    count: int = 1

    def __post_init__(self) -> None:
        clean_fields(self, "place", "note")
        if not 1 <= self.count <= LARGEST_COUNT:
            raise UserError(f"扣分处数应在1与{LARGEST_COUNT}之间，请核对。")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one item; all fields at their defaults means nothing was filled in yet.

    `confirmed` is False for what 沿用上期 brought in: shown, but counted as not yet answered.
    `before` is the figure a measure is compared with; it is never scored. `UserError` for a number
    that cannot be kept (`domain.numbers.number_fault`); texts are cleaned as they come in.
    """

    item: str
    verdict: Verdict | None = None
    note: str = ""
    na_reason: str = ""
    evidence: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    before: Decimal | None = None
    occurrences: tuple[Occurrence, ...] = ()
    highlight: bool = False
    confirmed: bool = True

    def __post_init__(self) -> None:
        if self.note or self.na_reason or self.evidence:
            clean_fields(self, "note", "na_reason", "evidence")
        for number in (self.numerator, self.denominator, self.value, self.before):
            if number is not None and (fault := number_fault(number)):
                raise UserError(f"{self.item}填的数字{fault}，请核对后重填。")

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return self == Answer(self.item)

    @property
    def has_numbers(self) -> bool:
        """Whether a number that counts was typed; `before` does not count."""
        return any(number is not None for number in (self.numerator, self.denominator, self.value))


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """One organisation, one period, one checklist version, and who signs it."""

    organisation: Organisation
    period: Period
    checklist: str
    checklist_version: int
    options: ScoringOptions
    created: datetime
    preparer: str = ""
    reviewer: str = ""
    head: str = ""

    def __post_init__(self) -> None:
        clean_fields(self, "preparer", "reviewer", "head")

    @property
    def key(self) -> tuple[str, str]:
        """Organisation code and period code: what it is stored under."""
        return (self.organisation.code, self.period.code)


def with_verdict(item: CheckItem, answer: Answer, verdict: Verdict | None) -> Answer:
    """The answer after a verdict key: confirmed, and with nothing that contradicts the verdict.

    符合 on a 逐处扣分 item drops its occurrences. On a measure or a tier only 不适用 stays: any
    other verdict follows from the numbers.
    """
    changed = replace(answer, verdict=verdict, confirmed=True)
    if item.method is Method.DEDUCTION and verdict is Verdict.MET:
        changed = replace(changed, occurrences=())
    return settled(item, changed)


def with_facts(
    item: CheckItem,
    answer: Answer,
    *,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    value: Decimal | None = None,
) -> Answer:
    """The answer with this period's numbers; typing them confirms it and takes 不适用 back."""
    changed = replace(
        answer, numerator=numerator, denominator=denominator, value=value, confirmed=True
    )
    if changed.has_numbers and changed.verdict is Verdict.NOT_APPLICABLE:
        changed = replace(changed, verdict=None)
    return settled(item, changed)


def with_occurrences(
    item: CheckItem, answer: Answer, occurrences: tuple[Occurrence, ...]
) -> Answer:
    """The answer with these occurrences; recording one confirms it, removing the last asks again.

    不符合 stays: it takes all points whatever the occurrences would take.
    """
    verdict = answer.verdict
    if occurrences and verdict is not Verdict.NOT_MET:
        verdict = Verdict.PARTLY_MET
    elif not occurrences and verdict is Verdict.PARTLY_MET:
        verdict = None
    changed = replace(answer, occurrences=occurrences, verdict=verdict, confirmed=True)
    return settled(item, changed)


def settled(item: CheckItem, answer: Answer) -> Answer:
    """Let the facts decide the verdict: occurrences of a deduction, numbers of a measure or tier.

    Judgement, bonus and veto items keep the clerk's verdict, and so does every 不适用.
    """
    if answer.verdict is Verdict.NOT_APPLICABLE:
        return answer
    match item.method:
        case Method.DEDUCTION:
            if answer.occurrences and answer.verdict is not Verdict.NOT_MET:
                return replace(answer, verdict=Verdict.PARTLY_MET)
            return answer
        case Method.MEASURE | Method.TIER:
            return replace(answer, verdict=_verdict_from_numbers(item, answer))
        case _:
            return answer


def _verdict_from_numbers(item: CheckItem, answer: Answer) -> Verdict | None:
    score = points_from_numbers(item, answer)
    if score is None:
        return None
    if score == item.points:
        return Verdict.MET
    return Verdict.NOT_MET if score == 0 else Verdict.PARTLY_MET


def carry_over(previous: Mapping[str, Answer], items: tuple[CheckItem, ...]) -> dict[str, Answer]:
    """Last period's answers as this period's starting point: unconfirmed, never as done.

    Numbers are left behind: they belong to the period they were counted in, except the 改革前
    figure. So are answers of items the checklist no longer has, and occurrences of kinds the item
    no longer has.
    """
    carried = {}
    for item in items:
        answer = previous.get(item.code)
        if answer is not None and answer.verdict is not None:
            brought = _carried(item, answer)
            if not brought.is_blank:
                carried[item.code] = replace(brought, confirmed=False)
    return carried


def _carried(item: CheckItem, answer: Answer) -> Answer:
    """What of an answer holds beyond its period; blank when nothing does."""
    stays = answer.verdict is Verdict.NOT_APPLICABLE
    if item.method in (Method.MEASURE, Method.TIER) and not stays:
        return Answer(item.code, note=answer.note, before=answer.before)
    known = tuple(found for found in answer.occurrences if item.deduction(found.kind))
    verdict = answer.verdict
    if item.method is Method.DEDUCTION and verdict is Verdict.PARTLY_MET and not known:
        verdict = None
    return replace(
        answer,
        verdict=verdict,
        na_reason=answer.na_reason if stays else "",
        numerator=None,
        denominator=None,
        value=None,
        occurrences=known,
        highlight=False,
        confirmed=True,
    )
