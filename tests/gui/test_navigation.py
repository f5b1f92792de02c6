# SPDX-License-Identifier: MIT
"""Each level has its pages in its order; they follow the unit and its first self-check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exchanging import CITY, COUNTY
from helpers import NOW, PERIOD, TOWNSHIP, small_checklist
from keyboard import CONTROL, press

from bizenv_desktop import actions
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.gui.navigation import KEYS, Navigation
from bizenv_desktop.gui.pages import all_pages, pages_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.workspace import Workspace

EVERY = {entry.name for entry in all_pages()}
OF_A_CHECK = ["home", "selfcheck", "review", "findings", "follow", "reports"]


def names(level: Level | None, *, has_check: bool) -> list[str]:
    return [entry.name for entry in pages_of(level, has_check=has_check)]


def offered(window: MainWindow) -> list[str]:
    return list(window.navigation.buttons)


def test_a_township_fills_in_and_a_superior_receives() -> None:
    for has_check in (False, True):
        township = names(Level.TOWNSHIP, has_check=has_check)
        assert township[:6] == OF_A_CHECK
        assert township[-3:] == ["regulation", "checklists", "settings"]
        assert not {"receive", "consolidate", "relay"} & set(township)
        assert names(None, has_check=has_check) == township
    for level in (Level.COUNTY, Level.CITY, Level.PROVINCE):
        bare = names(level, has_check=False)
        assert bare[0] == "receive"
        assert bare[-3:] == ["regulation", "checklists", "settings"]
        assert not set(OF_A_CHECK) & set(bare)
        both = names(level, has_check=True)
        assert both[0] == "receive"
        assert [name for name in both if name in OF_A_CHECK] == OF_A_CHECK
        assert set(both) <= EVERY
        handed_on = {"relay", "submit"} & EVERY if level is not Level.PROVINCE else set()
        assert {"relay", "submit"} & set(both) == handed_on
        assert "submit" not in bare


def test_no_page_is_left_out_of_every_level() -> None:
    assert set(names(None, has_check=True)) | set(names(Level.CITY, has_check=True)) == EVERY


def test_the_keys_go_as_far_as_ten(qtbot: QtBot) -> None:
    navigation = Navigation()
    qtbot.addWidget(navigation)
    navigation.show_pages([(f"p{number}", f"页{number}") for number in range(12)])
    tips = [made.toolTip() for made in navigation.buttons.values()]
    assert tips[0] == "页0（Ctrl+1）"
    assert tips[9] == "页9（Ctrl+0）"
    assert tips[10:] == ["页10", "页11"]
    navigation.set_compact(True)
    navigation.show_pages([("other", "别的")])
    assert list(navigation.buttons) == ["other"]
    assert navigation.buttons["other"].compact
    with qtbot.waitSignal(navigation.page_requested) as wish:
        navigation.buttons["other"].click()
    assert wish.args == ["other"]


def test_a_superior_begins_with_receiving(
    open_window: Callable[[Workspace], MainWindow], empty_workspace: Workspace
) -> None:
    empty_workspace.set_own_organisation(COUNTY)
    window = open_window(empty_workspace)
    assert window.made_pages == ("receive",)
    assert not window.is_unused
    assert window.windowTitle() == "兰西县 - 营商环境自查"
    for key, name in zip(KEYS, offered(window), strict=False):
        press(key, CONTROL)
        assert window.stack.currentWidget() is window.page(name)
    press("0", CONTROL)  # there is no tenth page
    window.show_page("home")
    assert window.stack.currentWidget() is window.page("receive")


def test_the_pages_follow_the_level(
    open_window: Callable[[Workspace], MainWindow], empty_workspace: Workspace
) -> None:
    window = open_window(empty_workspace)
    assert window.is_unused
    assert offered(window)[0] == "home"
    empty_workspace.set_own_organisation(COUNTY)
    assert offered(window)[0] == "receive"
    assert window.stack.currentWidget() is window.page("receive")
    assert window.navigation.buttons["receive"].isChecked()
    window.show_page("settings")
    empty_workspace.set_own_organisation(TOWNSHIP)
    assert offered(window)[0] == "home"
    assert window.stack.currentWidget() is window.page("settings")
    assert window.navigation.buttons["settings"].isChecked()


def test_a_self_check_of_its_own_brings_its_pages(
    open_window: Callable[[Workspace], MainWindow], empty_workspace: Workspace
) -> None:
    workspace = empty_workspace
    workspace.set_own_organisation(CITY)
    window = open_window(workspace)
    assert "selfcheck" not in offered(window)
    window.show_page("selfcheck")
    assert window.messages.text
    assert window.stack.currentWidget() is window.page("receive")
    actions.begin_self_check(workspace.store, small_checklist(), CITY, PERIOD, NOW)
    workspace.open_latest()
    assert [name for name in offered(window) if name in OF_A_CHECK] == OF_A_CHECK
    window.show_page("selfcheck")
    assert window.stack.currentWidget() is window.page("selfcheck")
    assert window.windowTitle() == "绥化市 2026年第4季度 - 营商环境自查"


@pytest.mark.parametrize("accepted", [True, False])
def test_choosing_a_superior_in_the_settings_leads_to_receiving(
    open_window: Callable[[Workspace], MainWindow],
    empty_workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    accepted: bool,
) -> None:
    from bizenv_desktop.gui.welcome import WelcomeDialog

    def choose(dialog: WelcomeDialog) -> int:
        dialog.unit_choice.picker.choose("231222")
        if accepted:
            dialog.accept()
        return int(accepted)

    monkeypatch.setattr(WelcomeDialog, "exec", choose)
    window = open_window(empty_workspace)
    window.show_page("settings")
    window.page("settings").new_check_button.click()
    name = "receive" if accepted else "settings"
    assert window.stack.currentWidget() is window.page(name)
