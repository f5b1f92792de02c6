# SPDX-License-Identifier: MIT
"""A row of the item list is as high as the list is wide enough for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.selfcheck.page import SelfCheckPage


def row_height(page: SelfCheckPage) -> int:
    items = page.browser.items
    return items.visualRect(items.model().index(0, 0)).height()


def test_a_row_has_two_lines_only_while_the_list_is_narrow(
    qtbot: QtBot, page: SelfCheckPage
) -> None:
    page.resize(1600, 680)
    qtbot.waitUntil(lambda: page.browser.items.viewport().width() > 720)
    page.resize(900, 680)
    narrow = row_height(page)
    page.resize(1600, 680)
    qtbot.waitUntil(lambda: row_height(page) < narrow)
    page.resize(900, 680)
    qtbot.waitUntil(lambda: row_height(page) == narrow)
