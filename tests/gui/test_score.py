# SPDX-License-Identifier: MIT
"""Every figure says how it came about, and the two totals are never confused."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from keyboard import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bizenv_desktop.domain.checklists.checklist import ScoringOptions
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict
from bizenv_desktop.gui.score_dialog import ScoreDialog
from bizenv_desktop.gui.score_label import ScoreLabel
from bizenv_desktop.gui.score_text import dimension_text, item_text, total_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.workspace import Workspace

ANSWERS = {
    "A01": Answer("A01", Verdict.PARTLY_MET),
    "A02": Answer("A02", Verdict.PARTLY_MET, occurrences=(Occurrence("a", count=2),)),
    "A03": Answer("A03", Verdict.NOT_APPLICABLE, na_reason="没有这项业务"),
    "A05": Answer("A05", Verdict.MET, value=Decimal(6)),
    "B04": Answer("B04", Verdict.MET),
    "B05": Answer("B05", Verdict.NOT_MET),
}
ALL_ON = ScoringOptions(bonus=True, veto=True, grades=True)


@pytest.fixture
def graded(open_workspace: Callable[..., Workspace], small: Checklist) -> Workspace:
    return open_workspace(small, ANSWERS, options=ALL_ON)


def test_the_total_is_explained_both_ways(graded: Workspace) -> None:
    text = total_text(graded.filled)
    assert "未填按0分：得分合计4.00÷应得分合计15.5×100=25.81" in text
    assert "合理缺项2分" in text
    assert "已填部分：得分合计4.00÷已填的应得分合计6×100=66.67，加分3.00，合69.67" in text
    assert "政务环境：得4.00/10分，已填4/6项（已填部分应得6分）" in text
    assert "加分：3.00，上限5分" in text
    assert "触发一票否决：B05 弄虚作假" in text
    assert "等级：差" in text


def test_a_dimension_lists_its_items(graded: Workspace) -> None:
    lines = dimension_text(graded.filled, "A").splitlines()
    assert lines[0].startswith("政务环境：得4.00/10分")
    assert "A02 窗口公示牌：发现2处×0.5=−1，得1.00/2.00" in lines
    assert "A06 没有乱收费（2分）：未填" in lines


def test_an_item_says_its_rule_and_its_sum(graded: Workspace) -> None:
    assert "牌子缺项：每处扣0.5分" in item_text(graded.filled, "A02")
    assert "六类及以上：2分" in item_text(graded.filled, "A05")
    assert item_text(graded.filled, "A01").endswith("部分符合，2×0.5，得1.00/2.00")


def test_nothing_filled_in_has_figures_too(small_workspace: Workspace) -> None:
    text = total_text(small_workspace.filled)
    assert "未填按0分：得分合计0.00÷应得分合计17.5×100=0.00" in text
    assert "已填部分：还没有可计分的结果" in text


def test_the_label_names_both_totals(qtbot: QtBot, graded: Workspace) -> None:
    label = ScoreLabel()
    qtbot.addWidget(label)
    label.show_card(graded.filled.card)
    assert label.words == "已填部分69.67，未填按0分28.81，其中加分3.00，等级（否决）差"
    assert label.accessibleName() == f"得分：{label.words}"


def test_the_label_is_quiet_about_what_is_off(qtbot: QtBot, small_workspace: Workspace) -> None:
    label = ScoreLabel()
    qtbot.addWidget(label)
    label.show_card(small_workspace.filled.card)
    assert label.words == "已填部分—，未填按0分0.00"
    width = label.sizeHint().width()
    small_workspace.save_answer(Answer("A01", Verdict.MET))
    label.show_card(small_workspace.filled.card)
    assert label.words == "已填部分100.00，未填按0分11.43"
    assert label.sizeHint().width() > width


def shown_dialog(window: MainWindow) -> ScoreDialog:
    dialogs = [dialog for dialog in window.findChildren(ScoreDialog) if dialog.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_total_opens_by_key_and_can_be_copied(
    window: MainWindow, small_workspace: Workspace, key: Qt.Key
) -> None:
    window.top.score.setFocus()
    press(key)
    dialog = shown_dialog(window)
    dialog.copy()
    assert QApplication.clipboard().text() == total_text(small_workspace.filled)
    dialog.close()


def test_items_and_dimensions_open_theirs(window: MainWindow, small_workspace: Workspace) -> None:
    window.show_page("selfcheck")
    page = window.page("selfcheck")
    page.show_spot("A02")
    press(Qt.Key.Key_F4)
    dialog = shown_dialog(window)
    assert dialog.words.toPlainText() == item_text(small_workspace.filled, "A02")
    dialog.done(0)
    page.browser.dimensions.setFocus()
    press(Qt.Key.Key_Space)
    dialog = shown_dialog(window)
    assert dialog.words.toPlainText() == dimension_text(small_workspace.filled, "A")
    dialog.done(0)
    page.browser.dimensions.mark("")
    press(Qt.Key.Key_Space)
    dialog = shown_dialog(window)
    assert dialog.words.toPlainText() == total_text(small_workspace.filled)
    dialog.done(0)
    page.detail.fill.score.setFocus()
    press(Qt.Key.Key_Return)
    assert shown_dialog(window).windowTitle() == "A02的算式"
