# SPDX-License-Identifier: MIT
"""A picture of the window without a display, for the sample and for looking at."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QSize, QTimer

from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.application import make_application, open_workspace
from bizenv_desktop.gui.main_window import MainWindow
from bizenv_desktop.gui.preferences import Preferences

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from bizenv_desktop.gui.workspace import Workspace

_SETTLED_MS = 150


def grab_window(
    database: Path,
    out: Path,
    size: tuple[int, int] = (1366, 768),
    page: str | None = None,
    *,
    item: str | None = None,
    scale: float = theme.NORMAL,
) -> None:
    """Save a picture of one page as PNG; the database is only read.

    Set QT_QPA_PLATFORM=offscreen before the first call where there is no display. `item` is the
    check item shown, by default the first that loses points; the page by default 自查, or the first
    one of a superior. `UserError` when `out` cannot be written.
    """
    app = make_application()
    theme.apply(app, scale)
    workspace = open_workspace(database, read_only=True)
    try:
        # the picture neither follows nor changes how the user left the window
        with TemporaryDirectory() as folder:
            preferences = Preferences(Path(folder), workspace)
            picture = _picture(workspace, preferences, QSize(*size), page, item)
        if not picture.save(str(out), "PNG"):
            raise UserError(f"窗口图片“{out}”没有写成；请检查文件夹是否存在、是否有权限写入。")
    finally:
        workspace.close()


def _picture(
    workspace: Workspace,
    preferences: Preferences,
    size: QSize,
    page: str | None,
    item: str | None,
) -> QPixmap:
    window = MainWindow(workspace, preferences)
    window.resize(size)
    window.show()
    if page is None and workspace.has_check:
        page = "selfcheck"
    if page is not None:
        window.show_page(page)
    if page == "selfcheck" and workspace.has_check:
        lost = [scored.item.code for scored in workspace.filled.card.items if scored.lost]
        window.page(page).show_spot(item or next(iter(lost), workspace.filled.items[0].code))
        window.page(page).detail.basis.show_now()
    settled = QEventLoop()  # what is filled in a moment later is laid out too
    QTimer.singleShot(_SETTLED_MS, settled.quit)
    settled.exec()
    picture = window.grab()
    window.close()
    window.deleteLater()
    return picture
