# SPDX-License-Identifier: MIT
"""The look's small parts: sizes to scale, icons for every page, texts that fit their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bizenv_desktop.gui import icons, theme
from bizenv_desktop.gui.home.check_list import CheckLine
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.pages import all_pages
from bizenv_desktop.gui.parts import Bar, label, set_role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("scale", [theme.NORMAL, theme.LARGE, 2.0])
def test_every_place_in_the_style_sheet_is_filled(dressed: QApplication, scale: float) -> None:
    theme.apply(dressed, scale)
    sheet = dressed.styleSheet()
    assert not re.findall(r"@[A-Z_]+|<\d+>", sheet)
    assert f"font-size: {round(20 * scale)}px" in sheet
    assert dressed.font().pixelSize() == round(14 * scale)
    for picture in re.findall(r'url\("([^"]+)"\)', sheet):
        assert not QImage(picture).isNull()


def test_lengths_follow_the_text(dressed: QApplication) -> None:
    assert theme.px(dressed, 28) == 28
    theme.apply(dressed, 2.0)
    assert theme.px(dressed, 28) == 56


def test_every_page_has_an_icon_of_its_own(qapp: QApplication) -> None:
    pictures = set()
    for name in (*(entry.name for entry in all_pages()), "help"):
        image = QImage(40, 40, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        icons.paint_icon(painter, name, QRectF(0, 0, 40, 40), theme.colour(theme.TEXT))
        painter.end()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == len(all_pages()) + 1


def test_wrapped_text_is_as_high_as_it_needs(dressed: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    words = label("群众来了两趟，" * 40, wrap=True)
    column = QVBoxLayout(widget)
    column.addWidget(words)
    widget.resize(300, 600)
    with qtbot.waitExposed(widget):
        widget.show()
    narrow = words.heightForWidth(280)
    assert narrow > words.heightForWidth(560) > words.fontMetrics().height()
    assert words.height() >= words.heightForWidth(words.width())
    words.setText("短")
    assert words.heightForWidth(280) < narrow
    theme.apply(dressed, 2.0)
    assert words.heightForWidth(280) > words.fontMetrics().height() * 0.9


def test_markup_in_a_label_stays_text(qapp: QApplication) -> None:
    assert label("<b>粗</b>").textFormat() == Qt.TextFormat.PlainText


def test_long_lines_are_cut_and_named_in_full(dressed: QApplication, qtbot: QtBot) -> None:
    line = CheckLine("2026年第4季度　" + "自治" * 40)
    qtbot.addWidget(line)
    line.resize(200, 30)
    with qtbot.waitExposed(line):
        line.show()
    assert line.text().endswith("…")
    assert line.accessibleName().endswith("自治")


def test_a_bar_shows_its_share(dressed: QApplication, qtbot: QtBot) -> None:
    bar = Bar()
    qtbot.addWidget(bar)
    bar.resize(200, 8)
    with qtbot.waitExposed(bar):
        bar.show()
    empty = bar.grab().toImage()
    bar.show_share(1, 2)
    half = bar.grab().toImage()
    bar.show_share(2, 2)
    full = bar.grab().toImage()
    assert len({bytes(image.constBits()) for image in (empty, half, full)}) == 3
    bar.show_share(0, 0)
    assert bar.grab().toImage() == empty


def test_a_role_can_change_while_shown(dressed: QApplication, qtbot: QtBot) -> None:
    words = label("字", "good")
    qtbot.addWidget(words)
    with qtbot.waitExposed(words):
        words.show()
    before = words.palette().windowText().color().name()
    set_role(words, "bad")
    assert before == theme.GOOD
    assert words.palette().windowText().color().name() == theme.BAD


def test_messages_stay_until_they_are_cleared(qtbot: QtBot) -> None:
    bar, tried = MessageBar(), []
    qtbot.addWidget(bar)
    assert bar.text == ""
    bar.show_error("磁盘已满。", lambda: tried.append(1))
    assert bar.text == "磁盘已满。"
    bar.retry.click()
    assert tried == [1]
    bar.show_note("好了。")
    assert bar.retry.isHidden()
    with qtbot.waitSignal(bar.closed):
        bar.clear()
    assert bar.text == ""
