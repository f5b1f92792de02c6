# SPDX-License-Identifier: MIT
"""The unit's key card: asked where to, written as a file and on paper by the worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from bizenv_desktop.actions.card_paper import export_card_and_paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.workspace import Workspace

    Written = tuple[Path, Path]


def export_key_card(
    workspace: Workspace, parent: QWidget, start: Path | None, done: Callable[[Written], None]
) -> Job | None:
    """Ask for a folder, beginning at `start`, and write both there; None when none was chosen."""
    title = parent.tr("导出单位密钥卡到哪个文件夹")
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or Path.home()))
    if not chosen:
        return None
    folder, now = Path(chosen), workspace.clock()
    path, store_type = workspace.store.path, type(workspace.store)

    def work(tick: Callable[[int, int], None]) -> Written:
        with store_type.open(path) as store:
            return export_card_and_paper(store, folder, now)

    return workspace.jobs.start(parent.tr("导出单位密钥卡"), work, done)
