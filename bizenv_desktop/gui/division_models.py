# SPDX-License-Identifier: MIT
"""Item models over the divisions: the tree, read level by level, and the hits of a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt

from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.gui.two_lines import SecondRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject, QPersistentModelIndex

    from bizenv_desktop.domain.divisions import Division, Divisions

    Index = QModelIndex | QPersistentModelIndex

DivisionRole = Qt.ItemDataRole.UserRole

_PATH_SIGN = " › "
_TOP = QModelIndex()


@dataclass(eq=False)
class _Node:
    """A division on screen; `children` is None until they are asked for."""

    division: Division | None
    parent: _Node | None
    row: int
    children: list[_Node] | None = None

    @property
    def code(self) -> str:
        return self.division.code if self.division else ""


class DivisionTree(QAbstractItemModel):
    """省 → 市 → 县 → 乡镇; a level is read when its superior is opened.

    `DivisionRole` gives the division.
    """

    def __init__(self, divisions: Divisions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._divisions = divisions
        self._root = _Node(None, None, 0)

    def index_of(self, code: str) -> QModelIndex:
        """Where a division stands, reading the levels above it; invalid for an unknown code."""
        index = QModelIndex()
        for division in self._divisions.path(code):
            self.fetchMore(index)
            row = next(
                node.row for node in self._node(index).children or () if node.code == division.code
            )
            index = self.index(row, 0, index)
        return index

    def index(self, row: int, column: int, parent: Index = _TOP) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        children = self._node(parent).children or []
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index = _TOP) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = _TOP) -> int:
        return len(self._node(parent).children or ())

    def columnCount(self, parent: Index = _TOP) -> int:
        return 1

    def hasChildren(self, parent: Index = _TOP) -> bool:
        node = self._node(parent)
        if node.children is None:
            return node.division is None or node.division.level is not Level.TOWNSHIP
        return bool(node.children)

    def canFetchMore(self, parent: Index) -> bool:
        return self._node(parent).children is None and self.hasChildren(parent)

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        node = self._node(parent)
        below = self._divisions.children(node.code)
        if not below:
            node.children = []
            return
        self.beginInsertRows(parent, 0, len(below) - 1)
        node.children = [_Node(division, node, row) for row, division in enumerate(below)]
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        division = self._node(index).division
        if division is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return division.name
        return division if role == DivisionRole else None

    def _node(self, index: Index) -> _Node:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, _Node) else self._root


class DivisionHits(QAbstractListModel):
    """What a search found, best first; `SecondRole` is what it belongs to, in words."""

    def __init__(self, divisions: Divisions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._divisions = divisions
        self._hits: Sequence[Division] = ()

    def show(self, hits: Sequence[Division]) -> None:
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        division = self._hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return division.name
        if role == DivisionRole:
            return division
        if role == SecondRole:
            above = self._divisions.get(division.parent)
            return path_in_words(self._divisions, above) if above else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return path_in_words(self._divisions, division)
        return None


def path_in_words(divisions: Divisions, division: Division) -> str:
    """黑龙江省 › 绥化市 › 兰西县 › 红光镇."""
    return _PATH_SIGN.join(step.name for step in divisions.path(division.code))
