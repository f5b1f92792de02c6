# SPDX-License-Identifier: MIT
"""Reading answers because the clerk asked: where from, whose key that is, what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from bizenv_desktop.gui.submit.answers import AnswerSearch, answers_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.actions.answer_actions import Answers
    from bizenv_desktop.domain.exchange.sight import Sight
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace


class Answering(QObject):
    """A superior whose key is not known is enrolled in between, once."""

    noted = Signal(str)
    refused = Signal(str)

    def __init__(self, workspace: Workspace, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._window = parent
        self._search = AnswerSearch(workspace, preferences, self)
        self._search.found.connect(self._follow)
        self._search.refused.connect(self.refused)

    def ask_folder(self) -> None:
        """Read every answer in a folder that is asked for."""
        title = self.tr("从哪个U盘或文件夹读取回执和反馈")
        chosen = QFileDialog.getExistingDirectory(
            self._window, title, str(self._preferences.exchange_folder())
        )
        if chosen:
            self.look_at([Path(chosen)])

    def ask_files(self) -> None:
        """Read the files that are asked for."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("选择回执和反馈"),
            str(self._preferences.exchange_folder()),
            self.tr("回执和反馈 (*.bizenv)"),
        )
        if chosen:
            self.look_at([Path(each) for each in chosen])

    def look_at(self, places: Iterable[Path]) -> None:
        """Read every answer at these places."""
        self._search.look_at(places)

    def enrol(self, sights: Iterable[Sight]) -> None:
        """Ask about each key once, and read what is signed with those that were accepted."""
        from bizenv_desktop.gui.submit.enrol_dialog import EnrolDialog

        by_key: dict[str, list[Sight]] = {}
        for sight in sights:
            by_key.setdefault(sight.header.key, []).append(sight)
        accepted: list[Path] = []
        for found in by_key.values():
            dialog = EnrolDialog(self._workspace, found[0], self._window)
            if dialog.exec():
                accepted += [each.path for each in found]
            dialog.deleteLater()
        if accepted:
            self.look_at(accepted)

    def _follow(self, answers: Answers) -> None:
        key = self._workspace.filled.check.key if self._workspace.has_check else None
        words = answers_in_words(self._workspace.store, key, answers)
        if answers.refused:
            self.refused.emit(words)
        else:
            self.noted.emit(words)
        if answers.unknown:
            self.enrol(answers.unknown)
