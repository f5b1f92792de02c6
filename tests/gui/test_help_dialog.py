# SPDX-License-Identifier: MIT
"""The guide: its contents lead to its headings, its search finds words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from bizenv_desktop.gui.help_dialog import HelpDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.library import Library


@pytest.fixture
def dialog(qtbot: QtBot, library: Library) -> HelpDialog:
    made = HelpDialog(library.help_text(), None)
    qtbot.addWidget(made)
    made.resize(860, 600)
    made.show()
    return made


def first_line(dialog: HelpDialog) -> str:
    """The first line of the guide in sight."""
    return dialog.browser.cursorForPosition(QPoint(60, 10)).block().text()


def test_it_opens_at_the_top(dialog: HelpDialog) -> None:
    assert dialog.browser.toPlainText().startswith("营商环境自查 使用说明")
    assert dialog.browser.verticalScrollBar().value() == 0


def test_every_heading_is_in_the_contents(dialog: HelpDialog, library: Library) -> None:
    expected = [
        line.removeprefix("## ")
        for line in library.help_text().splitlines()
        if line.startswith("## ")
    ]
    shown = [dialog.contents.item(row).text() for row in range(dialog.contents.count())]
    assert shown == expected


def test_a_choice_brings_its_heading_to_the_top(dialog: HelpDialog) -> None:
    dialog.contents.setCurrentRow(4)
    assert first_line(dialog) == dialog.contents.item(4).text()
    dialog.contents.setCurrentRow(1)
    assert first_line(dialog) == dialog.contents.item(1).text()


def test_enter_goes_from_place_to_place_and_round(qtbot: QtBot, dialog: HelpDialog) -> None:
    dialog.search_line.setText("待核")
    places = []
    for _ in range(20):
        qtbot.keyClick(dialog.search_line, Qt.Key.Key_Return)
        assert dialog.browser.textCursor().selectedText() == "待核"
        places.append(dialog.browser.textCursor().position())
    assert len(set(places)) == dialog.browser.toPlainText().count("待核")
    assert dialog.isVisible()


def test_what_is_not_there_is_said(qtbot: QtBot, dialog: HelpDialog) -> None:
    dialog.search_line.setText("没有这个词")
    qtbot.keyClick(dialog.search_line, Qt.Key.Key_Return)
    assert dialog.not_found
    dialog.search_line.setText("审核")
    assert not dialog.not_found


@pytest.mark.parametrize(
    "words", ["不得录入涉密信息", "沿用上期", "Ctrl+Z", "备份", "未填按0分", "F3", "待核"]
)
def test_it_tells_what_a_clerk_must_know(library: Library, words: str) -> None:
    assert words in library.help_text()
