# SPDX-License-Identifier: MIT
"""The whole checklist without a mouse: every key, every method of scoring."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from keyboard import CONTROL, SHIFT, focus, press, type_text
from PySide6.QtCore import Qt

from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.gui.selfcheck.page import SelfCheckPage
    from bizenv_desktop.gui.workspace import Workspace


def at(page: SelfCheckPage) -> str:
    return page.browser.items.current_code


@pytest.mark.parametrize(
    ("key", "verdict"),
    [("1", Verdict.MET), ("2", Verdict.PARTLY_MET), ("3", Verdict.NOT_MET)],
)
def test_a_verdict_key_answers_and_goes_on(
    page: SelfCheckPage, small_workspace: Workspace, key: str, verdict: Verdict
) -> None:
    press(key)
    assert small_workspace.answer("A01").verdict is verdict
    assert at(page) == "A02"


def test_not_applicable_asks_for_its_reason_and_a_number_chooses_one(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    press("0")
    assert at(page) == "A01"
    press("2")
    answer = small_workspace.answer("A01")
    assert answer.verdict is Verdict.NOT_APPLICABLE
    assert answer.na_reason == "已划归县级办理"
    assert at(page) == "A02"


def test_a_reason_of_ones_own_is_typed(page: SelfCheckPage, small_workspace: Workspace) -> None:
    press("0")
    page.detail.fill.reason.line.setFocus()
    type_text("12345热线不归本镇")
    press(Qt.Key.Key_Return)
    assert small_workspace.answer("A01").na_reason == "12345热线不归本镇"
    assert at(page) == "A02"


def test_a_deduction_opens_an_occurrence(page: SelfCheckPage, small_workspace: Workspace) -> None:
    press(Qt.Key.Key_Down)
    press("2")
    press("b")
    press(Qt.Key.Key_Return)
    type_text("2-3号窗口")
    press(Qt.Key.Key_Return)
    type_text("没人接")
    press(Qt.Key.Key_Return)
    answer = small_workspace.answer("A02")
    assert answer.occurrences == (Occurrence("b", "2-3号窗口", "没人接"),)
    assert answer.verdict is Verdict.PARTLY_MET
    assert at(page) == "A03"
    assert small_workspace.store.remembered("place") == ("2-3号窗口",)


def test_control_enter_in_the_list_goes_on_by_one_item_and_answers_nothing(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    press(Qt.Key.Key_Return, CONTROL)
    assert at(page) == "A02"
    assert small_workspace.answer("A01").verdict is None
    assert page.browser.items.hasFocus()


def test_control_enter_in_a_line_goes_on_by_one_item(page: SelfCheckPage) -> None:
    press(Qt.Key.Key_Down)
    press("2")
    page.detail.fill.occurrences.rows[0].note.setFocus()
    press(Qt.Key.Key_Return, CONTROL)
    assert at(page) == "A03"


def test_plus_and_minus_count_in_the_list(page: SelfCheckPage, small_workspace: Workspace) -> None:
    press(Qt.Key.Key_Down)
    press("+")
    press("=")
    press(Qt.Key.Key_Plus, SHIFT)
    assert small_workspace.answer("A02").occurrences == (Occurrence("a", count=3),)
    press("-")
    assert small_workspace.answer("A02").occurrences[0].count == 2
    press("-")
    press("-")
    assert small_workspace.answer("A02") == Answer("A02")
    assert at(page) == "A02"


def test_plus_counts_beside_a_text_only_with_control(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    press(Qt.Key.Key_Down)
    press("2")
    press("+")
    press(Qt.Key.Key_Return)
    press("+", CONTROL)
    type_text("A+B")
    press(Qt.Key.Key_Escape)
    assert small_workspace.answer("A02").occurrences == (Occurrence("a", "A+B", count=3),)
    assert focus() is page.browser.items


def test_a_measure_takes_its_numbers(page: SelfCheckPage, small_workspace: Workspace) -> None:
    page.show_spot("A03")
    press("1")
    type_text("95")
    press(Qt.Key.Key_Return)
    type_text("１００")
    press(Qt.Key.Key_Return)
    answer = small_workspace.answer("A03")
    assert (answer.numerator, answer.denominator) == (95, 100)
    assert answer.verdict is Verdict.PARTLY_MET
    assert small_workspace.filled.card.of("A03").score == Decimal("1.75")
    assert at(page) == "A04"


def test_a_tier_and_the_figure_before(page: SelfCheckPage, small_workspace: Workspace) -> None:
    page.show_spot("A04")
    press("1")
    type_text("20")
    press(Qt.Key.Key_Return)
    type_text("35.5")
    press(Qt.Key.Key_Return)
    assert at(page) == "A05"
    press("3")
    type_text("4")
    press(Qt.Key.Key_Return)
    assert small_workspace.answer("A04").before == Decimal("35.5")
    assert small_workspace.filled.card.of("A04").score == 1
    assert small_workspace.filled.card.of("A05").score == 1


def test_a_wrong_number_is_said_and_kept_on_screen(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    page.show_spot("A03")
    press("1")
    type_text("九十五")
    press(Qt.Key.Key_Return)
    field = page.detail.fill.numbers.fields["numerator"]
    assert focus() is field
    assert small_workspace.answer("A03") == Answer("A03")
    assert "不是一个数字" in page.detail.fill.numbers.fault("numerator")
    page.show_spot("A01")
    page.show_spot("A03")
    assert field.text() == "九十五"
    field.setFocus()
    field.selectAll()
    type_text("95")
    press(Qt.Key.Key_Return)
    assert page.detail.fill.numbers.fault("numerator") == ""
    assert small_workspace.answer("A03").numerator == 95


def test_enter_goes_into_the_note_and_escape_back(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    press(Qt.Key.Key_Return)
    assert focus() is page.detail.fill.note
    type_text("看了 <b>两次</b>")
    press(Qt.Key.Key_Escape)
    assert focus() is page.browser.items
    assert small_workspace.answer("A01").note == "看了 <b>两次</b>"
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, CONTROL)
    assert at(page) == "A02"


def test_arrows_pass_from_one_dimension_to_the_next(page: SelfCheckPage) -> None:
    page.show_spot("A06")
    press(Qt.Key.Key_Down)
    assert at(page) == "B01"
    assert page.browser.dimensions.current_code == "B"
    press(Qt.Key.Key_Up)
    assert at(page) == "A06"
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Up)
    assert at(page) == "A01"


def test_the_last_answer_of_a_dimension_goes_on_to_the_next(page: SelfCheckPage) -> None:
    page.show_spot("A06")
    press("1")
    assert at(page) == "B01"
    page.show_spot("B03")
    press("1")
    assert at(page) == "B03"


def test_f3_finds_the_next_open_item_round_the_end(
    page: SelfCheckPage, small_workspace: Workspace
) -> None:
    page.show_spot("A06")
    press("1")
    press(Qt.Key.Key_Up)
    small_workspace.save_answer(Answer("B01", Verdict.MET))
    press(Qt.Key.Key_F3)
    assert at(page) == "B02"
    small_workspace.save_answers(Answer(code, Verdict.MET) for code in ("B02", "B03"))
    press(Qt.Key.Key_F3)
    assert at(page) == "A01"


def test_f3_says_when_nothing_is_open(page: SelfCheckPage, small_workspace: Workspace) -> None:
    items = small_workspace.filled.items
    small_workspace.save_answers(
        Answer(item.code, Verdict.NOT_APPLICABLE, na_reason="试") for item in items
    )
    press(Qt.Key.Key_F3)
    assert "都已填好" in page.messages.text


@pytest.mark.parametrize("query", ["公示牌", "ckgsp", "A02", "电话打不通"])
def test_control_f_finds_by_words_and_initials(page: SelfCheckPage, query: str) -> None:
    press("f", CONTROL)
    assert focus() is page.browser.search
    type_text(query)
    assert "A02" in page.browser.items.rows.codes
    assert "A01" not in page.browser.items.rows.codes
    press(Qt.Key.Key_Return)
    assert focus() is page.browser.items


def test_escape_ends_a_search_on_the_found_item(page: SelfCheckPage) -> None:
    press("f", CONTROL)
    type_text("cndx")
    assert page.browser.items.rows.codes == ("B01",)
    press(Qt.Key.Key_Escape)
    assert focus() is page.browser.items
    assert at(page) == "B01"
    assert page.browser.items.rows.codes == ("B01", "B02", "B03")


def test_a_search_without_result_says_so(page: SelfCheckPage) -> None:
    press("f", CONTROL)
    type_text("没有这种词")
    assert page.browser.items.rows.codes == ()
    press(Qt.Key.Key_Return)
    press("1")
    press(Qt.Key.Key_F3)
    assert at(page) == "A01"


def test_a_search_without_result_comes_back_to_where_it_began(page: SelfCheckPage) -> None:
    press(Qt.Key.Key_Down)
    press("f", CONTROL)
    type_text("没有这种词")
    press(Qt.Key.Key_Escape)
    assert at(page) == "A02"


def test_one_verdict_for_many(page: SelfCheckPage, small_workspace: Workspace) -> None:
    press("a", CONTROL)
    press("1")
    met = {code for code, answer in small_workspace.filled.answers.items() if answer.verdict}
    assert met == {"A01", "A02", "A06"}
    assert "3项改为符合" in page.messages.text
    assert "3项要填数字" in page.messages.text
    press("0")
    assert len(small_workspace.filled.answers) == 6


def test_shift_and_down_choose_a_range(page: SelfCheckPage, small_workspace: Workspace) -> None:
    press(Qt.Key.Key_Down, SHIFT)
    press("3")
    assert small_workspace.answer("A02").verdict is Verdict.NOT_MET
    assert small_workspace.history.count() == 1


def test_a_veto_knows_no_half_way(
    open_page: Callable[[Workspace], SelfCheckPage],
    open_workspace: Callable[..., Workspace],
    small: object,
) -> None:
    from bizenv_desktop.domain.checklists.checklist import ScoringOptions

    workspace = open_workspace(small, options=ScoringOptions(bonus=True, veto=True, grades=True))
    page = open_page(workspace)
    page.show_spot("B05")
    press("2")
    assert workspace.answer("B05") == Answer("B05")
    assert "一票否决" in page.messages.text
    press("3")
    assert workspace.filled.card.vetoed_by == ("B05",)


def answer_by_keys(page: SelfCheckPage, item: CheckItem) -> None:
    """Answer whatever kind of item the cursor is on, and go on."""
    match item.method:
        case Method.DEDUCTION:
            press("2")
            if len(item.deductions) > 1:
                press(Qt.Key.Key_Return)
            type_text("门厅")
            press(Qt.Key.Key_Return)
            press(Qt.Key.Key_Return)
        case Method.MEASURE | Method.TIER:
            press("1")
            while at(page) == item.code:
                type_text("9")
                press(Qt.Key.Key_Return)
        case _:
            press("1")


def test_the_real_checklist_from_start_to_end_by_keys(
    open_page: Callable[[Workspace], SelfCheckPage],
    open_workspace: Callable[..., Workspace],
    checklist: object,
) -> None:
    workspace = open_workspace(checklist)
    page = open_page(workspace)
    items = workspace.filled.items
    for item in items:
        assert at(page) == item.code
        answer_by_keys(page, item)
    assert workspace.filled.card.complete
    assert workspace.filled.card.answered == len(items)
