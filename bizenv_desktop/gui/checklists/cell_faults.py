# SPDX-License-Identifier: MIT
"""The faults of a workbook by sheet and cell, to be read beside it or copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from bizenv_desktop.gui import theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QObject, QPersistentModelIndex
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.imports.workbook_faults import CellFault

    Index = QModelIndex | QPersistentModelIndex

_TOP = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class CellFaultsModel(QAbstractTableModel):
    """One row a fault: sheet, cell, what is wrong, what was perhaps meant."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._headings = (
            self.tr("工作表"),
            self.tr("单元格"),
            self.tr("要改的地方"),
            self.tr("建议"),
        )

    def show(self, faults: Sequence[CellFault]) -> None:
        self.beginResetModel()
        self._rows = tuple(_cells(fault) for fault in faults)
        self.endResetModel()

    def text(self, rows: Iterable[int]) -> str:
        """These rows under their headings, as a spreadsheet takes them."""
        lines = [self._headings, *(self._rows[row] for row in rows)]
        return "\n".join("\t".join(line) for line in lines)

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        text = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[index.column()]}：{text}"
        return None


class CellFaultTable(QTableView):
    """The table; Ctrl+C copies the rows chosen, `copy_all` every one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faults = CellFaultsModel(self)
        self.setModel(self._faults)
        self.setAccessibleName(self.tr("要改的单元格"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding: 0 6px; }")
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 90), (1, 80), (3, 130)):
            self.setColumnWidth(column, theme.px(self, width))

    def show_faults(self, faults: Sequence[CellFault]) -> None:
        self._faults.show(faults)

    def copy_all(self) -> None:
        """Put every fault on the clipboard."""
        rows = range(self._faults.rowCount())
        QGuiApplication.clipboard().setText(self._faults.text(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
            return
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        QGuiApplication.clipboard().setText(self._faults.text(rows))


def _cells(fault: CellFault) -> tuple[str, str, str, str]:
    sheet, _, cell = fault.cell.partition("!")
    return sheet, cell, fault.reason, fault.suggestion
