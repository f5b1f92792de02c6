# SPDX-License-Identifier: MIT
"""Who sits before the screen: offered where something is imported or confirmed, kept once typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop import actions

if TYPE_CHECKING:
    from bizenv_desktop.gui.workspace import Workspace

_SETTING = "operator"


def operator_name(workspace: Workspace) -> str:
    """The name typed last, else who fills in the self-check, else the unit."""
    kept = workspace.store.setting(_SETTING)
    if isinstance(kept, str) and kept:
        return kept
    if workspace.has_check and workspace.filled.check.preparer:
        return workspace.filled.check.preparer
    own = actions.own_organisation(workspace.store)
    return own.name if own else ""


def keep_operator_name(workspace: Workspace, name: str) -> None:
    """Offer this name next time."""
    if name.strip() and name != workspace.store.setting(_SETTING):
        workspace.store.save_setting(_SETTING, name.strip())
