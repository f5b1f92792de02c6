# SPDX-License-Identifier: MIT
"""One switch for each kind of change, with its count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bizenv_desktop.domain.regulations.compare import ChangeKind
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button

if TYPE_CHECKING:
    from bizenv_desktop.domain.regulations.compare import Comparison


class KindFilter(QWidget):
    """Everything but the unchanged is on at first; a kind without articles cannot be chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[ChangeKind, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(self, 6))
        for kind in ChangeKind:
            made = button(kind.label)
            made.setCheckable(True)
            made.setProperty("role", "toggle")
            made.setChecked(kind is not ChangeKind.UNCHANGED)
            made.toggled.connect(self.changed)
            self.buttons[kind] = made
            row.addWidget(made)
        row.addStretch(1)

    @property
    def kinds(self) -> frozenset[ChangeKind]:
        """The kinds that are switched on."""
        return frozenset(kind for kind, made in self.buttons.items() if made.isChecked())

    def show_counts(self, comparison: Comparison | None) -> None:
        """Say how many articles there are of each kind."""
        for kind, made in self.buttons.items():
            count = comparison.count(kind) if comparison else 0
            made.setText(f"{kind.label} {count}")
            made.setEnabled(bool(count))
