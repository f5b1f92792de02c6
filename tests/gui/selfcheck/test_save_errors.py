# SPDX-License-Identifier: MIT
"""A full disk while saving: told in words, nothing typed is lost, saved once there is room."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from helpers import LONG_NOTE
from keyboard import CONTROL, press, type_text
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from bizenv_desktop.domain.selfcheck import Answer, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.selfcheck.page import SelfCheckPage
    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the window asked before closing; the answer is to leave."""
    questions: list[str] = []

    def answer(_parent: object, _title: str, text: str, *_more: object) -> object:
        questions.append(text)
        return QMessageBox.StandardButton.Discard

    monkeypatch.setattr(QMessageBox, "warning", answer)
    return questions


@pytest.fixture
def page(window: MainWindow) -> SelfCheckPage:
    window.show_page("selfcheck")
    shown: SelfCheckPage = window.page("selfcheck")
    shown.show_spot("A01")
    return shown


def fill_disk(workspace: Workspace, *, full: bool) -> None:
    """Let the file grow no more, as on a full disk, or let it grow again."""
    connection: sqlite3.Connection = workspace.store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages if full else 1_000_000}")


def type_long_note(page: SelfCheckPage) -> None:
    press(Qt.Key.Key_Return)
    page.detail.fill.note.insertPlainText(LONG_NOTE)
    press(Qt.Key.Key_Escape)


def test_a_full_disk_keeps_what_was_typed(
    page: SelfCheckPage, small_workspace: Workspace, window: MainWindow
) -> None:
    fill_disk(small_workspace, full=True)
    type_long_note(page)
    assert "磁盘已满" in page.messages.text
    assert small_workspace.answer("A01") == Answer("A01")
    assert page.detail.fill.note.toPlainText() == LONG_NOTE
    row = page.browser.row("A01")
    assert row is not None
    assert row.word == "未保存"
    assert window.status.saved == "1项没有保存"
    page.show_spot("B01")
    page.show_spot("A01")
    assert page.detail.fill.note.toPlainText() == LONG_NOTE


def test_trying_again_saves_it(
    page: SelfCheckPage, small_workspace: Workspace, window: MainWindow
) -> None:
    fill_disk(small_workspace, full=True)
    type_long_note(page)
    fill_disk(small_workspace, full=False)
    page.messages.retry.click()
    assert small_workspace.answer("A01").note == LONG_NOTE
    assert page.messages.text == ""
    assert page.unsaved == 0
    assert window.status.saved == "已保存 14:32"


def test_the_next_edit_takes_the_refused_one_along(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    fill_disk(small_workspace, full=True)
    type_long_note(page)
    fill_disk(small_workspace, full=False)
    page.show_spot("A06")
    press("1")
    assert small_workspace.answer("A01").note == LONG_NOTE
    assert small_workspace.answer("A06").verdict is Verdict.MET


def test_undo_waits_until_it_can_be_saved(page: SelfCheckPage, small_workspace: Workspace) -> None:
    press("1")
    page.show_spot("A01")
    fill_disk(small_workspace, full=True)
    type_long_note(page)
    press("z", CONTROL)
    assert small_workspace.answer("A01").verdict is Verdict.MET
    assert page.detail.fill.note.toPlainText() == LONG_NOTE
    fill_disk(small_workspace, full=False)
    press("z", CONTROL)
    assert small_workspace.answer("A01") == Answer("A01", Verdict.MET)


def test_closing_asks_before_it_loses_something(
    page: SelfCheckPage, small_workspace: Workspace, window: MainWindow, asked: list[str]
) -> None:
    fill_disk(small_workspace, full=True)
    type_long_note(page)
    assert window.close()
    assert asked == ["还有1项修改没有保存，离开会丢掉它们。要离开吗？"]


def test_closing_can_be_thought_better_of(
    page: SelfCheckPage,
    small_workspace: Workspace,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill_disk(small_workspace, full=True)
    type_long_note(page)
    with monkeypatch.context() as patch:
        patch.setattr(QMessageBox, "warning", lambda *_: QMessageBox.StandardButton.Cancel)
        assert not window.close()
    assert window.isVisible()
    fill_disk(small_workspace, full=False)
    assert window.close()
    assert small_workspace.answer("A01").note == LONG_NOTE


def test_a_locked_file_is_told_in_words(
    page: SelfCheckPage, small_workspace: Workspace, tmp_path: Path
) -> None:
    small_workspace.store._connection.execute("PRAGMA busy_timeout=1")
    other = sqlite3.connect(small_workspace.store.path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        press("1")
        assert "正被另一个程序使用" in page.messages.text
        assert small_workspace.filled.answers == {}
    finally:
        other.close()
    page.messages.retry.click()
    assert small_workspace.answer("A01").verdict is Verdict.MET


def test_typing_is_saved_within_a_quarter_of_a_second(
    page: SelfCheckPage, small_workspace: Workspace, qtbot: object
) -> None:
    press(Qt.Key.Key_Return)
    with qtbot.waitSignal(small_workspace.saved, timeout=5000):  # type: ignore[attr-defined]
        type_text("a")
    assert small_workspace.answer("A01").note == "a"
    assert page.detail.fill.note.clock.interval <= 250
