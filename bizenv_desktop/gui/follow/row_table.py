# SPDX-License-Identifier: MIT
"""A plain table of words to read: rows are chosen whole, activating one names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_READABLE = 110
"""A column as narrow as this is left whole, however many there are."""


class RowTable(QTableWidget):
    """Shows rows of texts; `wide` is the column that takes the room left.

    The other columns may take the share `beside` of the width together.
    """

    row_activated = Signal(int)

    def __init__(
        self,
        name: str,
        titles: Sequence[str],
        wide: int,
        parent: QWidget | None = None,
        *,
        beside: float = 0.65,
    ) -> None:
        super().__init__(0, len(titles), parent)
        self._hint = ViewHint(self)
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(titles))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._wide = wide
        self._beside = beside
        self._natural: dict[int, int] = {}  # what each other column would take
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(lambda index: self.row_activated.emit(index.row()))

    def show_rows(self, rows: Sequence[Sequence[str]], why_empty: str) -> None:
        """Show these; without any, say why."""
        self.setRowCount(len(rows))
        self.verticalHeader().setDefaultSectionSize(theme.px(self, 34))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                made = QTableWidgetItem(" ".join(text[:300].split()))
                made.setToolTip(text[:1000])
                self.setItem(row, column, made)
        self._natural = {}
        for column in range(self.columnCount()):
            if column != self._wide:
                self.resizeColumnToContents(column)
                self._natural[column] = self.columnWidth(column) + theme.px(self, 14)
        self._fit_columns()
        self._hint.show_text("" if rows else why_empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Each column as wide as its texts, the widest cut where the wide one needs the room."""
        room = self._beside * self.viewport().width()
        cap = max(theme.px(self, _READABLE), _level(sorted(self._natural.values()), room))
        for column, width in self._natural.items():
            self.setColumnWidth(column, min(width, round(cap)))

    def texts(self) -> list[list[str]]:
        """What the cells say."""
        model = self.model()
        return [
            [str(model.index(row, column).data()) for column in range(self.columnCount())]
            for row in range(self.rowCount())
        ]


def _level(widths: list[int], room: float) -> float:
    """The width above which columns are cut, so that all of them fit the room together."""
    for at, width in enumerate(widths):
        left = len(widths) - at
        if width * left > room:
            return room / left
        room -= width
    return float(widths[-1]) if widths else 0
