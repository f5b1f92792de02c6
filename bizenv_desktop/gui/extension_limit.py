# SPDX-License-Identifier: MIT
"""How often a finding's deadline may be put off, as a setting of this database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from bizenv_desktop.actions.rectification_actions import (
    MOST_OF_ALL,
    most_extensions,
    set_most_extensions,
)
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.parts import label

if TYPE_CHECKING:
    from bizenv_desktop.gui.workspace import Workspace


class ExtensionLimit(QWidget):
    """A number that is kept at once."""

    refused = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.number = QSpinBox(self)
        self.number.setRange(0, MOST_OF_ALL)
        self.number.setSuffix(self.tr(" 次"))
        self.number.setAccessibleName(self.tr("一个问题最多延期几次"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(self.tr("一个问题最多延期"), "muted"))
        row.addWidget(self.number)
        row.addStretch(1)
        self.refresh()
        self.number.valueChanged.connect(self._keep)

    def refresh(self) -> None:
        """Show what is kept."""
        with QSignalBlocker(self.number):
            self.number.setValue(most_extensions(self._workspace.store))

    def _keep(self, number: int) -> None:
        try:
            set_most_extensions(self._workspace.store, number)
        except UserError as error:
            self.refused.emit(str(error))
            self.refresh()
