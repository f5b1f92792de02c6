# SPDX-License-Identifier: MIT
"""The fixtures themselves: what they promise to other tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import LONG_NOTE

from bizenv_desktop.domain.checklists.checklist import Method

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.gui.workspace import Workspace


def test_the_small_checklist_has_every_method(small: Checklist) -> None:
    assert {item.method for item in small.items} == set(Method)
    assert sum(item.points for item in small.items if item.method.in_base) == 17.5


def test_the_workspace_is_partly_filled(workspace: Workspace) -> None:
    card = workspace.filled.card
    assert 0 < card.answered < card.asked
    assert workspace.filled.findings


def test_the_long_note_is_as_long_as_issues_speak_of() -> None:
    assert len(LONG_NOTE) == 3000
