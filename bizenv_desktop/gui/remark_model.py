# SPDX-License-Identifier: MIT
"""The remarks of the review as a tree: 错误 and 提示, groups of one kind, remarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt

from bizenv_desktop.gui.tips import tip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtCore import QObject, QPersistentModelIndex

    from bizenv_desktop.domain.review import Remark, Severity

    Index = QModelIndex | QPersistentModelIndex

RemarkRole = Qt.ItemDataRole.UserRole
SeverityRole = Qt.ItemDataRole.UserRole + 1
CountRole = Qt.ItemDataRole.UserRole + 2
PathRole = Qt.ItemDataRole.UserRole + 3
_TOP = QModelIndex()


@dataclass(eq=False)
class _Node:
    """A row of the tree; only leaves carry a remark."""

    text: str
    severity: Severity | None
    parent: _Node | None
    row: int = 0
    remark: Remark | None = None
    children: list[_Node] = field(default_factory=list)

    @property
    def path(self) -> tuple[str, ...]:
        """The texts from the top down: names the row after the tree was built anew."""
        above = self.parent.path if self.parent else ()
        return (*above, self.text)

    @property
    def count(self) -> int:
        return 1 if self.remark else sum(child.count for child in self.children)

    def child(self, text: str, severity: Severity | None = None) -> _Node:
        """The child of that text, added when it is the first of it."""
        for node in self.children:
            if node.text == text and node.remark is None:
                return node
        return self.add(_Node(text, severity or self.severity, self))

    def add(self, node: _Node) -> _Node:
        node.row = len(self.children)
        self.children.append(node)
        return node


class RemarkTree(QAbstractItemModel):
    """Severity → group → remark, each level with its count.

    `RemarkRole` gives the remark of a leaf, `PathRole` what names the row across changes.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _Node("", None, None)

    def show(self, remarks: Iterable[Remark], titles: Mapping[str, str]) -> None:
        """Show these remarks; `titles` are the items' titles by code."""
        self.beginResetModel()
        self._root = _Node("", None, None)
        for remark in remarks:
            top = self._root.child(remark.severity.label, remark.severity)
            text = f"{remark.item}　{titles.get(remark.item, '')}"
            group = top.child(remark.group)
            group.add(_Node(text, remark.severity, group, remark=remark))
        self.endResetModel()

    def index(self, row: int, column: int, parent: Index = _TOP) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._node(parent).children[row])

    def parent(self, index: Index = _TOP) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = _TOP) -> int:
        return len(self._node(parent).children)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self._node(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return node.text
            case Qt.ItemDataRole.ToolTipRole if node.remark:
                return tip(node.remark.message)
            case Qt.ItemDataRole.AccessibleTextRole:
                rest = node.remark.message if node.remark else f"{node.count}条"
                return f"{node.text}，{rest}"
            case _ if role == RemarkRole:
                return node.remark
            case _ if role == SeverityRole:
                return node.severity
            case _ if role == CountRole:
                return node.count
            case _ if role == PathRole:
                return node.path
            case _:
                return None

    def _node(self, index: Index) -> _Node:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, _Node) else self._root
