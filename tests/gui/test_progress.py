# SPDX-License-Identifier: MIT
"""Long work shows itself after a moment and can be cancelled; short work shows nothing."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bizenv_desktop.gui.progress import ProgressDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.workspace import Workspace

    Tick = Callable[[int, int], None]


def dialogs(window: MainWindow) -> list[ProgressDialog]:
    return [each for each in window.findChildren(ProgressDialog) if each.isVisible()]


def test_long_work_is_shown_counted_and_gone(
    window: MainWindow, small_workspace: Workspace, qtbot: QtBot
) -> None:
    go, results = Event(), []

    def work(tick: Tick) -> str:
        tick(3, 10)
        go.wait(20)
        return "做好了"

    job = small_workspace.jobs.start("生成清单", work, results.append)
    with qtbot.waitSignal(job.late, timeout=5000):
        assert dialogs(window) == []
    (dialog,) = dialogs(window)
    assert dialog.bar.value() == 3
    assert dialog.bar.maximum() == 10
    assert dialog.windowTitle() == "生成清单"
    with qtbot.waitSignal(job.ended, timeout=5000):
        go.set()
    assert results == ["做好了"]
    assert dialogs(window) == []


def test_escape_cancels_at_the_next_tick(
    window: MainWindow, small_workspace: Workspace, qtbot: QtBot
) -> None:
    asked, results = Event(), []

    def work(tick: Tick) -> str:
        while True:
            tick(0, 0)
            asked.wait(0.01)

    job = small_workspace.jobs.start("没完没了", work, results.append)
    with qtbot.waitSignal(job.late, timeout=5000):
        pass
    (dialog,) = dialogs(window)
    with qtbot.waitSignal(job.ended, timeout=5000):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert results == []
    assert dialogs(window) == []


def test_short_work_shows_nothing(
    window: MainWindow, small_workspace: Workspace, qtbot: QtBot
) -> None:
    results: list[int] = []
    job = small_workspace.jobs.start("一下子", lambda tick: 7, results.append)
    with qtbot.waitSignal(job.ended, timeout=5000):
        pass
    assert results == [7]
    assert dialogs(window) == []
