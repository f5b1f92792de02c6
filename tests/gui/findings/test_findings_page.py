# SPDX-License-Identifier: MIT
"""The findings page: prefilled, saved as typed, several at once, undone, never lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from helpers import LONG_NOTE, RARE
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QTableView

from bizenv_desktop.domain.review import Spot
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict
from bizenv_desktop.gui.findings.model import Column, FindingsModel, Show, ViewRole
from bizenv_desktop.gui.findings.page import FindingsPage
from bizenv_desktop.gui.two_lines import SecondRole

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.findings.rectification import Finding
    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def filled(small_workspace: Workspace) -> Workspace:
    """Three findings: a judgement with a note, a deduction with a place, a measure with numbers."""
    small_workspace.save_answers(
        [
            Answer("A01", verdict=Verdict.PARTLY_MET, note="东侧窗口没有做到"),
            Answer(
                "A02", verdict=Verdict.PARTLY_MET, occurrences=(Occurrence("a", "1号窗口", "旧牌"),)
            ),
            Answer(
                "A03",
                verdict=Verdict.PARTLY_MET,
                numerator=Decimal(80),
                denominator=Decimal(100),
            ),
            Answer("B01", verdict=Verdict.MET),
        ]
    )
    small_workspace.history.clear()
    return small_workspace


@pytest.fixture
def page(qtbot: QtBot, filled: Workspace) -> FindingsPage:
    made = FindingsPage(filled)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.refresh()
    return made


def type_in(field: QWidget, text: str) -> None:
    """Chinese arrives from the input method, not from keys."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def stored(workspace: Workspace, code: str) -> Finding:
    return workspace.store.findings(workspace.filled.check.key)[code]


def codes(page: FindingsPage) -> list[str]:
    model = page.table.model()
    return [model.index(row, 0).data(ViewRole).item.code for row in range(model.rowCount())]


def test_it_is_a_sound_model(qtmodeltester: ModelTester, filled: Workspace) -> None:
    model = FindingsModel()
    model.show(filled.filled.findings, filled.filled.today)
    qtmodeltester.check(model)


def test_each_answer_that_loses_points_is_there_with_its_countdown(page: FindingsPage) -> None:
    assert codes(page) == ["A01", "A02", "A03"]
    due = page.table.model().index(0, Column.DUE)
    assert due.data() == "2026-11-30"  # five working days from Monday, 23 November
    assert due.data(SecondRole) == "还有7天"
    assert page.summary == "共3项，未写责任人3项"


def test_problem_and_measures_begin_as_suggestions(page: FindingsPage) -> None:
    page.show_spot("A02", Spot.PROBLEM)
    problem = page.editor.problem
    assert problem.field.toPlainText() == "1号窗口：牌子缺项（旧牌），1处"
    assert problem.mark.text() == "建议"
    assert not problem.restore_button.isVisible()
    assert "当天补齐" in page.editor.measures.field.toPlainText()


def test_what_is_typed_is_saved_and_marked(
    qtbot: QtBot, page: FindingsPage, filled: Workspace
) -> None:
    page.show_spot("A01", Spot.PROBLEM)
    problem = page.editor.problem
    problem.field.selectAll()
    with qtbot.waitSignal(filled.saved):
        type_in(problem.field, "西侧")
    assert stored(filled, "A01").problem == "西侧"
    assert problem.mark.text() == "已改"
    assert problem.restore_button.isVisible()


def test_restoring_follows_the_answer_again(page: FindingsPage, filled: Workspace) -> None:
    page.show_spot("A01", Spot.PROBLEM)
    page.editor.problem.field.insertPlainText("改过")
    page.editor.flush()
    page.editor.problem.restore_button.click()
    assert stored(filled, "A01").problem is None
    assert page.editor.problem.field.toPlainText() == "东侧窗口没有做到"


def test_an_emptied_field_stays_empty_under_the_cursor(
    page: FindingsPage, filled: Workspace
) -> None:
    page.show_spot("A01", Spot.PROBLEM)
    field = page.editor.problem.field
    page.activateWindow()
    field.setFocus()
    field.selectAll()
    field.textCursor().removeSelectedText()
    page.editor.flush()
    assert field.toPlainText() == ""
    page.table.setFocus()
    assert field.toPlainText() == "东侧窗口没有做到"
    assert stored(filled, "A01").problem is None


def test_several_get_the_same_name_at_once_and_one_undo_takes_it_back(
    qtbot: QtBot, page: FindingsPage, filled: Workspace
) -> None:
    page.table.selectAll()
    assert not page.editor.problem.isVisible()
    type_in(page.editor.person, "王𬭎")
    page.editor.flush()
    assert [stored(filled, code).person for code in ("A01", "A02", "A03")] == ["王𬭎"] * 3
    filled.history.undo()
    assert [stored(filled, code).person for code in ("A01", "A02", "A03")] == [""] * 3
    assert page.editor.person.text() == ""
    filled.history.redo()
    assert stored(filled, "A02").person == "王𬭎"


def test_different_values_are_said_to_differ(
    qtbot: QtBot, page: FindingsPage, filled: Workspace
) -> None:
    page.show_spot("A02", Spot.UNIT)
    type_in(page.editor.unit, "大厅")
    page.editor.flush()
    page.table.selectAll()
    assert page.editor.unit.text() == ""
    assert page.editor.unit.placeholderText() == "各不相同"


def test_what_was_being_typed_goes_to_the_finding_it_was_typed_for(
    qtbot: QtBot, page: FindingsPage, filled: Workspace
) -> None:
    page.show_spot("A01", Spot.UNIT)
    type_in(page.editor.unit, "社保窗口")
    page.table.selectRow(1)  # before the typing was sent on
    assert stored(filled, "A01").unit == "社保窗口"
    assert page.editor.unit.text() == ""
    assert stored(filled, "A02").unit == ""


@pytest.mark.parametrize("typed", ["12-1", "12月1日", "2026-12-01", "２０２６.12.1", "20261201"])
def test_a_deadline_is_typed_in_any_usual_way(
    page: FindingsPage, filled: Workspace, typed: str
) -> None:
    page.show_spot("A01", Spot.DUE)
    page.editor.due.line.setText(typed)
    page.editor.flush()
    assert stored(filled, "A01").due == date(2026, 12, 1)
    assert page.editor.due.line.text() == "2026年12月1日"
    page.editor.restore_due.click()
    assert stored(filled, "A01").due is None
    assert page.editor.due.line.text() == "2026年11月30日"


def test_what_is_no_day_is_refused_in_words(page: FindingsPage, filled: Workspace) -> None:
    page.show_spot("A01", Spot.DUE)
    page.editor.due.line.setText("下周五")
    page.editor.flush()
    assert "不是日期" in page.editor.due.note.text()
    assert stored(filled, "A01").due is None


def test_a_day_is_picked_in_the_calendar(
    qtbot: QtBot, page: FindingsPage, filled: Workspace
) -> None:
    page.show_spot("A01", Spot.DUE)
    page.editor.due.open_calendar()
    calendar = page.editor.due.calendar
    assert calendar.isVisible()
    days = calendar.findChild(QTableView)
    qtbot.keyClick(days, Qt.Key.Key_Right)
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert stored(filled, "A01").due == date(2026, 12, 1)
    assert not calendar.isVisible()


def test_names_typed_once_are_offered_again(
    qtbot: QtBot, page: FindingsPage, filled: Workspace
) -> None:
    page.show_spot("A01", Spot.UNIT)
    page.activateWindow()
    page.editor.unit.setFocus()
    type_in(page.editor.unit, "综合窗口")
    qtbot.keyClick(page.editor.unit, Qt.Key.Key_Return)
    assert filled.store.remembered("unit") == ("综合窗口",)
    page.show_spot("A02", Spot.UNIT)
    page.editor.unit.clearFocus()
    page.editor.unit.setFocus()
    qtbot.keyClick(page.editor.unit, Qt.Key.Key_Down)
    popup = page.editor.unit.completer().popup()
    assert popup.isVisible()
    assert popup.model().index(0, 0).data() == "综合窗口"


def test_the_list_narrows_to_what_nobody_has_taken(
    qtbot: QtBot, page: FindingsPage, filled: Workspace
) -> None:
    page.show_spot("A02", Spot.UNIT)
    type_in(page.editor.unit, "大厅")
    type_in(page.editor.person, "王芳")
    page.editor.flush()
    page.kind_list.setCurrentIndex(page.kind_list.findData(Show.NOBODY))
    assert codes(page) == ["A01", "A03"]
    page.filter_line.setText("asbjl")  # 按时办结率
    assert codes(page) == ["A03"]


def test_a_row_does_not_vanish_under_the_hand_that_fills_it_in(
    qtbot: QtBot, page: FindingsPage
) -> None:
    page.kind_list.setCurrentIndex(page.kind_list.findData(Show.NOBODY))
    type_in(page.editor.unit, "大厅")
    type_in(page.editor.person, "王")
    page.editor.flush()
    assert codes(page) == ["A01", "A02", "A03"]


def test_overdue_ones_are_said_to_be(page: FindingsPage, filled: Workspace) -> None:
    page.show_spot("A03", Spot.DUE)
    page.editor.due.line.setText("2026-11-20")
    page.editor.flush()
    assert page.table.model().index(2, Column.DUE).data(SecondRole) == "逾期3天"
    assert "逾期1项" in page.summary
    page.kind_list.setCurrentIndex(page.kind_list.findData(Show.OVERDUE))
    assert codes(page) == ["A03"]


def test_a_spot_is_shown_even_when_the_list_was_narrowed(page: FindingsPage) -> None:
    page.filter_line.setText("没有这样的")
    assert "没有符合条件" in page.hint
    page.show_spot("A03", Spot.LEADER)
    assert [view.item.code for view in page.chosen()] == ["A03"]


def test_the_checked_item_is_one_step_away(qtbot: QtBot, page: FindingsPage) -> None:
    page.show_spot("A02", Spot.PROBLEM)
    with qtbot.waitSignal(page.spot_requested) as caught:
        page.editor.item_button.click()
    assert caught.args == ["A02", Spot.VERDICT]


def test_sorting_by_deadline_keeps_the_choice(page: FindingsPage) -> None:
    page.show_spot("A03", Spot.DUE)
    page.editor.due.line.setText("2026-11-20")
    page.editor.flush()
    page.table.sortByColumn(Column.DUE, Qt.SortOrder.AscendingOrder)
    assert codes(page)[0] == "A03"
    assert [view.item.code for view in page.chosen()] == ["A03"]


def test_long_and_rare_texts_are_kept_whole(page: FindingsPage, filled: Workspace) -> None:
    page.show_spot("A01", Spot.PROBLEM)
    text = LONG_NOTE + RARE
    page.editor.problem.field.setPlainText(text)
    page.editor.flush()
    assert stored(filled, "A01").problem == text
    assert page.editor.problem.field.height() < page.height() / 2
    assert not page.grab().isNull()


def test_an_answer_put_right_leaves_the_list(page: FindingsPage, filled: Workspace) -> None:
    filled.save_answer(Answer("A01", verdict=Verdict.MET))
    assert codes(page) == ["A02", "A03"]
    filled.save_answers([Answer("A02", verdict=Verdict.MET), Answer("A03")])
    assert "不需要整改" in page.hint
    assert not page.editor.isVisible()


def test_without_a_self_check_it_says_so(qtbot: QtBot, empty_workspace: Workspace) -> None:
    made = FindingsPage(empty_workspace)
    qtbot.addWidget(made)
    made.refresh()
    assert "还没有建立自查" in made.hint


def test_what_the_disk_refuses_is_kept_shown_and_saved_later(
    page: FindingsPage, filled: Workspace
) -> None:
    connection = filled.store._connection  # stands for a stick that became write-protected
    connection.execute("PRAGMA query_only=ON")
    page.show_spot("A01", Spot.UNIT)
    type_in(page.editor.unit, "大厅")
    assert not page.flush()
    assert page.unsaved == 1
    assert page.message.text
    page.table.selectRow(1)
    page.table.selectRow(0)
    assert page.editor.unit.text() == "大厅"
    assert stored(filled, "A01").unit == ""
    connection.execute("PRAGMA query_only=OFF")
    assert page.flush()
    assert stored(filled, "A01").unit == "大厅"
    assert page.unsaved == 0
    assert not page.message.text


def test_an_undo_is_shown_where_it_happened(page: FindingsPage, filled: Workspace) -> None:
    page.show_spot("A03", Spot.UNIT)
    type_in(page.editor.unit, "大厅")
    page.flush()
    page.show_spot("A01", Spot.UNIT)
    changes = []
    filled.changed.connect(changes.append)
    filled.history.undo()
    page.show_change(changes[-1])
    assert [view.item.code for view in page.chosen()] == ["A03"]
    assert page.editor.unit.text() == ""


def test_rows_grow_with_the_text(page: FindingsPage) -> None:
    before = page.table.rowHeight(0)
    font = page.font()
    font.setPixelSize(2 * page.fontMetrics().height())
    page.setFont(font)
    assert page.table.rowHeight(0) > 1.5 * before


@pytest.mark.parametrize("width", [820, 1200])
def test_the_fields_scroll_up_and_down_alone(page: FindingsPage, qtbot: QtBot, width: int) -> None:
    page.resize(width, 460)
    page.show()
    qtbot.waitUntil(lambda: page.editor.verticalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: page.editor.horizontalScrollBar().maximum() == 0)
    assert page.editor.widget().width() <= page.editor.viewport().width()
    assert not page.editor.horizontalScrollBar().isVisible()
