# SPDX-License-Identifier: MIT
"""The dimensions with their progress, “all items” first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.gui.tips import tip

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from bizenv_desktop.domain.scoring import ScoreCard

RowRole = Qt.ItemDataRole.UserRole
"""The whole `DimensionRow`."""
ALL = ""
"""The code of the row that stands for all items."""

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """One dimension's name, how much of it is filled in and what it scores so far."""

    code: str
    name: str
    answered: int
    asked: int
    score: Decimal
    points: Decimal
    elsewhere: str = ""
    """Who fills it in on another PC; "" when it is to be done here."""

    @property
    def progress(self) -> str:
        return f"{self.answered}/{self.asked}"

    @property
    def figure(self) -> str:
        return f"{plain(self.score)}/{plain(self.points)}分"

    @property
    def sentence(self) -> str:
        """All of it in one sentence, for a screen reader."""
        words = f"{self.name}，已填{self.answered}项，共{self.asked}项，得{self.figure}"
        return f"{words}，{self.elsewhere}" if self.elsewhere else words


def rows_of(
    card: ScoreCard, all_items: str, elsewhere: Mapping[str, str] | None = None
) -> list[DimensionRow]:
    """All items together, then each dimension; `elsewhere` says who fills it in on another PC."""
    notes = elsewhere or {}
    whole = DimensionRow(
        ALL, all_items, card.answered, card.asked, card.base_score, card.base_points
    )
    return [whole] + [
        DimensionRow(
            part.code,
            part.name,
            part.answered,
            part.asked,
            part.score,
            part.points,
            notes.get(part.code, ""),
        )
        for part in card.dimensions
    ]


class DimensionModel(QAbstractListModel):
    """Holds the rows; repaints those whose figures changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[DimensionRow] = []

    def show_rows(self, rows: list[DimensionRow]) -> None:
        """Show these; other dimensions than before reset the model."""
        if [row.code for row in rows] != [row.code for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        for place, row in enumerate(rows):
            if self._rows[place] != row:
                self._rows[place] = row
                index = self.index(place)
                self.dataChanged.emit(index, index)

    def row_of(self, index: _Index) -> DimensionRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, code: str) -> QModelIndex:
        for place, row in enumerate(self._rows):
            if row.code == code:
                return self.index(place)
        return QModelIndex()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{row.name}（{row.elsewhere}）" if row.elsewhere else row.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.sentence
        return None
