# SPDX-License-Identifier: MIT
"""The models of the checklist pages, and what typed text means."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from helpers import RARE, TOWNSHIP, small_checklist
from PySide6.QtCore import Qt
from PySide6.QtGui import QValidator

from bizenv_desktop import actions
from bizenv_desktop.actions import checklist_actions
from bizenv_desktop.domain.checklists.checklist import Band, Deduction, Method
from bizenv_desktop.gui.checklists import field_codecs as codecs
from bizenv_desktop.gui.checklists.catalogue import Origin, catalogue
from bizenv_desktop.gui.checklists.cell_faults import CellFaultsModel
from bizenv_desktop.gui.checklists.drafting import Drafting
from bizenv_desktop.gui.checklists.items_model import CodeRole, ItemsModel, item_lines
from bizenv_desktop.gui.checklists.lines import Line, LinesModel
from bizenv_desktop.gui.checklists.rows_model import RowColumn, RowsModel
from bizenv_desktop.imports.workbook_faults import CellFault

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.library import Library
    from bizenv_desktop.storage import Store

DEDUCTIONS = (Deduction("a", RARE.strip(), Decimal("0.5")), Deduction("b", "", Decimal(1)))
COLUMNS = (
    RowColumn("code", "编号", is_fixed=True),
    RowColumn("text", "情形"),
    RowColumn("each", "每处", codecs.NUMBER),
)


@pytest.fixture
def drafting(small_workspace: Workspace) -> Drafting:
    store, library = small_workspace.store, small_workspace.library
    draft = checklist_actions.checklist_to_edit(library, store, "small")
    return Drafting(small_workspace, small_workspace.editions, draft)


def test_they_are_sound_models(qtmodeltester: ModelTester, drafting: Drafting) -> None:
    lines = LinesModel()
    lines.show([Line("新增（1）", is_heading=True), Line("A01", RARE)])
    qtmodeltester.check(lines)
    rows = RowsModel(COLUMNS)
    rows.show(DEDUCTIONS)
    qtmodeltester.check(rows)
    faults = CellFaultsModel()
    faults.show([CellFault("检查项!F12", "不对", "逐处扣分"), CellFault("检查项", "缺少")])
    qtmodeltester.check(faults)
    items = ItemsModel()
    items.show(item_lines(drafting, "", drafting._workspace.library.initials))
    qtmodeltester.check(items)


@pytest.mark.parametrize(
    ("codec", "text", "value"),
    [
        (codecs.TEXT, f" {RARE}\n", RARE.strip()),
        (codecs.LINES, "一\n\n 二 \n", ("一", "二")),
        (codecs.WORDS, "窗口、公示，，牌", ("窗口", "公示", "牌")),
        (codecs.WHOLES, "3、12", (3, 12)),
        (codecs.NUMBER, "", Decimal(0)),
        (codecs.NUMBER, "1.", Decimal(1)),
        (codecs.NUMBER, ".", Decimal(0)),
        (codecs.NUMBER_OR_NONE, "", None),
        (codecs.WHOLE, "", 0),
    ],
)
def test_every_text_means_something(codec: codecs.Codec, text: str, value: object) -> None:
    assert codec.read(text) == value
    assert codec.read(codec.write(value)) == value


@pytest.mark.parametrize(("typed", "becomes"), [("１．５", "1.5"), ("1。5", "1.5"), ("", "")])
def test_full_width_figures_are_figures(typed: str, becomes: str) -> None:
    state, text, _ = codecs.Typed(codecs.NUMBER.pattern).validate(typed, 0)
    assert (state, text) == (QValidator.State.Acceptable, becomes)


@pytest.mark.parametrize("typed", ["两分", "-1", "1.2.3", "1e5"])
def test_what_is_no_figure_cannot_be_typed(typed: str) -> None:
    state, _, _ = codecs.Typed(codecs.NUMBER.pattern).validate(typed, 0)
    assert state is QValidator.State.Invalid


def test_a_cell_edit_makes_new_records_and_leaves_the_old(qtbot: object) -> None:
    model = RowsModel(COLUMNS)
    model.show(DEDUCTIONS)
    told: list[object] = []
    model.rows_edited.connect(told.append)
    assert model.setData(model.index(1, 2), "0.3")
    assert not model.setData(model.index(1, 0), "z")  # codes are the program's
    assert not model.setData(model.index(1, 2), "0.3")  # nothing new
    assert told == [(DEDUCTIONS[0], replace(DEDUCTIONS[1], each=Decimal("0.3")))]
    assert DEDUCTIONS[1].each == 1


def test_a_bound_may_be_left_out(qtbot: object) -> None:
    model = RowsModel((RowColumn("at_least", "不少于", codecs.NUMBER_OR_NONE),))
    model.show((Band(Decimal(2), "", at_least=Decimal(6)),))
    assert model.setData(model.index(0, 0), "")
    assert model.rows[0].at_least is None


def test_search_finds_items_by_words_and_initials(drafting: Drafting, library: Library) -> None:
    model = ItemsModel()
    for query, codes in (("ckgsp", ["A02"]), ("A03", ["A03"]), ("按时办结", ["A03"])):
        model.show(item_lines(drafting, query, library.initials))
        found = [model.index(row).data(CodeRole) for row in range(model.rowCount())]
        assert [code for code in found if code] == codes
    model.show(item_lines(drafting, "没有的词", library.initials))
    assert model.rowCount() == 0


def test_a_heading_cannot_be_chosen_nor_dragged(drafting: Drafting, library: Library) -> None:
    model = ItemsModel()
    model.show(item_lines(drafting, "", library.initials))
    heading = model.index(1)
    assert heading.data(CodeRole) is None
    assert not heading.flags() & Qt.ItemFlag.ItemIsSelectable
    assert not heading.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert model.index(2).flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert "11项" not in heading.data()
    assert heading.data() == "政务环境　6项 12分"


def test_the_catalogue_says_whose_and_who_uses_it(store: Store, library: Library) -> None:
    actions.set_own_organisation(store, TOWNSHIP)
    issued = replace(small_checklist(), id="small@230000", parent="small")
    own = replace(issued, id=f"small@{TOWNSHIP.code}", parent=issued.id)
    store.save_checklist(issued)
    store.save_checklist(own)
    store.save_checklist(replace(own, version=2))
    entries = catalogue(library, store)
    assert [(each.checklist.id, each.origin) for each in entries] == [
        (own.id, Origin.OWN),
        (issued.id, Origin.ISSUED),
        (library.checklists[0].id, Origin.BUILT_IN),
    ]
    assert entries[0].versions == (1, 2)
    assert not any(entry.users for entry in entries)


def test_codes_come_from_the_program_and_are_never_used_again(drafting: Drafting) -> None:
    made = drafting.add("A")
    assert made == "AZ01"
    drafting.retire(made)
    assert drafting.add("A") == "AZ02"
    copied = drafting.copy("B04")
    assert drafting.draft.item(copied).method is Method.BONUS
    assert copied == "BZ01"
