# SPDX-License-Identifier: MIT
"""The kinds of paper in a list: what is chosen here is previewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS
from bizenv_desktop.gui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from bizenv_desktop.domain.papers.paper_kinds import PaperKind

_WIDTH, _ROW = 148, 38


class KindList(QListWidget):
    """One row a kind, chosen by ↑ ↓ or a click."""

    kind_chosen = Signal(object)  # PaperKind

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("材料种类"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListWidget::item { padding-left: 8px; }")
        for kind in PAPER_KINDS:
            row = QListWidgetItem(kind.name, self)
            row.setToolTip(kind.hint)
            row.setData(Qt.ItemDataRole.AccessibleDescriptionRole, kind.hint)
        self._fit()
        self.setCurrentRow(0)
        self.currentRowChanged.connect(lambda row: self.kind_chosen.emit(PAPER_KINDS[row]))

    @property
    def kind(self) -> PaperKind:
        """The kind that is chosen."""
        return PAPER_KINDS[self.currentRow()]

    def choose(self, kind: PaperKind) -> None:
        """Choose a kind as a click would."""
        self.setCurrentRow(PAPER_KINDS.index(kind))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()  # the page turns the preview with these
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:  # 大字 was switched
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(self, _WIDTH))
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, theme.px(self, _ROW)))
