# SPDX-License-Identifier: MIT
"""One unit at the city: what the county said stands beside what the unit filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import LONG_NOTE, NOW
from PySide6.QtCore import Qt
from relayed import REASON, WORDS, make_levels, reviewed_levels

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.consolidate.unit_dialog import UnitDialog
from bizenv_desktop.gui.two_lines import ToneRole
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot
    from relayed import Levels

    from bizenv_desktop.library import Library


@pytest.fixture
def open_dialog(qtbot: QtBot, library: Library) -> Iterator[Callable[[Levels], UnitDialog]]:
    """Call it to see the township at the city."""
    opened: list[Workspace] = []

    def open_one(levels: Levels) -> UnitDialog:
        opened.append(Workspace(Store.open(levels.city), library, lambda: NOW))
        dialog = UnitDialog(opened[-1], levels.town.key)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    yield open_one
    for space in opened:
        space.close()


def test_the_countys_scores_stand_beside_the_units_own(
    tmp_path: Path, open_dialog: Callable[[Levels], UnitDialog]
) -> None:
    dialog = open_dialog(reviewed_levels(tmp_path))
    table, words = dialog.answers.table, dialog.answers.words
    figures = table.figures
    headings = [figures.headerData(at, Qt.Orientation.Horizontal) for at in range(7)]
    assert headings[3:5] == ["得分", "县考核分"]
    by_item = {row[0]: row for row in table.texts()}
    assert by_item["A01"][3:5] == ["1.00/2", "0.50"]
    assert by_item["A04"][3:5] == ["2.00/2", "2.00"]
    assert by_item["A05"][4] == ""
    assert figures.index(0, 4).data(ToneRole) == theme.BAD
    assert figures.index(3, 4).data(ToneRole) is None
    dialog.answers.go_to("A01")
    first = words.text().splitlines()[0]
    assert first == f"兰西县考核分0.50（赵科长，2026-11-24），考核比自评低0.50分：{REASON}"
    assert "考核总分87.50分；督办1条；退回1条。" in dialog.said.text()
    assert table.columnWidth(5) >= 160


def test_notes_have_a_tab_with_who_said_them(
    tmp_path: Path, open_dialog: Callable[[Levels], UnitDialog]
) -> None:
    levels = reviewed_levels(tmp_path)
    levels.resubmit(days=2)
    levels.hand_on(days=2)
    dialog = open_dialog(levels)
    dialog.resize(900, 600)
    by_item = {row[0]: row[4] for row in dialog.answers.table.texts()}
    assert by_item["A04"] == "2.00（第1版）"
    assert dialog.tabs.tabText(3) == "转来的督办（2）"
    dialog.tabs.setCurrentIndex(3)
    assert dialog.relayed.notes.texts() == [
        ["兰西县督办", "2026-12-15", "第1版", "赵科长　2026-11-23", WORDS],
        ["兰西县退回", "", "第1版", "赵科长　2026-11-23", LONG_NOTE],
    ]
    assert dialog.relayed.note.text().endswith(f"：{WORDS}")
    dialog.relayed.notes.selectRow(1)
    assert dialog.relayed.note.text().startswith("兰西县退回（针对第1版，赵科长，2026-11-23）：")
    assert LONG_NOTE in dialog.relayed.note.text()
    assert dialog.height() == 600


def test_without_a_word_from_the_county_nothing_is_added(
    tmp_path: Path, open_dialog: Callable[[Levels], UnitDialog]
) -> None:
    levels = make_levels(tmp_path)
    levels.hand_on()
    dialog = open_dialog(levels)
    assert dialog.said.isHidden()
    assert not dialog.tabs.isTabVisible(3)
    assert dialog.answers.table.figures.columnCount() == 6
