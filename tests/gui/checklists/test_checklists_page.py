# SPDX-License-Identifier: MIT
"""The page in the real window: edit, keep, move, out to a workbook and back in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from helpers import RARE, TOWNSHIP
from keyboard import CONTROL, press, type_text
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox
from workbooks import with_cells

from bizenv_desktop.actions import checklist_actions
from bizenv_desktop.domain.checklists import edit
from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.regulations.regulation import Citation
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.gui.checklists.citation_dialog import CitationDialog
from bizenv_desktop.gui.checklists.import_dialog import ImportDialog
from bizenv_desktop.gui.checklists.preview_dialog import PreviewDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.gui.checklists.editor import ChecklistEditor
    from bizenv_desktop.gui.checklists.page import ChecklistsPage
    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.workspace import Workspace

OWN = f"small@{TOWNSHIP.code}"
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(window: MainWindow) -> ChecklistsPage:
    window.show_page("checklists")
    made: ChecklistsPage = window.page("checklists")
    return made


@pytest.fixture
def editor(page: ChecklistsPage) -> ChecklistEditor:
    page.edit("small")
    assert page.editor is not None
    return page.editor


def answer_dialogs(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answers: list[bool]
) -> list[PreviewDialog]:
    """Answer each preview that opens; what was shown is returned."""
    seen: list[PreviewDialog] = []

    def run(dialog: PreviewDialog) -> bool:
        qtbot.addWidget(dialog)
        seen.append(dialog)
        return answers.pop(0)

    monkeypatch.setattr(PreviewDialog, "exec", run)
    return seen


def go_to(editor: ChecklistEditor, code: str) -> None:
    editor.items.show_draft(editor.drafting, code)
    assert editor.items.code == code


def order(editor: ChecklistEditor) -> list[str]:
    return [item.code for item in editor.drafting.draft.items]


# -- the catalogue


def test_it_lists_every_checklist_and_the_one_in_use(page: ChecklistsPage) -> None:
    ids = [entry.checklist.id for entry in page._entries]
    assert ids == ["small", "township-centre"]
    assert page.overview.chosen is not None
    assert [check.key for check in page.overview.chosen.users] == [page._workspace.filled.check.key]


def test_without_a_unit_it_says_why_nothing_can_be_edited(
    open_window: Callable[[Workspace], MainWindow], empty_workspace: Workspace
) -> None:
    window = open_window(empty_workspace)
    window.show_page("checklists")
    page = window.page("checklists")
    page.edit("township-centre")
    assert page.editor is None
    assert "还没有设定本单位" in page.message.text


# -- the editor


def test_typing_changes_the_draft_and_keeps_it(
    page: ChecklistsPage, editor: ChecklistEditor
) -> None:
    go_to(editor, "A01")
    editor.item_form.field("title").setFocus()
    editor.item_form.field("title").selectAll()
    type_text(f"新{RARE.strip()}")
    assert editor.flush()
    assert editor.drafting.draft.item("A01").title == f"新{RARE.strip()}"
    assert checklist_actions.open_draft(page._workspace.store) == editor.drafting.draft
    # nothing is a version yet, and the self-check rests on what it rested on
    assert page._workspace.store.checklist_versions() == (("small", 1),)


def test_the_window_undoes_what_was_edited_here(
    window: MainWindow, editor: ChecklistEditor
) -> None:
    go_to(editor, "A01")
    before = editor.drafting.draft
    editor.item_form.field("title").setFocus()
    type_text("abc")
    press(Qt.Key.Key_Z, CONTROL)
    assert editor.drafting.draft == before
    assert editor.item_form.field("title").text() == before.item("A01").title
    press(Qt.Key.Key_Y, CONTROL)
    assert editor.drafting.draft.item("A01").title == "abc检查项A01"
    assert not window.workspace.history.canUndo()


def test_back_in_the_list_ctrl_z_is_the_self_checks_again(
    window: MainWindow, page: ChecklistsPage, editor: ChecklistEditor
) -> None:
    assert window.histories.activeStack() is editor.drafting.history
    page.close_editor()
    assert window.histories.activeStack() is window.workspace.history


def test_points_left_are_told_as_they_change(editor: ChecklistEditor) -> None:
    assert "正好" in editor.points.text()
    go_to(editor, "A01")
    points = editor.item_form.field("points")
    points.setFocus()
    points.selectAll()
    type_text("3.5")
    points.flush()
    assert "超出1.5分" in editor.points.text()
    points.selectAll()
    type_text("1")
    points.flush()
    assert "还差1分" in editor.points.text()


def test_a_fault_leads_to_its_field(editor: ChecklistEditor) -> None:
    item = editor.drafting.draft.item("A02")
    broken = replace(item.deductions[1], each=Decimal(9))
    editor.drafting.change_item(replace(item, deductions=(item.deductions[0], broken), problem=""))
    go_to(editor, "B01")
    faults = {fault.part: fault for fault in editor.drafting.faults}
    editor.show_fault(faults["problem"])
    assert editor.items.code == "A02"
    assert QApplication.focusWidget() is editor.item_form.field("problem")
    assert "不能是空的" in editor.item_form.boxes["problem"].trouble
    editor.show_fault(faults["deductions"])
    table = editor.item_form.field("deductions").table
    assert (table.currentIndex().row(), table.currentIndex().data()) == (1, "9")
    assert "第2条" in editor.item_form.boxes["deductions"].trouble


def test_every_fault_of_every_field_has_a_place_in_the_forms(editor: ChecklistEditor) -> None:
    """Empty everything there is: no fault may be without a field to go to."""
    draft = editor.drafting.draft
    for item in draft.items:
        bare = edit.with_method(
            replace(item, title="", standard="", ways=(), check="", points=Decimal(200)),
            item.method,
        )
        bare = replace(
            bare,
            topic_words=(),
            evidence=(),
            measures=(),
            problem="",
            problem_kind="x",
            citations=(),
            partial=Decimal(2),
            deadline=replace(item.deadline, days=0, basis=""),
            standards=(0,),
            deductions=tuple(replace(each, text="", unit="") for each in item.deductions),
            measure=item.measure and replace(item.measure, unit="", target=item.measure.floor),
            tiers=item.tiers and replace(item.tiers, label="", unit="", bands=item.tiers.bands[1:]),
        )
        editor.drafting.change_item(bare)
    editor.drafting.change_head("title", "")
    editor.drafting.change_head("dimensions", ())
    assert len(editor.drafting.faults) > 80
    for fault in editor.drafting.faults:
        if fault.part == "items":
            continue  # of the list itself
        form = editor.item_form if fault.item else editor.head_form
        assert form.key_of(fault) in form.boxes, fault


@pytest.mark.parametrize("method", list(Method))
def test_another_method_brings_its_own_fields(editor: ChecklistEditor, method: Method) -> None:
    go_to(editor, "A02")
    form = editor.item_form
    form.field("method").value_edited.emit(method)
    item = editor.drafting.draft.item("A02")
    assert item.method is method
    parts = {"deductions": Method.DEDUCTION, "measure.floor": Method.MEASURE}
    parts["tiers.bands"] = Method.TIER
    for key, own in parts.items():
        assert form.boxes[key].isVisible() == (own is method)
    wrong = [f for f in editor.drafting.faults_of("A02") if "不该有" in f.reason]
    assert not wrong


def test_items_are_moved_copied_retired_by_keys(editor: ChecklistEditor) -> None:
    go_to(editor, "A02")
    editor.items.setFocus()
    view = editor.items.list
    QTest.keyClick(view, Qt.Key.Key_Up, ALT)
    assert order(editor)[:3] == ["A02", "A01", "A03"]
    QTest.keyClick(view, Qt.Key.Key_Up, ALT)  # there is nowhere further up
    assert order(editor)[:3] == ["A02", "A01", "A03"]
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    assert order(editor)[:4] == ["A01", "A03", "A02", "A04"]
    QTest.keyClick(view, Qt.Key.Key_D, CONTROL)
    assert order(editor)[:4] == ["A01", "A03", "A02", "AZ01"]
    assert editor.items.code == "AZ01"
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert "AZ01" not in order(editor)
    assert editor.items.code == "A04"
    assert [each.code for each in editor.drafting.draft.retired] == ["AZ01"]
    QTest.keyClick(view, Qt.Key.Key_Insert)
    assert editor.items.code == "AZ02"  # a code once given out never comes back
    assert QApplication.focusWidget() is editor.item_form.field("title")


def test_an_item_is_dragged_within_its_dimension(editor: ChecklistEditor) -> None:
    model = editor.items.model

    def drop(code: str, before: str) -> None:
        data = model.mimeData([model.index_of(code)])
        row = model.index_of(before).row()
        model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, model.index(-1))

    drop("A01", "A04")
    assert order(editor)[:4] == ["A02", "A03", "A01", "A04"]
    drop("A04", "A02")
    assert order(editor)[:4] == ["A04", "A02", "A03", "A01"]
    drop("A04", "B03")  # another dimension: it stays in its own, at the end
    assert order(editor)[:7] == ["A02", "A03", "A01", "A05", "A06", "A04", "B01"]
    drop("B02", "A02")
    assert order(editor)[6:8] == ["B02", "B01"]


def test_what_a_level_above_locked_can_only_be_read(page: ChecklistsPage, small: Checklist) -> None:
    locked = edit.lock_items(small, ["A02"], Level.PROVINCE, locked=True)
    issued = replace(locked, id="small@230000", parent="small", version=2)
    page._workspace.store.save_checklist(issued)
    page.refresh()
    page.edit(issued.id)
    editor = page.editor
    assert editor is not None
    go_to(editor, "A02")
    assert "省级锁定" in editor.item_form.lock_words
    assert editor.item_form.field("title").isReadOnly()
    assert not editor.item_form.field("method").isEnabled()
    before = editor.drafting.draft
    editor.items.retire_button.click()
    assert editor.drafting.draft == before
    assert "锁定" in editor.message.text
    editor.items.copy_button.click()  # a copy is the unit's own
    assert editor.item_form.lock_words == ""
    assert not editor.item_form.field("title").isReadOnly()


def test_citations_are_chosen_from_the_editions(qtbot: QtBot, editor: ChecklistEditor) -> None:
    go_to(editor, "A01")
    workspace = editor.drafting._workspace
    dialog = CitationDialog(workspace.editions, workspace.library.initials, "cn.xzxkf.2019")
    qtbot.addWidget(dialog)
    dialog.search_line.setText("第32条")
    places = [dialog.place_list.itemText(row) for row in range(dialog.place_list.count())]
    assert places[:2] == ["整条", "第一款"]
    assert "第一款第（四）项" in places
    dialog.place_list.activated.emit(places.index("第一款第（四）项"))
    dialog.accept()
    assert dialog.citation == Citation("cn.xzxkf.2019", 32, 1, 4)
    editor.item_form.field("citations").add(dialog.citation)
    assert editor.drafting.draft.item("A01").citations[-1] == dialog.citation
    QTest.keyClick(editor.item_form.field("citations").list, Qt.Key.Key_Delete)
    assert len(editor.drafting.draft.item("A01").citations) == 1


def test_a_draft_waits_for_the_next_day(page: ChecklistsPage, editor: ChecklistEditor) -> None:
    editor.drafting.add("A")
    draft = editor.drafting.draft
    page.close_editor()
    assert page.overview.resume_button.isVisible()
    page.overview.resume_button.click()
    assert page.editor is not None
    assert page.editor.drafting.draft == draft


def test_a_draft_without_changes_is_forgotten(
    page: ChecklistsPage, editor: ChecklistEditor
) -> None:
    editor.drafting.add("A")
    editor.drafting.history.undo()
    page.close_editor()
    assert not page.overview.resume_button.isVisible()
    assert checklist_actions.open_draft(page._workspace.store) is None


def test_a_draft_is_given_up_only_after_asking(
    page: ChecklistsPage, editor: ChecklistEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor.drafting.add("A")
    page.close_editor()
    choices = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: choices.pop(0))
    page.overview.discard_button.click()
    assert checklist_actions.open_draft(page._workspace.store) is not None
    page.overview.discard_button.click()
    assert checklist_actions.open_draft(page._workspace.store) is None
    assert not page.overview.resume_button.isVisible()


def test_nothing_is_kept_while_there_are_faults(
    page: ChecklistsPage, editor: ChecklistEditor
) -> None:
    editor.drafting.add("A")
    editor.keep_button.click()
    assert page.editor is editor
    assert "处要改" in editor.message.text
    assert page._workspace.store.checklist_versions() == (("small", 1),)


# -- keeping and moving


def test_a_new_version_is_previewed_kept_and_moved_to(
    qtbot: QtBot,
    page: ChecklistsPage,
    editor: ChecklistEditor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace = page._workspace
    workspace.save_answers(
        [
            Answer("A01", verdict=Verdict.PARTLY_MET, note="牌子旧了"),
            Answer("B01", verdict=Verdict.MET),
            Answer("B03", verdict=Verdict.MET),
        ]
    )
    drafting = editor.drafting
    drafting.change_item(replace(drafting.draft.item("B01"), title="承诺都兑现"))
    drafting.retire("A01")
    made = drafting.copy("A06")
    assert not drafting.faults
    seen = answer_dialogs(qtbot, monkeypatch, [True, True])
    editor.keep_button.click()
    kept, moved = seen
    texts = [line.text for line in kept.lines]
    assert texts == [
        "新增（1）",
        f"{made}　没有乱收费（副本）",
        "修改（1）",
        "B01　承诺都兑现",
        "停用（1）",
        "A01　检查项A01",
    ]
    lost = next(line for line in moved.lines if line.text.startswith("A01"))
    assert lost.second == "删除：部分符合，牌子旧了；整改内容"
    assert "保留1项" in moved.headline.text()
    assert page.editor is None
    filled = workspace.filled
    assert (filled.checklist.id, filled.checklist.version) == (OWN, 1)
    assert set(filled.answers) == {"B01", "B03"}
    assert not filled.answers["B01"].confirmed
    assert filled.answers["B03"].confirmed
    backups = list(workspace.store.path.parent.glob("*换版前*"))
    assert len(backups) == 1
    assert backups[0].name in page.message.text
    assert checklist_actions.open_draft(workspace.store) is None


def test_a_move_can_wait(
    qtbot: QtBot,
    page: ChecklistsPage,
    editor: ChecklistEditor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace = page._workspace
    editor.drafting.change_head("title", f"改过的表{RARE.strip()}")
    seen = answer_dialogs(qtbot, monkeypatch, [True, False])
    editor.keep_button.click()
    assert len(seen) == 2
    assert workspace.filled.checklist.id == "small"
    assert workspace.store.checklist_versions() == (("small", 1), (OWN, 1))
    # it is offered on the page as well, whenever the clerk likes
    answer_dialogs(qtbot, monkeypatch, [True])
    page.overview.choose(OWN)
    page.overview.card.move_requested.emit(workspace.filled.check)
    assert workspace.filled.checklist.id == OWN


# -- workbooks


def exported(page: ChecklistsPage, path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page.export("small")
    return path.with_name(f"{path.name}.xlsx") if path.suffix != ".xlsx" else path


def checked(qtbot: QtBot, page: ChecklistsPage, path: Path) -> ImportDialog:
    dialog = ImportDialog(page._workspace, page._workspace.editions, path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_checking)
    return dialog


def test_out_to_a_workbook_and_back_in(
    qtbot: QtBot, page: ChecklistsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(page, tmp_path / "表", monkeypatch)
    assert str(path) in page.message.text
    dialog = checked(qtbot, page, path)
    assert "和现有的一样" in dialog.note.text()
    assert not dialog.keep_button.isEnabled()
    path.write_bytes(with_cells(path.read_bytes(), {"检查项!C2": "新题"}))
    dialog.check()
    qtbot.waitUntil(lambda: not dialog.is_checking)
    assert "修改1项" in dialog.note.text()
    dialog.keep_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert page._workspace.store.checklist(OWN, 1).item("A01").title == "新题"


def test_faults_are_told_by_cell_and_can_be_copied(
    qtbot: QtBot, page: ChecklistsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(page, tmp_path / "表.xlsx", monkeypatch)
    path.write_bytes(with_cells(path.read_bytes(), {"检查项!C2": "新" * 40, "检查项!H3": "扣分"}))
    dialog = checked(qtbot, page, path)
    assert dialog.headline.text() == "有2处要改，什么也没有存入"
    assert not dialog.keep_button.isEnabled()
    dialog.copy_button.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[1].startswith("检查项\tC2\t")
    assert lines[2].startswith("检查项\tH3\t")
    assert lines[2].endswith("\t逐处扣分")
    dialog.faults.selectRow(1)
    QTest.keyClick(dialog.faults, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().splitlines()[1:] == [lines[2]]
    assert page._workspace.store.checklist_versions() == (("small", 1),)


def test_a_superiors_checklist_keeps_its_number(
    qtbot: QtBot, page: ChecklistsPage, small: Checklist, tmp_path: Path
) -> None:
    issued = replace(small, id="small@230000", parent="small", version=3)
    path = tmp_path / "省.xlsx"
    workspace = page._workspace
    checklist_actions.write_checklist(issued, workspace.editions, path)
    dialog = checked(qtbot, page, path)
    dialog.issued.click()
    qtbot.waitUntil(lambda: not dialog.is_checking)
    assert "第3版" in dialog.note.text()
    dialog.keep_button.click()
    assert workspace.store.checklist("small@230000", 3) == issued


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", "不是表格".encode()])
def test_what_is_no_workbook_is_refused_in_a_sentence(
    qtbot: QtBot, page: ChecklistsPage, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    dialog = checked(qtbot, page, path)
    assert dialog.headline.text().endswith("。")
    assert not dialog.keep_button.isEnabled()


def test_a_workbook_is_dropped_on_the_page(
    page: ChecklistsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(page, "bring_in", asked.append)
    for name in ("表.xlsx", "别的.txt"):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        event = QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        page.dropEvent(event)
    assert asked == [tmp_path / "表.xlsx"]
