# SPDX-License-Identifier: MIT
"""Scores: six methods and the veto, exact, with their arithmetic in words (DESIGN §4).

Points are Decimals of at most two places. Every method but the measure gives an exact result; a measure's
quotient need not end, so it is rounded half-up to the two places it is printed with. The total is
100 × Σ item scores ÷ Σ points, rounded half-up once: it follows by hand from the printed figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import explain
from bizenv_desktop.domain.checklist import CheckItem, Checklist, Grade, Method, ScoringOptions
from bizenv_desktop.domain.selfcheck import Answer, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CENT = Decimal("0.01")
_ZERO = Decimal(0)


class ItemState(StrEnum):
    """Where an item stands; only SCORED counts in 已填部分."""

    SCORED = "scored"
    UNANSWERED = "unanswered"
    UNCONFIRMED = "unconfirmed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item's score; `score` is None unless its state is SCORED. `explanation` is the arithmetic in words."""

    item: CheckItem
    state: ItemState
    score: Decimal | None
    explanation: str

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
        """Score per hundred points, counting what is not filled in as 0; None when all is 不适用."""
        return percent(self.score, self.points)


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """Everything a self-check scores. `total` counts unanswered items as 0 (未填按0分); `filled_total` looks
    at answered ones only (已填部分). Either is None when no points are left to divide by.
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
        return next(scored for scored in self.items if scored.item.code == code)

    @property
    def complete(self) -> bool:
        return self.answered == self.asked


def half_up(value: Fraction | Decimal) -> Decimal:
    """Round a non-negative value half-up to two places, exactly."""
    cents = (Fraction(value) * 200 + 1) // 2
    return (Decimal(int(cents)) * _CENT).quantize(_CENT, rounding=ROUND_HALF_UP)


def percent(score: Decimal, points: Decimal) -> Decimal | None:
    """100 × score ÷ points rounded half-up to two places; None without points."""
    return half_up(Fraction(score) * 100 / Fraction(points)) if points else None


def points_from_numbers(item: CheckItem, answer: Answer) -> Decimal | None:
    """The score the numbers of a measure or tier give; None while they are incomplete or cannot be divided."""
    if item.method is Method.TIER:
        if item.tiers is None or answer.value is None:
            return None
        return item.tiers.band_of(answer.value).score
    measured = measured_value(item, answer)
    if item.measure is None or measured is None:
        return None
    span = Fraction(item.measure.target) - Fraction(item.measure.floor)
    share = (measured - Fraction(item.measure.floor)) / span
    return half_up(Fraction(item.points) * min(Fraction(1), max(Fraction(0), share)))


def measured_value(item: CheckItem, answer: Answer) -> Fraction | None:
    """A measure's figure, a ratio in percent; None while a number is missing or the denominator is not positive."""
    measure = item.measure
    if measure is None:
        return None
    if not measure.is_ratio:
        return None if answer.value is None else Fraction(answer.value)
    if answer.numerator is None or answer.denominator is None or answer.denominator <= 0:
        return None
    return Fraction(answer.numerator) * 100 / Fraction(answer.denominator)


def item_points(item: CheckItem, answer: Answer) -> Decimal | None:
    """The score of an answered item, `None` when the answer does not yet decide it."""
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
    return max(_ZERO, item.points - lost)


def score_item(item: CheckItem, answer: Answer | None) -> ItemScore:
    """Score one item; an unconfirmed answer scores nothing yet."""
    if answer is None or answer.is_blank:
        return ItemScore(item, ItemState.UNANSWERED, None, "未填")
    if not answer.confirmed:
        return ItemScore(item, ItemState.UNCONFIRMED, None, "沿用上期，待确认")
    if answer.verdict is Verdict.NOT_APPLICABLE:
        reason = answer.na_reason.strip() or "未写原因"
        text = f"不适用（{reason}），合理缺项，{item.points}分不计入总分"
        return ItemScore(item, ItemState.NOT_APPLICABLE, None, text)
    points = item_points(item, answer)
    if points is None:
        return ItemScore(item, ItemState.UNANSWERED, None, "未填")
    return ItemScore(item, ItemState.SCORED, points, explain(item, answer, points))


def score_check(
    checklist: Checklist, answers: Mapping[str, Answer], options: ScoringOptions | None = None
) -> ScoreCard:
    """Score a whole self-check; `options` default to the checklist's own switches."""
    options = checklist.options if options is None else options
    scored = tuple(score_item(item, answers.get(item.code)) for item in checklist.asked(options))
    base = [entry for entry in scored if entry.item.method.in_base]
    dimensions = tuple(
        _dimension(dimension.code, dimension.name, scored) for dimension in checklist.dimensions
    )
    base_score, base_points, filled_points = _sums(base)
    bonus = _bonus(scored, checklist.bonus_cap)
    total, filled_total = percent(base_score, base_points), percent(base_score, filled_points)
    vetoed_by = _vetoes(scored, answers, options)
    return ScoreCard(
        items=scored,
        dimensions=dimensions,
        base_score=base_score,
        base_points=base_points,
        filled_points=filled_points,
        bonus=bonus,
        total=None if total is None else total + bonus,
        filled_total=None if filled_total is None else filled_total + bonus,
        grade=_grade(checklist.grades, total, bonus, vetoed_by) if options.grades else None,
        vetoed_by=vetoed_by,
        answered=sum(_is_done(entry) for entry in scored),
        asked=len(scored),
        explanation=_total_in_words(base_score, base_points, total, bonus, options),
    )


def _is_done(entry: ItemScore) -> bool:
    return entry.state in (ItemState.SCORED, ItemState.NOT_APPLICABLE)


def _sums(base: Iterable[ItemScore]) -> tuple[Decimal, Decimal, Decimal]:
    """Σ score, Σ points of applicable items, Σ points of scored items."""
    score = points = filled = _ZERO
    for entry in base:
        if entry.state is ItemState.NOT_APPLICABLE:
            continue
        points += entry.item.points
        if entry.score is not None:
            score += entry.score
            filled += entry.item.points
    return score, points, filled


def _dimension(code: str, name: str, scored: tuple[ItemScore, ...]) -> DimensionScore:
    own = [entry for entry in scored if entry.item.dimension == code]
    score, points, filled = _sums(entry for entry in own if entry.item.method.in_base)
    done = sum(_is_done(entry) for entry in own)
    return DimensionScore(code, name, score, points, filled, done, len(own))


def _bonus(scored: Iterable[ItemScore], cap: Decimal) -> Decimal:
    earned = sum(
        (
            entry.score
            for entry in scored
            if entry.item.method is Method.BONUS and entry.score is not None
        ),
        _ZERO,
    )
    return min(earned, cap)


def _vetoes(
    scored: Iterable[ItemScore], answers: Mapping[str, Answer], options: ScoringOptions
) -> tuple[str, ...]:
    if not options.veto:
        return ()
    return tuple(
        entry.item.code
        for entry in scored
        if (entry.item.veto or entry.item.method is Method.VETO)
        and entry.state is ItemState.SCORED
        and answers[entry.item.code].verdict is Verdict.NOT_MET
    )


def _grade(
    grades: tuple[Grade, ...], total: Decimal | None, bonus: Decimal, vetoed_by: tuple[str, ...]
) -> str | None:
    if not grades or total is None:
        return None
    if vetoed_by:
        return grades[-1].name
    reached = (grade.name for grade in grades if total + bonus >= grade.minimum)
    return next(reached, grades[-1].name)


def _total_in_words(
    score: Decimal,
    points: Decimal,
    total: Decimal | None,
    bonus: Decimal,
    options: ScoringOptions,
) -> str:
    if total is None:
        return "没有可计分的检查项"
    words = f"得分合计{score}÷应得分合计{points}×100={total}"
    if options.bonus:
        words += f"，加分{bonus}，总分{total + bonus}"
    return words
