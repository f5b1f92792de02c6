# SPDX-License-Identifier: MIT
"""得分: units by code against dimensions, how the whole is worked out, what is hard to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bizenv_desktop.domain.arithmetic import money_like
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.consolidate.figures_model import FigureRow
from bizenv_desktop.gui.consolidate.figures_table import FiguresTable
from bizenv_desktop.gui.consolidate.words_box import WordsBox
from bizenv_desktop.gui.parts import label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from bizenv_desktop.domain.exchange.consolidation import Consolidation, UnitFigures

_BEFORE_DIMENSIONS = 4


class ScoresView(QWidget):
    """Nobody is ranked: units stand in the order of their codes."""

    unit_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whole = label(wrap=True)
        self.table = FiguresTable(self.tr("各单位得分"), 1, self)
        self.notes = WordsBox(self.tr("比较时要注意的"), "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(self, 8), 0, 0)
        column.addWidget(self.whole)
        column.addWidget(self.table, 1)
        column.addWidget(self.notes)
        self.table.row_activated.connect(lambda row, _column: self.unit_requested.emit(row.key))

    def show_figures(self, figures: Consolidation) -> None:
        """Show a period."""
        names = [(each.code, each.name) for each in figures.dimensions]
        last = _BEFORE_DIMENSIONS + len(names)
        headings = (
            self.tr("代码"),
            self.tr("单位"),
            self.tr("总分"),
            self.tr("比上期"),
            *(name for _, name in names),
            self.tr("问题"),
            self.tr("销号"),
            self.tr("备注"),
        )
        self.table.show_rows(
            headings,
            [self._row(unit, names) for unit in figures.units],
            self.tr("这一期还没有收到上报。"),
            widths={0: 100, 2: 72, 3: 78, last: 56, last + 1: 56, last + 2: 150},
            numbers=range(2, last + 2),
        )
        self.whole.setText(self._whole(figures))
        self.whole.setToolTip(
            "\n".join(f"{each.name}：{each.mean.words}" for each in figures.dimensions)
        )
        self.notes.setText("\n".join(figures.notes))
        self.notes.setVisible(bool(figures.notes))

    def _whole(self, figures: Consolidation) -> str:
        whole = figures.whole
        if whole.rate is None:
            return self.tr("没有可汇总的得分。")
        words = self.tr("总得分率{rate}%：{words}").format(
            rate=money_like(whole.rate), words=whole.words
        )
        if whole.plain is not None and whole.median is not None:
            words += self.tr("；总分平均{mean}，中位数{median}").format(
                mean=money_like(whole.plain), median=money_like(whole.median)
            )
        rates = [
            f"{each.name}{money_like(each.mean.rate)}%"
            for each in figures.dimensions
            if each.mean.rate is not None
        ]
        return f"{words}\n{'　'.join(rates)}"

    def _row(self, unit: UnitFigures, names: list[tuple[str, str]]) -> FigureRow:
        change = unit.change
        sign = "+" if change is not None and change > 0 else ""
        rates = [unit.dimension(*name) for name in names]
        cells = (
            unit.code,
            unit.name,
            _figure(unit.total),
            "—" if change is None else f"{sign}{money_like(change)}",
            *(_figure(None if each is None else each.rate) for each in rates),
            str(unit.findings),
            str(unit.closed),
            "；".join(self._remarks(unit)),
        )
        return FigureRow(unit.code, cells, unit)

    def _remarks(self, unit: UnitFigures) -> Iterator[str]:
        if unit.grade:
            yield self.tr("等级{grade}").format(grade=unit.grade)
        if unit.vetoed_by:
            yield self.tr("一票否决（{codes}）").format(codes="、".join(unit.vetoed_by))
        if not unit.complete:
            yield self.tr("已填{done}/{all}项").format(done=unit.answered, all=unit.asked)
        if unit.standing.others:
            yield self.tr("分叉")
        if unit.standing.returned:
            yield self.tr("已退回")


def _figure(value: Decimal | None) -> str:
    return "—" if value is None else money_like(value)
