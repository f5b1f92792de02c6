# SPDX-License-Identifier: MIT
"""Self-checks and their answers: what the clerk found, item by item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklist import CheckItem, Method, ScoringOptions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.period import Period

LARGEST_NUMBER = Decimal("99999999.99")


class Verdict(StrEnum):
    """The clerk's verdict; keys 1 2 3 0 on the self-check page."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return _VERDICT_LABELS[self]

    @property
    def loses_points(self) -> bool:
        return self in (Verdict.PARTLY_MET, Verdict.NOT_MET)


_VERDICT_LABELS = {
    Verdict.MET: "符合",
    Verdict.PARTLY_MET: "部分符合",
    Verdict.NOT_MET: "不符合",
    Verdict.NOT_APPLICABLE: "不适用",
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a deduction was found; `count` is how often there (+1 by key)."""

    kind: str
    place: str = ""
    note: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one item; all fields at their defaults means nothing was filled in yet.

    `confirmed` is False for what 沿用上期 brought in: shown, but counted as not yet answered.
    `before` is the figure a measure is compared with; it is never scored.
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

    @property
    def is_blank(self) -> bool:
        return self == Answer(self.item)

    @property
    def has_numbers(self) -> bool:
        return any(number is not None for number in (self.numerator, self.denominator, self.value))


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """One organisation, one period, one checklist version."""

    organisation: Organisation
    period: Period
    checklist: str
    checklist_version: int
    options: ScoringOptions
    created: datetime
    preparer: str = ""
    reviewer: str = ""
    head: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.organisation.code, self.period.code)


def with_verdict(item: CheckItem, answer: Answer, verdict: Verdict | None) -> Answer:
    """The answer after the clerk pressed a verdict key: confirmed, and with nothing that contradicts it.

    符合 on a 逐处扣分 item drops its occurrences; a verdict on a measure or a tier that its numbers would
    contradict is taken back by `settled` unless it is 不适用.
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
    """The answer with this period's numbers; typing them confirms it."""
    verdict = None if answer.verdict is Verdict.NOT_APPLICABLE else answer.verdict
    changed = replace(
        answer, numerator=numerator, denominator=denominator, value=value, verdict=verdict
    )
    return settled(item, replace(changed, confirmed=True))


def with_occurrences(
    item: CheckItem, answer: Answer, occurrences: tuple[Occurrence, ...]
) -> Answer:
    """The answer with these occurrences; recording one confirms it, removing the last asks again."""
    if not occurrences and answer.verdict is Verdict.PARTLY_MET:
        return replace(answer, occurrences=(), verdict=None, confirmed=True)
    if occurrences and answer.verdict is not Verdict.NOT_MET:
        answer = replace(answer, verdict=Verdict.PARTLY_MET)
    return settled(item, replace(answer, occurrences=occurrences, confirmed=True))


def settled(item: CheckItem, answer: Answer) -> Answer:
    """Let the facts decide the verdict: occurrences of a deduction, the numbers of a measure or tier.

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
    from bizenv_desktop.domain.scoring import points_from_numbers

    score = points_from_numbers(item, answer)
    if score is None:
        return None
    if score == item.points:
        return Verdict.MET
    return Verdict.NOT_MET if score == 0 else Verdict.PARTLY_MET


def carry_over(previous: Mapping[str, Answer], items: tuple[CheckItem, ...]) -> dict[str, Answer]:
    """Last period's answers as this period's starting point: unconfirmed, never as done.

    Numbers are left behind: they belong to the period they were counted in, except the 改革前 figure.
    Answers of items the new checklist no longer has are left behind as well.
    """
    carried: dict[str, Answer] = {}
    for item in items:
        answer = previous.get(item.code)
        if answer is None or answer.verdict is None:
            continue
        if item.method in (Method.MEASURE, Method.TIER) and (
            answer.verdict is not Verdict.NOT_APPLICABLE
        ):
            answer = Answer(item.code, note=answer.note, before=answer.before)
            if answer.is_blank:
                continue
        known = tuple(
            occurrence
            for occurrence in answer.occurrences
            if item.deduction(occurrence.kind) is not None
        )
        carried[item.code] = replace(answer, occurrences=known, highlight=False, confirmed=False)
    return carried
