# SPDX-License-Identifier: MIT
"""本周整改提醒 as a file: asked where to, written on the worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from bizenv_desktop.domain.papers.paper_kinds import PaperFormat, paper_kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.workspace import Workspace


def export_reminder(
    workspace: Workspace, parent: QWidget, done: Callable[[Path], None]
) -> Job | None:
    """Ask for a file and write the paper into it; None when nobody chose one."""
    from bizenv_desktop.actions import paper_actions

    kind = paper_kind("reminder")
    filled = workspace.filled
    name = paper_actions.paper_file(filled, kind, PaperFormat.PDF)
    chosen, _ = QFileDialog.getSaveFileName(
        parent,
        parent.tr("导出本周整改提醒"),
        str(Path.home() / name),
        parent.tr("PDF 文件 (*.pdf);;Word 文件 (*.docx)"),
    )
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() not in (".pdf", ".docx", ".xlsx"):
        path = path.with_name(f"{path.name}.pdf")
    record = paper_actions.paper(
        workspace.store, filled.check.key, workspace.library, kind, filled.today
    )

    def work(tick: Callable[[int, int], None]) -> Path:
        paper_actions.write_one(record, kind, path)
        return path

    return workspace.jobs.start(parent.tr("导出本周整改提醒"), work, done)
