# SPDX-License-Identifier: MIT
"""What waits to be done on the home page, each line one click away from where it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from bizenv_desktop.actions import rectification_actions as desk
from bizenv_desktop.domain.agenda import agenda
from bizenv_desktop.domain.findings.lifecycle import Step
from bizenv_desktop.domain.findings.looks import LookOutcome
from bizenv_desktop.domain.findings.visit import VisitKind
from bizenv_desktop.domain.papers.ledger import reminder
from bizenv_desktop.domain.papers.paper_head import paper_head
from bizenv_desktop.domain.papers.paper_kinds import paper_kind
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.papers.rectification_list import list_rows
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.gui.findings.model import Show
from bizenv_desktop.gui.home_page import HomePage
from bizenv_desktop.gui.step_edit import StepWish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.workspace import Workspace

CODES = ("A01", "A06", "B01", "B03")


@pytest.fixture
def busy(small_workspace: Workspace) -> Workspace:
    """Of four findings one is late, one returned, one waits for verifying, one is new."""
    space = small_workspace
    space.save_answers([Answer(code, Verdict.PARTLY_MET, note="没有做到") for code in CODES])
    today = space.filled.today
    late, returned, handed, new = (view.finding for view in space.filled.findings)
    space.save_findings(
        [
            replace(late, person="王喆", due=today - timedelta(days=12)),
            replace(returned, person="王喆"),
            replace(handed, person="王喆", due=today + timedelta(days=2)),
            replace(new, due=today + timedelta(days=40)),
        ]
    )
    for step, who in ((Step.START, "王喆"), (Step.SUBMIT, "王喆")):
        space.take_step(StepWish(("A06", "B01"), step, who))
    space.take_step(StepWish(("A06",), Step.RETURN, "李㐱", "电话打不通"))
    space.save_answer(Answer("A02", Verdict.MET))
    return space


def test_what_waits_is_counted(busy: Workspace) -> None:
    found = agenda(busy.filled)
    assert (found.overdue, found.worst, found.due) == (1, 12, 1)
    assert (found.returned, found.to_verify, found.nobody, found.unproved) == (1, 1, 1, 1)


def test_what_is_said_to_be_put_right_is_not_late_but_waits_to_be_closed(busy: Workspace) -> None:
    late = busy.filled.findings[0].finding
    busy.save_finding(replace(late, progress="已完成（11月20日换牌）"))
    found = agenda(busy.filled)
    assert (found.overdue, found.worst, found.put_right) == (0, 0, 1)
    head = paper_head(busy.filled, paper_kind("reminder"), busy.library.editions, PaperSettings())
    assert reminder(list_rows(busy.filled, {}), head).overdue == (), "the paper says the same"
    busy.take_step(StepWish(("A01",), Step.START, "王喆"))
    found = agenda(busy.filled)
    assert (found.overdue, found.put_right) == (1, 0), "its steps say where it stands"
    assert len(reminder(list_rows(busy.filled, {}), head).overdue) == 1


def test_what_is_closed_waits_for_nothing(busy: Workspace) -> None:
    busy.take_step(StepWish(("B01",), Step.CLOSE, "李㐱"))
    assert (agenda(busy.filled).to_verify, agenda(busy.filled).due) == (0, 0)


def test_the_steps_count_what_the_list_counts(
    qtbot: QtBot, page: HomePage, busy: Workspace
) -> None:
    today = busy.filled.today
    kind, found = VisitKind.UNANNOUNCED, [("A02", "值班人不在岗")]
    busy.take_over(desk.add_visit(busy.store, busy.filled, today, kind, "局", "", found))
    assert page.steps.findings.state.text() == "5个问题，2个没有责任人"
    qtbot.waitUntil(lambda: page.agenda.lines["nobody"].text() == "没有责任人2个")
    assert page.steps.print.state.text() == "整改清单5条，随时可以打印"
    busy.take_step(StepWish(("B01",), Step.CLOSE, "李㐱"))
    busy.save_answer(Answer("B01", Verdict.MET))
    assert page.steps.findings.state.text() == "5个问题，2个没有责任人", "its history stays listed"
    assert len(busy.filled.findings) == 5


def shown(page: HomePage) -> list[str]:
    return [line.text() for line in page.agenda.lines.values() if line.isVisible()]


@pytest.fixture
def page(qtbot: QtBot, busy: Workspace) -> HomePage:
    made = HomePage(busy)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: bool(shown(made)))
    return made


def test_each_line_says_how_many(page: HomePage) -> None:
    assert shown(page) == [
        "逾期1个，最长12天",
        "退回整改1个",
        "本周到期1个",
        "等待复核1个",
        "没有责任人1个",
        "得满分没有佐证1项",
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("overdue", Show.OVERDUE), ("returned", Show.RETURNED), ("to_verify", Show.TO_VERIFY)],
)
def test_a_line_leads_to_its_findings(
    qtbot: QtBot,
    busy: Workspace,
    open_window: Callable[[Workspace], MainWindow],
    name: str,
    kind: Show,
) -> None:
    window = open_window(busy)
    home = window.page("home")
    qtbot.waitUntil(lambda: home.agenda.lines[name].isVisible())
    home.agenda.lines[name].click()
    page = window.page("findings")
    assert window.stack.currentWidget() is page
    assert page.kind_list.currentData() == kind
    assert page.table.model().rowCount() == 1


def test_what_is_to_be_looked_at_again_is_one_click_away(
    qtbot: QtBot, busy: Workspace, open_window: Callable[[Workspace], MainWindow]
) -> None:
    then = busy.clock() - timedelta(days=31)
    key, today = busy.filled.check.key, busy.filled.today
    desk.take_steps(busy.store, busy.filled, ["B01"], Step.CLOSE, who="李㐱", at=then)
    busy.open_check(key)
    window = open_window(busy)
    home = window.page("home")
    line = home.agenda.lines["look_back"]
    qtbot.waitUntil(line.isVisible)
    assert line.text() == "该回头看1个"
    line.click()
    page = window.page("follow")
    assert window.stack.currentWidget() is page
    assert page.tabs.currentWidget() is page.look_backs
    holds, place = LookOutcome.HOLDS, (key, "B01", 30)
    change = desk.look_back(
        busy.store, today, [place], holds, day=today, who="赵𬭎", at=busy.clock()
    )
    busy.take_over(change)
    window.show_page("home")
    qtbot.waitUntil(lambda: not line.isVisible())


def test_nothing_to_do_says_so(qtbot: QtBot, small_workspace: Workspace) -> None:
    page = HomePage(small_workspace)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(page.agenda.clear.isVisible)
    assert shown(page) == []


def test_the_reminder_is_exported(
    qtbot: QtBot, page: HomePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "提醒"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page.agenda.reminder.click()
    qtbot.waitUntil(lambda: "已导出" in page.message.text, timeout=20_000)
    assert (tmp_path / "提醒.pdf").read_bytes().startswith(b"%PDF")


def test_a_refused_export_is_told(
    qtbot: QtBot, page: HomePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "没有" / "提醒.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page.agenda.reminder.click()
    qtbot.waitUntil(lambda: bool(page.message.text), timeout=20_000)
    assert not out.exists()
