# SPDX-License-Identifier: MIT
"""The rows of 接收 as item models: sound, ticked, copied, kept in place when shown anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import RARE
from PySide6.QtCore import Qt

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.receive.finder import matching
from bizenv_desktop.gui.receive.rows_model import Row, RowRole, RowsModel
from bizenv_desktop.gui.receive.rows_table import RowsTable
from bizenv_desktop.gui.two_lines import ToneRole

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.library import Library

LONG = "很长的名字" * 200
ROWS = [
    Row("a", (RARE, "第1版\t\n", "新报"), 1, theme.GOOD, ticked=True),
    Row("b", ("<b>&amp;", "", LONG), 2, theme.BAD),
    Row("c", ("红光镇", "第2版", "旧"), 3, ticked=False),
]
HEADINGS = ("单位", "版次", "接收后")


def test_it_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = RowsModel(HEADINGS, 2)
    model.show(ROWS)
    qtmodeltester.check(model)
    model.show([])
    assert model.rowCount() == 0


def test_cells_speak_and_carry_their_tone() -> None:
    model = RowsModel(HEADINGS, 2)
    model.show(ROWS)
    assert model.index(1, 2).data(ToneRole) == theme.BAD
    assert model.index(1, 1).data(ToneRole) is None
    assert model.index(2, 2).data(ToneRole) is None
    assert len(model.index(1, 2).data()) == 300
    assert model.index(0, 1).data() == "第1版"
    assert model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "单位：红光镇"
    assert model.index(2, 0).data(RowRole) == ROWS[2]
    assert "&lt;b>" in model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_only_some_rows_are_ticked(qtbot: QtBot) -> None:
    model = RowsModel(HEADINGS, 2)
    model.show(ROWS)
    checked, role = Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
    with qtbot.waitSignal(model.ticks_changed):
        assert model.setData(model.index(2, 0), checked, role)
    assert not model.setData(model.index(1, 0), checked, role)
    assert not model.setData(model.index(0, 0), "x")
    assert [row.ticked for row in model.rows] == [True, None, True]
    model.tick_all(ticked=False)
    assert [row.ticked for row in model.rows] == [False, None, False]
    assert model.text([2]) == "单位\t版次\t接收后\n红光镇\t第2版\t旧"


def test_the_place_is_kept_when_rows_are_shown_anew(qtbot: QtBot) -> None:
    table = RowsTable("表", HEADINGS, {0: 100}, wide=2, status=2)
    qtbot.addWidget(table)
    table.show_rows(ROWS, "空")
    assert table.current == ROWS[0]
    table.pick(2)
    table.show_rows(reversed(ROWS), "空")
    assert table.current == ROWS[2]
    assert table.chosen == (ROWS[2],)
    table.show_rows(ROWS[:2], "空")
    assert table.current == ROWS[0]
    table.show_rows([], "没有")
    assert table.current is None
    assert table._hint.text() == "没有"


def test_rows_are_found_by_words_and_initials(library: Library) -> None:
    def found(query: str) -> list[str]:
        return [row.key for row in matching(ROWS, query, library.initials)]

    assert found("") == ["a", "b", "c"]
    assert found("hgz") == ["c"]
    assert found("hg 第2版") == ["c"]
    assert found("hg 新报") == []
    assert found("&amp;") == ["b"]
