# SPDX-License-Identifier: MIT
"""Edits of findings on their way into the database; what is refused is kept and tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bizenv_desktop.domain.findings.rectification import edited, view_finding
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.gui.workspace import Workspace


class FindingDrafts(QObject):
    """Findings as the clerk sees them: as typed, even while a full disk refuses them."""

    refused = Signal(str)  # the sentence; the edits are kept here
    cleared = Signal()  # everything is written again

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._kept: dict[str, dict[str, object]] = {}
        workspace.check_opened.connect(self._kept.clear)

    @property
    def unsaved(self) -> int:
        """How many findings have an edit that is not in the database."""
        return len(self._kept)

    def seen(self, view: FindingView) -> FindingView:
        """The finding as the clerk last left it."""
        kept = self._kept.get(view.item.code)
        if not kept:
            return view
        finding = edited(view.finding, **kept)
        return view_finding(view.item, view.answer, finding, view.log, view.visit)

    def edit(self, codes: Iterable[str], name: str, value: object, field: str = "") -> bool:
        """Change one field of these findings as one step of undo; False when it was refused."""
        edits = {code: dict(kept) for code, kept in self._kept.items()}
        for code in codes:
            edits.setdefault(code, {})[name] = value
        return self._write(edits, field)

    def retry(self) -> bool:
        """Try again what was refused; True when nothing is left unsaved."""
        return not self._kept or self._write(self._kept, "")

    def _write(self, edits: dict[str, dict[str, object]], field: str) -> bool:
        had_kept = bool(self._kept)
        views = {view.item.code: view for view in self._workspace.filled.findings}
        self._kept = {}  # while `changed` is told, what is stored is what counts
        try:
            self._workspace.save_findings(
                [
                    edited(views[code].finding, **changes)
                    for code, changes in edits.items()
                    if code in views
                ],
                field,
            )
        except UserError as error:
            self._kept = edits
            self.refused.emit(str(error))
            return False
        if had_kept:
            self.cleared.emit()
        return True
