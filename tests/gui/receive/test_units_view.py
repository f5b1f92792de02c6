# SPDX-License-Identifier: MIT
"""应报单位: added in one click or one by one, excused, taken off; all of it undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchanging import COUNTY

from bizenv_desktop.gui.receive.add_unit_dialog import AddUnitDialog

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.receive.page import ReceivePage
    from bizenv_desktop.gui.workspace import Workspace


def codes(workspace: Workspace, *, expected: bool | None = None) -> list[str]:
    return [
        unit.organisation.code
        for unit in workspace.store.keys.subordinates()
        if expected in (None, unit.expected)
    ]


def test_all_children_come_in_one_click(page: ReceivePage, county: Workspace) -> None:
    page.show_tab(page.units)
    below = {child.code for child in county.library.divisions.children(COUNTY.code)}
    known = set(codes(county))
    page.units.table.pick(0)
    page.units.excuse.click()
    page.units.add_all.click()
    assert set(codes(county)) == below | known
    assert len(codes(county, expected=False)) == 1  # who was there stays as it was
    assert page.units.add_all.isHidden()
    page.history.undo()
    assert set(codes(county)) == known


def test_units_are_excused_and_called_again(page: ReceivePage, county: Workspace) -> None:
    page.show_tab(page.units)
    assert page.units.count.text() == "应报2个"
    page.units.table.selectAll()
    page.units.excuse.click()
    assert codes(county, expected=True) == []
    assert page.units.count.text() == "应报0个，不用报2个"
    assert not page.units.excuse.isEnabled()
    page.units.expect.click()
    assert len(codes(county, expected=True)) == 2
    page.history.undo()
    page.history.undo()
    assert len(codes(county, expected=True)) == 2


def test_units_are_taken_off_and_come_back_as_they_were(
    page: ReceivePage, county: Workspace
) -> None:
    page.show_tab(page.units)
    page.units.table.pick(1)
    page.units.excuse.click()
    page.units.table.selectAll()
    page.units.remove.click()
    assert codes(county) == []
    assert len(county.store.keys.trusted()) == 2
    page.history.undo()
    assert codes(county, expected=False) == ["231222102"]


def test_units_are_found_and_told_without_a_key(page: ReceivePage, county: Workspace) -> None:
    page.show_tab(page.units)
    page.units.add_all.click()
    assert "密钥没登记" in page.units.count.text()
    page.units.search.setText("yh1z")
    assert [row.cells[0] for row in page.units.table.rows_model.rows] == ["榆𬭎1镇"]
    page.units.search.setText("无此单位")
    assert page.units.table.rows_model.rowCount() == 0


def test_a_unit_is_added_from_the_tree_or_by_hand(
    page: ReceivePage, county: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_tab(page.units)

    def from_tree(dialog: AddUnitDialog) -> int:
        dialog.choice.picker.choose("231222105")
        dialog.accept()
        return 1

    def by_hand(dialog: AddUnitDialog) -> int:
        dialog.choice.by_hand.setChecked(True)
        dialog.choice.name_line.setText("<开发区> & 𬭎")
        dialog.accept()
        return 1

    monkeypatch.setattr(AddUnitDialog, "exec", from_tree)
    page.units.add_one.click()
    assert "231222105" in codes(county)
    page.units.add_one.click()
    assert "已经在名单里" in page.message.text
    monkeypatch.setattr(AddUnitDialog, "exec", by_hand)
    page.units.add_one.click()
    page.units.add_one.click()
    entered = [code for code in codes(county) if "X" in code]
    assert entered == ["231222X001", "231222X002"]


def test_our_own_unit_does_not_report_to_itself(
    page: ReceivePage, county: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def own(dialog: AddUnitDialog) -> int:
        dialog.accept()
        return 1

    monkeypatch.setattr(AddUnitDialog, "exec", own)
    page.show_tab(page.units)
    page.units.add_one.click()
    assert "不用报给自己" in page.message.text


def test_the_dialog_needs_a_unit(qtbot: QtBot, county: Workspace) -> None:
    dialog = AddUnitDialog(county, "")
    qtbot.addWidget(dialog)
    assert not dialog.add.isEnabled()
    dialog.accept()
    assert dialog.unit is None
    dialog.choice.picker.search_box.setText("lx hg")
    assert dialog.add.isEnabled()
