# SPDX-License-Identifier: MIT
"""Which dimensions are filled in on another PC: asked at every start, so nothing is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.gui.workspace import Workspace

SHARES = "shares"
"""The setting that keeps 分工, as `actions.share_actions` names it."""
RESTS = ("handed_over", "handover_begun")
"""The settings that mark a handover, as `storage.handed_over` names them."""


def elsewhere(workspace: Workspace) -> Mapping[str, str]:
    """By dimension: who fills it in elsewhere; empty where nothing was ever shared."""
    if workspace.store.setting(SHARES) is None:
        return {}
    from bizenv_desktop.actions.share_actions import dimension_notes

    return dimension_notes(workspace.store, workspace.filled)


def rests(workspace: Workspace) -> bool:
    """Whether the database was handed over, or a handover was begun."""
    return any(workspace.store.setting(name) is not None for name in RESTS)
