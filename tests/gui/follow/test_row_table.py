# SPDX-License-Identifier: MIT
"""Columns of a table of words: whole where they fit, the widest cut where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bizenv_desktop.gui.follow.row_table import RowTable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LONG = "县营商环境建设监督局暗访三组（不打招呼、直奔现场），" * 4


@pytest.fixture
def table(qtbot: QtBot) -> RowTable:
    made = RowTable("检查", ("检查", "编号", "问题", "整改"), 2)
    qtbot.addWidget(made)
    made.resize(1000, 300)
    made.show()
    return made


def test_a_long_text_leaves_room_for_the_column_that_matters(table: RowTable) -> None:
    table.show_rows([(LONG, "督1-1", "没有停车位", "待整改")], "")
    assert table.columnWidth(2) >= 0.34 * table.viewport().width()
    assert not table.horizontalScrollBar().maximum(), "nothing is out of sight"
    assert table.columnWidth(0) > 4 * table.columnWidth(1), "the short ones stay whole"
    assert table.item(0, 0).toolTip() == LONG


def test_columns_follow_the_width(qtbot: QtBot, table: RowTable) -> None:
    table.show_rows([(LONG, "督1-1", "没有停车位", "待整改")], "")
    wide = table.columnWidth(0)
    table.resize(600, 300)
    assert table.columnWidth(0) < wide
    qtbot.waitUntil(lambda: not table.horizontalScrollBar().maximum())


def test_what_fits_is_left_whole(table: RowTable) -> None:
    table.show_rows([("暗访", "督1-1", LONG, "待整改")], "")
    needed = table.fontMetrics().horizontalAdvance("待整改")
    assert needed < table.columnWidth(3) < 3 * needed
    table.show_rows([], "没有")
    assert table.texts() == []
