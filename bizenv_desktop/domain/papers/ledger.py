# SPDX-License-Identifier: MIT
"""整改台账 and what is made of it: whose findings they are, how far, how long they have left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bizenv_desktop.domain.findings.rectification import says_done
from bizenv_desktop.domain.workdays import is_workday

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bizenv_desktop.domain.papers.paper_head import PaperHead
    from bizenv_desktop.domain.papers.rectification_list import ListRow

NOBODY = "未定责任单位"


@dataclass(frozen=True, slots=True)
class Share:
    """The findings of one unit and person, the earliest deadline first."""

    unit: str
    person: str
    rows: tuple[ListRow, ...]

    @property
    def done(self) -> int:
        """How many of them are put right."""
        return sum(is_done(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A self-check's findings by who is to put them right; `today` decides what is overdue.

    `notes` are the superior's 督办 and 退回.
    """

    head: PaperHead
    shares: tuple[Share, ...]
    today: date
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[ListRow, ...]:
        """Every finding, share after share."""
        return tuple(row for share in self.shares for row in share.rows)


@dataclass(frozen=True, slots=True)
class Reminder:
    """本周整改提醒: open findings past their day, and those due from today to Sunday."""

    head: PaperHead
    overdue: tuple[ListRow, ...]
    due: tuple[ListRow, ...]
    today: date
    sunday: date


def ledger(
    rows: Iterable[ListRow], head: PaperHead, whose: str = "", notes: tuple[str, ...] = ()
) -> Ledger:
    """The findings by unit and person in the order they first come; `whose` names one of either."""
    shares: dict[tuple[str, str], list[ListRow]] = {}
    for row in rows:
        if not whose or whose in (row.unit.strip(), row.person.strip()):
            shares.setdefault((row.unit.strip(), row.person.strip()), []).append(row)
    units = list(dict.fromkeys(unit for unit, _ in shares))
    ordered = sorted(shares.items(), key=lambda entry: units.index(entry[0][0]))
    return Ledger(
        head,
        tuple(
            Share(unit, person, tuple(sorted(own, key=lambda row: (row.due, row.number))))
            for (unit, person), own in ordered
        ),
        head.printed,
        notes,
    )


def reminder(rows: Iterable[ListRow], head: PaperHead) -> Reminder:
    """What is to be put right this week, and what should have been before."""
    today = head.printed
    sunday = today + timedelta(days=6 - today.weekday())
    waiting = sorted((row for row in rows if not is_done(row)), key=lambda row: row.due)
    return Reminder(
        head,
        tuple(row for row in waiting if row.due < today),
        tuple(row for row in waiting if today <= row.due <= sunday),
        today,
        sunday,
    )


def is_done(row: ListRow) -> bool:
    """Whether 整改情况 begins by saying that it is put right."""
    return says_done(row.progress)


def time_left(due: date, today: date) -> str:
    """已逾期5天（3个工作日）, 今天到期, or 还有3个工作日."""
    if due == today:
        return "今天到期"
    if due < today:
        return f"已逾期{(today - due).days}天（{_workdays(due, today)}个工作日）"
    return f"还有{_workdays(today, due)}个工作日"


def _workdays(after: date, until: date) -> int:
    """Working days after the first day up to the last."""
    days = (until - after).days
    return sum(is_workday(after + timedelta(days=at)) for at in range(1, days + 1))
