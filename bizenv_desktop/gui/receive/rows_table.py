# SPDX-License-Identifier: MIT
"""The table the views of 接收 show: whole rows are chosen, Space ticks, Ctrl+C copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
)

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.dot_delegate import DotDelegate
from bizenv_desktop.gui.receive.rows_model import Row, RowRole, RowsModel
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_ROW, _LEAST = 32, 110


class RowsTable(QTableView):
    """`widths` by column for 14 px text; the `wide` column takes the room left."""

    chosen_changed = Signal()
    row_activated = Signal(object)  # Row

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        widths: Mapping[int, int],
        *,
        wide: int,
        status: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows_model = RowsModel(headings, status, self)
        self.setModel(self.rows_model)
        self.setItemDelegate(DotDelegate(self))
        self._widths = dict(widths)
        self._hint = ViewHint(self)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(theme.px(self, 72))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen_changed.emit())
        self.activated.connect(lambda index: self.row_activated.emit(index.data(RowRole)))
        self._pad()

    @property
    def current(self) -> Row | None:
        """The row the cursor is on, None without any."""
        row: Row | None = self.currentIndex().data(RowRole)
        return row

    @property
    def chosen(self) -> tuple[Row, ...]:
        """The rows that are marked, from the top."""
        found = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.rows_model.rows[row] for row in found)

    def pick(self, row: int) -> None:
        """Choose that row and no other."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.rows_model.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def show_rows(self, rows: Iterable[Row], why_empty: str) -> None:
        """Show these and keep the place; without any, say why."""
        keys = {row.key for row in self.chosen}
        current, at = self.current, self.currentIndex().row()
        self.rows_model.show(rows)
        shown = self.rows_model.rows
        self._hint.show_text("" if shown else why_empty)
        if not shown:
            self.chosen_changed.emit()
            return
        places = {row.key: place for place, row in enumerate(shown)}
        place = places.get(current.key) if current else None
        if place is None:
            place = max(0, min(at, len(shown) - 1))
        self.pick(place)
        more = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for key in keys & places.keys():
            self.selectionModel().select(self.rows_model.index(places[key], 0), more)
        self.chosen_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted(index.row() for index in self.selectionModel().selectedRows())
            QGuiApplication.clipboard().setText(self.rows_model.text(rows))
        elif event.key() == Qt.Key.Key_Space and any(row.ticked is not None for row in self.chosen):
            self._toggle()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: Any) -> None:  # noqa: ANN401  # QEvent
        super().changeEvent(event)
        if event.type() == event.Type.FontChange and hasattr(self, "_widths"):
            self._pad()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.scrollTo(self.currentIndex())

    def _toggle(self) -> None:
        """Tick the marked rows, or clear them when all are ticked."""
        model = self.rows_model
        marked = [index.row() for index in self.selectionModel().selectedRows()]
        can = [row for row in marked if model.rows[row].ticked is not None]
        every = all(model.rows[row].ticked for row in can)
        state = Qt.CheckState.Unchecked if every else Qt.CheckState.Checked
        for row in can:
            model.setData(model.index(row, 0), state, Qt.ItemDataRole.CheckStateRole)

    def _pad(self) -> None:
        """Have cells begin where their headings do, in the text size there is."""
        sheet = f"QTableView::item {{ padding: 0 {theme.px(self, 5)}px; }}"
        if sheet != self.styleSheet():  # setting it brings a change of font about again
            self.setStyleSheet(sheet)
        self._fit()

    def _fit(self) -> None:
        """Give the columns their widths; where room is short the first one gives way."""
        self.verticalHeader().setDefaultSectionSize(theme.px(self, _ROW))
        widths = {column: theme.px(self, width) for column, width in self._widths.items()}
        least = theme.px(self, _LEAST)
        excess = sum(widths.values()) + least - self.viewport().width()
        widths[0] = max(least, widths[0] - max(0, excess))  # what has no room is read in its tip
        for column, wide in widths.items():
            self.setColumnWidth(column, wide)
