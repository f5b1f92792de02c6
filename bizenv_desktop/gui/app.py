# SPDX-License-Identifier: MIT
"""Starting the window: application, fonts, one instance a database, the first page."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QMessageBox

from bizenv_desktop import paths
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import make_folder
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.instance_lock import InstanceLock
from bizenv_desktop.gui.main_window import TITLE, MainWindow
from bizenv_desktop.gui.preferences import Preferences
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.library import Library
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import MutableMapping


def run(database: Path | None = None) -> int:
    """Open the window on `database`, on this PC's own one when None; returns the exit code.

    A database that cannot be used is told in a message box, exit code 1.
    """
    app = make_application()
    lock: InstanceLock | None = None
    try:
        path = _own_database() if database is None else database
        lock = InstanceLock(path)
        lock.take()
        workspace = open_workspace(path, create=database is None)
    except UserError as error:
        QMessageBox.critical(None, TITLE, str(error))
        return 1
    try:
        return _show(app, workspace)
    finally:
        workspace.close()
        lock.release()


def make_application() -> QApplication:
    """The application in Chinese, with a face that draws it; the running one if there is one."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    choose_input_method(os.environ, sys.platform, _plugin_folder())
    app = QApplication(sys.argv[:1])
    app.setApplicationName("bizenv-desktop")
    app.setApplicationDisplayName("")
    use_chinese(app)
    return app


def open_workspace(path: Path, *, create: bool = False, read_only: bool = False) -> Workspace:
    """The workspace on a database, with its latest self-check on the table if there is one."""
    store = Store.open(path, create=create, read_only=read_only)
    try:
        workspace = Workspace(store, Library(paths.resource_dir()), _now)
        workspace.open_latest()
    except BaseException:
        store.close()
        raise
    return workspace


def use_chinese(app: QApplication) -> None:
    """Chinese for Qt's own texts, and the bundled face where the system has none for Chinese."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    font = app.font()
    font.setFamilies(_families())
    app.setFont(font)


def choose_input_method(
    environment: MutableMapping[str, str], platform: str, plugins: Path
) -> None:
    """On Linux fcitx speaks ibus's protocol: use that where Qt brings no fcitx plugin."""
    wanted = environment.get("QT_IM_MODULE", "")
    if not platform.startswith("linux") or not wanted.startswith("fcitx"):
        return
    if not list((plugins / "platforminputcontexts").glob("*fcitx*")):
        environment["QT_IM_MODULE"] = "ibus"


def _show(app: QApplication, workspace: Workspace) -> int:
    from bizenv_desktop.gui.crash_dialog import CrashReporter

    CrashReporter(paths.data_dir(), _now, app).install()
    preferences = Preferences(paths.config_dir(), app)
    theme.apply(app, theme.LARGE if preferences.values.large_text else theme.NORMAL)
    window = MainWindow(workspace, preferences)
    window.show()
    if not workspace.has_check:
        QTimer.singleShot(0, window.new_check)
    return app.exec()


_GOOD_FACES = (
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
)


def _families() -> list[str]:
    installed = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    for face in _GOOD_FACES:
        if face in installed:
            return [face]
    if installed:
        return installed[:1]
    number = QFontDatabase.addApplicationFont(str(paths.resource_dir() / "fonts" / "ui.ttf"))
    return QFontDatabase.applicationFontFamilies(number)


def _own_database() -> Path:
    path = paths.default_database()
    make_folder(path.parent)
    return path


def _plugin_folder() -> Path:
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))


def _now() -> datetime:
    return datetime.now().astimezone()
