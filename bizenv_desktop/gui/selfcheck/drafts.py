# SPDX-License-Identifier: MIT
"""Edits on their way into the database: written at once, kept and tried again when refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.selfcheck import Answer
    from bizenv_desktop.gui.selfcheck.section import Change
    from bizenv_desktop.gui.workspace import Workspace


class Drafts(QObject):
    """Answers as the clerk sees them: as typed, even while a full disk refuses them."""

    refused = Signal(str)  # the sentence; the edits are kept here
    cleared = Signal()  # everything is written again

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._kept: dict[str, Answer] = {}
        workspace.check_opened.connect(self.forget)

    @property
    def unsaved(self) -> frozenset[str]:
        """The items whose last edit is not in the database."""
        return frozenset(self._kept)

    def answer(self, code: str) -> Answer:
        """The answer as the clerk last left it."""
        return self._kept.get(code) or self._workspace.answer(code)

    def edit(self, changes: Mapping[str, Change], field: str = "") -> bool:
        """Change answers as one step of undo; False when refused, and nothing is lost then."""
        edited = {code: change(self.answer(code)) for code, change in changes.items()}
        return self._write({**self._kept, **edited}, field)

    def retry(self) -> bool:
        """Try again what was refused; True when nothing is left unsaved."""
        return not self._kept or self._write(dict(self._kept), "")

    def forget(self) -> None:
        """Let go of what could not be saved."""
        self._kept.clear()

    def _write(self, answers: dict[str, Answer], field: str) -> bool:
        had_kept = bool(self._kept)
        kept, self._kept = self._kept, {}  # while `changed` is told, what is stored is what counts
        try:
            self._workspace.save_answers(answers.values(), field)
        except UserError as error:
            self._kept = {**kept, **answers}
            self.refused.emit(str(error))
            return False
        if had_kept:
            self.cleared.emit()
        return True
