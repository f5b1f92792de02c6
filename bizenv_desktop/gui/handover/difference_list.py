# SPDX-License-Identifier: MIT
"""The differences as rows of two lines: what it is about, and what holds of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from bizenv_desktop.domain.exchange.difference_words import summary
from bizenv_desktop.domain.exchange.differences import Side
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.two_lines import SecondRole, ToneRole, TwoLineDelegate
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent

    from bizenv_desktop.actions.merge_actions import MergePlan
    from bizenv_desktop.domain.exchange.differences import Difference

KEYS = {Qt.Key.Key_1: Side.OURS, Qt.Key.Key_2: Side.THEIRS, Qt.Key.Key_3: Side.JOINED}
_TONES = {Side.OURS: theme.ACCENT, Side.THEIRS: theme.GOOD, Side.JOINED: theme.GOOD}


class DifferenceList(QListView):
    """↑↓ move, 1 2 3 choose; a row says in words what holds, its dot only repeats it."""

    shown = Signal(int)  # row
    chosen = Signal(object)  # Side

    def __init__(self, plan: MergePlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._rows = QStandardItemModel(self)
        self.setAccessibleName(self.tr("不同之处"))
        self.setModel(self._rows)
        self.setItemDelegate(TwoLineDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._hint = ViewHint(self)
        for found in plan.found:
            self._rows.appendRow(QStandardItem(self._first(found)))
        self._hint.show_text("" if plan.found else self.tr("两边没有不同，不用选择。"))
        self.selectionModel().currentChanged.connect(self._moved)

    def show_choices(self, choices: Mapping[str, Side]) -> None:
        """Say in each row what holds now."""
        for row, found in enumerate(self._plan.found):
            side = choices.get(found.name, found.default)
            words = summary(found, self._plan.files, self._plan.item(found.item))
            state = self.tr("请选择") if side is None else side.label
            item = self._rows.item(row)
            item.setData(f"{state} · {words}", SecondRole)
            item.setData(theme.BAD if side is None else _TONES[side], ToneRole)
            accessible = f"{item.text()}，{found.origin.label}，{words}，{state}"
            item.setData(accessible, Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(found.origin.label)

    def go_to(self, row: int) -> None:
        """Show that row."""
        self.setCurrentIndex(self._rows.index(row, 0))

    def texts(self) -> list[tuple[str, str]]:
        """Both lines of every row."""
        rows = (self._rows.item(row) for row in range(self._rows.rowCount()))
        return [(row.text(), str(row.data(SecondRole))) for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        side = KEYS.get(Qt.Key(event.key()))
        if side is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(side)

    def keyboardSearch(self, search: str) -> None:
        """Digits choose, they do not jump about."""

    def _moved(self, current: QModelIndex) -> None:
        if current.isValid():
            self.shown.emit(current.row())

    def _first(self, found: Difference) -> str:
        title = self._plan.title(found)
        if not found.item or title == found.part.label:
            return found.part.label
        return f"{found.item} {found.part.label}　{title}"
