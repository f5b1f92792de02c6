# SPDX-License-Identifier: MIT
"""The items whose provincial article is looked for, each with what was confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.tips import tip
from bizenv_desktop.gui.two_lines import SecondRole, ToneRole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation

ItemRole = Qt.ItemDataRole.UserRole

_Index = QModelIndex | QPersistentModelIndex


class LocatedItems(QAbstractListModel):
    """Rows of items in the checklist's order; a role returns the item."""

    def __init__(self) -> None:
        super().__init__()
        self._items: Sequence[CheckItem] = ()
        self._confirmed: Mapping[str, ConfirmedCitation] = {}

    def show(self, items: Sequence[CheckItem], confirmed: Mapping[str, ConfirmedCitation]) -> None:
        """Show these items and what was confirmed for them."""
        if items is self._items:
            self._confirmed = confirmed
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self._items, self._confirmed = items, confirmed
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        item = self._items[index.row()]
        confirmed = self._confirmed.get(item.code)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{item.code}　{item.title}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{item.code}　{item.title}，{_state(confirmed)}"
            case Qt.ItemDataRole.ToolTipRole:
                return tip(item.title)
            case _ if role == ItemRole:
                return item
            case _ if role == SecondRole:
                return _state(confirmed)
            case _ if role == ToneRole:
                return theme.GOOD if confirmed else theme.WARN
            case _:
                return None

    def index_of(self, code: str) -> QModelIndex:
        """Where an item stands; invalid when it is not shown."""
        codes = [item.code for item in self._items]
        return self.index(codes.index(code)) if code in codes else QModelIndex()

    def next_pending(self, row: int) -> QModelIndex:
        """The next item behind that row without a confirmed article, from the top again."""
        count = len(self._items)
        for step in range(1, count + 1):
            place = (row + step) % count
            if self._items[place].code not in self._confirmed:
                return self.index(place)
        return QModelIndex()


def _state(confirmed: ConfirmedCitation | None) -> str:
    if confirmed is None:
        return "条号待核"
    return f"{confirmed.place.label()} · {confirmed.confirmed_by}"
