# SPDX-License-Identifier: MIT
"""First start and new periods: from the dialog to a self-check on the table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from helpers import PERIOD, TOWNSHIP
from PySide6.QtCore import Qt

from bizenv_desktop import actions
from bizenv_desktop.domain.checklists.edit import own_copy
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.period import Period, PeriodKind
from bizenv_desktop.gui.welcome import WelcomeDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def first_start(qtbot: QtBot, empty_workspace: Workspace) -> WelcomeDialog:
    dialog = WelcomeDialog(empty_workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_keys_alone_lead_to_the_first_self_check(
    qtbot: QtBot, first_start: WelcomeDialog, empty_workspace: Workspace
) -> None:
    search = first_start.unit_choice.picker.search_box
    qtbot.keyClicks(search, "lx hg")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert first_start.isVisible()  # Enter in the search chooses, it does not yet begin
    with qtbot.waitSignal(empty_workspace.check_opened):
        qtbot.keyClick(first_start.start_button, Qt.Key.Key_Return)
    check = empty_workspace.filled.check
    assert check.organisation.full_name == "黑龙江省绥化市兰西县红光镇"
    assert check.period == PERIOD  # the quarter that holds the clock's day
    assert check.checklist == "township-centre"
    assert actions.own_organisation(empty_workspace.store) == check.organisation


def test_without_a_unit_it_says_what_is_missing(
    first_start: WelcomeDialog, empty_workspace: Workspace
) -> None:
    first_start.accept()
    assert first_start.isVisible()
    assert not empty_workspace.has_check
    assert "请先选择单位" in first_start.trouble


def test_a_unit_entered_by_hand_belongs_to_the_chosen_county(
    first_start: WelcomeDialog, empty_workspace: Workspace
) -> None:
    choice = first_start.unit_choice
    choice.picker.choose("231222105")
    choice.by_hand.setChecked(True)
    choice.name_line.setText("  𬭎光 <开发区> ")
    choice.level_list.setCurrentIndex(choice.level_list.findData(Level.COUNTY))
    first_start.own_check.setChecked(True)
    first_start.accept()
    unit = empty_workspace.filled.check.organisation
    assert unit.code == "231222X001"
    assert unit.name == "𬭎光 <开发区>"
    assert unit.level is Level.COUNTY
    assert unit.path == ("黑龙江省", "绥化市", "兰西县")


def test_a_unit_standing_alone_needs_only_a_name(first_start: WelcomeDialog) -> None:
    choice = first_start.unit_choice
    choice.by_hand.setChecked(True)
    assert first_start.organisation() is None
    choice.alone.setChecked(True)
    choice.name_line.setText("试点中心")
    unit = first_start.organisation()
    assert unit is not None
    assert (unit.code, unit.path, unit.level) == ("X001", (), Level.TOWNSHIP)


def test_running_numbers_do_not_meet(
    first_start: WelcomeDialog, empty_workspace: Workspace
) -> None:
    empty_workspace.store.save_organisation(actions.new_organisation(None, "早先的", 1))
    choice = first_start.unit_choice
    choice.by_hand.setChecked(True)
    choice.alone.setChecked(True)
    choice.name_line.setText("后来的")
    assert first_start.organisation().code == "X002"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (PeriodKind.MONTH, "2026M11"),
        (PeriodKind.QUARTER, "2026Q4"),
        (PeriodKind.HALF, "2026H2"),
        (PeriodKind.YEAR, "2026Y"),
    ],
)
def test_each_kind_of_period_begins_with_the_one_that_holds_today(
    first_start: WelcomeDialog, kind: PeriodKind, code: str
) -> None:
    kinds = first_start.period_field.kind_list
    kinds.setCurrentIndex(kinds.findData(kind))
    assert first_start.period_field.period.code == code


def test_a_new_period_brings_the_last_answers_unconfirmed(
    qtbot: QtBot, workspace: Workspace
) -> None:
    dialog = WelcomeDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.organisation() == TOWNSHIP
    dialog.period_field.set_period(Period.parse("2027Q1"))
    assert dialog.carry.isVisible()
    dialog.accept()
    filled = workspace.filled
    assert filled.check.period.code == "2027Q1"
    assert filled.answers
    assert filled.card.answered == 0


def test_last_answers_are_left_behind_on_request(qtbot: QtBot, workspace: Workspace) -> None:
    dialog = WelcomeDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.period_field.set_period(Period.parse("2027Q1"))
    dialog.carry.setChecked(False)
    dialog.accept()
    assert not workspace.filled.answers


def test_a_period_begun_already_is_opened_not_begun_again(
    qtbot: QtBot, workspace: Workspace
) -> None:
    before = workspace.filled.answers
    dialog = WelcomeDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.start_button.text() == "打开自查"
    assert not dialog.carry.isVisible()
    dialog.accept()
    assert workspace.filled.answers == before
    assert len(workspace.store.self_checks()) == 1


def test_another_unit_can_be_chosen_for_a_new_period(qtbot: QtBot, workspace: Workspace) -> None:
    dialog = WelcomeDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.change_unit()
    dialog.unit_choice.picker.search_box.setText("lx hg")
    dialog.accept()
    assert workspace.filled.check.organisation.name == "红光镇"
    assert not workspace.filled.answers


def test_a_new_period_begins_with_the_units_own_newest_checklist(
    qtbot: QtBot, workspace: Workspace
) -> None:
    built_in = workspace.library.checklists[0]
    own = own_copy(built_in, TOWNSHIP.code)
    for version in (1, 2):
        workspace.store.save_checklist(replace(own, version=version))
    dialog = WelcomeDialog(workspace)
    qtbot.addWidget(dialog)
    names = dialog.checklist_list
    assert names.count() == 2
    assert names.currentText() == f"{own.title}（本单位第2版）"
    dialog.period_field.set_period(Period.parse("2027Q1"))
    dialog.accept()
    check = workspace.filled.check
    assert (check.checklist, check.checklist_version) == (own.id, 2)
    assert workspace.filled.answers  # carried over, as both are of one family


def test_a_superior_starts_without_a_self_check(
    first_start: WelcomeDialog, empty_workspace: Workspace
) -> None:
    first_start.unit_choice.picker.choose("231222")
    assert first_start.own_check.isVisible()
    assert not first_start.with_check
    assert not first_start.period_field.isVisible()
    assert first_start.start_button.text() == "开始使用"
    first_start.accept()
    assert not first_start.isVisible()
    assert not empty_workspace.has_check
    assert actions.own_organisation(empty_workspace.store).full_name == "黑龙江省绥化市兰西县"


def test_a_superior_may_begin_a_self_check_of_its_own(
    first_start: WelcomeDialog, empty_workspace: Workspace
) -> None:
    first_start.unit_choice.picker.choose("231222")
    first_start.own_check.click()
    assert first_start.period_field.isVisible()
    assert first_start.start_button.text() == "开始自查"
    first_start.accept()
    assert empty_workspace.filled.check.organisation.code == "231222"


def test_going_back_to_a_township_brings_the_self_check_back(first_start: WelcomeDialog) -> None:
    first_start.unit_choice.picker.choose("231222")
    first_start.unit_choice.picker.choose("231222105")
    assert not first_start.own_check.isVisible()
    assert first_start.with_check
    assert first_start.period_field.isVisible()


def test_a_known_superior_is_asked_for_a_period_at_once(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    divisions = empty_workspace.library.divisions
    own = actions.organisation_from_division(divisions, "231222")
    empty_workspace.set_own_organisation(own)
    dialog = WelcomeDialog(empty_workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.with_check
    dialog.change_unit()
    dialog.unit_choice.picker.choose("231200")
    assert not dialog.with_check
    dialog.accept()
    assert actions.own_organisation(empty_workspace.store).name == "绥化市"
