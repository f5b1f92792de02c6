# SPDX-License-Identifier: MIT
"""The township reads what came back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from answering import Superior, take
from helpers import LONG_NOTE, NOW, small_checklist
from invented_edition import EDITION, IMPORTED
from PySide6.QtCore import Qt

from bizenv_desktop.actions.issuing_actions import issue
from bizenv_desktop.domain.exchange.feedback import NoteKind
from bizenv_desktop.gui.feedback.feedback_card import FeedbackCard
from bizenv_desktop.gui.feedback.words_dialog import WordsDialog

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town
    from pytestqt.qtbot import QtBot

Pair = tuple["Town", Superior]


@pytest.fixture
def card(qtbot: QtBot, desk, pair: Pair) -> FeedbackCard:  # type: ignore[no-untyped-def]
    made = FeedbackCard(desk(pair[0]))
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    return made


def test_nothing_came_back_yet(card: FeedbackCard) -> None:
    assert card.empty.isVisible()
    for part in (card.returned, card.receipts, card.fork, card.totals, card.items, card.notes):
        assert part.isHidden()


def test_everything_that_came_back_is_shown(
    qtbot: QtBot, card: FeedbackCard, pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, county = pair
    county.review(town, {"A01": ("0.5", "没有公示牌<&>"), "A05": ("1", "")})
    county.note(town, LONG_NOTE, due=NOW.date() + timedelta(days=22))
    county.note(town, "照片看不清", NoteKind.RETURN)
    take(town, county.answer(town, tmp_path / "stick").path)
    card.refresh()
    assert card.empty.isHidden()
    assert "兰西县 11月24日已收第1版，核对码 " in card.receipts.text()
    assert card.returned.text() == "兰西县退回（针对第1版），请按下面的要求改好后重新上报。"
    assert card.totals.text().startswith("自评总分84.86分；2项有考核分，其余7项按自评分计")
    assert card.items.texts() == [["A01", "检查项A01", "2.00", "0.50", "没有公示牌<&>"]]
    assert [row[0] for row in card.notes.texts()] == ["兰西县督办", "兰西县退回"]
    with qtbot.waitSignal(card.item_requested) as caught:
        card.items.row_activated.emit(0)
    assert caught.args == ["A01"]
    shown = []
    monkeypatch.setattr(WordsDialog, "exec", lambda self: shown.append(self.words.toPlainText()))
    card.notes.setCurrentCell(0, 0)
    qtbot.keyClick(card.notes, Qt.Key.Key_Return)
    assert shown == [LONG_NOTE]


def test_a_new_revision_answers_the_return(card: FeedbackCard, pair: Pair, tmp_path: Path) -> None:
    town, county = pair
    county.review(town, {"A01": ("0.5", "没有公示牌")})
    county.note(town, "照片看不清", NoteKind.RETURN)
    take(town, county.answer(town, tmp_path / "stick").path)
    town.change()
    town.submit(tmp_path / "stick", days=4)
    card.refresh()
    assert card.returned.text() == "兰西县退回过（针对第1版），已经重新上报。"
    assert card.items.texts()[0][-1] == "（针对第1版）没有公示牌"


def test_two_answers_that_disagree_are_both_shown(
    card: FeedbackCard, pair: Pair, tmp_path: Path
) -> None:
    town, county = pair
    other = Superior(tmp_path / "other.db", county.organisation)
    shutil.copy(county.database, other.database)
    county.review(town, {"A01": ("0.5", "不认可")})
    other.review(town, {"A01": ("1", "认可一半")})
    for unit, folder in ((county, "1"), (other, "2")):
        take(town, unit.answer(town, tmp_path / folder).path)
    card.refresh()
    assert "考核分不一致的有A01" in card.fork.text()
    (row,) = card.items.texts()
    assert set(row[3].split(" / ")) == {"0.50", "1.00"}
    card._workspace.changed.connect(card.refresh)
    assert [each.text() for each in card.rivals.buttons] == ["不用这份", "不用这份"]
    card.rivals.buttons[0].click()
    assert card.fork.isHidden()
    (row,) = card.items.texts()
    assert row[3] in ("0.50", "1.00")
    assert [each.text() for each in card.rivals.buttons] == ["恢复"]
    card.rivals.buttons[0].click()
    assert "考核分不一致的有A01" in card.fork.text()


def test_what_was_issued_is_offered_with_a_button(
    card: FeedbackCard, pair: Pair, tmp_path: Path
) -> None:
    town, county = pair
    own = replace(small_checklist(), id="small@231222", version=2, title="县自查表")
    with county.open() as store:
        store.save_checklist(own)
        store.keep_edition(IMPORTED)
        issue(store, [(own.id, 2)], [EDITION.id])
    take(town, county.answer(town, tmp_path / "stick").path)
    card.refresh()
    assert len(card.offers.buttons) == 2
    assert (own.id, 2) not in card._workspace.store.checklist_versions()
    card.offers.buttons[1].click()
    assert "已存入《" in card.offers.message.text
    card.offers.buttons[0].click()
    assert "已存入自查表“县自查表”第2版" in card.offers.message.text
    assert (own.id, 2) in card._workspace.store.checklist_versions()
    assert card._workspace.editions[EDITION.id].has_official_text
    assert card.offers.buttons == []


def test_an_offer_that_is_refused_is_told(card: FeedbackCard, pair: Pair, tmp_path: Path) -> None:
    town, county = pair
    own = replace(small_checklist(), id="small@231222", version=2, title="县自查表")
    with county.open() as store:
        store.save_checklist(own)
        issue(store, [(own.id, 2)], [])
    take(town, county.answer(town, tmp_path / "stick").path)
    card.refresh()
    card._workspace.store.save_checklist(replace(own, title="别的内容"))
    card.offers.buttons[0].click()
    assert "内容不同，没有存入" in card.offers.message.text
