# SPDX-License-Identifier: MIT
"""The item list's rows: the items of a dimension, or those a search found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bizenv_desktop.gui.selfcheck.item_row import ItemRow

RowRole = Qt.ItemDataRole.UserRole
"""The whole `ItemRow`."""

_Index = QModelIndex | QPersistentModelIndex


class ItemModel(QAbstractListModel):
    """Holds rows and repaints those that changed; knows no widget and no database."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ItemRow] = []
        self._places: dict[str, int] = {}

    def show_rows(self, rows: Sequence[ItemRow]) -> None:
        """Show other items."""
        self.beginResetModel()
        self._rows = list(rows)
        self._places = {row.item.code: place for place, row in enumerate(self._rows)}
        self.endResetModel()

    def update_rows(self, rows: Iterable[ItemRow]) -> None:
        """Show new answers of items; those not shown, or not changed, are passed over."""
        for row in rows:
            place = self._places.get(row.item.code)
            if place is not None and self._rows[place] != row:
                self._rows[place] = row
                index = self.index(place)
                self.dataChanged.emit(index, index)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the items shown, in order."""
        return tuple(self._places)

    def row_of(self, index: _Index) -> ItemRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, code: str) -> QModelIndex:
        """Where the item is; an invalid index when it is not shown."""
        place = self._places.get(code)
        return QModelIndex() if place is None else self.index(place)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.item.code} {row.item.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.sentence
        return None
