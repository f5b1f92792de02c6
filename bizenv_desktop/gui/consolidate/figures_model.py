# SPDX-License-Identifier: MIT
"""Rows of figures under headings that may change: units, items, findings, the wall."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from bizenv_desktop.gui.two_lines import ToneRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtCore import QObject, QPersistentModelIndex

    Index = QModelIndex | QPersistentModelIndex

RowRole = Qt.ItemDataRole.UserRole
_TOP = QModelIndex()
_LONGEST_CELL, _LONGEST_TIP = 300, 1000
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """`key` tells which one it is when rows are shown anew, `subject` is what it speaks of.

    `tones` are colours of the theme by column, each shown as a dot beside the word; `tips` say more
    by column than the cell does.
    """

    key: str
    cells: tuple[str, ...]
    subject: Any = None
    tones: Mapping[int, str] = field(default_factory=dict)
    tips: Mapping[int, str] = field(default_factory=dict)


class FiguresModel(QAbstractTableModel):
    """One line a row; the columns in `numbers` stand at the right. `RowRole` gives the row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[str, ...] = ()
        self._numbers: frozenset[int] = frozenset()
        self._rows: tuple[FigureRow, ...] = ()

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        return self._rows

    def show(
        self, headings: Sequence[str], rows: Iterable[FigureRow], numbers: Iterable[int] = ()
    ) -> None:
        """Show these in place of what was there."""
        self.beginResetModel()
        self._headings, self._rows = tuple(headings), tuple(rows)
        self._numbers = frozenset(numbers)
        self.endResetModel()

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
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in self._numbers else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == RowRole:
            return row
        if role == ToneRole:
            return row.tones.get(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in self._numbers else _LEFT
        text = row.cells[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(text[:_LONGEST_CELL].split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tips.get(column, text)[:_LONGEST_TIP]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[column]}：{row.tips.get(column, text)}"
        return None
