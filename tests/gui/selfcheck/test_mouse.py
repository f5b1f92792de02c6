# SPDX-License-Identifier: MIT
"""What a mouse can do on the 自查 page, in wide rows and in narrow ones."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from keyboard import type_text
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict
from bizenv_desktop.gui.selfcheck.item_row import verdicts_of
from bizenv_desktop.gui.selfcheck.row_layout import cells_of, is_stacked
from bizenv_desktop.gui.selfcheck.verdict_pictures import box_at

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.selfcheck.page import SelfCheckPage
    from bizenv_desktop.gui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton
NO = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
EM = 14

pytestmark = pytest.mark.usefixtures("dressed")


def verdict_point(page: SelfCheckPage, code: str, verdict: Verdict) -> QPoint:
    """Where an item's verdict is painted in the list."""
    items = page.browser.items
    rect = items.visualRect(items.rows.index_of(code))
    row = page.browser.row(code)
    assert row is not None
    verdicts = verdicts_of(row.item)
    segments = cells_of(rect, EM).segments
    return box_at(segments, verdicts.index(verdict), len(verdicts)).center()


def click(page: SelfCheckPage, where: QPoint) -> None:
    QTest.mouseClick(page.browser.items.viewport(), LEFT, pos=where)


@pytest.mark.parametrize("width", [1240, 780])
def test_a_painted_verdict_is_clicked(
    page: SelfCheckPage, small_workspace: Workspace, width: int
) -> None:
    page.resize(width, 680)
    viewport = page.browser.items.viewport()
    assert is_stacked(viewport.width(), EM) is (width == 780)
    click(page, verdict_point(page, "A06", Verdict.NOT_MET))
    assert small_workspace.answer("A06").verdict is Verdict.NOT_MET
    assert page.browser.items.current_code == "A06"  # the mouse does not run on
    click(page, verdict_point(page, "A06", Verdict.MET))
    assert small_workspace.answer("A06").verdict is Verdict.MET


def test_a_click_on_one_of_many_answers_them_all(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    items = page.browser.items
    for code in ("A01", "A06"):
        title = cells_of(items.visualRect(items.rows.index_of(code)), EM).title
        QTest.mouseClick(items.viewport(), LEFT, CONTROL if code == "A06" else NO, title.center())
    click(page, verdict_point(page, "A06", Verdict.MET))
    answered = {code for code, each in small_workspace.filled.answers.items() if each.verdict}
    assert answered == {"A01", "A06"}


def test_a_click_on_a_score_asks_for_its_arithmetic(page: SelfCheckPage, qtbot: QtBot) -> None:
    items = page.browser.items
    cells = cells_of(items.visualRect(items.rows.index_of("A02")), EM)
    with qtbot.waitSignal(items.score_requested) as asked:
        click(page, cells.state.center())
    assert asked.args == ["A02"]
    dimensions = page.browser.dimensions
    rect = dimensions.visualRect(dimensions.rows.index_of("B"))
    with qtbot.waitSignal(dimensions.score_requested) as asked:
        low = QPoint(rect.center().x(), rect.bottom() - 4)
        QTest.mouseClick(dimensions.viewport(), LEFT, pos=low)
    assert asked.args == ["B"]


def test_a_double_click_goes_into_the_note(page: SelfCheckPage) -> None:
    items = page.browser.items
    cells = cells_of(items.visualRect(items.rows.index_of("A06")), EM)
    QTest.mouseClick(items.viewport(), LEFT, pos=cells.title.center())
    QTest.mouseDClick(items.viewport(), LEFT, pos=cells.title.center())
    assert page.detail.code == "A06"
    assert page.detail.fill.note.hasFocus()


def test_occurrences_are_edited_with_buttons(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    page.show_spot("A02")
    editor = page.detail.fill.occurrences
    editor.add()
    row = editor.rows[0]
    row.more.click()
    row.more.click()
    row.less.click()
    row.kind.setCurrentIndex(1)
    row.kind.activated.emit(1)
    assert small_workspace.answer("A02").occurrences == (Occurrence("b", count=2),)
    assert row.count.text() == "2次"
    editor.add()
    assert len(editor.rows) == 2
    row.remove.click()
    assert small_workspace.answer("A02").occurrences == (Occurrence("b"),)
    assert len(editor.rows) == 1


def test_an_impossible_ratio_is_doubted_at_once(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    page.show_spot("A03")
    numbers = page.detail.fill.numbers
    small_workspace.save_answer(Answer("A03", numerator=Decimal(3), denominator=Decimal(2)))
    assert numbers.fault("numerator") == "“按时办结数”大于“受理数”，请核对"
    small_workspace.save_answer(Answer("A03", numerator=Decimal(3), denominator=Decimal(0)))
    assert "分母为0" in numbers.fault("denominator")
    small_workspace.save_answer(Answer("A03", numerator=Decimal(3), denominator=Decimal(4)))
    assert numbers.fault("numerator") == numbers.fault("denominator") == ""


def test_a_number_keeps_the_way_it_was_typed(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    page.show_spot("A03")
    field = page.detail.fill.numbers.fields["numerator"]
    field.setFocus()
    type_text("95.0")
    field.flush()
    assert small_workspace.answer("A03").numerator == 95
    assert field.text() == "95.0"


def test_what_was_carried_over_is_confirmed_with_a_button(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    small_workspace.save_answer(Answer("A01", Verdict.MET, confirmed=False))
    assert page.detail.fill.carried.isVisible()
    page.editing.confirm(["A01"])
    assert small_workspace.answer("A01").confirmed
    page.show_spot("A01")
    assert not page.detail.fill.carried.isVisible()


def test_lost_points_show_what_is_to_be_put_right(
    page: SelfCheckPage, small_workspace: Workspace, qtbot: QtBot
) -> None:
    assert not page.detail.finding.isVisible()
    small_workspace.save_answer(Answer("A01", Verdict.NOT_MET, note="门口没有牌子"))
    assert page.detail.finding.isVisible()
    with qtbot.waitSignal(page.spot_requested) as asked:
        page.detail.finding.link.click()
    assert asked.args is not None
    assert asked.args[0] == "A01"
