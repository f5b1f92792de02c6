# SPDX-License-Identifier: MIT
"""Two periods item by item: what got better or worse, only where the items are the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.papers.trend import shared_items
from bizenv_desktop.domain.scoring import ItemState, percent

if TYPE_CHECKING:
    from bizenv_desktop.domain.filled import FilledCheck


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item scored in both periods with another score."""

    code: str
    title: str
    before: Decimal
    after: Decimal

    @property
    def gain(self) -> Decimal:
        """Points won; negative when lost."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class PeriodComparison:
    """The latest period beside an earlier one; `share` of its points is comparable, in percent."""

    before: str
    after: str
    shared: int
    asked: int
    share: Decimal
    better: tuple[ItemChange, ...]
    worse: tuple[ItemChange, ...]

    @property
    def basis(self) -> str:
        """On what they are compared, for a note."""
        return f"两期共有{self.shared}项（本期{self.asked}项），占本期分值的{self.share}%"


def compare_periods(latest: FilledCheck, earlier: FilledCheck) -> PeriodComparison:
    """What changed from the earlier to the latest; the greatest changes first."""
    shared = shared_items(latest, earlier)
    base = [item for item in latest.checklist.items if item.method.in_base]
    points = sum((item.points for item in base), Decimal(0))
    common = sum((item.points for item in base if item.code in shared), Decimal(0))
    changes = _changes(latest, earlier, shared)
    return PeriodComparison(
        before=earlier.check.period.label,
        after=latest.check.period.label,
        shared=len(shared),
        asked=len(base),
        share=percent(common, points) or Decimal(0),
        better=tuple(sorted((one for one in changes if one.gain > 0), key=lambda one: -one.gain)),
        worse=tuple(sorted((one for one in changes if one.gain < 0), key=lambda one: one.gain)),
    )


def _changes(latest: FilledCheck, earlier: FilledCheck, shared: frozenset[str]) -> list[ItemChange]:
    before = {
        entry.item.code: entry.score
        for entry in earlier.card.items
        if entry.state is ItemState.SCORED and entry.score is not None
    }
    return [
        ItemChange(entry.item.code, entry.item.title, before[entry.item.code], entry.score)
        for entry in latest.card.items
        if entry.item.code in shared
        and entry.item.code in before
        and entry.score is not None
        and entry.score != before[entry.item.code]
    ]
