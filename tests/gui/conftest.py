# SPDX-License-Identifier: MIT
"""GUI tests: the real application, a real workspace on a real database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import RESOURCES, believable_answers, clock, fill_database
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontDatabase

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.main_window import MainWindow
from bizenv_desktop.gui.preferences import Preferences
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.selfcheck import Answer
    from bizenv_desktop.library import Library

    OpenWorkspace = Callable[..., Workspace]


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The style the window is made for."""
    return ["pytest", "-style", "Fusion"]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application in the bundled face, so that Chinese is drawn and measured on any machine."""
    number = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / "ui.ttf"))
    font = qapp.font()
    font.setFamilies(QFontDatabase.applicationFontFamilies(number))
    qapp.setFont(font)
    return qapp


def bury(app: QApplication) -> None:
    """Destroy what asked to be deleted later."""
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in our look; undressed again afterwards.

    Widgets of the tests before are let go of first: one that outlives a style sheet's going and
    coming, which the program never does, is still in Qt's books when it is gone.
    """
    bury(qapp)
    font, sheet, palette = qapp.font(), qapp.styleSheet(), qapp.palette()
    theme.apply(qapp)
    yield qapp
    bury(qapp)
    qapp.setFont(font)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)


@pytest.fixture
def open_workspace(qapp: QApplication, tmp_path: Path, library: Library) -> Iterator[OpenWorkspace]:
    """Call it with a checklist (and answers, options …) to get a workspace on a new database."""
    opened: list[Workspace] = []

    def open_one(
        checklist: Checklist, answers: dict[str, Answer] | None = None, **more: object
    ) -> Workspace:
        path = tmp_path / f"自查{len(opened)}.db"
        key = fill_database(path, checklist, answers, **more)
        workspace = Workspace(Store.open(path), library, clock)
        workspace.open_check(key)
        opened.append(workspace)
        return workspace

    yield open_one
    for workspace in opened:
        workspace.close()


@pytest.fixture
def workspace(open_workspace: OpenWorkspace, checklist: Checklist) -> Workspace:
    """The real checklist, about six tenths filled in."""
    return open_workspace(checklist, believable_answers(checklist.items, share=0.6))


@pytest.fixture
def small_workspace(open_workspace: OpenWorkspace, small: Checklist) -> Workspace:
    """The small checklist, nothing filled in."""
    return open_workspace(small)


@pytest.fixture
def empty_workspace(qapp: QApplication, tmp_path: Path, library: Library) -> Iterator[Workspace]:
    """A new database without any self-check, as at the first start."""
    opened = Workspace(Store.open(tmp_path / "新.db", create=True), library, clock)
    yield opened
    opened.close()


@pytest.fixture
def preferences(qapp: QApplication, own_folders: Path) -> Preferences:
    """Settings of this test alone."""
    return Preferences(own_folders)


@pytest.fixture
def open_window(qtbot: QtBot, preferences: Preferences) -> Callable[[Workspace], MainWindow]:
    """Call it with a workspace to get the real window, shown."""

    def open_one(workspace: Workspace) -> MainWindow:
        window = MainWindow(workspace, preferences)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window

    return open_one


@pytest.fixture
def window(
    open_window: Callable[[Workspace], MainWindow], small_workspace: Workspace
) -> MainWindow:
    """The real window on the small checklist, nothing filled in."""
    return open_window(small_workspace)
