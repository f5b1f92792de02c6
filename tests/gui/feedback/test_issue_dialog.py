# SPDX-License-Identifier: MIT
"""What travels down is ticked, kept, and shown ticked again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from helpers import small_checklist
from invented_edition import EDITION, IMPORTED
from PySide6.QtCore import Qt

from bizenv_desktop.actions.issuing_actions import issued
from bizenv_desktop.gui.feedback.issue_dialog import IssueDialog
from bizenv_desktop.gui.preferences import Preferences
from bizenv_desktop.gui.receive.page import ReceivePage

if TYPE_CHECKING:
    from pathlib import Path

    from answering import Superior
    from exchanging import Town
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.workspace import Workspace

Pair = tuple["Town", "Superior"]
OWN = replace(small_checklist(), id="small@231222", title="县自查表𬭎")


@pytest.fixture
def workspace(desk, pair: Pair) -> Workspace:  # type: ignore[no-untyped-def]
    with pair[1].open() as store:
        store.save_checklist(OWN)
        store.save_checklist(replace(OWN, version=2))
        store.keep_edition(IMPORTED)
    return desk(pair[1])


def names(dialog: IssueDialog) -> list[tuple[str, bool]]:
    items = [dialog.list.item(row) for row in range(dialog.list.count())]
    return [(item.text(), item.checkState() is Qt.CheckState.Checked) for item in items]


def test_what_is_ticked_goes_along(qtbot: QtBot, workspace: Workspace) -> None:
    dialog = IssueDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    text = f"《{EDITION.title}》正式文本（{EDITION.id}）"
    checklist = "自查表“县自查表𬭎”第2版（small@231222）"
    assert names(dialog) == [(checklist, False), (text, False)]
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.keep.click()
    assert issued(workspace.store) == (((OWN.id, 2),), ())
    again = IssueDialog(workspace)
    qtbot.addWidget(again)
    assert names(again) == [(checklist, True), (text, False)]
    again.list.item(1).setCheckState(Qt.CheckState.Checked)
    again.cancel.click()
    assert issued(workspace.store) == (((OWN.id, 2),), ())


def test_the_receiving_page_opens_it(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setattr(IssueDialog, "exec", lambda self: opened.append(self.windowTitle()))
    page = ReceivePage(workspace, Preferences(tmp_path / "settings", workspace))
    qtbot.addWidget(page)
    page.issue_button.click()
    assert opened == ["随反馈下发"]
