# SPDX-License-Identifier: MIT
"""The dossier for an inspector: asked where to, built on the worker with progress and cancel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.actions.dossier import Dossier
    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.workspace import Workspace


def export_dossier(
    workspace: Workspace, parent: QWidget, done: Callable[[Dossier], None]
) -> Job | None:
    """Ask for a place and build it there; None when nobody chose one."""
    from bizenv_desktop.actions.dossier import dossier_name, make_dossier

    filled = workspace.filled
    chosen, _ = QFileDialog.getSaveFileName(
        parent,
        parent.tr("生成迎检档案"),
        str(Path.home() / f"{dossier_name(filled)}.zip"),
        parent.tr("压缩包 (*.zip);;文件夹 (*)"),
        options=QFileDialog.Option.DontConfirmOverwrite,  # it never overwrites
    )
    if not chosen:
        return None
    out, key, library, now = Path(chosen), filled.check.key, workspace.library, workspace.clock()
    path, store_type = workspace.store.path, type(workspace.store)

    def work(tick: Callable[[int, int], None]) -> Dossier:
        with store_type.open(path, read_only=True) as store:
            return make_dossier(store, key, library, out, now, tick=tick)

    return workspace.jobs.start(parent.tr("生成迎检档案"), work, done)
