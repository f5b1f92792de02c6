# SPDX-License-Identifier: MIT
"""The first page says what to do now, and every word of it leads there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from exchanging import make_town
from helpers import NOW, TOWNSHIP, believable_answers, clock
from keyboard import press
from PySide6.QtCore import Qt

from bizenv_desktop import actions
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.gui.home_page import HomePage
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.library import Library


@pytest.fixture
def open_home(qtbot: QtBot) -> Callable[[Workspace], HomePage]:
    """Call it with a workspace to get the shown page on it."""

    def open_one(workspace: Workspace) -> HomePage:
        page = HomePage(workspace)
        qtbot.addWidget(page)
        page.refresh()
        page.resize(1240, 680)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return open_one


def test_without_a_check_it_offers_to_begin_one(
    open_home: Callable[[Workspace], HomePage], empty_workspace: Workspace, qtbot: QtBot
) -> None:
    home = open_home(empty_workspace)
    assert home.title.text() == "还没有自查"
    with qtbot.waitSignal(home.new_check_requested):
        home.new_check.click()


def test_it_counts_what_is_left(
    open_home: Callable[[Workspace], HomePage], small_workspace: Workspace, qtbot: QtBot
) -> None:
    home = open_home(small_workspace)
    assert home.steps.fill.state.text() == "还有9项没有填"
    small_workspace.save_answers(
        [Answer("A01", Verdict.MET, confirmed=False), Answer("A06", Verdict.NOT_MET)]
    )
    assert home.steps.fill.state.text() == "还有7项没有填，1项沿用待确认"
    assert home.steps.findings.state.text() == "1个问题，1个没有责任人"
    assert home.steps.print.state.text() == "整改清单1条，随时可以打印"
    qtbot.waitUntil(lambda: home.steps.review.state.text().startswith("错误"))
    assert home.steps.fill.button.property("role") == "primary"


def test_the_next_step_moves_on(
    open_home: Callable[[Workspace], HomePage], small_workspace: Workspace, qtbot: QtBot
) -> None:
    home = open_home(small_workspace)
    items = small_workspace.filled.items
    small_workspace.save_answers(
        Answer(item.code, Verdict.NOT_APPLICABLE, na_reason="试") for item in items
    )
    qtbot.waitUntil(lambda: home.steps.review.state.text() == "没有错误")
    assert home.steps.fill.state.text() == "9项全部填好了"
    assert home.steps.print.button.property("role") == "primary"
    assert home.steps.fill.button.property("role") == ""


def test_every_step_is_live(
    open_home: Callable[[Workspace], HomePage], small_workspace: Workspace, qtbot: QtBot
) -> None:
    home = open_home(small_workspace)
    with qtbot.waitSignal(home.next_requested):
        home.steps.fill.button.click()
    for card, name in (
        (home.steps.review, "review"),
        (home.steps.findings, "findings"),
        (home.steps.print, "reports"),
    ):
        with qtbot.waitSignal(home.page_requested) as asked:
            card.button.setFocus()
            press(Qt.Key.Key_Space)
        assert asked.args == [name]


def test_dimensions_lead_to_their_items_and_their_sums(
    open_home: Callable[[Workspace], HomePage],
    open_workspace: Callable[..., Workspace],
    checklist: Checklist,
    qtbot: QtBot,
) -> None:
    workspace = open_workspace(checklist, believable_answers(checklist.items, share=0.5))
    home = open_home(workspace)
    name, bar, progress, score = home.dimensions.line("B")
    part = workspace.filled.card.dimensions[1]
    assert name.text() == "守信践诺"
    assert progress.text() == f"{part.answered}/{part.asked}"
    with qtbot.waitSignal(home.dimension_requested) as asked:
        name.click()
    assert asked.args == ["B"]
    with qtbot.waitSignal(home.dimensions.score_requested) as asked:
        score.click()
    assert asked.args == ["B"]
    assert bar.isVisible()


def test_earlier_checks_can_be_opened(
    open_home: Callable[[Workspace], HomePage], small_workspace: Workspace, qtbot: QtBot
) -> None:
    earlier = Period.parse("2026Q3")
    checklist = small_workspace.filled.checklist
    actions.begin_self_check(small_workspace.store, checklist, TOWNSHIP, earlier, NOW)
    home = open_home(small_workspace)
    assert [line.text() for line in home.checks.lines] == [
        "2026年第4季度　榆林镇（正在填写）",
        "2026年第3季度　榆林镇",
    ]
    with qtbot.waitSignal(home.check_requested) as asked:
        home.checks.lines[1].click()
    assert asked.args == [(TOWNSHIP.code, "2026Q3")]


def test_what_is_not_sent_yet_is_one_of_the_things_to_do(
    open_home: Callable[[Workspace], HomePage],
    library: Library,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    town = make_town(tmp_path / "town")
    workspace = Workspace(Store.open(town.database), library, clock)
    try:
        workspace.open_check(town.key)
        home = open_home(workspace)
        line = home.agenda.lines["unsent"]
        qtbot.waitUntil(lambda: line.text() == "还没有上报")
        town.submit(tmp_path / "stick")
        home.refresh()
        qtbot.waitUntil(line.isHidden)
        for code in ("A01", "A02"):
            workspace.save_answer(replace(workspace.answer(code), note="又看了一遍"))
        qtbot.waitUntil(lambda: line.text() == "未上报的改动2项")
        assert home.agenda.clear.isHidden()
        with qtbot.waitSignal(home.page_requested) as asked:
            line.click()
        assert asked.args == ["submit"]
        workspace.history.undo()
        workspace.history.undo()
        qtbot.waitUntil(line.isHidden)
    finally:
        workspace.close()
