# SPDX-License-Identifier: MIT
"""登记: only what was read back whole and right is accepted; where it differs is not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exchanging import COUNTY
from keyboard import press
from PySide6.QtCore import Qt

from bizenv_desktop.domain.exchange.keys import KeyCard
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.gui.receive.enrol_dialog import EnrolDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.workspace import Workspace

PATH = (*COUNTY.path, COUNTY.name)


def card(number: int, name: str = "", code: str = "") -> KeyCard:
    key = f"{number:064x}"
    return KeyCard(
        code or f"2312221{number:02d}", name or f"榆𬭎{number}镇", Level.TOWNSHIP, PATH, key, ""
    )


@pytest.fixture
def dialog(qtbot: QtBot, county: Workspace) -> EnrolDialog:
    made = EnrolDialog(county, [card(7), card(8)])
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def test_it_says_how_far_it_is_and_never_where_it_is_wrong(dialog: EnrolDialog) -> None:
    right = dialog.card.fingerprint
    assert not dialog.accept_button.isEnabled()
    dialog.typed.setText(right[:9])
    assert dialog.verdict.text() == "还差8个字符。"
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    dialog.typed.setText(wrong)
    assert dialog.verdict.text().startswith("不一致")
    assert wrong[-1] not in dialog.verdict.text()
    assert not dialog.accept_button.isEnabled()
    other = card(9).fingerprint  # a sound fingerprint, of another key
    dialog.typed.setText(other)
    assert dialog.verdict.text().startswith("不一致")
    dialog.accept()
    assert dialog.verified == []
    dialog.typed.setText(right.replace("-", "").lower())
    assert dialog.verdict.text() == "和密钥一致，可以登记。"
    assert dialog.accept_button.isEnabled()


def test_cards_are_gone_through_one_by_one(dialog: EnrolDialog) -> None:
    assert dialog.step.text() == "第1张，共2张"
    dialog.skip.click()
    assert dialog.unit.text() == "榆𬭎8镇"
    assert dialog.typed.text() == ""
    dialog.typed.setText(dialog.card.fingerprint)
    press(Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert [each.card.name for each in dialog.verified] == ["榆𬭎8镇"]


def test_return_accepts_nothing_that_is_not_whole(dialog: EnrolDialog) -> None:
    press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.step.text() == "第1张，共2张"


def test_skipping_all_accepts_none(dialog: EnrolDialog) -> None:
    dialog.skip.click()
    dialog.skip.click()
    assert not dialog.isVisible()
    assert dialog.result() == 0
    assert dialog.verified == []


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (card(9), ""),
        (card(9, "别的名字", "231222101"), "这里是“榆𬭎1镇”"),
        (card(9, "榆𬭎1镇", "231222101"), "已经登记过另一把密钥"),
        (card(9, COUNTY.name, COUNTY.code), "本单位"),
    ],
)
def test_what_should_make_one_look_twice_is_said(
    qtbot: QtBot, county: Workspace, shown: KeyCard, words: str
) -> None:
    dialog = EnrolDialog(county, [shown])
    qtbot.addWidget(dialog)
    dialog.show()
    assert words in dialog.doubts.text
    assert bool(dialog.doubts.text) is bool(words)
    assert not dialog.step.isVisible()
