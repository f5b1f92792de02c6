# SPDX-License-Identifier: MIT
"""The review page: groups with counts, a way to each spot, calm when there is nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from helpers import believable_answers
from PySide6.QtCore import QModelIndex, Qt

from bizenv_desktop.domain.review import Severity
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.gui.remark_model import CountRole, RemarkRole, RemarkTree
from bizenv_desktop.gui.review_page import ReviewPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Workspace], ReviewPage]:
    def show_one(workspace: Workspace) -> ReviewPage:
        page = ReviewPage(workspace)
        qtbot.addWidget(page)
        page.show()
        page.refresh()
        return page

    return show_one


def leaves(page: ReviewPage, parent: QModelIndex | None = None) -> list[QModelIndex]:
    model, found = page.tree.model(), []
    for row in range(model.rowCount(parent or QModelIndex())):
        index = model.index(row, 0, parent or QModelIndex())
        found += [index] if index.data(RemarkRole) else leaves(page, index)
    return found


def test_it_is_a_sound_model(qtmodeltester: ModelTester, workspace: Workspace) -> None:
    model = RemarkTree()
    model.show(workspace.filled.remarks, {})
    qtmodeltester.check(model)


def test_every_remark_is_shown_once_under_its_severity(
    workspace: Workspace, show: Callable[[Workspace], ReviewPage]
) -> None:
    page = show(workspace)
    remarks = workspace.filled.remarks
    assert {index.data(RemarkRole) for index in leaves(page)} == set(remarks)
    top = page.tree.model().index(0, 0)
    assert top.data() == "错误"
    assert top.data(CountRole) == sum(one.severity is Severity.ERROR for one in remarks)
    assert f"错误{top.data(CountRole)}条" in page.summary


def test_enter_asks_for_the_spot(
    qtbot: QtBot, workspace: Workspace, show: Callable[[Workspace], ReviewPage]
) -> None:
    page = show(workspace)
    index = leaves(page)[2]
    page.tree.setCurrentIndex(index)
    with qtbot.waitSignal(page.spot_requested) as caught:
        qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    remark = index.data(RemarkRole)
    assert caught.args == [remark.item, remark.spot]


def test_a_heading_asks_for_nothing(
    qtbot: QtBot, workspace: Workspace, show: Callable[[Workspace], ReviewPage]
) -> None:
    page = show(workspace)
    with qtbot.assertNotEmitted(page.spot_requested):
        page.tree.activated.emit(page.tree.model().index(0, 0))


def test_putting_one_right_takes_it_off_the_list_and_keeps_the_place(
    small_workspace: Workspace, show: Callable[[Workspace], ReviewPage]
) -> None:
    page = show(small_workspace)
    second = leaves(page)[1]
    page.tree.setCurrentIndex(second)
    staying = second.data(RemarkRole).item
    first = leaves(page)[0].data(RemarkRole).item
    small_workspace.save_answer(Answer(first, verdict=Verdict.MET, evidence="照片"))
    assert first not in {index.data(RemarkRole).item for index in leaves(page)}
    assert page.tree.currentIndex().data(RemarkRole).item == staying


def test_collapsed_groups_stay_collapsed(
    small_workspace: Workspace, show: Callable[[Workspace], ReviewPage]
) -> None:
    page = show(small_workspace)
    page.tree.collapse(page.tree.model().index(0, 0))
    small_workspace.save_answer(Answer("A01", verdict=Verdict.NOT_APPLICABLE))
    assert not page.tree.isExpanded(page.tree.model().index(0, 0))


def test_initials_filter(
    small_workspace: Workspace, show: Callable[[Workspace], ReviewPage]
) -> None:
    page = show(small_workspace)
    page.filter_line.setText("ckgsp")  # 窗口公示牌
    assert [index.data(RemarkRole).item for index in leaves(page)] == ["A02"]
    page.filter_line.setText("没有这样的")
    assert not leaves(page)
    assert "没有符合" in page.hint


def test_a_clean_self_check_is_said_to_be_clean(
    small_workspace: Workspace, show: Callable[[Workspace], ReviewPage]
) -> None:
    page = show(small_workspace)
    answers = [
        replace(Answer(item.code), verdict=Verdict.NOT_APPLICABLE, na_reason=item.na_reasons[0])
        for item in small_workspace.filled.items
    ]
    small_workspace.save_answers(answers)
    assert not leaves(page)
    assert page.hint.startswith("没有错误，也没有提示")


def test_without_a_self_check_it_says_so(
    empty_workspace: Workspace, show: Callable[[Workspace], ReviewPage]
) -> None:
    assert "还没有建立自查" in show(empty_workspace).hint


def test_long_and_rare_texts_do_no_harm(
    small_workspace: Workspace, show: Callable[[Workspace], ReviewPage]
) -> None:
    page = show(small_workspace)
    answers = believable_answers(small_workspace.filled.items)
    small_workspace.save_answers(
        replace(answer, note="𬭎㐱喆<b>&\t" * 400) for answer in answers.values()
    )
    assert not page.grab().isNull()
    assert any("完全相同" in index.data(RemarkRole).message for index in leaves(page))
