# SPDX-License-Identifier: MIT
"""The window is whole on the smallest screen it is made for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from bizenv_desktop.gui.start import show_whole

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(("more", "maximised"), [(0, True), (-60, False)])
def test_a_window_as_high_as_the_screen_is_maximised(
    qtbot: QtBot, more: int, maximised: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    window.resize(room.width(), room.height() + more)
    show_whole(window)
    assert window.isMaximized() is maximised
