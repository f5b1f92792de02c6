# SPDX-License-Identifier: MIT
"""The window: pages made when shown, wishes of one fulfilled by another, nothing lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers import NOW, TOWNSHIP, clock
from keyboard import CONTROL, focus, press, type_text
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bizenv_desktop import actions
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.regulations.regulation import Citation
from bizenv_desktop.domain.review import Spot
from bizenv_desktop.domain.selfcheck import Verdict
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.navigation import KEYS
from bizenv_desktop.gui.pages import pages_of
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.library import Library

V6 = Path(__file__).parents[1] / "data" / "db" / "v6.db"
NAMES = [entry.name for entry in pages_of(None, has_check=True)]


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_and_every_place_to_type_has_a_name(window: MainWindow, name: str) -> None:
    window.show_page(name)
    assert window.stack.currentWidget() is window.page(name)
    assert window.navigation.buttons[name].isChecked()
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
    ]
    assert nameless == []


@pytest.mark.parametrize("name", NAMES)
def test_without_a_self_check_no_page_fails(
    open_window: Callable[[Workspace], MainWindow], empty_workspace: Workspace, name: str
) -> None:
    window = open_window(empty_workspace)
    window.show_page(name)
    assert window.stack.currentWidget() in (window.page("home"), window.page(name))
    assert window.status.progress == ""


def test_an_upgrade_tells_where_the_copy_is(
    open_window: Callable[[Workspace], MainWindow], library: Library, tmp_path: Path
) -> None:
    shutil.copy(V6, tmp_path / "自查.db")
    for told in (True, False):
        workspace = Workspace(Store.open(tmp_path / "自查.db"), library, clock)
        window = open_window(workspace)
        assert ("自查.升级前v6.db" in window.messages.text) is told
        window.close()
        workspace.close()
    assert (tmp_path / "自查.升级前v6.db").is_file()


def test_pages_are_made_when_they_are_first_shown(window: MainWindow) -> None:
    assert window.made_pages == ("home",)
    window.show_page("selfcheck")
    assert window.made_pages == ("home", "selfcheck")


def test_pages_are_a_key_away(window: MainWindow) -> None:
    for key, name in zip(KEYS, NAMES, strict=False):
        press(key, CONTROL)
        assert window.stack.currentWidget() is window.page(name)


def test_going_on_leads_to_the_first_open_item(
    window: MainWindow, small_workspace: Workspace
) -> None:
    window.show_page("home")
    window.page("home").steps.fill.button.click()
    page = window.page("selfcheck")
    assert window.stack.currentWidget() is page
    assert focus() is page.browser.items
    press("1")
    assert small_workspace.filled.card.answered == 1


def test_a_dimension_opens_on_its_first_open_item(
    window: MainWindow, small_workspace: Workspace
) -> None:
    window.page("home").dimension_requested.emit("B")
    assert window.page("selfcheck").browser.items.current_code == "B01"
    assert window.page("selfcheck").browser.dimensions.current_code == "B"


def test_spots_lead_to_the_page_where_they_are_edited(
    window: MainWindow, small_workspace: Workspace
) -> None:
    window.show_spot("B01", Spot.NOTE)
    assert focus() is window.page("selfcheck").detail.fill.note
    press("x")
    window.show_spot("A06", Spot.VERDICT)
    assert focus() is window.page("selfcheck").browser.items
    press("3")
    window.show_spot("A06", Spot.PERSON)
    assert window.stack.currentWidget() is window.page("findings")
    assert small_workspace.answer("B01").note == "x"


def test_citations_open_in_the_reader(window: MainWindow) -> None:
    window.show_page("selfcheck")
    window.page("selfcheck").article_requested.emit(Citation("cn.yhyshj.2020", 34))
    assert window.stack.currentWidget() is window.page("regulation")


def test_the_frame_tells_whose_and_when(window: MainWindow, small_workspace: Workspace) -> None:
    assert window.windowTitle() == "榆林镇 2026年第4季度 - 营商环境自查"
    assert window.status.progress == "已填 0/9"
    assert window.status.saved == "已全部保存"
    window.show_page("selfcheck")
    press("1")
    assert window.status.saved == "已保存 14:32"
    assert window.status.progress == "已填 1/9"
    assert str(small_workspace.store.path) in window.status.file


def test_another_check_is_put_on_the_table(window: MainWindow, small_workspace: Workspace) -> None:
    earlier = Period.parse("2026Q3")
    checklist = small_workspace.filled.checklist
    actions.begin_self_check(small_workspace.store, checklist, TOWNSHIP, earlier, NOW)
    window.show_page("selfcheck")
    press(Qt.Key.Key_Return)
    type_text("kept")
    window.open_check((TOWNSHIP.code, "2026Q3"))
    assert small_workspace.filled.check.period == earlier
    assert window.page("selfcheck").detail.fill.note.toPlainText() == ""
    window.open_check((TOWNSHIP.code, "2026Q4"))
    assert small_workspace.answer("A01").note == "kept"


def test_a_missing_check_is_told_in_words(window: MainWindow) -> None:
    window.open_check((TOWNSHIP.code, "1999Q1"))
    assert "1999Q1" in window.messages.text


def test_leaving_a_page_saves_what_was_typed(
    window: MainWindow, small_workspace: Workspace
) -> None:
    window.show_page("selfcheck")
    press(Qt.Key.Key_Return)
    type_text("x")
    window.show_page("home")
    assert small_workspace.answer("A01").note == "x"


def test_closing_saves_what_was_typed_and_keeps_the_window_s_place(
    window: MainWindow, small_workspace: Workspace, preferences: Preferences
) -> None:
    window.show_page("selfcheck")
    press(Qt.Key.Key_Return)
    type_text("x")
    assert window.close()
    assert small_workspace.answer("A01").note == "x"
    assert preferences.values.window


def test_a_damaged_place_is_passed_over(
    open_window: Callable[[Workspace], MainWindow],
    preferences: Preferences,
    small_workspace: Workspace,
) -> None:
    preferences.change(window="这不是 base64")
    assert open_window(small_workspace).isVisible()


def test_large_text_applies_at_once(
    window: MainWindow, preferences: Preferences, qapp: QApplication
) -> None:
    before = qapp.font()
    sheet = qapp.styleSheet()
    try:
        preferences.change(large_text=True)
        assert qapp.font().pixelSize() == round(theme.TEXT_PX * theme.LARGE)
    finally:
        preferences.change(large_text=False)
        qapp.setFont(before)
        qapp.setStyleSheet(sheet)


def test_closing_does_not_dress_the_application_anew(
    window: MainWindow, qapp: QApplication
) -> None:
    sheet = qapp.styleSheet()
    qapp.setStyleSheet("QLabel { margin: 0; }")
    window.close()
    after = qapp.styleSheet()
    qapp.setStyleSheet(sheet)
    assert after == "QLabel { margin: 0; }"


def test_narrow_windows_show_icons_only(window: MainWindow) -> None:
    window.resize(900, 600)
    assert window.navigation.buttons["home"].compact
    window.resize(1366, 768)
    assert not window.navigation.buttons["home"].compact


def test_a_refused_undo_is_told(window: MainWindow, small_workspace: Workspace) -> None:
    window.show_page("selfcheck")
    press("1")
    connection = small_workspace.store._connection
    connection.execute("PRAGMA query_only=ON")
    press("z", CONTROL)
    assert window.messages.text
    assert small_workspace.answer("A01").verdict is Verdict.MET
    connection.execute("PRAGMA query_only=OFF")


def test_redo_can_be_pressed_once_there_is_something(
    window: MainWindow, small_workspace: Workspace, qtbot: QtBot
) -> None:
    window.show_page("selfcheck")
    assert not window.top.redo.isEnabled()
    press("1")
    window.top.undo.click()
    assert window.top.redo.isEnabled()
    window.top.redo.click()
    assert small_workspace.answer("A01").verdict is Verdict.MET
    assert not window.top.redo.isEnabled()
