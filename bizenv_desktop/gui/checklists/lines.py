# SPDX-License-Identifier: MIT
"""A plain list of two-line rows under headings: previews, faults, citations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.two_lines import SecondRole, ToneRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject, QPersistentModelIndex

    Index = QModelIndex | QPersistentModelIndex

RecordRole = Qt.ItemDataRole.UserRole
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `tone` colours the second line and gives it a dot; `record` is what it is about."""

    text: str
    second: str = ""
    tone: str = ""
    record: object = None
    is_heading: bool = False


class LinesModel(QAbstractListModel):
    """Shows lines; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Iterable[Line]) -> None:
        """Show these; nothing happens when they are shown already."""
        lines = tuple(lines)
        if lines == self.lines:
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.lines[index.row()].is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(part for part in (line.text, line.second) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return line.second or None
            case Qt.ItemDataRole.ForegroundRole if line.is_heading:
                return theme.colour(theme.MUTED)
            case _ if role == SecondRole:
                return line.second
            case _ if role == ToneRole:
                return line.tone or None
            case _ if role == RecordRole:
                return line.record
            case _:
                return None
