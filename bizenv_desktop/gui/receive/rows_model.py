# SPDX-License-Identifier: MIT
"""Rows of words about something: packages, receipts, keys, units; some rows can be ticked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from bizenv_desktop.gui.tips import tip
from bizenv_desktop.gui.two_lines import ToneRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QObject, QPersistentModelIndex

    Index = QModelIndex | QPersistentModelIndex

RowRole = Qt.ItemDataRole.UserRole
_TOP = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_LONGEST_CELL = 300


@dataclass(frozen=True, slots=True)
class Row:
    """`key` tells which one it is when rows are shown anew, `subject` is what it speaks of.

    `tone` is a colour of the theme for the cell that says how things stand; `ticked` None means
    there is nothing to tick.
    """

    key: str
    cells: tuple[str, ...]
    subject: Any
    tone: str = ""
    ticked: bool | None = None


class RowsModel(QAbstractTableModel):
    """One line a row under fixed headings; the cell in `status` has a dot beside its word.

    `RowRole` gives the row.
    """

    ticks_changed = Signal()

    def __init__(self, headings: Sequence[str], status: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._status = status
        self._rows: list[Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def show(self, rows: Iterable[Row]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def tick_all(self, *, ticked: bool) -> None:
        """Tick or clear every row that can be ticked."""
        self._rows = [
            row if row.ticked is None else replace(row, ticked=ticked) for row in self._rows
        ]
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        self.ticks_changed.emit()

    def text(self, rows: Iterable[int]) -> str:
        """These rows under their headings, as a spreadsheet takes them."""
        lines = [self._headings, *(self._rows[row].cells for row in rows)]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and self._rows[index.row()].ticked is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.CheckStateRole and column == 0 and row.ticked is not None:
            return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
        if role == ToneRole:
            return (row.tone or None) if column == self._status else None
        text = row.cells[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(text[:_LONGEST_CELL].split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[column]}：{text}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self._rows[index.row()] if index.isValid() else None
        if role != Qt.ItemDataRole.CheckStateRole or row is None or row.ticked is None:
            return False
        ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        self._rows[index.row()] = replace(row, ticked=ticked)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.ticks_changed.emit()
        return True
