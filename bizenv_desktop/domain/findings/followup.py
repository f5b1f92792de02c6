# SPDX-License-Identifier: MIT
"""反弹 and 回头看: what comes back after closing, and what is to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.codes import family
from bizenv_desktop.domain.findings.comeback import comeback_words
from bizenv_desktop.domain.findings.looks import LISTED_ON, LOOK_BACK_DAYS, LookOutcome, standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.findings.looks import Look
    from bizenv_desktop.domain.findings.rectification import FindingView


@dataclass(frozen=True, slots=True)
class Occasion:
    """A finding in its period; `closed` is the day it was closed, None while it is open.

    `key` is the self-check's: organisation and period code; `period` is the period's label.
    """

    key: tuple[str, str]
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
class Looked:
    """A look back that was taken; `later` is what was found there from its day on, if anything."""

    occasion: Occasion
    look: Look
    later: Occasion | None

    @property
    def waits(self) -> bool:
        """Whether a problem was seen again that is not among the findings yet."""
        return self.look.outcome is LookOutcome.AGAIN and self.later is None

    @property
    def words(self) -> str:
        """仍合格; 又有问题，未列入整改; 又有问题，已列入整改（2026年第4季度A01）."""
        if self.look.outcome is not LookOutcome.AGAIN:
            return self.look.outcome.label
        if self.later is None:
            return f"{self.look.outcome.label}，未列入整改"
        place = f"{self.later.period}{self.later.view.item.code}"
        return f"{self.look.outcome.label}，已列入整改（{place}）"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What came back, the latest first, and what is to be looked at, the most urgent first.

    `looked` is what was looked at: first what waits to become a finding, then the latest.
    """

    recurrences: tuple[Recurrence, ...]
    look_backs: tuple[LookBack, ...]
    looked: tuple[Looked, ...] = ()


def follow_up(checks: Iterable[FilledCheck], today: date) -> FollowUp:
    """Over all self-checks of one organisation.

    Items are the same by code within a family of checklists; what a visit found beside the items
    stands for itself. A look-back stays listed from closing until it was taken or the next one of
    its days has come, the last for 30 days more; what came back needs none.
    """
    recurrences: list[Recurrence] = []
    look_backs: list[LookBack] = []
    looked: list[Looked] = []
    for line in _lines(checks):
        line.sort(key=lambda one: one.view.finding.raised)
        recurrences.extend(_recurrences(line))
        looked.extend(_looked(line))
        last = line[-1]
        if last.closed is not None and (look := _look_back(last, last.closed, today)):
            look_backs.append(look)
    recurrences.sort(key=lambda one: one.found.view.finding.raised, reverse=True)
    look_backs.sort(key=lambda one: one.day)
    looked.sort(key=lambda one: (one.waits, one.look.day), reverse=True)
    return FollowUp(tuple(recurrences), tuple(look_backs), tuple(looked))


def _lines(checks: Iterable[FilledCheck]) -> Iterable[list[Occasion]]:
    """What was found on one item, period after period."""
    lines: dict[tuple[str, ...], list[Occasion]] = {}
    for check in sorted(checks, key=lambda one: one.check.period.last_day):
        for view in check.findings:
            found = _occasion(check, view)
            place: tuple[str, ...] = (*found.key, view.item.code)
            if view.check_item is not None:
                place = (family(check.checklist.id), view.check_item)
            lines.setdefault(place, []).append(found)
    return lines.values()


def _occasion(check: FilledCheck, view: FindingView) -> Occasion:
    closing = view.log.closing
    return Occasion(
        check.check.key, check.check.period.label, view, closing.at.date() if closing else None
    )


def _recurrences(line: list[Occasion]) -> Iterable[Recurrence]:
    for at, found in enumerate(line):
        raised = found.view.finding.raised
        earlier = tuple(
            before for before in line[:at] if before.closed is not None and before.closed <= raised
        )
        if earlier:
            yield Recurrence(found, tuple(sorted(earlier, key=lambda one: one.closed or raised)))


def _looked(line: list[Occasion]) -> Iterable[Looked]:
    """The looks that hold. A problem raised on the day of a look is what was seen then."""
    for at, occasion in enumerate(line):
        for look in standing(occasion.view.looks, occasion.view.log).values():
            later = (one for one in line[at + 1 :] if one.view.finding.raised >= look.day)
            yield Looked(occasion, look, next(later, None))


def first_listed(today: date) -> date:
    """The earliest day of closing whose look-backs may still be listed."""
    return today - timedelta(days=LOOK_BACK_DAYS[-1] + LISTED_ON)


def _look_back(last: Occasion, closed: date, today: date) -> LookBack | None:
    """The next look to be taken; none once a problem was seen again there."""
    taken = standing(last.view.looks, last.view.log)
    if any(look.outcome is LookOutcome.AGAIN for look in taken.values()):
        return None
    for after in LOOK_BACK_DAYS:
        day = closed + timedelta(days=after)
        if after not in taken and today <= day + timedelta(days=LISTED_ON):
            return LookBack(last, after, day)
    return None
