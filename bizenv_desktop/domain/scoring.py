# SPDX-License-Identifier: MIT
"""Scores: six methods and the veto, exact, with their arithmetic in words (DESIGN §4).

Points are Decimals of at most two places. Every method but the measure gives an exact result; a
measure's quotient need not end, so it is rounded half-up to the two places it is printed with. The
total is 100 × Σ item scores ÷ Σ points, rounded half-up once: it follows by hand from the printed
figures. Bonus points come on top, so a total can exceed 100.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import explain, explain_open, explain_total
from bizenv_desktop.domain.checklists.checklist import (
    CheckItem,
    Checklist,
    Grade,
    Method,
    ScoringOptions,
)
from bizenv_desktop.domain.figures import half_up, points_from_numbers
from bizenv_desktop.domain.selfcheck import Answer, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ZERO = Decimal(0)


class ItemState(StrEnum):
    """Where an item stands; only SCORED counts in 已填部分."""

    SCORED = "scored"
    UNANSWERED = "unanswered"
    UNCONFIRMED = "unconfirmed"
    NOT_APPLICABLE = "not_applicable"

    @property
    def is_done(self) -> bool:
        """Whether the clerk has finished with it."""
        return self in (ItemState.SCORED, ItemState.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item's score, None unless its state is SCORED.

    `vetoes` says that it triggers a veto, where the self-check has vetoes on.
    """

    item: CheckItem
    answer: Answer
    state: ItemState
    score: Decimal | None = None
    vetoes: bool = False

    @property
    def explanation(self) -> str:
        """The arithmetic in words, or why there is no score; put together when asked for."""
        if self.state is ItemState.UNCONFIRMED:
            return "沿用上期，待确认"
        if self.score is None:
            return explain_open(self.item, self.answer)
        return explain(self.item, self.answer, self.score)

    @property
    def lost(self) -> Decimal:
        """Points lost; nothing is lost before it is answered."""
        return self.item.points - self.score if self.score is not None else _ZERO


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """Sums of one dimension's base items; `points` and `score` leave 不适用 out."""

    code: str
    name: str
    score: Decimal
    points: Decimal
    filled_points: Decimal
    answered: int
    asked: int

    @property
    def rate(self) -> Decimal | None:
        """Score per hundred points, what is not filled in as 0; None when all is 不适用."""
        return percent(self.score, self.points)


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """Everything a self-check scores.

    `total` counts unanswered items as 0 (未填按0分), `filled_total` looks at answered ones only
    (已填部分); either is None when no points are left to divide by. Both include the bonus.
    `base_points` are those of applicable items, `filled_points` those of scored ones.
    """

    items: tuple[ItemScore, ...]
    dimensions: tuple[DimensionScore, ...]
    base_score: Decimal
    base_points: Decimal
    filled_points: Decimal
    bonus: Decimal
    total: Decimal | None
    filled_total: Decimal | None
    grade: str | None
    vetoed_by: tuple[str, ...]
    answered: int
    asked: int
    explanation: str

    def of(self, code: str) -> ItemScore:
        """The score of the item of that code; KeyError when it was not asked."""
        for scored in self.items:
            if scored.item.code == code:
                return scored
        raise KeyError(code)

    @property
    def complete(self) -> bool:
        """Whether every item asked is answered and confirmed."""
        return self.answered == self.asked


@dataclass(frozen=True, slots=True)
class _Sums:
    """Σ score, Σ points of applicable items, Σ points of scored items, Σ points left out."""

    score: Decimal
    points: Decimal
    filled_points: Decimal
    left_out: Decimal


def percent(score: Decimal, points: Decimal) -> Decimal | None:
    """100 × score ÷ points rounded half-up to two places; None without points."""
    return half_up(Fraction(score) * 100 / Fraction(points)) if points else None


def item_points(item: CheckItem, answer: Answer) -> Decimal | None:
    """The score of an answer, None when it does not yet decide one."""
    match item.method:
        case Method.MEASURE | Method.TIER:
            return points_from_numbers(item, answer)
        case Method.DEDUCTION:
            return _deducted(item, answer)
        case _:
            return _judged(item, answer.verdict)


def _judged(item: CheckItem, verdict: Verdict | None) -> Decimal | None:
    match verdict:
        case Verdict.MET:
            return item.points
        case Verdict.PARTLY_MET:
            return item.points * item.partial
        case Verdict.NOT_MET:
            return _ZERO
        case _:
            return None


def _deducted(item: CheckItem, answer: Answer) -> Decimal | None:
    if answer.verdict is None:
        return None
    if answer.verdict is Verdict.NOT_MET:
        return _ZERO
    lost = _ZERO
    for occurrence in answer.occurrences:
        kind = item.deduction(occurrence.kind)
        if kind is not None:
            lost += kind.each * occurrence.count
    if not lost and answer.verdict is Verdict.PARTLY_MET:
        return None  # what falls short is not yet said, so there is nothing to deduct
    return max(_ZERO, item.points - lost)


def score_item(item: CheckItem, answer: Answer | None) -> ItemScore:
    """Score one item; an unconfirmed answer scores nothing yet."""
    if answer is None:
        return ItemScore(item, Answer(item.code), ItemState.UNANSWERED)
    if not answer.confirmed:
        return ItemScore(item, answer, ItemState.UNCONFIRMED)
    if answer.verdict is Verdict.NOT_APPLICABLE:
        return ItemScore(item, answer, ItemState.NOT_APPLICABLE)
    points = item_points(item, answer)
    if points is None:
        return ItemScore(item, answer, ItemState.UNANSWERED)
    return ItemScore(item, answer, ItemState.SCORED, points, _vetoes(item, answer, points))


def _vetoes(item: CheckItem, answer: Answer, points: Decimal) -> bool:
    """Whether 不符合 was found where that is a veto; numbers say it by scoring nothing."""
    if not item.veto and item.method is not Method.VETO:
        return False
    if item.method in (Method.MEASURE, Method.TIER):
        return points == 0
    return answer.verdict is Verdict.NOT_MET


def _score_again(
    item: CheckItem, answer: Answer | None, known: Mapping[int, ItemScore]
) -> ItemScore:
    """The known score of this very answer to this very item, else a new one."""
    found = known.get(id(answer))
    if found is not None and found.answer is answer and found.item is item:
        return found
    return score_item(item, answer)


def score_check(
    checklist: Checklist,
    answers: Mapping[str, Answer],
    options: ScoringOptions | None = None,
    previous: ScoreCard | None = None,
) -> ScoreCard:
    """Score a whole self-check; `options` default to the checklist's own switches.

    From the `previous` card the scores of answers that are the very same objects are taken over.
    """
    options = checklist.options if options is None else options
    known = {id(entry.answer): entry for entry in previous.items} if previous else {}
    scored = tuple(
        _score_again(item, answers.get(item.code), known) for item in checklist.asked(options)
    )
    return card_of(checklist, scored, options)


def card_of(
    checklist: Checklist, scored: tuple[ItemScore, ...], options: ScoringOptions
) -> ScoreCard:
    """Everything that follows from the scores of the items asked."""
    dimensions = tuple(
        _dimension(dimension.code, dimension.name, scored) for dimension in checklist.dimensions
    )
    sums = _sum(scored)
    bonus = _bonus(scored, checklist.bonus_cap)
    base_total = percent(sums.score, sums.points)
    base_filled = percent(sums.score, sums.filled_points)
    total = None if base_total is None else base_total + bonus
    vetoed_by = tuple(entry.item.code for entry in scored if entry.vetoes) if options.veto else ()
    return ScoreCard(
        items=scored,
        dimensions=dimensions,
        base_score=sums.score,
        base_points=sums.points,
        filled_points=sums.filled_points,
        bonus=bonus,
        total=total,
        filled_total=None if base_filled is None else base_filled + bonus,
        grade=_grade(checklist.grades, total, vetoed_by) if options.grades else None,
        vetoed_by=vetoed_by,
        answered=sum(entry.state.is_done for entry in scored),
        asked=len(scored),
        explanation=explain_total(
            sums.score, sums.points, sums.left_out, base_total, bonus if options.bonus else None
        ),
    )


def _sum(scored: Iterable[ItemScore]) -> _Sums:
    score = points = filled = left_out = _ZERO
    for entry in scored:
        if not entry.item.method.in_base:
            continue
        if entry.state is ItemState.NOT_APPLICABLE:
            left_out += entry.item.points
            continue
        points += entry.item.points
        if entry.score is not None:
            score += entry.score
            filled += entry.item.points
    return _Sums(score, points, filled, left_out)


def _dimension(code: str, name: str, scored: tuple[ItemScore, ...]) -> DimensionScore:
    own = [entry for entry in scored if entry.item.dimension == code]
    sums = _sum(own)
    done = sum(entry.state.is_done for entry in own)
    return DimensionScore(code, name, sums.score, sums.points, sums.filled_points, done, len(own))


def _bonus(scored: Iterable[ItemScore], cap: Decimal) -> Decimal:
    earned = _ZERO
    for entry in scored:
        if entry.item.method is Method.BONUS and entry.score is not None:
            earned += entry.score
    return min(earned, cap)


def _grade(
    grades: tuple[Grade, ...], total: Decimal | None, vetoed_by: tuple[str, ...]
) -> str | None:
    """The grade of a total; None without grades."""
    if not grades or total is None:
        return None
    return grade_of(grades, total, vetoed=bool(vetoed_by))


def grade_of(grades: tuple[Grade, ...], total: Decimal, *, vetoed: bool) -> str:
    """The first of the grades the total reaches, the last one when vetoed."""
    if vetoed:
        return grades[-1].name
    return next((grade.name for grade in grades if total >= grade.minimum), grades[-1].name)
