# SPDX-License-Identifier: MIT
"""The models behind the lists keep Qt's rules, and each row says what it should."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from helpers import make_item
from PySide6.QtCore import Qt

from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.scoring import score_check, score_item
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict
from bizenv_desktop.gui.selfcheck.dimension_model import DimensionModel, rows_of
from bizenv_desktop.gui.selfcheck.item_model import ItemModel, RowRole
from bizenv_desktop.gui.selfcheck.item_row import ItemRow, verdicts_of

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.checklists.checklist import Checklist


def row_for(method: Method, answer: Answer, *, unsaved: bool = False) -> ItemRow:
    item = make_item("A01", method)
    return ItemRow(item, answer, score_item(item, answer), unsaved)


CASES = [
    (Method.JUDGEMENT, Answer("A01"), "未填", "", ""),
    (Method.JUDGEMENT, Answer("A01", Verdict.MET), "满分", "", "2.00"),
    (Method.JUDGEMENT, Answer("A01", Verdict.PARTLY_MET), "扣分", "", "1.00"),
    (Method.JUDGEMENT, Answer("A01", Verdict.NOT_MET), "不得分", "", "0.00"),
    (Method.JUDGEMENT, Answer("A01", Verdict.MET, confirmed=False), "待确认", "", ""),
    (Method.JUDGEMENT, Answer("A01", Verdict.NOT_APPLICABLE, na_reason="无"), "不适用", "", ""),
    (Method.DEDUCTION, Answer("A01", Verdict.MET), "满分", "", "2.00"),
    (
        Method.DEDUCTION,
        Answer("A01", Verdict.PARTLY_MET, occurrences=(Occurrence("a", count=2), Occurrence("b"))),
        "扣分",
        "3处",
        "0.80",
    ),
    (
        Method.DEDUCTION,
        Answer("A01", Verdict.PARTLY_MET, occurrences=(Occurrence("b"),)),
        "扣分",
        "1次",
        "1.80",
    ),
    (
        Method.MEASURE,
        Answer("A01", Verdict.PARTLY_MET, numerator=Decimal(2), denominator=Decimal(3)),
        "扣分",
        "66.67%",
        "0.33",
    ),
    (Method.TIER, Answer("A01", Verdict.PARTLY_MET, value=Decimal(3)), "扣分", "3类", "1.00"),
    (Method.BONUS, Answer("A01", Verdict.MET), "加分", "", "2.00"),
    (Method.BONUS, Answer("A01", Verdict.NOT_MET), "不加分", "", "0.00"),
    (Method.VETO, Answer("A01", Verdict.MET), "未触发", "", ""),
    (Method.VETO, Answer("A01", Verdict.NOT_MET), "触发否决", "", ""),
]


@pytest.mark.parametrize(("method", "answer", "word", "detail", "score"), CASES)
def test_a_row_says_where_its_item_stands(
    method: Method, answer: Answer, word: str, detail: str, score: str
) -> None:
    row = row_for(method, answer)
    assert (row.word, row.detail, row.score) == (word, detail, score)


def test_an_unsaved_row_says_so_before_all_else() -> None:
    assert row_for(Method.JUDGEMENT, Answer("A01", Verdict.MET), unsaved=True).word == "未保存"


def test_a_row_is_one_sentence_for_a_screen_reader() -> None:
    row = row_for(Method.JUDGEMENT, Answer("A01", Verdict.PARTLY_MET))
    assert row.sentence == "A01 检查项A01，2分，部分符合，扣分，得1.00分"


def test_points_say_what_kind_they_are() -> None:
    assert row_for(Method.JUDGEMENT, Answer("A01")).points == "2分"
    assert row_for(Method.BONUS, Answer("A01")).points == "+2分"
    assert row_for(Method.VETO, Answer("A01")).points == "否决"


def test_a_veto_has_three_verdicts() -> None:
    assert len(verdicts_of(make_item("A01", Method.VETO))) == 3
    assert len(verdicts_of(make_item("A01", Method.BONUS))) == 4


def test_the_item_model_keeps_the_rules(
    qtmodeltester: ModelTester, qtbot: QtBot, small: Checklist
) -> None:
    model = ItemModel()
    rows = [ItemRow(item, Answer(item.code), score_item(item, None)) for item in small.items]
    qtmodeltester.check(model)
    model.show_rows(rows)
    qtmodeltester.check(model)
    index = model.index_of("A02")
    assert index.data(RowRole) is rows[1]
    assert index.data(Qt.ItemDataRole.DisplayRole) == "A02 窗口公示牌"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == rows[1].sentence
    assert not model.index_of("Z99").isValid()


def test_only_rows_that_changed_are_told(qtbot: QtBot, small: Checklist) -> None:
    model = ItemModel()
    rows = [ItemRow(item, Answer(item.code), score_item(item, None)) for item in small.items]
    model.show_rows(rows)
    answer = Answer("B01", Verdict.MET)
    item = small.item("B01")
    changed = ItemRow(item, answer, score_item(item, answer))
    with qtbot.waitSignal(model.dataChanged) as told:
        model.update_rows([rows[0], changed])
    assert told.args is not None
    assert told.args[0].row() == model.codes.index("B01")
    with qtbot.assertNotEmitted(model.dataChanged):
        model.update_rows([changed])


def test_the_dimension_model_keeps_the_rules(
    qtmodeltester: ModelTester, qtbot: QtBot, small: Checklist
) -> None:
    model = DimensionModel()
    model.show_rows(rows_of(score_check(small, {}), "全部检查项"))
    qtmodeltester.check(model)
    assert model.rowCount() == 3
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "政务环境，已填0项，共6项，得0/12分"
    )
    assert "政务环境" in model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    with qtbot.waitSignal(model.dataChanged):
        card = score_check(small, {"A01": Answer("A01", Verdict.MET)})
        model.show_rows(rows_of(card, "全部检查项"))
    row = model.row_of(model.index_of("A"))
    assert row is not None
    assert (row.progress, row.figure) == ("1/6", "2/12分")
