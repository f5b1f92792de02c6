# SPDX-License-Identifier: MIT
"""考核 with the keyboard: Enter keeps and goes on, a difference wants a reason."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from helpers import NOW
from keyboard import CONTROL, press
from photos import write_photo
from PySide6.QtCore import Qt

from bizenv_desktop import actions
from bizenv_desktop.actions import evidence_actions
from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.exchange.feedback import NoteKind
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.evidence.preview import EvidencePreview
from bizenv_desktop.gui.feedback.notes_dialog import NotesDialog
from bizenv_desktop.gui.feedback.review_dialog import ReviewDialog
from bizenv_desktop.gui.feedback.review_model import GIVEN, REASON
from bizenv_desktop.sync.receiving import receive_file

if TYPE_CHECKING:
    from pathlib import Path

    from answering import Superior
    from exchanging import Town
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.exchange.feedback import Review
    from bizenv_desktop.gui.workspace import Workspace

Pair = tuple["Town", "Superior"]


@pytest.fixture
def workspace(desk, pair: Pair) -> Workspace:  # type: ignore[no-untyped-def]
    """The county's."""
    return desk(pair[1])


@pytest.fixture
def dialog(qtbot: QtBot, workspace: Workspace, pair: Pair) -> ReviewDialog:
    made = ReviewDialog(workspace, pair[0].key)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def kept(dialog: ReviewDialog, pair: Pair) -> dict[str, Review]:
    return dialog._workspace.store.reviews.reviews(pair[0].key)


def press_enter(qtbot: QtBot, field: object) -> None:
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_model_keeps_qts_rules(dialog: ReviewDialog, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(dialog.model)


def test_enter_agrees_with_the_own_score_and_goes_on(
    qtbot: QtBot, dialog: ReviewDialog, pair: Pair
) -> None:
    assert (dialog.panel.code, dialog.panel.score.text()) == ("A01", "2")
    press_enter(qtbot, dialog.panel.score)
    assert kept(dialog, pair)["A01"].given.score == Decimal(2)
    assert dialog.panel.code == "A02"
    assert dialog.focusWidget() is dialog.panel.score
    assert dialog.panel.score.selectedText() == dialog.panel.score.text()
    press_enter(qtbot, dialog.panel.score)
    assert list(kept(dialog, pair)) == ["A01", "A02"]


def test_another_score_asks_for_the_reason_first(
    qtbot: QtBot, dialog: ReviewDialog, pair: Pair
) -> None:
    dialog.who.setText("赵科长")
    dialog.panel.score.setText("0.5")
    press_enter(qtbot, dialog.panel.score)
    assert dialog.focusWidget() is dialog.panel.reason
    assert kept(dialog, pair) == {}
    qtbot.keyClicks(dialog.panel.reason, "no sign")
    qtbot.keyClick(dialog.panel.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(dialog.panel.reason, "twice")
    press_enter(qtbot, dialog.panel.reason)
    review = kept(dialog, pair)["A01"]
    assert (review.given.score, review.given.reason) == (Decimal("0.5"), "no sign\ntwice")
    assert review.who == "赵科长"
    assert dialog.panel.code == "A02"
    assert "1项有考核分" in dialog.total.text()
    model = dialog.model
    assert model.index(0, GIVEN).data() == "0.50"
    assert model.index(0, REASON).data() == "no sign twice"


@pytest.mark.parametrize(("score", "said"), [("9", "最多2分"), ("一分", "不是考核分")])
def test_no_reason_is_asked_for_a_score_that_cannot_be(
    qtbot: QtBot, dialog: ReviewDialog, score: str, said: str
) -> None:
    dialog.panel.score.setText(score)
    press_enter(qtbot, dialog.panel.score)
    assert said in dialog.message.text
    assert dialog.focusWidget() is dialog.panel.score


@pytest.mark.parametrize(
    ("score", "reason", "said"),
    [("9", "多", "最多2分"), ("", "有话", "不是考核分"), ("1", "", "理由")],
)
def test_what_cannot_be_kept_is_told_and_the_item_stays(
    dialog: ReviewDialog, pair: Pair, score: str, reason: str, said: str
) -> None:
    dialog.panel.score.setText(score)
    dialog.panel.reason.setPlainText(reason)
    dialog.keep.click()
    assert said in dialog.message.text
    assert (dialog.panel.code, dialog.panel.wish) == ("A01", (score, reason))
    assert kept(dialog, pair) == {}
    dialog.reject()
    assert dialog.isVisible(), "what was typed is not thrown away"


def test_closing_keeps_what_was_typed(dialog: ReviewDialog, pair: Pair) -> None:
    dialog.panel.score.setText("1")
    dialog.panel.reason.setPlainText("少一块牌子")
    dialog.close_button.click()
    assert not dialog.isVisible()
    assert kept(dialog, pair)["A01"].given.reason == "少一块牌子"


def test_looking_alone_keeps_nothing(qtbot: QtBot, dialog: ReviewDialog, pair: Pair) -> None:
    dialog._go_to(3)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert kept(dialog, pair) == {}


def test_moving_to_another_item_keeps_what_was_typed(dialog: ReviewDialog, pair: Pair) -> None:
    dialog.panel.score.setText("1")
    dialog.panel.reason.setPlainText("少一块牌子")
    dialog.table.setCurrentIndex(dialog.model.index(4, 0))
    assert kept(dialog, pair)["A01"].given.reason == "少一块牌子"
    assert dialog.panel.code == "A05"
    dialog.panel.score.setText("77")
    dialog.table.setCurrentIndex(dialog.model.index(0, 0))
    assert dialog.panel.code == "A05", "refused: the item stays to be put right"
    assert "最多2分" in dialog.message.text


def test_the_rest_is_agreed_with_at_once(dialog: ReviewDialog, pair: Pair) -> None:
    dialog.panel.score.setText("0.5")
    dialog.panel.reason.setPlainText("没有")
    dialog.agree.click()
    assert dialog.message.text == "8项按自评分给了考核分。"
    reviews = kept(dialog, pair)
    assert (len(reviews), reviews["A01"].given.score) == (9, Decimal("0.5"))
    assert not dialog.agree.isEnabled()
    assert "9项有考核分：考核总分" in dialog.total.text()


def test_a_score_is_taken_back(dialog: ReviewDialog, pair: Pair) -> None:
    assert not dialog.take_back.isEnabled()
    dialog.keep.click()
    dialog._go_to(0)
    dialog.take_back.click()
    assert kept(dialog, pair) == {}
    assert not dialog.take_back.isEnabled()


def test_scores_given_are_undone_and_given_again(
    qtbot: QtBot, dialog: ReviewDialog, pair: Pair
) -> None:
    press_enter(qtbot, dialog.panel.score)
    first = kept(dialog, pair)
    dialog.agree.click()
    every = kept(dialog, pair)
    assert (len(first), len(every)) == (1, 9)
    dialog.panel.focus_score()
    press(Qt.Key.Key_Z, CONTROL)
    assert kept(dialog, pair) == first
    assert dialog.message.text == "已撤销：A02等8项。"
    assert dialog.panel.code == "A02"
    press(Qt.Key.Key_Z, CONTROL)
    assert kept(dialog, pair) == {}
    assert (dialog.panel.code, dialog.message.text) == ("A01", "已撤销：A01。")
    press(Qt.Key.Key_Z, CONTROL)
    assert dialog.message.text == "没有可以撤销的考核分。"
    press(Qt.Key.Key_Y, CONTROL)
    assert kept(dialog, pair) == first
    dialog.redo()
    assert kept(dialog, pair) == every
    dialog.redo()
    assert dialog.message.text == "没有可以重做的考核分。"
    assert kept(dialog, pair) == every


def test_what_is_being_typed_is_undone_before_what_was_kept(
    qtbot: QtBot, dialog: ReviewDialog, pair: Pair
) -> None:
    press_enter(qtbot, dialog.panel.score)
    own = dialog.panel.score.text()
    qtbot.keyClicks(dialog.panel.score, "0.5")
    assert dialog.panel.score.text() == "0.5"
    for _ in range(4):
        if dialog.panel.is_changed:
            press(Qt.Key.Key_Z, CONTROL)
            assert "A01" in kept(dialog, pair)
    assert (dialog.panel.is_changed, dialog.panel.score.text()) == (False, own)
    press(Qt.Key.Key_Z, CONTROL)
    assert kept(dialog, pair) == {}


def test_an_item_that_does_not_apply_is_passed_over(
    qtbot: QtBot, workspace: Workspace, pair: Pair, tmp_path: Path
) -> None:
    town, county = pair
    with town.open() as store:
        filled = actions.fill(store, town.key, NOW.date())
        left_out = Answer("A01", Verdict.NOT_APPLICABLE, na_reason="本中心没有这项业务")
        actions.save_answers(store, filled, [left_out])
    county.receive(town.submit(tmp_path / "stick", days=2).path, days=3)
    made = ReviewDialog(workspace, town.key)
    qtbot.addWidget(made)
    made.show()
    assert made.panel.score.text() == ""
    press_enter(qtbot, made.panel.score)
    assert (made.panel.code, made.message.text) == ("A02", "")
    assert kept(made, pair) == {}


def test_the_last_item_says_so(dialog: ReviewDialog) -> None:
    dialog._go_to(dialog.model.rowCount() - 1)
    dialog.keep.click()
    assert "最后一项" in dialog.message.text


def test_one_item_can_be_asked_for(qtbot: QtBot, workspace: Workspace, pair: Pair) -> None:
    made = ReviewDialog(workspace, pair[0].key, "B01")
    qtbot.addWidget(made)
    assert made.panel.code == "B01"
    with pytest.raises(UserError, match="还没有收到"):
        ReviewDialog(workspace, ("231222199", "2026Q4"))


def test_scores_of_an_older_revision_are_brought_over(
    qtbot: QtBot, workspace: Workspace, pair: Pair, tmp_path: Path
) -> None:
    town, county = pair
    county.review(town, {"A01": ("0.5", "不认可"), "A02": ("0.1", "少")})
    town.change()
    county.receive(town.submit(tmp_path / "stick", days=2).path, days=3)
    made = ReviewDialog(workspace, town.key)
    qtbot.addWidget(made)
    assert "针对第1版" in made.panel.about.text()
    assert made.model.index(0, REASON).data() == "（针对第1版）不认可"
    assert not made.carry.isHidden()
    made.carry.click()
    assert made.carry.isHidden()
    assert "2项考核分算作本版的了" in made.message.text
    assert made.model.index(0, REASON).data() == "不认可"


def test_photos_that_came_along_are_shown(
    qtbot: QtBot, workspace: Workspace, pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, county = pair
    with town.open() as store:
        photo = write_photo(tmp_path / "现场.jpg")
        evidence_actions.add_evidence(store, town.key, "A01", Use.ANSWER, [photo], NOW)
    county.receive(town.submit(tmp_path / "stick", days=2).path, days=3)
    made = ReviewDialog(workspace, town.key)
    qtbot.addWidget(made)
    assert made.panel.photos.text() == "看佐证（1件）"
    shown = []

    def look(preview: EvidencePreview) -> int:
        shown.append((preview.windowTitle(), preview._picture.isNull()))
        return 0

    monkeypatch.setattr(EvidencePreview, "exec", look)
    made.panel.photos.click()
    assert shown == [("1/1　现场.jpg", False)]
    made._go_to(1)
    assert (made.panel.photos.text(), made.panel.photos.isEnabled()) == ("没有佐证", False)


# -- 督办, 退回


@pytest.fixture
def notes(qtbot: QtBot, workspace: Workspace, pair: Pair) -> NotesDialog:
    made = NotesDialog(workspace, pair[0].key)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_note_is_kept_with_its_day(notes: NotesDialog, pair: Pair, qtbot: QtBot) -> None:
    assert notes.notes.isHidden()
    notes.words.setPlainText("三日内补齐台账<&>𬭎")
    notes.who.setText("赵科长")
    with qtbot.waitSignal(notes._workspace.changed) as caught:
        qtbot.keyClick(notes.who, Qt.Key.Key_Return)
    assert caught.args[0].reviews == {(*pair[0].key, "")}
    (note,) = notes._workspace.store.reviews.notes(pair[0].key)
    assert (note.kind, note.words, note.who) == (
        NoteKind.SUPERVISE,
        "三日内补齐台账<&>𬭎",
        "赵科长",
    )
    assert f"{note.due:%m-%d}" == "12-08"
    assert notes.words.toPlainText() == ""
    assert notes.notes.texts() == [["督办", "2026-12-08", "", "三日内补齐台账<&>𬭎"]]


def test_sending_back_has_no_day(notes: NotesDialog, pair: Pair) -> None:
    notes.send_back.click()
    assert not notes.due.isEnabled()
    notes.words.setPlainText("照片看不清")
    notes.keep.click()
    (note,) = notes._workspace.store.reviews.notes(pair[0].key)
    assert (note.kind, note.due) == (NoteKind.RETURN, None)


def test_an_empty_note_is_refused_and_a_typed_one_survives_closing(
    notes: NotesDialog, pair: Pair
) -> None:
    notes.keep.click()
    assert "没有写内容" in notes.message.text
    notes.words.setPlainText("请补齐")
    notes.close_button.click()
    assert not notes.isVisible()
    assert len(notes._workspace.store.reviews.notes(pair[0].key)) == 1


def test_a_note_is_taken_back(notes: NotesDialog, pair: Pair) -> None:
    for words in ("一", "二"):
        notes.words.setPlainText(words)
        notes.keep.click()
    notes.notes.setCurrentCell(0, 0)
    notes.take_back.click()
    (left,) = notes._workspace.store.reviews.notes(pair[0].key)
    assert left.words == "二"
    notes.notes.setCurrentCell(-1, -1)
    notes.take_back.click()
    assert "请先在上面选中" in notes.message.text


def test_a_note_the_unit_answered_says_by_which_revision_and_is_closed_in_one_press(
    qtbot: QtBot, workspace: Workspace, notes: NotesDialog, pair: Pair, tmp_path: Path
) -> None:
    town, _ = pair
    notes.words.setPlainText("补齐台账")
    notes.keep.click()
    notes.close()
    for days in (1, 2):
        town.change()
        receive_file(workspace.store, town.submit(tmp_path / "stick", days=days).path, NOW)
    later = NotesDialog(workspace, town.key)
    qtbot.addWidget(later)
    later.show()
    assert later.notes.texts() == [["督办", "2026-12-08", "第1版，已重新上报第2版", "补齐台账"]]
    later.words.setPlainText("新的要求")
    later.keep.click()
    later.notes.setCurrentCell(1, 0)
    assert later.take_back.text() == "撤回选中的意见"
    later.notes.setCurrentCell(0, 0)
    assert later.take_back.text() == "办结选中的意见"
    later.take_back.click()
    assert later.message.text.startswith("已办结；")
    assert [note.words for note in workspace.store.reviews.notes(town.key)] == ["新的要求"]
