# SPDX-License-Identifier: MIT
"""回头看: a look is recorded, taken back, and what was seen again becomes a finding."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from helpers import NOW, RARE, TOWNSHIP
from PySide6.QtCore import Qt

from bizenv_desktop import actions
from bizenv_desktop.actions import rectification_actions as desk
from bizenv_desktop.domain.findings.lifecycle import Step
from bizenv_desktop.domain.findings.looks import LookOutcome
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.review import Spot
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.gui.findings.history_view import HistoryView
from bizenv_desktop.gui.follow import look_dialog, visit_dialog
from bizenv_desktop.gui.follow.look_dialog import LookDialog
from bizenv_desktop.gui.follow.page import FollowPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.gui.follow.look_backs import LookBacks
    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.workspace import Workspace

EARLIER = (TOWNSHIP.code, "2026Q3")


@pytest.fixture
def space(small_workspace: Workspace, small: Checklist) -> Workspace:
    """The third quarter with A01 and B01 closed forty days ago; the fourth on the table."""
    store, then = small_workspace.store, NOW - timedelta(days=40)
    actions.begin_self_check(store, small, TOWNSHIP, Period.parse("2026Q3"), then)
    fill = lambda: actions.fill(store, EARLIER, then.date())  # noqa: E731
    found = [Answer("A01", Verdict.NOT_MET, note="一"), Answer("B01", Verdict.NOT_MET, note=RARE)]
    actions.save_answers(store, fill(), found)
    for step, who in ((Step.START, "王喆"), (Step.SUBMIT, "王喆"), (Step.CLOSE, "李㐱")):
        desk.take_steps(store, fill(), ["A01", "B01"], step, who=who, at=then)
    return small_workspace


@pytest.fixture
def page(qtbot: QtBot, space: Workspace) -> FollowPage:
    made = FollowPage(space)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    made.tabs.setCurrentWidget(made.look_backs)
    return made


@pytest.fixture
def view(page: FollowPage) -> LookBacks:
    return page.look_backs


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[LookDialog]]:
    """Have the dialog that comes next filled in and accepted."""

    def fill(outcome: LookOutcome, who: str, words: str) -> list[LookDialog]:
        seen: list[LookDialog] = []

        def run(dialog: LookDialog) -> int:
            seen.append(dialog)
            dialog.outcomes.button(outcome is LookOutcome.AGAIN).setChecked(True)
            dialog.who.setText(who)
            dialog.words.setPlainText(words)
            dialog.keep.click()
            return dialog.result()

        monkeypatch.setattr(look_dialog.LookDialog, "exec", run)
        return seen

    return fill


def test_a_look_is_recorded_and_taken_back(
    qtbot: QtBot, view: LookBacks, space: Workspace, answer: Callable[..., list[LookDialog]]
) -> None:
    assert [row[2] for row in view.look_backs.texts()] == ["A01 检查项A01", "B01 承诺兑现"]
    buttons = (view.record, view.take_back, view.raise_again, view.see_item)
    assert not any(made.isEnabled() for made in buttons), "nothing is chosen"
    view.look_backs.selectRow(1)
    answer(LookOutcome.HOLDS, "赵𬭎", RARE)
    with qtbot.waitSignal(space.changed) as told:
        view.record.click()
    assert told.args[0].findings == {(*EARLIER, "B01")}
    last = view.look_backs.texts()[-1]
    assert last[:5] == ["已看，仍合格", "2026-11-23", "B01 承诺兑现", "30天", "赵𬭎"]
    assert view.look_backs.texts()[1][:4] == [
        "未看，还有50天",
        "2027-01-12",
        "B01 承诺兑现",
        "90天",
    ]
    assert view.take_back.isEnabled(), "the look just recorded stays chosen"
    view.take_back.click()
    assert [row[0] for row in view.look_backs.texts()] == ["未看，逾期10天"] * 2
    looks = space.store.looks(EARLIER)["B01"]
    assert [look.outcome for look in looks] == [LookOutcome.HOLDS, LookOutcome.TAKEN_BACK]


def test_several_are_recorded_at_once(
    view: LookBacks, space: Workspace, answer: Callable[..., list[LookDialog]]
) -> None:
    view.look_backs.selectAll()
    assert view.record.isEnabled()
    assert not view.see_item.isEnabled(), "of one alone"
    asked = answer(LookOutcome.HOLDS, "赵𬭎", "")
    view.record.click()
    assert len(asked) == 1
    assert [row[0] for row in view.look_backs.texts()[-2:]] == ["已看，仍合格"] * 2
    view.look_backs.selectAll()
    assert not view.record.isEnabled(), "some were looked at"
    assert len(space.store.looks(EARLIER)) == 2


def test_what_is_missing_is_told_and_the_dialog_stays(
    qtbot: QtBot, view: LookBacks, space: Workspace
) -> None:
    (found, _) = desk.follow_up(space.store, NOW.date(), TOWNSHIP.code).look_backs
    dialog = LookDialog(space, [found], view)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.keep.click()
    assert "没有填写是谁去看的" in dialog.message.text
    dialog.who.setText("赵𬭎")
    assert dialog.words.accessibleName() == "看到了什么"
    dialog.outcomes.button(1).click()
    assert dialog.words.accessibleName() == "是什么问题（必填）"
    dialog.keep.click()
    assert "又有问题要写明看到了什么" in dialog.message.text
    dialog.day.line.setText("")
    dialog.keep.click()
    assert "没有写是哪天看的" in dialog.message.text
    dialog.day.line.setText("2026-10-01")
    dialog.keep.click()
    assert "应在销号（2026-10-14）以后" in dialog.message.text
    assert dialog.isVisible()
    assert space.store.looks(EARLIER) == {}


def test_a_problem_seen_again_is_taken_to_the_findings(
    qtbot: QtBot,
    page: FollowPage,
    view: LookBacks,
    space: Workspace,
    answer: Callable[..., list[LookDialog]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view.look_backs.selectRow(0)
    answer(LookOutcome.AGAIN, "赵𬭎", "窗口\n又没有人")
    view.look_backs.row_activated.emit(0)
    assert "列入整改" in view.message.text
    assert view.raise_again.isEnabled()
    with qtbot.waitSignal(page.spot_requested) as asked:
        view.see_item.click()
    assert asked.args == ["A01", Spot.VERDICT]

    def keep(dialog: visit_dialog.VisitDialog) -> int:
        place, words = dialog.problems[0]
        shown = (dialog.inspectors.text(), place.currentData(), words.text())
        assert shown == ("本单位回头看：赵𬭎", "A01", "窗口 又没有人")
        dialog.keep.click()
        return dialog.result()

    monkeypatch.setattr(visit_dialog.VisitDialog, "exec", keep)
    view.raise_again.click()
    seen = [row for row in view.look_backs.texts() if row[0].startswith("又有问题")]
    assert [row[0] for row in seen] == ["又有问题，已列入整改（2026年第4季度督1-1）"]
    assert not view.raise_again.isEnabled()
    assert [row[2] for row in view.recurrences.texts()] == ["第1次反弹，距上次销号40天"]


def test_a_look_taken_back_meanwhile_is_told(
    view: LookBacks, space: Workspace, answer: Callable[..., list[LookDialog]]
) -> None:
    view.look_backs.selectRow(0)
    answer(LookOutcome.HOLDS, "赵𬭎", "")
    view.record.click()
    look = space.store.looks(EARLIER)["A01"][0]
    back, place = LookOutcome.TAKEN_BACK, (EARLIER, "A01", 30)
    desk.look_back(space.store, NOW.date(), [place], back, day=look.day, who="李㐱", at=NOW)
    view.take_back.click()
    assert "没有可以撤回的" in view.message.text


def test_who_looked_last_is_offered_again(
    qtbot: QtBot, view: LookBacks, answer: Callable[..., list[LookDialog]]
) -> None:
    view.look_backs.selectRow(0)
    asked = answer(LookOutcome.HOLDS, "赵𬭎", "")
    view.record.click()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(look_dialog.LookDialog, "exec", lambda dialog: asked.append(dialog))
        view.look_backs.selectRow(0)
        view.record.click()
    assert asked[-1].who.text() == "赵𬭎"


def test_the_history_shows_looks(qtbot: QtBot, space: Workspace) -> None:
    holds, place, today = LookOutcome.HOLDS, (EARLIER, "A01", 30), NOW.date()
    desk.look_back(space.store, today, [place], holds, day=today, who="赵𬭎", at=NOW, words="在岗")
    found = desk.finding_of(actions.fill(space.store, EARLIER, NOW.date()), "A01")
    shown = HistoryView()
    qtbot.addWidget(shown)
    shown.show_log(found.log)
    shown.show_log(found.log, found.looks)
    assert shown.texts[:2] == [
        "2026-11-23 14:32",
        "赵𬭎　销号后30天回头看（2026-11-23）：仍合格：在岗",
    ]


def test_the_window_leads_from_a_look_to_the_item(
    space: Workspace, open_window: Callable[[Workspace], MainWindow]
) -> None:
    window = open_window(space)
    window.show_page("follow")
    page = window.page("follow")
    page.tabs.setCurrentWidget(page.look_backs)
    page.look_backs.look_backs.setFocus(Qt.FocusReason.TabFocusReason)
    page.look_backs.look_backs.selectRow(1)
    page.look_backs.see_item.click()
    assert window.stack.currentWidget() is window.page("selfcheck")
