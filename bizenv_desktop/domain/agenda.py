# SPDX-License-Identifier: MIT
"""What to do now about a self-check: what is late, due, returned, waiting, without proof."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING

from bizenv_desktop.domain.findings.lifecycle import State
from bizenv_desktop.domain.scoring import ItemState

if TYPE_CHECKING:
    from bizenv_desktop.domain.filled import FilledCheck


@dataclass(frozen=True, slots=True)
class Agenda:
    """How many findings, and answered items, wait for what; `worst` is the longest delay in days.

    `due` end from today to Sunday; `put_right` are said to be, and neither late nor due: they wait
    to be verified and closed.
    """

    overdue: int
    worst: int
    due: int
    returned: int
    to_verify: int
    put_right: int
    nobody: int
    unproved: int

    @property
    def is_clear(self) -> bool:
        """Whether nothing waits."""
        return not any(getattr(self, each.name) for each in fields(self))


def agenda(filled: FilledCheck) -> Agenda:
    """What to do about this self-check as of `filled.today`."""
    today = filled.today
    sunday = today + timedelta(days=6 - today.weekday())
    waiting = [view for view in filled.findings if view.is_open]
    unfinished = [view for view in waiting if not view.is_put_right]
    late = [(today - view.due).days for view in unfinished if view.due < today]
    return Agenda(
        overdue=len(late),
        worst=max(late, default=0),
        due=sum(today <= view.due <= sunday for view in unfinished),
        returned=sum(view.log.returned for view in waiting),
        to_verify=sum(view.log.state is State.SUBMITTED for view in waiting),
        put_right=len(waiting) - len(unfinished),
        nobody=sum(not view.finding.person.strip() for view in waiting),
        unproved=_unproved(filled),
    )


def _unproved(filled: FilledCheck) -> int:
    """Items met in full with neither a file nor a word of proof."""
    return sum(
        entry.state is ItemState.SCORED
        and not entry.lost
        and not entry.answer.evidence.strip()
        and not filled.evidence.of(entry.item.code).links
        for entry in filled.card.items
    )
