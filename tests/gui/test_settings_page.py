# SPDX-License-Identifier: MIT
"""The settings page: in force at once, kept, and said in words."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from helpers import small_checklist

from bizenv_desktop.gui.preferences import Preferences
from bizenv_desktop.gui.settings_page import SettingsPage
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.selfcheck import SelfCheck
    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "config")


@pytest.fixture
def page(qtbot: QtBot, small_workspace: Workspace, preferences: Preferences) -> SettingsPage:
    made = SettingsPage(small_workspace, preferences)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    return made


def stored(workspace: Workspace) -> SelfCheck:
    return workspace.store.self_check(workspace.filled.check.key)


def test_the_unit_is_shown_and_can_be_changed(qtbot: QtBot, page: SettingsPage) -> None:
    assert page.unit.text() == "黑龙江省绥化市兰西县榆林镇"
    assert "231222102" in page.unit_facts.text()
    with qtbot.waitSignal(page.new_check_requested):
        page.new_check_button.click()


@pytest.mark.parametrize("name", ["bonus", "veto", "grades"])
def test_a_switch_is_kept_at_once(
    page: SettingsPage, small_workspace: Workspace, name: str
) -> None:
    box = getattr(page.switches, name)
    assert not box.isChecked()
    box.click()
    assert getattr(stored(small_workspace).options, name)
    assert getattr(small_workspace.filled.check.options, name)
    box.click()
    assert not getattr(stored(small_workspace).options, name)


def test_switches_say_what_they_do(page: SettingsPage) -> None:
    assert "1个加分项" in page.switches.note("bonus")
    assert "最多加5分" in page.switches.note("bonus")
    assert "A06、B05" in page.switches.note("veto")
    assert "定为“差”" in page.switches.note("veto")
    assert "90分起为优" in page.switches.note("grades")


def test_what_the_checklist_does_not_have_cannot_be_switched_on(
    qtbot: QtBot, open_workspace, preferences: Preferences
) -> None:
    plain = small_checklist()
    items = tuple(item for item in plain.items if item.method.in_base and not item.veto)
    points = sum(item.points for item in items)
    workspace = open_workspace(replace(plain, items=items, grades=(), base_points=points))
    made = SettingsPage(workspace, preferences)
    qtbot.addWidget(made)
    made.refresh()
    for name in ("bonus", "veto", "grades"):
        assert not getattr(made.switches, name).isEnabled()
        assert "没有" in made.switches.note(name)


def test_signatories_are_kept(qtbot: QtBot, page: SettingsPage, small_workspace: Workspace) -> None:
    qtbot.keyClicks(page.reviewer, "Li")
    page.reviewer.flush()
    assert stored(small_workspace).reviewer == "Li"


def test_large_text_is_a_setting_of_this_pc(
    page: SettingsPage, preferences: Preferences, tmp_path: Path
) -> None:
    page.large_text.click()
    assert preferences.values.large_text
    assert Preferences(tmp_path / "config").values.large_text


def test_a_backup_is_made_beside_the_data_and_opens(
    page: SettingsPage, small_workspace: Workspace
) -> None:
    page.backup_button.click()
    copies = list(small_workspace.store.path.parent.glob("*备份-20261123-1432.db"))
    assert len(copies) == 1
    assert str(copies[0]) in page.message.text
    with Store.open(copies[0], read_only=True) as copy:
        assert len(copy.self_checks()) == 1


def test_a_refused_backup_says_why(page: SettingsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("bizenv_desktop.storage.backup._check", full)
    page.backup_button.click()
    assert "没有做成" in page.message.text


def test_without_a_self_check_only_what_applies_is_shown(
    qtbot: QtBot, empty_workspace: Workspace, preferences: Preferences
) -> None:
    made = SettingsPage(empty_workspace, preferences)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    assert made.unit.text() == "还没有选择单位"
    assert not made.switches.isVisible()
    assert made.backup_button.isVisible()
