# SPDX-License-Identifier: MIT
"""Steps about findings on the page: buttons, dialog, verifier, history, undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from helpers import LONG_NOTE, RARE
from PySide6.QtCore import Qt

from bizenv_desktop.actions import rectification_actions as desk
from bizenv_desktop.domain.findings.lifecycle import State, Step
from bizenv_desktop.domain.findings.visit import VisitKind
from bizenv_desktop.domain.review import Spot
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.findings.model import Column, Show, ViewRole
from bizenv_desktop.gui.findings.page import FindingsPage
from bizenv_desktop.gui.findings.step_dialog import StepDialog
from bizenv_desktop.gui.step_edit import StepWish
from bizenv_desktop.gui.two_lines import SecondRole, ToneRole

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def filled(small_workspace: Workspace) -> Workspace:
    found = [Answer(code, Verdict.PARTLY_MET, note="没有做到") for code in ("A01", "A06", "B01")]
    small_workspace.save_answers(found)
    view = small_workspace.filled.findings[0]
    small_workspace.save_finding(replace(view.finding, person="王喆"))
    small_workspace.save_check(replace(small_workspace.filled.check, reviewer="李㐱"))
    small_workspace.history.clear()
    return small_workspace


@pytest.fixture
def page(qtbot: QtBot, filled: Workspace) -> FindingsPage:
    made = FindingsPage(filled)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.refresh()
    made.show_spot("A01", Spot.PROBLEM)
    return made


def dialog(page: FindingsPage, qtbot: QtBot, workspace: Workspace, step: Step) -> StepDialog:
    made = StepDialog(workspace, page.chosen(), step, page)
    qtbot.addWidget(made)
    made.show()
    return made


def offered(page: FindingsPage) -> list[Step]:
    return [step for step, made in page.editor.steps.buttons.items() if made.isVisible()]


def log(workspace: Workspace, code: str = "A01"):
    return desk.finding_of(workspace.filled, code).log


def test_each_state_offers_its_steps(page: FindingsPage, filled: Workspace) -> None:
    assert offered(page) == [Step.START, Step.EXTEND]
    for step, who, then in (
        (Step.START, "王喆", [Step.SUBMIT, Step.EXTEND, Step.TAKE_BACK]),
        (Step.SUBMIT, "王喆", [Step.CLOSE, Step.RETURN, Step.TAKE_BACK]),
        (Step.CLOSE, "李㐱", [Step.TAKE_BACK]),
    ):
        filled.take_step(StepWish(("A01",), step, who))
        assert offered(page) == then
    assert page.editor.steps.state.text() == "● 已销号"
    assert page.summary == "共3项，已销号1项，未写责任人2项"


def test_one_click_takes_the_likely_step(
    qtbot: QtBot, page: FindingsPage, filled: Workspace
) -> None:
    asked = dialog(page, qtbot, filled, Step.START)
    assert asked.who.text() == "王喆"
    asked.words.setPlainText(RARE)
    qtbot.mouseClick(asked.take, Qt.MouseButton.LeftButton)
    assert not asked.isVisible()
    assert log(filled).state is State.WORKING
    assert log(filled).last.words == RARE.strip()
    assert "王喆　开始整改" in page.editor.history.texts[1]


def test_the_button_opens_the_dialog(
    page: FindingsPage, monkeypatch: pytest.MonkeyPatch, filled: Workspace
) -> None:
    opened = []
    monkeypatch.setattr(StepDialog, "exec", lambda self: opened.append(self._step))
    page.editor.steps.buttons[Step.START].click()
    assert opened == [Step.START]


def test_the_person_responsible_cannot_verify_and_is_told_so(
    qtbot: QtBot, page: FindingsPage, filled: Workspace
) -> None:
    filled.take_step(StepWish(("A01",), Step.START, "王喆"))
    filled.take_step(StepWish(("A01",), Step.SUBMIT, "王喆"))
    asked = dialog(page, qtbot, filled, Step.CLOSE)
    assert asked.who.text() == "李㐱", "the one who reviews is offered"
    asked.who.setText("王喆")
    asked.take.click()
    assert asked.isVisible()
    assert "不能自己复核" in asked.message.text
    asked.who.setText("李㐱")
    asked.take.click()
    assert log(filled).state is State.CLOSED


def test_the_verifier_cannot_become_responsible(page: FindingsPage, filled: Workspace) -> None:
    for step, who in ((Step.START, "王喆"), (Step.SUBMIT, "王喆"), (Step.CLOSE, "李㐱")):
        filled.take_step(StepWish(("A01",), step, who))
    page.editor.person.setText("李㐱")
    page.editor.person.edited.emit("李㐱")
    assert "不能同时作责任人" in page.message.text
    assert filled.store.findings(filled.filled.check.key)["A01"].person == "王喆"


def test_an_extension_asks_for_day_and_reason(
    qtbot: QtBot, page: FindingsPage, filled: Workspace
) -> None:
    asked = dialog(page, qtbot, filled, Step.EXTEND)
    asked.take.click()
    assert "延期要写明理由" in asked.message.text
    asked.words.setPlainText("等公示牌到货")
    asked.day.line.setText("12-15")
    asked.take.click()
    assert log(filled).new_due == date(2026, 12, 15)
    assert not page.editor.due.isEnabled()
    assert "原定2026-11-30" in page.editor.due.note.text()
    row = page.table.model().index(0, Column.DUE)
    assert row.data(SecondRole) == "还有22天"


def test_an_extension_counts_its_days(qtbot: QtBot, page: FindingsPage, filled: Workspace) -> None:
    asked = dialog(page, qtbot, filled, Step.EXTEND)
    for typed, told in (
        ("12-8", "比2026-11-30晚8日，合6个工作日（跳过12月5—6日）；原定2026-11-30"),
        ("2026-11-30", "没有晚于原来的时限；原定2026-11-30"),
        ("2028-12-1", "比原来晚732日，请核对年份；原定2026-11-30"),
    ):
        asked.day.line.setText(typed)
        asked.day.flush()
        assert asked.day.note.text().startswith(told)


def test_a_returned_finding_says_so(page: FindingsPage, filled: Workspace) -> None:
    for step, who in ((Step.START, "王喆"), (Step.SUBMIT, "王喆"), (Step.RETURN, "李㐱")):
        filled.take_step(StepWish(("A01",), step, who, LONG_NOTE[:2000]))
    cell = page.table.model().index(0, Column.PROGRESS)
    assert cell.data(SecondRole) == "退回整改"
    assert cell.data(ToneRole)
    page.show_kind(Show.RETURNED)
    model = page.table.model()
    codes = [model.index(row, 0).data(ViewRole).item.code for row in range(model.rowCount())]
    assert codes == ["A01"]


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [(date(2026, 11, 23), "按时销号", theme.GOOD), (date(2026, 11, 20), "逾期3天销号", theme.WARN)],
)
def test_what_is_closed_says_so_beside_its_deadline(
    page: FindingsPage, filled: Workspace, due: date, words: str, tone: str
) -> None:
    filled.save_finding(replace(filled.filled.findings[0].finding, due=due))
    for step, who in ((Step.START, "王喆"), (Step.SUBMIT, "王喆"), (Step.CLOSE, "李㐱")):
        filled.take_step(StepWish(("A01",), step, who))
    cell = page.table.model().index(0, Column.DUE)
    assert (cell.data(SecondRole), cell.data(ToneRole)) == (words, tone)


def test_what_is_said_to_be_put_right_waits_to_be_closed(
    page: FindingsPage, filled: Workspace
) -> None:
    late = replace(filled.filled.findings[0].finding, due=date(2026, 11, 1), progress="整改完成")
    filled.save_finding(late)
    cell = page.table.model().index(0, Column.DUE)
    assert (cell.data(SecondRole), cell.data(ToneRole)) == ("已整改，待销号", theme.MUTED)
    assert "逾期" not in page.summary
    for kind, count in ((Show.OVERDUE, 0), (Show.PUT_RIGHT, 1)):
        page.show_kind(kind)
        assert page.table.model().rowCount() == count


def test_undo_adds_a_step_that_takes_it_back(page: FindingsPage, filled: Workspace) -> None:
    filled.take_step(StepWish(("A01", "B01"), Step.START, "王喆"))
    filled.history.undo()
    assert log(filled).state is State.OPEN
    assert [event.step for event in log(filled).events] == [Step.START, Step.TAKE_BACK]
    filled.history.redo()
    assert log(filled, "B01").state is State.WORKING
    assert len(log(filled).events) == 3
    page.show_spot("A01", Spot.PROBLEM)
    assert sum("（已撤回）" in text for text in page.editor.history.texts) == 1


def test_undoing_a_taking_back_takes_the_step_again(filled: Workspace) -> None:
    filled.take_step(StepWish(("A01",), Step.START, "王喆", "换牌"))
    filled.take_step(StepWish(("A01",), Step.TAKE_BACK, "王喆"))
    filled.history.undo()
    assert (log(filled).state, log(filled).last.words) == (State.WORKING, "换牌")


def test_a_refused_undo_is_told(qtbot: QtBot, filled: Workspace) -> None:
    filled.take_step(StepWish(("A01",), Step.START, "王喆"))
    desk.take_steps(
        filled.store, filled.filled, ["A01"], Step.TAKE_BACK, who="赵𬭎", at=filled.clock()
    )
    with qtbot.waitSignal(filled.failed) as told:
        filled.history.undo()
    assert "刚刚在别处办理了一步" in told.args[0]


def test_what_a_visit_found_stands_beside_the_rest(page: FindingsPage, filled: Workspace) -> None:
    check, day = filled.filled, date(2026, 11, 20)
    found = [("A02", RARE), ("B", "没有停车位")]
    change = desk.add_visit(filled.store, check, day, VisitKind.UNANNOUNCED, "县营商局", "", found)
    filled.take_over(change)
    page.show_spot("督1-2", Spot.PROBLEM)
    assert not page.editor.item_button.isVisible()
    page.show_spot("督1-1", Spot.PROBLEM)
    assert page.editor.problem.field.toPlainText() == RARE.strip()
    page.editor.unit.setText("民政办")
    page.editor.unit.edited.emit("民政办")
    assert filled.store.findings(check.check.key)["督1-1"].unit == "民政办"
