# SPDX-License-Identifier: MIT
"""The columns of the list: which are shown, what they are called, how wide, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.domain.papers.rectification_list import DEFAULT_COLUMNS
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.reports.columns_model import ColumnsModel, Field

if TYPE_CHECKING:
    from bizenv_desktop.domain.papers.rectification_list import ListColumn


class ColumnsDialog(QDialog):
    """Edits a copy; `columns` is the result once it was accepted."""

    def __init__(self, columns: tuple[ListColumn, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ColumnsModel(columns, self)
        self.table = QTableView(self)
        self.up_button = button(self.tr("上移"))
        self.down_button = button(self.tr("下移"))
        self.default_button = button(self.tr("恢复默认"))
        self.cancel_button = button(self.tr("取消"))
        self.accept_button = button(self.tr("确定"), "primary")
        self._trouble = label(role="bad", wrap=True)
        self._build()
        self._wire()

    @property
    def columns(self) -> tuple[ListColumn, ...]:
        return self._model.columns

    @property
    def trouble(self) -> str:
        """Why the columns cannot be taken as they are; empty when they can."""
        return self._trouble.text()

    def accept(self) -> None:
        if not any(column.shown for column in self.columns):
            self._trouble.setText(self.tr("一列也没有选，请至少选一列。"))
            self._trouble.show()
            return
        super().accept()

    def _move(self, step: int) -> None:
        row = self._model.move(self.table.currentIndex().row(), step)
        self.table.setCurrentIndex(self._model.index(row, self.table.currentIndex().column()))

    def _wire(self) -> None:
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.default_button.clicked.connect(lambda: self._model.show(DEFAULT_COLUMNS))
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        self._model.dataChanged.connect(self._trouble.hide)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("整改清单的列"))
        self._trouble.hide()
        self.accept_button.setDefault(True)
        table = self.table
        table.setModel(self._model)
        table.setAccessibleName(self.tr("列"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(self, 34))
        table.horizontalHeader().setSectionResizeMode(Field.TITLE, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(Field.KEY, theme.px(self, 130))
        table.setColumnWidth(Field.WIDTH, theme.px(self, 110))
        table.setCurrentIndex(self._model.index(0, Field.KEY))
        side = QVBoxLayout()
        for widget in (self.up_button, self.down_button, self.default_button):
            side.addWidget(widget)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(table, 1)
        middle.addLayout(side)
        bottom = QHBoxLayout()
        bottom.addWidget(self._trouble, 1)
        bottom.addStretch(1)
        bottom.addWidget(self.cancel_button)
        bottom.addWidget(self.accept_button)
        words = self.tr("勾选要打印的列，双击改名称和宽度；宽度按比例占满纸面。")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(self, 10))
        layout.addWidget(label(words, "muted", wrap=True))
        layout.addLayout(middle, 1)
        layout.addLayout(bottom)
        size = self.screen().availableSize()
        self.resize(theme.px(self, 560), min(theme.px(self, 520), size.height() - 60))
        table.setFocus(Qt.FocusReason.OtherFocusReason)
