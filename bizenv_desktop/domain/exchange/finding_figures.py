# SPDX-License-Identifier: MIT
"""Findings of many units: single ones as lists show them, and how many there are of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.findings.lifecycle import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

SOON_DAYS = 7
OTHER_KIND = "其他方面的问题"


@dataclass(frozen=True, slots=True)
class UnitFinding:
    """A finding of one of the units, as lists over many show it."""

    organisation: str
    name: str
    sample: bool
    item: str
    check_item: str | None
    dimension: str
    kind: str
    title: str
    state: State
    raised: date
    due: date
    lost: Decimal
    unit: str
    person: str
    recurrence: int

    @property
    def marked(self) -> str:
        """The unit's name, marked where its data are made up."""
        return f"{self.name}（示例）" if self.sample else self.name

    @property
    def is_open(self) -> bool:
        return self.state is not State.CLOSED

    def days_over(self, today: date) -> int:
        """How many days it is overdue; 0 when it is closed or still has time."""
        return max(0, (today - self.due).days) if self.is_open else 0


@dataclass(frozen=True, slots=True)
class FindingCount:
    """How many findings share a kind, a dimension and a state; of them overdue, due soon, again."""

    kind: str
    dimension: str
    state: State
    count: int
    overdue: int
    soon: int
    recurring: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Findings of one name: all of them, closed, open, of these overdue and due soon."""

    name: str
    total: int = 0
    closed: int = 0
    overdue: int = 0
    soon: int = 0
    recurring: int = 0

    @property
    def open(self) -> int:
        return self.total - self.closed


@dataclass(frozen=True, slots=True)
class FindingFigures:
    """Findings over the units: in all, by state, by kind of problem, by dimension."""

    whole: Tally
    states: tuple[tuple[State, int], ...]
    kinds: tuple[Tally, ...]
    dimensions: tuple[Tally, ...]


def finding_figures(
    counts: Iterable[FindingCount], kinds: Mapping[str, str], dimensions: Mapping[str, str]
) -> FindingFigures:
    """Tallies of counted findings; kinds and dimensions by code give the names, in their order."""
    found = list(counts)
    states = [(state, sum(each.count for each in found if each.state is state)) for state in State]
    return FindingFigures(
        whole=_tally("合计", found),
        states=tuple(states),
        kinds=_tallies(found, "kind", kinds),
        dimensions=_tallies(found, "dimension", dimensions),
    )


def _tallies(
    counts: Sequence[FindingCount], field: str, names: Mapping[str, str]
) -> tuple[Tally, ...]:
    """One tally a name that stands for any; what has no name comes last as 其他."""
    order = list(dict.fromkeys(names.values()))
    by_name: dict[str, list[FindingCount]] = {}
    for each in counts:
        by_name.setdefault(names.get(getattr(each, field), OTHER_KIND), []).append(each)
    shown = [name for name in (*order, OTHER_KIND) if name in by_name]
    return tuple(_tally(name, by_name[name]) for name in dict.fromkeys(shown))


def _tally(name: str, counts: Sequence[FindingCount]) -> Tally:
    return Tally(
        name,
        total=sum(each.count for each in counts),
        closed=sum(each.count for each in counts if each.state is State.CLOSED),
        overdue=sum(each.overdue for each in counts),
        soon=sum(each.soon for each in counts),
        recurring=sum(each.recurring for each in counts),
    )
