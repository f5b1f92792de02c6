# SPDX-License-Identifier: MIT
"""The columns of a printed list as a table to edit."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from bizenv_desktop.domain.papers.rectification_list import DEFAULT_COLUMNS

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QPersistentModelIndex

    from bizenv_desktop.domain.papers.rectification_list import ListColumn

    Index = QModelIndex | QPersistentModelIndex

_TOP = QModelIndex()
_LONGEST_TITLE = 12
_NARROWEST, _WIDEST = 8, 200
_OWN_NAMES = {column.key: column.title for column in DEFAULT_COLUMNS}


class Field(IntEnum):
    """What can be seen and changed of a column."""

    KEY = 0
    TITLE = 1
    WIDTH = 2


class ColumnsModel(QAbstractTableModel):
    """A row for each column: its own name with a check mark, the printed name, the width in mm."""

    def __init__(self, columns: tuple[ListColumn, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = list(columns)
        self._headers = (self.tr("内容"), self.tr("打印名称"), self.tr("宽度（毫米）"))

    @property
    def columns(self) -> tuple[ListColumn, ...]:
        return tuple(self._columns)

    def show(self, columns: tuple[ListColumn, ...]) -> None:
        self.beginResetModel()
        self._columns = list(columns)
        self.endResetModel()

    def move(self, row: int, step: int) -> int:
        """Move a row up (-1) or down (1) where there is room; returns where it is now."""
        target = row + step
        if not (0 <= row < len(self._columns) and 0 <= target < len(self._columns)):
            return row
        # Qt counts the place in front of which the row goes, before it is taken out
        before = target if step < 0 else target + 1
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), before)
        self._columns.insert(target, self._columns.pop(row))
        self.endMoveRows()
        return target

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(Field)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        if index.column() == Field.KEY:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column, field = self._columns[index.row()], Field(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and field is Field.KEY:
            return Qt.CheckState.Checked if column.shown else Qt.CheckState.Unchecked
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        match field:
            case Field.KEY:
                return _OWN_NAMES.get(column.key, column.key)
            case Field.TITLE:
                return column.title
            case Field.WIDTH:
                return column.width if column.width % 1 else int(column.width)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column, field = self._columns[index.row()], Field(index.column())
        changed = column
        if role == Qt.ItemDataRole.CheckStateRole and field is Field.KEY:
            changed = replace(column, shown=Qt.CheckState(value) == Qt.CheckState.Checked)
        elif field is Field.TITLE:
            title = " ".join(str(value).split())[:_LONGEST_TITLE]
            changed = replace(column, title=title or _OWN_NAMES[column.key])
        elif field is Field.WIDTH and isinstance(value, int | float):
            changed = replace(column, width=float(max(_NARROWEST, min(_WIDEST, value))))
        if changed == column:
            return False
        self._columns[index.row()] = changed
        self.dataChanged.emit(index, index)
        return True
