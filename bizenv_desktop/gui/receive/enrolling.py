# SPDX-License-Identifier: MIT
"""Enrolling keys: cards asked for or dropped, fingerprints read back one by one; and our own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from bizenv_desktop.actions import receipt_actions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.domain.exchange.keys import KeyCard
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.receive.taking import Taking
    from bizenv_desktop.gui.workspace import Workspace


class Enrolling(QObject):
    """Asks in dialogs over its window and leaves the accepting to the worker."""

    noted = Signal(str)
    refused = Signal(str)

    def __init__(
        self, workspace: Workspace, preferences: Preferences, taking: Taking, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._preferences = preferences
        self._taking = taking
        self._window = window

    def ask(self) -> None:
        """Ask for key cards and enrol them one by one."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("从密钥卡文件登记"),
            str(self._preferences.exchange_folder()),
            self.tr("单位密钥卡 (*.bizkey);;所有文件 (*)"),
        )
        if chosen:
            self._preferences.change(exchange_folder=str(Path(chosen[0]).parent))
            self.enrol_files([Path(each) for each in chosen])

    def scan(self) -> None:
        """Take the QR of paper cards from a scanner, or pasted, and enrol them one by one."""
        from bizenv_desktop.gui.receive.scan_dialog import ScanDialog

        dialog = ScanDialog(self._window)
        scanned = dialog.exec() and dialog.text
        dialog.deleteLater()
        if scanned:
            self._enrol_read(receipt_actions.scanned_cards(self._workspace.store, scanned))

    def enrol_files(self, paths: Iterable[Path]) -> None:
        """Read key cards and enrol those that are new; what is wrong with others is told."""
        self._enrol_read(receipt_actions.read_cards(self._workspace.store, paths))

    def _enrol_read(self, cards: receipt_actions.Cards) -> None:
        words = list(cards.faults)
        if cards.known:
            words.insert(0, self.tr("{count}张以前登记过。").format(count=cards.known))
        if cards.new:
            self.enrol(cards.new, " ".join(words))
        elif cards.faults:
            self.refused.emit(" ".join(words))
        else:
            self.noted.emit(" ".join(words))

    def enrol(self, cards: Sequence[KeyCard], more: str = "") -> None:
        """Have the fingerprints read back and accept the keys; `more` is told with the result."""
        from bizenv_desktop.gui.receive.enrol_dialog import EnrolDialog

        dialog = EnrolDialog(self._workspace, cards, self._window)
        dialog.exec()
        dialog.deleteLater()
        if dialog.verified:
            self._taking.enrol(dialog.verified, more)
        elif more:
            self.noted.emit(more)

    def export_own(self) -> None:
        """Write our own key card, as a file and on paper, into a folder that is asked for."""
        from bizenv_desktop.gui.submit.card_export import export_key_card

        start = self._preferences.exchange_folder()
        job = export_key_card(self._workspace, self._window, start, self._tell_card)
        if job is not None:
            job.failed.connect(self.refused)

    def _tell_card(self, written: tuple[Path, Path]) -> None:
        file, paper = written
        words = self.tr("已导出密钥卡 {file} 和打印用的 {paper}，在 {folder}。")
        self.noted.emit(words.format(file=file.name, paper=paper.name, folder=file.parent))
