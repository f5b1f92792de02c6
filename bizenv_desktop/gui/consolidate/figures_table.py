# SPDX-License-Identifier: MIT
"""The table of 汇总's views: status by dot and word, Enter opens, Ctrl+C copies with headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
)

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.consolidate.figures_model import FigureRow, FiguresModel, RowRole
from bizenv_desktop.gui.dot_delegate import DotDelegate
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

_ROW = 32
_USUAL = 84  # pixels of a column of which nothing is said
_LEAST = 160  # of the wide one


class FiguresTable(QTableView):
    """`widths` by column are for 14 px text; the `wide` one, -1 the last, takes the room left."""

    current_changed = Signal(object)  # FigureRow or None
    row_activated = Signal(object, int)  # FigureRow, column

    def __init__(self, name: str, wide: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FiguresModel(self)
        self.setModel(self.figures)
        self.setItemDelegate(DotDelegate(self))
        self._widths: dict[int, int] = {}
        self._wide = wide
        self._hint = ViewHint(self)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.setMinimumHeight(theme.px(self, 72))
        self.selectionModel().currentRowChanged.connect(
            lambda current, _before: self.current_changed.emit(current.data(RowRole))
        )
        self.activated.connect(
            lambda index: self.row_activated.emit(index.data(RowRole), index.column())
        )

    @property
    def current(self) -> FigureRow | None:
        """The row the cursor is on, None without any."""
        row: FigureRow | None = self.currentIndex().data(RowRole)
        return row

    def show_rows(
        self,
        headings: Sequence[str],
        rows: Iterable[FigureRow],
        why_empty: str,
        *,
        widths: Mapping[int, int],
        numbers: Iterable[int] = (),
        wide: int | None = None,
    ) -> None:
        """Show these and keep the place; without any, say why. `wide` from now on, if given."""
        if wide is not None:
            self._wide = wide
        current, at = self.current, self.currentIndex().row()
        column = max(0, self.currentIndex().column())
        self.figures.show(headings, rows, numbers)
        self._widths = dict(widths)
        self._fit()
        shown = self.figures.rows
        self._hint.show_text("" if shown else why_empty)
        if not shown:
            self.current_changed.emit(None)
            return
        places = {row.key: place for place, row in enumerate(shown)}
        place = places.get(current.key) if current else None
        if place is None:
            place = max(0, min(at, len(shown) - 1))
        index = self.figures.index(place, min(column, len(headings) - 1))
        pick = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, pick.ClearAndSelect | pick.Rows)

    def texts(self) -> list[list[str]]:
        """What the cells say."""
        return [list(row.cells) for row in self.figures.rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
            QGuiApplication.clipboard().setText(self.figures.text(rows))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: Any) -> None:  # noqa: ANN401  # QEvent
        super().changeEvent(event)
        if event.type() == event.Type.FontChange and hasattr(self, "_widths"):
            self._fit()

    def _fit(self) -> None:
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {theme.px(self, 6)}px; }}")
        self.verticalHeader().setDefaultSectionSize(theme.px(self, _ROW))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(theme.px(self, 40))
        for column in range(self.figures.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, theme.px(self, self._widths.get(column, _USUAL)))
        self._fit_wide()

    def _fit_wide(self) -> None:
        """Give the wide column the room that is left; where that is too little, scroll sideways."""
        count = self.figures.columnCount()
        wide = self._wide if self._wide >= 0 else count + self._wide
        if not 0 <= wide < count:
            return
        others = sum(self.columnWidth(column) for column in range(count) if column != wide)
        room = self.viewport().width() - others
        self.setColumnWidth(wide, max(room, theme.px(self, _LEAST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_wide()
