# SPDX-License-Identifier: MIT
"""Ctrl+Z and Ctrl+Y over every kind of edit, through the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from keyboard import CONTROL, SHIFT, focus, press, type_text
from PySide6.QtCore import Qt

from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.selfcheck.page import SelfCheckPage
    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def page(window: MainWindow) -> SelfCheckPage:
    window.show_page("selfcheck")
    shown: SelfCheckPage = window.page("selfcheck")
    shown.show_spot("A01")
    return shown


def verdict(page: SelfCheckPage) -> None:
    press("1")


def occurrence(page: SelfCheckPage) -> None:
    page.show_spot("A02")
    press("+")


def number(page: SelfCheckPage) -> None:
    page.show_spot("A05")
    press("1")
    type_text("7")
    press(Qt.Key.Key_Return)


def note(page: SelfCheckPage) -> None:
    press(Qt.Key.Key_Return)
    type_text("㐱喆 <b>")
    press(Qt.Key.Key_Escape)


def evidence(page: SelfCheckPage) -> None:
    page.detail.fill.evidence.setFocus()
    type_text("photo")
    press(Qt.Key.Key_Escape)


def reason(page: SelfCheckPage) -> None:
    page.show_spot("A06")
    press("0")
    press("1")


def highlight(page: SelfCheckPage) -> None:
    page.detail.fill.highlight.setFocus()
    press(Qt.Key.Key_Space)


def many(page: SelfCheckPage) -> None:
    press("a", CONTROL)
    press("3")


@pytest.mark.parametrize(
    "edit", [verdict, occurrence, number, note, evidence, reason, highlight, many]
)
def test_every_edit_is_undone_and_redone(
    page: SelfCheckPage, small_workspace: Workspace, edit: Callable[[SelfCheckPage], None]
) -> None:
    edit(page)
    after = dict(small_workspace.filled.answers)
    assert after
    page.browser.items.setFocus()
    for _ in range(small_workspace.history.count()):
        press("z", CONTROL)
    assert small_workspace.filled.answers == {}
    assert small_workspace.store.answers(small_workspace.filled.check.key) == {}
    for _ in range(small_workspace.history.count()):
        press("y", CONTROL)
    assert small_workspace.filled.answers == after
    assert small_workspace.store.answers(small_workspace.filled.check.key) == after


def test_undo_while_typing_takes_the_typing_back(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    press(Qt.Key.Key_Return)
    type_text("not yet saved")
    press("z", CONTROL)
    assert page.detail.fill.note.toPlainText() == ""
    assert small_workspace.answer("A01").note == ""
    press("z", CONTROL | SHIFT)
    assert page.detail.fill.note.toPlainText() == "not yet saved"
    assert focus() is page.detail.fill.note


def test_typing_in_a_line_is_undone_by_the_window(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    page.show_spot("A02")
    press("2")
    press(Qt.Key.Key_Return)
    type_text("hall")
    press("z", CONTROL)
    assert small_workspace.answer("A02").occurrences == (Occurrence("a"),)
    press("z", CONTROL)
    assert small_workspace.answer("A02") == Answer("A02")
    press("y", CONTROL)
    press("y", CONTROL)
    assert small_workspace.answer("A02").occurrences == (Occurrence("a", "hall"),)


def test_two_visits_to_a_field_are_two_steps(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    press(Qt.Key.Key_Return)
    type_text("one")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Return)
    type_text(" two")
    press(Qt.Key.Key_Escape)
    assert small_workspace.history.count() == 2
    press("z", CONTROL)
    assert small_workspace.answer("A01").note == "one"


def test_undo_shows_where_it_was(page: SelfCheckPage, small_workspace: Workspace) -> None:
    press("1")
    page.show_spot("B03")
    press("z", CONTROL)
    assert page.browser.items.current_code == "A01"


def test_carrying_over_is_one_step(
    page: SelfCheckPage, small_workspace: Workspace, window: MainWindow
) -> None:
    from helpers import NOW, TOWNSHIP

    from bizenv_desktop import actions
    from bizenv_desktop.domain.period import Period

    previous = Period.parse("2026Q3")
    store, checklist = small_workspace.store, small_workspace.filled.checklist
    actions.begin_self_check(store, checklist, TOWNSHIP, previous, NOW)
    answers = [
        Answer("A01", Verdict.MET),
        Answer("A02", Verdict.PARTLY_MET, occurrences=(Occurrence("a"),)),
    ]
    store.save_answers((TOWNSHIP.code, previous.code), answers)
    press("3")
    page.carry.click()
    assert small_workspace.answer("A01").verdict is Verdict.NOT_MET
    assert not small_workspace.answer("A02").confirmed
    assert "沿用了上期1项" in page.messages.text
    page.show_spot("A02")
    press(Qt.Key.Key_Space)
    assert small_workspace.answer("A02").confirmed
    press("z", CONTROL)
    press("z", CONTROL)
    assert small_workspace.answer("A02") == Answer("A02")
