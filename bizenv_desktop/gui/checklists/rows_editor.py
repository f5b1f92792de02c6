# SPDX-License-Identifier: MIT
"""The table of records with its buttons: add, remove, up and down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.field_codecs import Typed
from bizenv_desktop.gui.checklists.rows_model import RowColumn, RowsModel
from bizenv_desktop.gui.parts import button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

_EDITING = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.SelectedClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)


class RowsEditor(QWidget):
    """A field whose value is a tuple of records; as high as its rows."""

    value_edited = Signal(object)
    burst = 0

    def __init__(
        self,
        name: str,
        columns: Sequence[RowColumn],
        make_row: Callable[[tuple[Any, ...]], Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_row = make_row
        self.model = RowsModel(columns, self)
        self.table = QTableView(self)
        self.add_button = button(self.tr("加一行"), "quiet")
        self.remove_button = button(self.tr("删除这行"), "quiet")
        self.up_button = button(self.tr("上移"), "quiet")
        self.down_button = button(self.tr("下移"), "quiet")
        self._buttons = (self.add_button, self.remove_button, self.up_button, self.down_button)
        self._build(name)
        self._wire()

    def show_value(self, value: tuple[Any, ...]) -> None:
        row = self.table.currentIndex().row()
        self.model.show(value)
        if self.table.currentIndex().row() < 0 and value:
            self._go_to(min(max(row, 0), len(value) - 1), self._first_free)
        self._fit()
        self._follow()

    def set_locked(self, locked: bool) -> None:
        self.model.is_locked = locked
        for each in self._buttons:
            each.setVisible(not locked)

    def focus_cell(self, entry: int, field: str) -> None:
        """Put the cursor into a cell: `entry` counts from 1."""
        names = [column.field for column in self.model.columns]
        column = names.index(field) if field in names else len(names) - 1
        self.table.setFocus()
        index = self.model.index(max(entry - 1, 0), column)
        self.table.setCurrentIndex(index)
        if entry and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Insert and Delete add and remove, Alt+↑↓ move the row."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            match event.key():
                case Qt.Key.Key_Up if alt:
                    self._move(-1)
                case Qt.Key.Key_Down if alt:
                    self._move(1)
                case Qt.Key.Key_Insert:
                    self.add_button.click()
                case Qt.Key.Key_Delete:
                    self.remove_button.click()
                case _:
                    return super().eventFilter(watched, event)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)  # once the columns have their new widths

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_columns()

    def _add(self) -> None:
        rows = (*self.model.rows, self._make_row(self.model.rows))
        self._send(rows, len(rows) - 1)
        self.table.setFocus()
        self._go_to(len(rows) - 1, self._first_free)
        self.table.edit(self.table.currentIndex())

    def _remove(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0 and not self.model.is_locked:
            rows = (*self.model.rows[:row], *self.model.rows[row + 1 :])
            self._send(rows, min(row, len(rows) - 1))

    def _move(self, step: int) -> None:
        row = self.table.currentIndex().row()
        to = row + step
        if self.model.is_locked or not (0 <= row < len(self.model.rows) > to >= 0):
            return
        rows = list(self.model.rows)
        rows.insert(to, rows.pop(row))
        self._send(tuple(rows), to)

    def _send(self, rows: tuple[Any, ...], current: int) -> None:
        column = max(self.table.currentIndex().column(), 0)
        self.model.show(rows)
        self._go_to(current, column)
        self._fit()
        self.value_edited.emit(rows)

    @property
    def _first_free(self) -> int:
        free = (place for place, column in enumerate(self.model.columns) if not column.is_fixed)
        return next(free, 0)

    def _go_to(self, row: int, column: int) -> None:
        self.table.setCurrentIndex(self.model.index(row, column))

    def _follow(self) -> None:
        chosen = self.table.currentIndex().isValid()
        for each in (self.remove_button, self.up_button, self.down_button):
            each.setEnabled(chosen)

    def _fit(self) -> None:
        rows = range(self.model.rowCount())
        height = sum(self.table.rowHeight(row) for row in rows)
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + max(height, theme.px(self, 20)) + 4)

    def _fit_columns(self) -> None:
        for place, column in enumerate(self.model.columns):
            if column.width:
                self.table.setColumnWidth(place, theme.px(self, column.width))
        self._fit()

    def _wire(self) -> None:
        self.model.rows_edited.connect(self.value_edited)
        self.model.dataChanged.connect(self._fit)
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.table.selectionModel().currentChanged.connect(self._follow)
        self.table.installEventFilter(self)

    def _build(self, name: str) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(_CellDelegate(self.model, table))
        table.setAccessibleName(name)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(_EDITING)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.verticalHeader().setMinimumSectionSize(theme.px(self, 30))
        table.horizontalHeader().setHighlightSections(False)
        for place, column in enumerate(self.model.columns):
            if not column.width:
                stretch = QHeaderView.ResizeMode.Stretch
                table.horizontalHeader().setSectionResizeMode(place, stretch)
        buttons = QHBoxLayout()
        for each in self._buttons:
            each.setAccessibleName(f"{name}：{each.text()}")
            buttons.addWidget(each)
        buttons.addStretch(1)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(theme.px(self, 2))
        column_layout.addWidget(table)
        column_layout.addLayout(buttons)
        self.setFocusProxy(table)
        self._fit_columns()


class _CellDelegate(QStyledItemDelegate):
    """A line to type in, for numbers one that takes nothing else."""

    def __init__(self, model: RowsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        column = self._model.columns[index.column()]
        line = QLineEdit(parent)
        line.setAccessibleName(column.heading)
        line.setStyleSheet("padding: 0 4px; border-radius: 0;")
        if column.codec.pattern is not None:
            line.setValidator(Typed(column.codec.pattern, line))
        return line
