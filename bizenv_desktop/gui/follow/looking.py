# SPDX-License-Identifier: MIT
"""Writing looks back for the window: the finding may be another self-check's than the one shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.actions import rectification_actions as desk
from bizenv_desktop.domain.findings.looks import LookOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bizenv_desktop.domain.findings.followup import Looked, Occasion
    from bizenv_desktop.gui.workspace import Workspace


def record_looks(
    workspace: Workspace,
    places: Iterable[tuple[Occasion, int]],
    outcome: LookOutcome,
    *,
    day: date,
    who: str,
    words: str = "",
) -> None:
    """Record looks back, after so many days each, and let the window follow; all or none.

    `UserError` says why one cannot be recorded.
    """
    now = workspace.clock()
    named = [(one.key, one.view.item.code, after) for one, after in places]
    change = desk.look_back(
        workspace.store, now.date(), named, outcome, day=day, who=who, at=now, words=words
    )
    workspace.take_over(change)


def take_look_back(workspace: Workspace, looked: Looked) -> None:
    """Take a look back that was recorded by mistake, in the name of who recorded it."""
    look, today = looked.look, workspace.clock().date()
    place = (looked.occasion, look.after)
    record_looks(workspace, [place], LookOutcome.TAKEN_BACK, day=today, who=look.who)
