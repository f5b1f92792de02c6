# SPDX-License-Identifier: MIT
"""The strip that says that a database was handed over, or that a handover was not finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from bizenv_desktop.actions.handover_actions import handover_state
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from bizenv_desktop.gui.workspace import Workspace


class RestBar(QFrame):
    """Stays while the mark does; hidden otherwise."""

    handover_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setProperty("role", "notice")
        self.words = label(wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.more = button(self.tr("岗位交接…"))
        self.more.clicked.connect(self.handover_requested)
        row = QHBoxLayout(self)
        edge = theme.px(self, 10)
        row.setContentsMargins(edge, theme.px(self, 6), edge, theme.px(self, 6))
        row.addWidget(self.words, 1)
        row.addWidget(self.more)
        self.refresh()

    def refresh(self) -> None:
        """Say where the database stands."""
        sentence = handover_state(self._workspace.store).sentence
        self.words.setText(sentence)
        self.setVisible(bool(sentence))
