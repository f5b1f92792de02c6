# SPDX-License-Identifier: MIT
"""跟踪: visits recorded, what came back, points to regain, periods compared."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from helpers import NOW, RARE, TOWNSHIP
from photos import write_photo
from PySide6.QtCore import Qt

from bizenv_desktop import actions
from bizenv_desktop.actions import rectification_actions as desk
from bizenv_desktop.domain.findings.lifecycle import Step
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.review import Spot
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.gui.follow.page import FollowPage
from bizenv_desktop.gui.follow.visit_dialog import VisitDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.workspace import Workspace

EARLIER = (TOWNSHIP.code, "2026Q3")


@pytest.fixture
def space(small_workspace: Workspace, small: Checklist) -> Workspace:
    """The third quarter with a closed finding on A01, the fourth with it again."""
    store, then = small_workspace.store, NOW - timedelta(days=40)
    actions.begin_self_check(store, small, TOWNSHIP, Period.parse("2026Q3"), then)
    fill = lambda: actions.fill(store, EARLIER, then.date())  # noqa: E731
    found = [Answer("A01", Verdict.NOT_MET, note="一"), Answer("B01", Verdict.NOT_MET, note="二")]
    actions.save_answers(store, fill(), found)
    for step, who in ((Step.START, "王喆"), (Step.SUBMIT, "王喆"), (Step.CLOSE, "李㐱")):
        desk.take_steps(store, fill(), ["A01", "B01"], step, who=who, at=then)
    small_workspace.save_answers(
        [Answer("A01", Verdict.PARTLY_MET, note=RARE), Answer("B01", Verdict.MET)]
    )
    return small_workspace


@pytest.fixture
def page(qtbot: QtBot, space: Workspace) -> FollowPage:
    made = FollowPage(space)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    made.refresh()
    return made


def test_what_came_back_and_what_to_look_at(qtbot: QtBot, page: FollowPage) -> None:
    page.tabs.setCurrentWidget(page.look_backs)
    (again,) = page.look_backs.recurrences.texts()
    assert again == ["2026年第4季度", "A01 检查项A01", "第1次反弹，距上次销号40天", "2026年第3季度"]
    (look,) = page.look_backs.look_backs.texts()
    assert look[:3] == ["未看，逾期10天", "2026-11-13", "B01 承诺兑现"]
    with qtbot.waitSignal(page.spot_requested) as asked:
        page.look_backs.recurrences.row_activated.emit(0)
    assert asked.args == ["A01", Spot.PROBLEM]


def test_the_findings_list_marks_what_came_back(
    space: Workspace, open_window: Callable[[Workspace], MainWindow]
) -> None:
    space.open_check(space.filled.check.key)  # the earlier period was closed behind its back
    window = open_window(space)
    window.show_page("findings")
    model = window.page("findings").table.model()
    cell = model.index(0, 0)
    assert cell.data() == "【反弹】A01　检查项A01"
    assert "第1次反弹，距上次销号40天" in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert "2026年第3季度（2026-10-14销号）" in cell.data(Qt.ItemDataRole.ToolTipRole)


def test_points_are_worked_out_as_findings_are_ticked(page: FollowPage, space: Workspace) -> None:
    page.tabs.setCurrentWidget(page.regain)
    regain = page.regain
    assert "改好0项后" in regain.result.text()
    regain.table.item(0, 0).setCheckState(Qt.CheckState.Checked)
    assert "改好1项后" in regain.result.text()
    space.save_answer(Answer("B03", Verdict.NOT_MET, note="三"))
    assert "改好1项后" in regain.result.text(), "what was ticked stays ticked"
    assert len(regain.table.texts()) == 2


def test_periods_are_compared_over_the_same_items(qtbot: QtBot, page: FollowPage) -> None:
    with qtbot.waitSignal(page.trend.picture.drawn, timeout=20_000):
        page.tabs.setCurrentWidget(page.trend)
    assert page.trend.picture.isVisible()
    assert "2026年第3季度" in page.trend.picture.accessibleName()
    periods = page.trend.periods.texts()
    assert [row[0] for row in periods] == ["2026年第4季度", "2026年第3季度"]
    assert all(row[1].endswith("（未填完）") for row in periods)
    assert [row[:2] for row in page.trend.changes.texts()] == [
        ["好转 +2", "B01 承诺兑现"],
        ["好转 +1.0", "A01 检查项A01"],
    ]
    header = page.trend.dimensions.model().headerData
    assert [header(at, Qt.Orientation.Horizontal) for at in range(3)] == [
        "维度",
        "2026年\n第4季度",
        "2026年\n第3季度",
    ]
    assert page.trend.dimensions.texts()[0][1:] == ["50.00%", "0.00%"]
    assert "占本期分值的100" in page.trend.pair_basis.text()


def recorded(qtbot: QtBot, page: FollowPage, space: Workspace) -> None:
    dialog = VisitDialog(space, page)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.keep.click()
    assert "没有填写是谁来检查的" in dialog.message.text
    dialog.inspectors.setText("县营商局")
    place, words = dialog.problems[0]
    place.setCurrentIndex(place.findData("A02"))
    words.setText("值班人不在岗")
    dialog.problems[1][1].setText("没有停车位")
    dialog.keep.click()
    assert not dialog.isVisible()


def test_a_visit_is_recorded_and_its_problems_are_findings(
    qtbot: QtBot, page: FollowPage, space: Workspace
) -> None:
    recorded(qtbot, page, space)
    assert [row[1:] for row in page.visits.table.texts()] == [
        ["督1-1", "值班人不在岗", "待整改"],
        ["督1-2", "没有停车位", "待整改"],
    ]
    assert [view.check_item for view in space.filled.findings[-2:]] == ["A02", None]
    with qtbot.waitSignal(page.spot_requested) as asked:
        page.visits.table.row_activated.emit(1)
    assert asked.args == ["督1-2", Spot.PROBLEM]


def test_a_visit_is_corrected_and_its_problems_keep_their_codes(
    qtbot: QtBot, page: FollowPage, space: Workspace
) -> None:
    assert not page.visits.correct.isEnabled()
    recorded(qtbot, page, space)
    dialog = VisitDialog(space, page, space.filled.visits[0])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.inspectors.text() == "县营商局"
    assert [words.text() for _, words in dialog.problems] == ["值班人不在岗", "没有停车位"]
    assert not any(place.isEnabled() for place, _ in dialog.problems)
    dialog.inspectors.setText(" ")
    dialog.keep.click()
    assert "没有填写是谁来检查的" in dialog.message.text
    dialog.inspectors.setText("市营商局")
    dialog.day.line.setText("2026-11-20")
    dialog.kind.setCurrentIndex(dialog.kind.findData("supervision"))
    dialog.summary.setPlainText(RARE)
    qtbot.keyClicks(dialog.problems[0][1], "2026")
    dialog.more.click()
    place, words = dialog.problems[2]
    place.setCurrentIndex(place.findData("B01"))
    words.setText("承诺没有兑现")
    dialog.more.click()  # a line left empty is none
    dialog.keep.click()
    assert not dialog.isVisible()
    (visit,) = space.filled.visits
    assert (visit.title, visit.summary) == ("督导（市营商局，2026-11-20）", RARE)
    assert [problem.code for problem in visit.problems] == ["督1-1", "督1-2", "督1-3"]
    texts = [row[2] for row in page.visits.table.texts()]
    assert texts == ["2026值班人不在岗", "没有停车位", "承诺没有兑现"]
    assert space.filled.findings[-1].check_item == "B01"


def test_a_visit_has_photos_of_its_own(
    qtbot: QtBot, page: FollowPage, space: Workspace, tmp_path: Path
) -> None:
    view = page.visits
    assert not view.photos.isVisible()
    recorded(qtbot, page, space)
    view.table.selectRow(1)
    assert view.photos.isVisible()
    with qtbot.waitSignal(view.photos.adding.added):
        view.photos.add_paths([write_photo(tmp_path / "门口.jpg")])
    assert view.table.currentRow() == 1, "the choice stays"
    assert len(space.filled.evidence.of("督1现场").links) == 1
    assert view.photos.heading.text().endswith("1件")
    view.remove.click()
    assert space.filled.evidence.items == {}


def test_a_visit_just_recorded_is_chosen(
    qtbot: QtBot, page: FollowPage, space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(qtbot, page, space)

    def keep(dialog: VisitDialog) -> int:
        dialog.inspectors.setText("市营商局")
        dialog.keep.click()
        return dialog.result()

    monkeypatch.setattr(VisitDialog, "exec", keep)
    page.visits.add.click()
    assert page.visits.photos.item == "督2现场"


def test_a_visit_goes_until_something_was_done(
    qtbot: QtBot, page: FollowPage, space: Workspace
) -> None:
    assert not page.visits.remove.isEnabled()
    recorded(qtbot, page, space)
    page.visits.table.selectRow(0)
    desk.take_steps(space.store, space.filled, ["督1-1"], Step.START, who="王喆", at=space.clock())
    page.visits.remove.click()
    assert "已经开始整改，这次检查不能删除" in page.visits.message.text
    recorded(qtbot, page, space)
    page.visits.table.selectRow(2)
    page.visits.remove.click()
    assert [visit.number for visit in space.filled.visits] == [1]


def test_the_window_leads_from_a_visit_to_its_finding(
    qtbot: QtBot, space: Workspace, open_window: Callable[[Workspace], MainWindow]
) -> None:
    window = open_window(space)
    window.show_page("follow")
    page = window.page("follow")
    recorded(qtbot, page, space)
    page.visits.table.row_activated.emit(0)
    findings = window.page("findings")
    assert window.stack.currentWidget() is findings
    assert [view.item.code for view in findings.chosen()] == ["督1-1"]


def test_without_a_self_check_it_says_so(qtbot: QtBot, empty_workspace: Workspace) -> None:
    page = FollowPage(empty_workspace)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert not page.tabs.isVisible()
