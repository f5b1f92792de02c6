# SPDX-License-Identifier: MIT
"""Choosing a unit by typing, by browsing, by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt

from bizenv_desktop.gui.division_models import DivisionHits, DivisionRole, DivisionTree
from bizenv_desktop.gui.two_lines import SecondRole
from bizenv_desktop.gui.unit_picker import UnitPicker

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.divisions import Divisions
    from bizenv_desktop.library import Library

COUNTY = "231222"
TOWN = "231222105"


@pytest.fixture(scope="module")
def divisions(library: Library) -> Divisions:
    return library.divisions


@pytest.fixture
def picker(qtbot: QtBot, divisions: Divisions) -> UnitPicker:
    made = UnitPicker(divisions, "230000")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_tree_is_a_sound_model(
    qtmodeltester: ModelTester, divisions: Divisions, picker: UnitPicker
) -> None:
    tree = DivisionTree(divisions)
    tree.index_of(TOWN)
    qtmodeltester.check(tree)


def test_the_hits_are_a_sound_model(qtmodeltester: ModelTester, divisions: Divisions) -> None:
    hits = DivisionHits(divisions)
    hits.show(divisions.find("兰西"))
    qtmodeltester.check(hits)


def test_the_tree_leads_to_a_township(divisions: Divisions) -> None:
    tree = DivisionTree(divisions)
    index = tree.index_of(TOWN)
    names = []
    while index.isValid():
        names.append(index.data())
        index = index.parent()
    assert names == ["红光镇", "兰西县", "绥化市", "黑龙江省"]


def test_an_unknown_code_is_nowhere_in_the_tree(divisions: Divisions) -> None:
    tree = DivisionTree(divisions)
    assert not tree.index_of("999999").isValid()


def test_initials_of_several_words_find_the_township(picker: UnitPicker) -> None:
    picker.search_box.setText("lx hg")
    assert picker.chosen is not None
    assert picker.chosen.code == TOWN
    first = picker.hit_list.model().index(0, 0)
    assert first.data(SecondRole) == "黑龙江省 › 绥化市 › 兰西县"


def test_units_of_the_home_province_come_first(picker: UnitPicker) -> None:
    picker.search_box.setText("红星")
    model = picker.hit_list.model()
    own = [
        model.index(row, 0).data(DivisionRole).code.startswith("23")
        for row in range(model.rowCount())
    ]
    assert own == sorted(own, reverse=True)
    assert any(own)
    assert not all(own)


def test_the_tree_follows_the_hit(picker: UnitPicker) -> None:
    picker.search_box.setText("红光 兰西")
    assert picker.tree.currentIndex().data() == "红光镇"


def test_choosing_in_the_tree_lets_the_hit_go(picker: UnitPicker) -> None:
    picker.search_box.setText("lx hg")
    picker.choose(COUNTY)
    assert picker.chosen is not None
    assert picker.chosen.name == "兰西县"
    assert not picker.hit_list.currentIndex().isValid()


def test_down_and_enter_choose_without_a_mouse(qtbot: QtBot, picker: UnitPicker) -> None:
    qtbot.keyClicks(picker.search_box, "lxx")
    first = picker.chosen
    qtbot.keyClick(picker.search_box, Qt.Key.Key_Down)
    assert picker.chosen is not None
    assert picker.chosen != first
    with qtbot.waitSignal(picker.accepted):
        qtbot.keyClick(picker.search_box, Qt.Key.Key_Return)


def test_enter_without_a_choice_accepts_nothing(qtbot: QtBot, picker: UnitPicker) -> None:
    picker.search_box.setText("没有这个地方")
    assert picker.hit_list.model().rowCount(QModelIndex()) == 0
    with qtbot.assertNotEmitted(picker.accepted):
        qtbot.keyClick(picker.search_box, Qt.Key.Key_Return)
