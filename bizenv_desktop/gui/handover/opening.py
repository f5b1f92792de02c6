# SPDX-License-Identifier: MIT
"""The ways in: 合并, 分工 and 岗位交接, each asked for by a page and shown over it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from shiboken6 import isValid

from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.actions.merge_actions import MergePlan
    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.sync.own_packages import UnknownKeyError


def open_merge(workspace: Workspace, parent: QWidget, path: Path | None = None) -> Job | None:
    """Show what a package of the unit's other PC differs in; without `path` ask for the file."""
    if path is None:
        path = ask_package(parent, parent.tr("选择另一台电脑的上报包或交回包"))
    if path is None:
        return None
    return _open(workspace, parent, path)


def _open(workspace: Workspace, parent: QWidget, path: Path) -> Job:
    store_type, database, now = type(workspace.store), workspace.store.path, workspace.clock()

    def work(tick: Callable[[int, int], None]) -> MergePlan | UnknownKeyError:
        from bizenv_desktop.actions.other_pc_actions import take_other
        from bizenv_desktop.sync.own_packages import UnknownKeyError

        with store_type.open(database, read_only=True) as store:
            try:
                return take_other(store, path, now)
            except UnknownKeyError as error:
                return error

    def done(found: MergePlan | UnknownKeyError) -> None:
        if not isValid(parent):
            return
        if isinstance(found, UserError):
            if know_other_pc(workspace, parent, path, found):
                _open(workspace, parent, path)
            return
        from bizenv_desktop.gui.handover.merge_dialog import MergeDialog

        dialog = MergeDialog(workspace, found, parent)
        dialog.exec()
        dialog.deleteLater()

    job = workspace.jobs.start(parent.tr("打开另一台电脑的包"), work, done)
    job.failed.connect(lambda words: refuse(parent, words))
    return job


def know_other_pc(
    workspace: Workspace, parent: QWidget, path: Path, error: UnknownKeyError
) -> bool:
    """Ask for the other PC's fingerprint; whether it is known from now on."""
    from bizenv_desktop.gui.handover.other_pc_dialog import OtherPcDialog

    dialog = OtherPcDialog(workspace, path, error.header, parent)
    accepted = dialog.exec()
    dialog.deleteLater()
    return bool(accepted)


def open_share(workspace: Workspace, preferences: Preferences, parent: QWidget) -> None:
    """Show what is with whom of the self-check on the table, and hand out, take or give back."""
    from bizenv_desktop.gui.handover.share_dialog import ShareDialog

    dialog = ShareDialog(workspace, preferences, parent)
    dialog.exec()
    dialog.deleteLater()


def open_handover(workspace: Workspace, preferences: Preferences, parent: QWidget) -> None:
    """Hand the whole work over, take it over, or take a handover back."""
    from bizenv_desktop.gui.handover.handover_dialog import HandoverDialog

    dialog = HandoverDialog(workspace, preferences, parent)
    dialog.exec()
    dialog.deleteLater()


def ask_package(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """A package file that is chosen."""
    kinds = parent.tr("上报包、分工包、交回包、交接包 (*.bizenv)")
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(start or Path.home()), kinds)
    return Path(chosen) if chosen else None


def refuse(parent: QWidget, words: str) -> None:
    """Say a refusal over the window."""
    if isValid(parent):
        QMessageBox.warning(parent, parent.tr("营商环境自查"), words)
