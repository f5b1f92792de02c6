# SPDX-License-Identifier: MIT
"""Words that may be long: as high as they are up to a bound, scrolled beyond it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import label

_HIGHEST = 132  # pixels for 14 px text: six lines


class WordsBox(QScrollArea):
    """A label that never takes the room of what stands above it."""

    def __init__(self, name: str, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label(role=role, wrap=True)
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._label)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def setText(self, text: str) -> None:
        """Say this, from the beginning."""
        self._label.setText(text)
        self.verticalScrollBar().setValue(0)
        self.updateGeometry()

    def clear(self) -> None:
        """Say nothing."""
        self.setText("")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        wanted = self._label.heightForWidth(max(1, width - theme.px(self, 12)))
        return min(wanted, theme.px(self, _HIGHEST))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self, 200), self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())
