# SPDX-License-Identifier: MIT
"""The list of dimensions keeps its words apart, however narrow it is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.gui.selfcheck.dimension_list import DimensionList
from bizenv_desktop.gui.selfcheck.dimension_model import DimensionRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_long_name_is_cut_before_the_progress(qtbot: QtBot) -> None:
    def picture(name: str) -> bytes:
        shown = DimensionList()
        qtbot.addWidget(shown)
        shown.resize(128, 200)
        shown.rows.show_rows([DimensionRow("A", name, 120, 120, Decimal(1), Decimal(2))])
        with qtbot.waitExposed(shown):
            shown.show()
        end = shown.grab().copy(96, 0, 32, 24).toImage()
        return bytes(end.constBits())

    assert picture("政") == picture("一个名字很长很长很长的维度")


def test_a_name_of_four_characters_stays_whole_in_a_small_window(qtbot: QtBot) -> None:
    """128 pixels less a scroll bar is what the list has at 150 % on 1366 × 768."""

    def picture(name: str) -> bytes:
        shown = DimensionList()
        qtbot.addWidget(shown)
        font = shown.font()
        font.setPixelSize(14)
        shown.setFont(font)
        shown.resize(118, 200)
        shown.rows.show_rows([DimensionRow("A", name, 56, 56, Decimal(1), Decimal(2))])
        with qtbot.waitExposed(shown):
            shown.show()
        return bytes(shown.grab().toImage().constBits())

    assert picture("政务环境") != picture("政务环")
    assert picture("政务环境") != picture("政务环保")
