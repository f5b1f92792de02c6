# SPDX-License-Identifier: MIT
"""Writing looks back for the window: the finding may be another self-check's than the one shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop import actions
from bizenv_desktop.actions import rectification_actions as desk
from bizenv_desktop.domain.findings.looks import LookOutcome

if TYPE_CHECKING:
    from datetime import date

    from bizenv_desktop.domain.findings.followup import Looked, Occasion
    from bizenv_desktop.gui.workspace import Workspace


def record_look(
    workspace: Workspace,
    occasion: Occasion,
    after: int,
    outcome: LookOutcome,
    *,
    day: date,
    who: str,
    words: str = "",
) -> None:
    """Record a look back and let the window follow; `UserError` says why it cannot be."""
    now = workspace.clock()
    filled = actions.fill(workspace.store, occasion.key, now.date())
    code = occasion.view.item.code
    change = desk.look_back(
        workspace.store, filled, code, after, outcome, day=day, who=who, at=now, words=words
    )
    workspace.take_over(change)


def take_look_back(workspace: Workspace, looked: Looked) -> None:
    """Take a look back that was recorded by mistake, in the name of who recorded it."""
    look, today = looked.look, workspace.clock().date()
    record_look(
        workspace, looked.occasion, look.after, LookOutcome.TAKEN_BACK, day=today, who=look.who
    )
