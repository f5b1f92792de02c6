# SPDX-License-Identifier: MIT
"""Scores of several periods side by side, only where they compare: by the items they share.

Two items are the same when code, method and points are; an item that changed its points is another.
A period's value is what its scored shared items reached of a hundred, so neither an item that was
added, nor one that did not apply, nor one not yet filled in moves the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.scoring import ItemState, percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.domain.checklists.checklist import Method
    from bizenv_desktop.domain.filled import FilledCheck

MOST_PERIODS = 8
LEAST_SHARE = 50
"""In percent of the latest period's points; what shares less is not compared."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period; `value` of a hundred, None while nothing of it is scored."""

    period: str
    value: Decimal | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """Periods, the earliest first; fewer than two when there is nothing to compare with.

    `share` is what the `shared` items make of the latest period's base points, in percent; `asked`
    are its base items.
    """

    points: tuple[TrendPoint, ...]
    shared: int
    asked: int
    share: Decimal

    @property
    def whole(self) -> bool:
        """Whether every item of the latest period is compared."""
        return self.shared == self.asked

    @property
    def basis(self) -> str:
        """On what the periods are compared, for a note under the line."""
        if self.whole:
            return f"各期检查项相同，按全部{self.asked}项的得分率比较"
        return f"按各期共有的{self.shared}项比较，占本期分值的{self.share}%"


@dataclass(frozen=True, slots=True)
class DimensionLine:
    """A dimension's rates of a hundred by period, the earliest first; None: nothing scored."""

    name: str
    values: tuple[tuple[str, Decimal | None], ...]


def trend(latest: FilledCheck, earlier: Iterable[FilledCheck]) -> Trend:
    """The latest self-check with those before it that were made with the same checklist."""
    own = _base(latest)
    shared, kept = _comparable(latest, earlier)
    points = tuple(
        TrendPoint(check.check.period.label, rate_of(check, shared), check.card.complete)
        for check in kept
    )
    share = percent(_points(shared), _points(own)) or Decimal(0)
    return Trend(points, len(shared), len(own), share)


def dimension_lines(
    latest: FilledCheck, earlier: Iterable[FilledCheck]
) -> tuple[DimensionLine, ...]:
    """`trend` dimension by dimension, over the same periods and the same shared items."""
    shared, kept = _comparable(latest, earlier)
    return tuple(
        DimensionLine(
            dimension.name,
            tuple(
                (check.check.period.label, rate_of(check, shared, dimension.code)) for check in kept
            ),
        )
        for dimension in latest.checklist.dimensions
    )


def _comparable(
    latest: FilledCheck, earlier: Iterable[FilledCheck]
) -> tuple[dict[str, tuple[Method, Decimal]], list[FilledCheck]]:
    """The base items all compared periods share, and these periods, the earliest first."""
    own = _base(latest)
    whole = _points(own)
    shared, kept = own, [latest]
    before = [check for check in earlier if _precedes(check, latest)]
    for check in sorted(before, key=lambda check: check.check.period.last_day, reverse=True):
        common = dict(shared.items() & _base(check).items())
        share = percent(_points(common), whole)
        if share is None or share < LEAST_SHARE or len(kept) == MOST_PERIODS:
            break
        shared, kept = common, [check, *kept]
    return shared, kept


def shared_items(one: FilledCheck, other: FilledCheck) -> frozenset[str]:
    """Codes of the base items that are the same in both."""
    return frozenset(code for code, _ in _base(one).items() & _base(other).items())


def rate_of(check: FilledCheck, codes: Iterable[str], dimension: str = "") -> Decimal | None:
    """What the scored ones of these items reached of a hundred, in one dimension or in all."""
    wanted = frozenset(codes)
    scored = [
        entry
        for entry in check.card.items
        if entry.state is ItemState.SCORED
        and entry.item.code in wanted
        and dimension in ("", entry.item.dimension)
    ]
    score = sum((entry.score for entry in scored if entry.score is not None), Decimal(0))
    return percent(score, _sum(entry.item.points for entry in scored))


def _precedes(check: FilledCheck, latest: FilledCheck) -> bool:
    same = check.checklist.id == latest.checklist.id
    unit = check.check.organisation.code == latest.check.organisation.code
    return same and unit and check.check.period.last_day < latest.check.period.last_day


def _base(check: FilledCheck) -> dict[str, tuple[Method, Decimal]]:
    return {
        item.code: (item.method, item.points)
        for item in check.checklist.items
        if item.method.in_base
    }


def _points(items: dict[str, tuple[Method, Decimal]]) -> Decimal:
    return _sum(points for _, points in items.values())


def _sum(points: Iterable[Decimal]) -> Decimal:
    return sum(points, Decimal(0))
