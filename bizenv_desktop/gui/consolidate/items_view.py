# SPDX-License-Identifier: MIT
"""共性问题: items by how many units lose points on them; beside them these units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.exchange.consolidation import LosingUnits
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.consolidate.figures_model import FigureRow
from bizenv_desktop.gui.consolidate.figures_table import FiguresTable
from bizenv_desktop.gui.parts import label

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.consolidation import (
        Consolidation,
        ItemFigures,
    )


class ItemsView(QWidget):
    """Asks for the units of the item the cursor is on; whoever answers calls `show_units`."""

    units_requested = Signal(object)  # ItemFigures
    unit_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items = FiguresTable(self.tr("检查项"), 1, self)
        self.units = FiguresTable(self.tr("失分的单位"), 0, self)
        self.words = label(wrap=True)
        self.rest = label(role="muted", wrap=True)
        right = QWidget(self)
        side = QVBoxLayout(right)
        side.setContentsMargins(theme.px(self, 8), 0, 0, 0)
        side.addWidget(self.words)
        side.addWidget(self.rest)
        side.addWidget(self.units, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.items)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([theme.px(self, 660), theme.px(self, 400)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(self, 8), 0, 0)
        column.addWidget(split, 1)
        self.items.current_changed.connect(self._follow)
        self.units.row_activated.connect(lambda row, _column: self.unit_requested.emit(row.key))

    @property
    def item(self) -> ItemFigures | None:
        """The item the cursor is on."""
        row = self.items.current
        return None if row is None else row.subject

    def show_figures(self, figures: Consolidation) -> None:
        """Show a period's items; the units follow."""
        self.items.show_rows(
            (
                self.tr("编号"),
                self.tr("检查项"),
                self.tr("维度"),
                self.tr("失分单位"),
                self.tr("共失分"),
                self.tr("得分率%"),
            ),
            map(_row, figures.problems),
            self.tr("没有单位失分的检查项。") if figures.units else self.tr("还没有收到上报。"),
            widths={0: 64, 2: 88, 3: 84, 4: 72, 5: 78},
            numbers=(3, 4, 5),
        )

    def show_units(self, found: LosingUnits) -> None:
        """Show who loses points on the item, and how many are not listed."""
        self.rest.setText(found.words)
        self.rest.setVisible(bool(found.words))
        self.units.show_rows(
            (self.tr("单位"), self.tr("得分"), self.tr("失分")),
            (
                FigureRow(
                    each.organisation,
                    (
                        each.marked,
                        f"{plain(each.score)}/{plain(each.points)}",
                        money_like(each.lost),
                    ),
                    each,
                )
                for each in found.units
            ),
            self.tr("没有单位失分。"),
            widths={1: 84, 2: 64},
            numbers=(1, 2),
        )

    def _follow(self, row: FigureRow | None) -> None:
        if row is None:
            self.words.clear()
            self.show_units(LosingUnits())
            return
        item: ItemFigures = row.subject
        self.words.setText(f"{item.code} {item.title}。{item.words}")
        self.units_requested.emit(item)


def _row(item: ItemFigures) -> FigureRow:
    cells = (
        item.code,
        item.title,
        item.dimension,
        f"{item.losing}/{item.asked}",
        money_like(item.lost),
        "—" if item.rate is None else money_like(item.rate),
    )
    return FigureRow(f"{item.family}/{item.code}", cells, item, {}, {3: item.words})
