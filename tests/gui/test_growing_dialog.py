# SPDX-License-Identifier: MIT
"""A dialog's texts never lie over one another, however long they are and whenever they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from bizenv_desktop.gui.growing_dialog import GrowingDialog
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LONG = "延期次数已经用完，请按时整改或在设置里放宽次数。" * 12


def test_it_grows_with_what_it_says(qtbot: QtBot) -> None:
    dialog = GrowingDialog()
    qtbot.addWidget(dialog)
    message, told, keep = MessageBar(dialog), label(LONG, wrap=True), QPushButton("登记")
    column = QVBoxLayout(dialog)
    for widget in (message, told, keep):
        column.addWidget(widget)
    dialog.setMinimumWidth(320)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert told.height() >= told.heightForWidth(told.width())
    before = dialog.height()
    message.show_error(LONG)
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert message.geometry().bottom() < told.geometry().top()
    assert told.geometry().bottom() < keep.geometry().top()
    assert dialog.height() >= column.totalHeightForWidth(dialog.width())
