# SPDX-License-Identifier: MIT
"""Text is on its way a moment after the first keystroke, and typing is never disturbed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import LONG_NOTE, RARE
from keyboard import CONTROL, press, type_text
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from bizenv_desktop.gui.text_fields import LineField, TextField, cleaned, flush_typing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[tuple[TextField, LineField]]:
    """A text field and a line in a shown window, the cursor in the first."""
    widget = QWidget()
    qtbot.addWidget(widget)
    fields = TextField("说明", widget), LineField("地点", widget)
    column = QVBoxLayout(widget)
    for field in fields:
        column.addWidget(field)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    fields[0].setFocus()
    yield fields
    widget.close()


def test_text_is_sent_on_by_itself(form: tuple[TextField, LineField], qtbot: QtBot) -> None:
    with qtbot.waitSignal(form[0].edited, timeout=5000) as sent:
        type_text("ab")
    assert sent.args == ["ab"]


def test_leaving_sends_at_once(form: tuple[TextField, LineField], qtbot: QtBot) -> None:
    sent: list[str] = []
    form[0].edited.connect(sent.append)
    form[1].edited.connect(sent.append)
    type_text("a")
    press(Qt.Key.Key_Tab)
    type_text("b")
    flush_typing()
    assert sent == ["a", "b"]
    type_text("c")
    form[1].hide()
    assert sent == ["a", "b", "bc"]


def test_rare_characters_and_long_notes_pass_unchanged(
    form: tuple[TextField, LineField],
) -> None:
    sent: list[str] = []
    form[0].edited.connect(sent.append)
    type_text(RARE)
    form[0].flush()
    assert sent == [RARE]
    form[0].insertPlainText(LONG_NOTE)
    form[0].flush()
    assert sent[-1] == RARE + LONG_NOTE


def test_what_an_input_method_composes_is_not_sent(form: tuple[TextField, LineField]) -> None:
    sent: list[str] = []
    form[0].edited.connect(sent.append)
    QApplication.sendEvent(form[0], QInputMethodEvent("pinyin", []))
    form[0].flush()
    assert all(text == "" for text in sent)


def test_showing_does_not_send(form: tuple[TextField, LineField]) -> None:
    sent: list[str] = []
    for field in form:
        field.edited.connect(sent.append)
        field.show_text("已存")
        field.flush()
    assert sent == []


def test_showing_leaves_alone_what_is_being_typed(form: tuple[TextField, LineField]) -> None:
    for field in form:
        field.setFocus()
        type_text("new")
        field.show_text("old")
    assert form[1].text() == "new"


def test_the_cursor_stays_where_it_was(form: tuple[TextField, LineField]) -> None:
    form[0].show_text("𬭎字abc")
    press(Qt.Key.Key_Right)
    form[0].show_text("𬭎字abcd")
    assert form[0].textCursor().position() == 2
    form[0].show_text("")
    assert form[0].textCursor().position() == 0


def test_undo_is_left_to_the_window(form: tuple[TextField, LineField]) -> None:
    for field in form:
        field.setFocus()
        type_text("ab")
        press("z", CONTROL)
        press("y", CONTROL)
    assert form[0].toPlainText() == "ab"
    assert form[1].text() == "ab"


def test_each_visit_is_a_burst_of_its_own(form: tuple[TextField, LineField]) -> None:
    first = form[0].clock.burst
    form[1].setFocus()
    form[0].setFocus()
    assert form[0].clock.burst != first


def test_pasting_brings_plain_text(form: tuple[TextField, LineField]) -> None:
    data = QMimeData()
    data.setHtml("<b>粗</b>")
    data.setText("甲\u00a0乙\r\n丙\x00\u200b")
    form[0].insertFromMimeData(data)
    assert form[0].toPlainText() == "甲 乙\n丙"


def test_cleaning_keeps_what_can_be_printed() -> None:
    assert cleaned("a\tb\r\nc\rd\x07") == "a\tb\nc\nd"
    assert cleaned("𬭎㐱喆㎡℃①〔〕") == "𬭎㐱喆㎡℃①〔〕"


def test_words_typed_before_are_offered(form: tuple[TextField, LineField]) -> None:
    form[1].offer(("1号综合窗口", "门厅"))
    completer = form[1].completer()
    assert completer is not None
    completer.setCompletionPrefix("综合")
    assert completer.currentCompletion() == "1号综合窗口"


def test_every_field_has_a_name(form: tuple[TextField, LineField]) -> None:
    assert [field.accessibleName() for field in form] == ["说明", "地点"]
