# SPDX-License-Identifier: MIT
"""A name that, typed once, is offered again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.text_fields import LineField

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.gui.workspace import Workspace


class NameField(LineField):
    """A line that offers the words typed in fields of its `kind`; ↓ lists what fits so far."""

    def __init__(
        self, workspace: Workspace, kind: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._workspace = workspace
        self._kind = kind
        self._text_before = ""
        self._offered: tuple[str, ...] | None = None
        self.editingFinished.connect(self._remember)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() == Qt.FocusReason.PopupFocusReason:  # back from its own list
            super().focusInEvent(event)
            return
        self._text_before = self.text()
        offered = self._workspace.store.remembered(self._kind)
        if offered != self._offered:
            self._offered = offered
            self.offer(offered)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        completer = self.completer()
        if event.key() == Qt.Key.Key_Down and completer and not completer.popup().isVisible():
            completer.setCompletionPrefix(self.text())
            completer.complete()
            return
        super().keyPressEvent(event)

    def _remember(self) -> None:
        """Keep a name that was typed to its end, not each beginning of it."""
        if self.text() != self._text_before:
            self._text_before = self.text()
            with suppress(UserError):  # a comfort; the name itself is saved, or refused, elsewhere
                self._workspace.remember(self._kind, self.text())
