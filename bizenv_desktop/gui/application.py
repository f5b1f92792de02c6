# SPDX-License-Identifier: MIT
"""What a window stands on: the application with its fonts, and a workspace on a database."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from bizenv_desktop import paths
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.library import Library
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import MutableMapping


def make_application() -> QApplication:
    """The application in Chinese, with a face that draws it; the running one if there is one."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    choose_input_method(os.environ, sys.platform, _plugin_folder())
    name_our_files(os.environ, sys.platform, paths.resource_dir())
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("bizenv-desktop")
    app.setApplicationDisplayName("")
    use_chinese(app)
    return app


def name_our_files(environment: MutableMapping[str, str], platform: str, resources: Path) -> None:
    """On Linux let Qt know our files by their endings, which resources/mime lists.

    Its file dialog opens what it does not know to see what it is; closing our database so would
    take the locks off it (storage/connection.py).
    """
    if not platform.startswith("linux"):
        return
    known = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    environment["XDG_DATA_DIRS"] = f"{resources}{os.pathsep}{known}"


def open_workspace(path: Path, *, create: bool = False, read_only: bool = False) -> Workspace:
    """The workspace on a database, with its latest self-check on the table if there is one."""
    store = Store.open(path, create=create, read_only=read_only)
    try:
        workspace = Workspace(store, Library(paths.resource_dir()), now)
        workspace.open_latest()
    except BaseException:
        store.close()
        raise
    return workspace


def use_chinese(app: QApplication) -> None:
    """Chinese for Qt's own texts; a face made for screens, the bundled ones for what it lacks."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    font = app.font()
    font.setFamilies(families())
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


_GOOD_FACES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
"""Faces made for screens. What else a PC has for Chinese may be a 仿宋 or 楷体 for papers."""

_BUNDLED = ("ui.ttf", "body.ttf")
"""For what the chosen face lacks: names have rare characters, and few PCs a face that has them."""


def families() -> list[str]:
    """The faces the window draws with, best first."""
    chosen = [face for face in _GOOD_FACES if QFontDatabase.hasFamily(face)][:1]
    folder = paths.resource_dir() / "fonts"
    for name in _BUNDLED:
        number = QFontDatabase.addApplicationFont(str(folder / name))
        chosen += QFontDatabase.applicationFontFamilies(number)
    return chosen


def _plugin_folder() -> Path:
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))


def now() -> datetime:
    """The clock of this PC, with its zone."""
    return datetime.now().astimezone()
