# SPDX-License-Identifier: MIT
"""Confirmed citations to a file for other offices, and theirs from one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from bizenv_desktop.actions import citation_actions
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import safe_file_name

if TYPE_CHECKING:
    from bizenv_desktop.actions.citation_actions import Received
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.gui.workspace import Workspace

_FILTER = "确认的条号 (*.json)"


class Sharing(QObject):
    """Asks for the file, and before another office's place replaces one of ours."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window

    def export(self, edition: str, checklist: Checklist) -> None:
        """Ask where to, and write what was confirmed in that edition."""
        title = self._workspace.editions[edition].title
        name = safe_file_name(f"{title}_确认的条号.json")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("导出确认的条号"), str(Path.home() / name), _FILTER
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ".json":
            path = path.with_name(f"{path.name}.json")
        try:
            count = citation_actions.write_confirmations(
                self._workspace.store, edition, checklist, path
            )
        except UserError as error:
            self.failed.emit(str(error))
            return
        words = self.tr("已导出{count}项确认的条号到 {path}，别的单位导入后不用再找。")
        self.said.emit(words.format(count=count, path=path))

    def import_file(self) -> None:
        """Ask for a file and take in what others confirmed."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("导入别处确认的条号"), "", _FILTER
        )
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """Take in what the file adds; what differs only when the user says so."""
        store = self._workspace.store
        try:
            received = citation_actions.read_confirmations(store, path)
            replacing = bool(received.differing) and self._asks_to_replace(received)
            kept = received.added + (received.differing if replacing else ())
            self._workspace.save_citations({each.key: each for each in kept})
        except UserError as error:
            self.failed.emit(str(error))
            return
        words = self.tr("导入{added}项，与本机相同{same}项，不同{differing}项（{which}）。")
        which = self.tr("已用文件里的") if replacing else self.tr("保留本机的")
        self.said.emit(
            words.format(
                added=len(received.added),
                same=len(received.same),
                differing=len(received.differing),
                which=which if received.differing else self.tr("没有"),
            )
        )

    def _asks_to_replace(self, received: Received) -> bool:
        items = "、".join(each.item for each in received.differing[:8])
        words = self.tr(
            "有{count}项和本机确认的条号不同（{items}…）。要用文件里的吗？\n选“否”保留本机的。"
        ).format(count=len(received.differing), items=items)
        answer = QMessageBox.question(self._window, self.tr("条号不同"), words)
        return answer == QMessageBox.StandardButton.Yes
