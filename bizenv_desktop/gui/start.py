# SPDX-License-Identifier: MIT
"""From a database file to the open window, and back."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from bizenv_desktop import paths
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import make_folder
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.application import make_application, open_workspace
from bizenv_desktop.gui.crash_reporter import CrashReporter
from bizenv_desktop.gui.instance_lock import InstanceLock
from bizenv_desktop.gui.main_window import TITLE, MainWindow
from bizenv_desktop.gui.preferences import Preferences

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from bizenv_desktop.gui.workspace import Workspace

_SETTLED_MS = 1500
_FRAME = 40  # pixels of a title bar, about


def start(database: Path | None) -> int:
    """Open the window and stay until it is closed; 1 when the database cannot be used."""
    app = make_application()
    preferences = Preferences(paths.config_dir(), app)
    theme.apply(app, theme.LARGE if preferences.values.large_text else theme.NORMAL)
    lock: InstanceLock | None = None
    try:
        path = _own_database() if database is None else database
        lock = InstanceLock(path)
        lock.take()
        workspace = open_workspace(path, create=database is None)
    except UserError as error:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.critical(None, TITLE, str(error))
        return 1
    try:
        return _show(app, workspace, preferences)
    finally:
        workspace.close()
        lock.release()


def _show(app: QApplication, workspace: Workspace, preferences: Preferences) -> int:
    CrashReporter(paths.data_dir(), workspace.clock, app).install()
    window = MainWindow(workspace, preferences)
    show_whole(window)
    if window.is_unused:
        QTimer.singleShot(0, window.new_check)
    QTimer.singleShot(_SETTLED_MS, _collect_again)
    QTimer.singleShot(_SETTLED_MS, workspace.sweep_evidence)
    QTimer.singleShot(_SETTLED_MS, window.look_for_answers)
    return app.exec()


def show_whole(window: QWidget) -> None:
    """Show a window, maximised where it would not fit the screen with its frame and a task bar."""
    room = window.screen().availableSize()
    if room.width() < window.width() or room.height() < window.height() + _FRAME:
        window.showMaximized()
    else:
        window.show()


def _collect_again() -> None:
    """What is there now stays: later collections need not look through it."""
    gc.freeze()
    gc.enable()


def _own_database() -> Path:
    path = paths.default_database()
    make_folder(path.parent)
    return path
