# SPDX-License-Identifier: MIT
"""A walk-round sheet typed in on the number pad: in its order, saved as typed, none stale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from bizenv_desktop.domain.papers.walkround import FieldKind, sheet_code
from bizenv_desktop.domain.selfcheck import Verdict
from bizenv_desktop.gui.walkround.entry_dialog import EntryDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def dialog(qtbot: QtBot, small_workspace: Workspace) -> EntryDialog:
    made = EntryDialog(small_workspace)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def begun(qtbot: QtBot, dialog: EntryDialog, small_workspace: Workspace) -> EntryDialog:
    press(qtbot, dialog, sheet_code(small_workspace.filled).lower())
    return dialog


def press(qtbot: QtBot, dialog: EntryDialog, *typed: str) -> None:
    """Type each and press Enter, as on the pad."""
    for each in typed:
        qtbot.keyClicks(dialog.input, each)
        qtbot.keyClick(dialog.input, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)


def test_the_code_comes_first(dialog: EntryDialog) -> None:
    assert dialog.entry is None
    assert "核对码" in dialog.item.text()
    assert dialog.input.accessibleName()


def test_another_sheet_is_refused_in_words(
    qtbot: QtBot, dialog: EntryDialog, small_workspace: Workspace
) -> None:
    filled = small_workspace.filled
    other = replace(filled, checklist=replace(filled.checklist, items=filled.items[1:]))
    press(qtbot, dialog, sheet_code(other))
    assert dialog.entry is None
    assert dialog.trouble.isVisible()
    assert "不能录入" in dialog.trouble.text()
    press(qtbot, dialog, sheet_code(filled))  # what was refused is typed over
    assert dialog.entry is not None


def test_answers_are_saved_as_typed_in_the_sheets_order(
    qtbot: QtBot, begun: EntryDialog, small_workspace: Workspace
) -> None:
    first, second = small_workspace.filled.items[:2]
    assert first.code in begun.item.text()
    assert "1 符合" in begun.prompt.text()
    press(qtbot, begun, "1")
    kept = small_workspace.store.answers(small_workspace.filled.check.key)
    assert kept[first.code].verdict is Verdict.MET
    assert second.code in begun.item.text()
    small_workspace.history.undo()
    assert small_workspace.answer(first.code).is_blank


def test_minus_goes_back_and_enter_alone_leaves_as_it_is(
    qtbot: QtBot, begun: EntryDialog, small_workspace: Workspace
) -> None:
    first = small_workspace.filled.items[0]
    press(qtbot, begun, "1")
    qtbot.keyClicks(begun.input, "-")
    assert first.code in begun.item.text()
    assert "符合" in begun.known.text()
    press(qtbot, begun, "")
    assert small_workspace.answer(first.code).verdict is Verdict.MET


def test_what_a_field_cannot_take_is_said_and_nothing_saved(
    qtbot: QtBot, begun: EntryDialog, small_workspace: Workspace
) -> None:
    press(qtbot, begun, "7")
    assert "只能填" in begun.trouble.text()
    assert small_workspace.answer(small_workspace.filled.items[0].code).is_blank
    press(qtbot, begun, "1")  # typed over what was refused
    assert not begun.trouble.isVisible()


def test_the_whole_sheet_is_typed_without_a_mouse(
    qtbot: QtBot, begun: EntryDialog, small_workspace: Workspace
) -> None:
    for _ in range(200):
        assert begun.entry is not None
        field = begun.entry.field
        if field is None:
            break
        press(qtbot, begun, "1" if field.kind is not FieldKind.COUNT else "0")
        assert not begun.trouble.isVisible()
    assert "录完" in begun.item.text()
    answered = small_workspace.filled.card.answered
    assert answered == small_workspace.filled.card.asked
    qtbot.keyClick(begun.input, Qt.Key.Key_Escape)
    assert not begun.isVisible()
