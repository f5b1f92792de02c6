# SPDX-License-Identifier: MIT
"""What the charts of a self-check show, frozen: scores by dimension, the trend, open findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.papers.trend import Trend, trend
from bizenv_desktop.domain.scoring import percent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.findings.rectification import FindingView

SOON = timedelta(days=7)
OTHER = "其他"


class DueState(StrEnum):
    """How a finding stands against its deadline; in the order it is drawn."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    DONE = "done"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return _LABELS[self]


_LABELS = {
    DueState.OVERDUE: "已逾期",
    DueState.SOON: "7天内到期",
    DueState.LATER: "7天后到期",
    DueState.DONE: "已完成",
}


@dataclass(frozen=True, slots=True)
class DimensionBar:
    """One dimension: `rate` of a hundred by what is filled in, None while nothing is scored."""

    name: str
    rate: Decimal | None
    score: Decimal
    points: Decimal
    answered: int
    asked: int

    @property
    def complete(self) -> bool:
        """Whether all of its items are answered."""
        return self.answered == self.asked


@dataclass(frozen=True, slots=True)
class FindingBar:
    """The findings of one kind of problem, counted by due state."""

    name: str
    counts: tuple[tuple[DueState, int], ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class ChartData:
    """All charts of a self-check; a chart without data is not drawn."""

    dimensions: tuple[DimensionBar, ...]
    trend: Trend
    findings: tuple[FindingBar, ...]


def chart_data(filled: FilledCheck, earlier: Iterable[FilledCheck] = ()) -> ChartData:
    """What the charts show as of `filled.today`; `earlier` are other periods' self-checks."""
    dimensions = tuple(
        DimensionBar(
            entry.name,
            percent(entry.score, entry.filled_points),
            entry.score,
            entry.filled_points,
            entry.answered,
            entry.asked,
        )
        for entry in filled.card.dimensions
        if entry.asked
    )
    return ChartData(dimensions, trend(filled, earlier), _findings(filled))


def due_state(view: FindingView, today: date) -> DueState:
    """How a finding stands; what 整改情况 calls done is done."""
    if not view.is_open or view.is_put_right:
        return DueState.DONE
    if view.due < today:
        return DueState.OVERDUE
    return DueState.SOON if view.due - today <= SOON else DueState.LATER


def _findings(filled: FilledCheck) -> tuple[FindingBar, ...]:
    kinds = {kind.code: kind.name for kind in filled.checklist.problem_kinds}
    counted: dict[str, Counter[DueState]] = {name: Counter() for name in (*kinds.values(), OTHER)}
    for view in filled.findings:
        name = kinds.get(view.item.problem_kind, OTHER)
        counted[name][due_state(view, filled.today)] += 1
    return tuple(
        FindingBar(name, tuple((state, counts[state]) for state in DueState if counts[state]))
        for name, counts in counted.items()
        if counts
    )
