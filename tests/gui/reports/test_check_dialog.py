# SPDX-License-Identifier: MIT
"""真伪核对 in the window: what matches and what differs, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from bizenv_desktop.actions import paper_actions
from bizenv_desktop.domain.findings.rectification import edited
from bizenv_desktop.domain.papers.paper_kinds import paper_kind
from bizenv_desktop.domain.papers.walkround import sheet_code
from bizenv_desktop.gui.reports.check_dialog import CheckDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def dialog(qtbot: QtBot, workspace: Workspace) -> CheckDialog:
    made = CheckDialog(workspace)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def code_of(workspace: Workspace) -> str:
    filled = workspace.filled
    kind = paper_kind("ledger")
    record = paper_actions.paper(
        workspace.store, filled.check.key, workspace.library, kind, filled.today
    )
    return record.head.code  # type: ignore[union-attr]


def scan(qtbot: QtBot, dialog: CheckDialog, code: str) -> None:
    """What a scanner does: types the code and presses Enter."""
    before = dialog.outcome.text()
    qtbot.keyClicks(dialog.code, code)
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.outcome.text() != before)


def test_an_unchanged_paper_is_confirmed(
    qtbot: QtBot, dialog: CheckDialog, workspace: Workspace
) -> None:
    scan(qtbot, dialog, code_of(workspace).lower())
    assert dialog.outcome.text().startswith("核对一致")
    assert dialog.part_words[1::2] == ["● 相同", "● 相同"]


def test_what_changed_since_is_named(
    qtbot: QtBot, dialog: CheckDialog, workspace: Workspace
) -> None:
    code = code_of(workspace)
    workspace.save_finding(edited(workspace.filled.findings[0].finding, person="王㐱"))
    scan(qtbot, dialog, code)
    assert dialog.outcome.text().startswith("核对不一致")
    assert dialog.part_words == [
        "问题和整改措施",
        "● 相同",
        "责任人、时限、整改情况或签字人",
        "● 有变化",
    ]


def test_nonsense_is_refused_in_words(
    qtbot: QtBot, dialog: CheckDialog, workspace: Workspace
) -> None:
    scan(qtbot, dialog, "12345")
    assert "不是核对码" in dialog.outcome.text()
    scan(qtbot, dialog, sheet_code(workspace.filled))
    assert "走查表" in dialog.outcome.text()
    assert dialog.part_words == []


def test_an_empty_line_asks_for_the_code(qtbot: QtBot, dialog: CheckDialog) -> None:
    dialog.check_button.click()
    assert "请先输入" in dialog.outcome.text()
