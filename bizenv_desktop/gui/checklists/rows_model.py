# SPDX-License-Identifier: MIT
"""A table of records edited cell by cell: kinds of deduction, bands, grades, dimensions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.field_codecs import TEXT, Codec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject, QPersistentModelIndex

    Index = QModelIndex | QPersistentModelIndex

_TOP = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class RowColumn:
    """A column: the record's field, its heading, how it is typed; `width` 0 takes what is left."""

    field: str
    heading: str
    codec: Codec = TEXT
    width: int = 0
    is_fixed: bool = False


class RowsModel(QAbstractTableModel):
    """Records as rows; an edit makes a new tuple and tells it."""

    rows_edited = Signal(object)  # the new tuple

    def __init__(self, columns: Sequence[RowColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Any, ...] = ()
        self.is_locked = False

    def show(self, rows: tuple[Any, ...]) -> None:
        """Show these; rows that stay in place are only repainted."""
        if rows == self.rows:
            return
        if len(rows) == len(self.rows):
            self.rows = rows
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1)
            )
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.is_locked or self.columns[index.column()].is_fixed:
            return flags
        return flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        text = column.codec.write(getattr(self.rows[index.row()], column.field))
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.heading}：{text}"
            case Qt.ItemDataRole.ForegroundRole if column.is_fixed or self.is_locked:
                return theme.colour(theme.MUTED)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        column = self.columns[index.column()]
        row = self.rows[index.row()]
        changed = replace(row, **{column.field: column.codec.read(str(value))})
        if changed == row:
            return False
        rows = list(self.rows)
        rows[index.row()] = changed
        self.rows = tuple(rows)
        self.dataChanged.emit(index, index)
        self.rows_edited.emit(self.rows)
        return True
