# SPDX-License-Identifier: MIT
"""反弹 and 回头看: what comes back after closing, and what is to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.codes import family
from bizenv_desktop.domain.findings.comeback import comeback_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.findings.rectification import FindingView

LOOK_BACK_DAYS = (30, 90)
"""How long after closing somebody looks again; office practice, no rule sets the days."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A finding in its period; `closed` is the day it was closed, None while it is open."""

    period: str
    view: FindingView
    closed: date | None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A problem found again on an item after it was closed there.

    `earlier` are the closed findings of that item before it, the earliest first: its lineage.
    """

    found: Occasion
    earlier: tuple[Occasion, ...]

    @property
    def count(self) -> int:
        """The how-manieth return it is."""
        return len(self.earlier)

    @property
    def days(self) -> int:
        """Days from the last closing until it was found again."""
        closed = self.earlier[-1].closed
        assert closed is not None
        return (self.found.view.finding.raised - closed).days

    @property
    def words(self) -> str:
        """第2次反弹，距上次销号35天."""
        return comeback_words(self.count, self.days)


@dataclass(frozen=True, slots=True)
class LookBack:
    """A closed finding to be looked at again `after` days from closing, on `day`."""

    occasion: Occasion
    after: int
    day: date


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What came back, the latest first, and what is to be looked at, the most urgent first."""

    recurrences: tuple[Recurrence, ...]
    look_backs: tuple[LookBack, ...]


def follow_up(checks: Iterable[FilledCheck], today: date) -> FollowUp:
    """Over all self-checks of one organisation.

    Items are the same by code within a family of checklists. A look-back stays listed from closing
    until the next one of its days, the last for 30 days more; what came back needs none.
    """
    lines: dict[tuple[str, str], list[Occasion]] = {}
    for check in sorted(checks, key=lambda one: one.check.period.last_day):
        for view in check.findings:
            if view.check_item is not None:
                place = (family(check.checklist.id), view.check_item)
                lines.setdefault(place, []).append(_occasion(check, view))
    recurrences: list[Recurrence] = []
    look_backs: list[LookBack] = []
    for line in lines.values():
        line.sort(key=lambda one: one.view.finding.raised)
        recurrences.extend(_recurrences(line))
        last = line[-1]
        if last.closed is not None and (look := _look_back(last, last.closed, today)):
            look_backs.append(look)
    recurrences.sort(key=lambda one: one.found.view.finding.raised, reverse=True)
    look_backs.sort(key=lambda one: one.day)
    return FollowUp(tuple(recurrences), tuple(look_backs))


def _occasion(check: FilledCheck, view: FindingView) -> Occasion:
    closing = view.log.closing
    return Occasion(check.check.period.label, view, closing.at.date() if closing else None)


def _recurrences(line: list[Occasion]) -> Iterable[Recurrence]:
    for at, found in enumerate(line):
        raised = found.view.finding.raised
        earlier = tuple(
            before for before in line[:at] if before.closed is not None and before.closed <= raised
        )
        if earlier:
            yield Recurrence(found, tuple(sorted(earlier, key=lambda one: one.closed or raised)))


def _look_back(last: Occasion, closed: date, today: date) -> LookBack | None:
    for after in LOOK_BACK_DAYS:
        day = closed + timedelta(days=after)
        if today <= day + timedelta(days=30):
            return LookBack(last, after, day)
    return None
