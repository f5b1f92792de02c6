# SPDX-License-Identifier: MIT
"""Preferences are kept in one small file, and forgotten where nothing can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.actions.this_pc import read_settings
from bizenv_desktop.gui.preferences import Preferences

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_a_change_is_told_once_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "设置" / "本机")
    with qtbot.waitSignal(preferences.changed):
        preferences.change(large_text=True)
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.change(large_text=True)
    assert Preferences(tmp_path / "设置" / "本机").values.large_text


def test_without_a_folder_it_only_forgets(qtbot: QtBot, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    preferences = Preferences(blocked)
    preferences.change(export_folder="D:/")
    assert preferences.values.export_folder == "D:/"
    assert Preferences(blocked).values.export_folder == ""


def test_the_pc_keeps_its_mark(qtbot: QtBot, tmp_path: Path) -> None:
    made = Preferences(tmp_path / "本机").device()
    again = Preferences(tmp_path / "本机")
    with qtbot.assertNotEmitted(again.changed):
        assert again.device() == made
    assert read_settings(tmp_path / "本机").device == made.id
