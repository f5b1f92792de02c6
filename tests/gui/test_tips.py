# SPDX-License-Identifier: MIT
"""Tips show what was typed, sign by sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import LONG_NOTE, RARE
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QTextDocument

from bizenv_desktop.gui.division_models import DivisionTree
from bizenv_desktop.gui.findings.model import Column, FindingsModel
from bizenv_desktop.gui.tips import tip

if TYPE_CHECKING:
    from bizenv_desktop.gui.workspace import Workspace


def as_read(words: object) -> str:
    document = QTextDocument()
    document.setHtml(str(words))
    return document.toPlainText()


def test_signs_of_markup_are_shown() -> None:
    assert as_read(tip(f"一\n{RARE.strip()}&amp;")) == f"一\n{RARE.strip()}&amp;"


def test_a_long_text_is_shortened_and_none_has_no_tip() -> None:
    assert as_read(tip(LONG_NOTE)).endswith("…")
    assert tip("") == ""


def test_cells_that_may_be_too_narrow_tell_all(workspace: Workspace) -> None:
    model = FindingsModel()
    views = workspace.filled.findings
    model.show(views, None)
    shown = model.index(0, Column.ITEM).data(Qt.ItemDataRole.ToolTipRole)
    assert views[0].problem in as_read(shown)


def test_a_division_tells_its_name(workspace: Workspace) -> None:
    tree = DivisionTree(workspace.library.divisions)
    first = tree.index(0, 0, QModelIndex())
    assert first.data(Qt.ItemDataRole.ToolTipRole) == first.data()
