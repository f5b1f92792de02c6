# SPDX-License-Identifier: MIT
"""The settings page says how photos are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.actions.evidence_actions import intake_of
from bizenv_desktop.gui.settings_page import SettingsPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace


def test_the_switches_are_kept_and_in_force(
    qtbot: QtBot, small_workspace: Workspace, preferences: Preferences
) -> None:
    page = SettingsPage(small_workspace, preferences)
    qtbot.addWidget(page)
    page.refresh()
    before = intake_of(small_workspace.store)
    assert (before.keep_original, before.keep_place) == (False, False)
    page.photos.originals.click()
    page.photos.place.click()
    after = intake_of(small_workspace.store)
    assert (after.keep_original, after.keep_place) == (True, True)
    page.photos.place.click()
    page.refresh()
    assert page.photos.originals.isChecked()
    assert not page.photos.place.isChecked()
