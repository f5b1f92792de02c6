# SPDX-License-Identifier: MIT
"""A question with everything that would happen listed under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QListView, QVBoxLayout

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.lines import LinesModel
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.regulations.heading_delegate import HeadingDelegate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.gui.checklists.lines import Line


class PreviewDialog(QDialog):
    """Accepted when the user said yes; the answer that changes nothing has the focus."""

    def __init__(
        self,
        title: str,
        headline: str,
        note: str,
        lines: Iterable[Line],
        yes: str,
        parent: QWidget | None = None,
        *,
        no: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.headline = label(headline, "heading", wrap=True)
        self.note = label(note, "muted", wrap=True)
        self.list = QListView(self)
        self.no_button = button(no or self.tr("取消"))
        self.yes_button = button(yes, "primary")
        self._model = LinesModel(self)
        self._model.show(lines)
        self._build()
        self.no_button.clicked.connect(self.reject)
        self.yes_button.clicked.connect(self.accept)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is listed."""
        return self._model.lines

    def _build(self) -> None:
        self.list.setModel(self._model)
        self.list.setItemDelegate(HeadingDelegate(self.list))
        self.list.setAccessibleName(self.headline.text())
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setVisible(bool(self._model.lines))
        self.note.setVisible(bool(self.note.text()))
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self.no_button)
        bottom.addWidget(self.yes_button)
        layout = QVBoxLayout(self)
        edge = theme.px(self, 16)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(self, 10))
        layout.addWidget(self.headline)
        layout.addWidget(self.note)
        layout.addWidget(self.list, 1)
        layout.addLayout(bottom)
        size = self.screen().availableSize()
        height = theme.px(self, 500 if self._model.lines else 160)
        self.resize(min(theme.px(self, 640), size.width() - 40), min(height, size.height() - 60))
        self.no_button.setFocus()
