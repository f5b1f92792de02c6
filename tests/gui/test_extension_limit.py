# SPDX-License-Identifier: MIT
"""How often a deadline may be put off, on the settings page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.actions import rectification_actions as desk
from bizenv_desktop.gui.settings_page import SettingsPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace


def test_the_number_is_kept_at_once(
    qtbot: QtBot, small_workspace: Workspace, preferences: Preferences
) -> None:
    page = SettingsPage(small_workspace, preferences)
    qtbot.addWidget(page)
    page.refresh()
    assert page.extensions.number.value() == 1
    page.extensions.number.setValue(3)
    assert desk.most_extensions(small_workspace.store) == 3
    again = SettingsPage(small_workspace, preferences)
    qtbot.addWidget(again)
    assert again.extensions.number.value() == 3
