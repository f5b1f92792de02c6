# SPDX-License-Identifier: MIT
"""历史与趋势: every period's scores by dimension, and what got better or worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.actions.rectification_actions import history
from bizenv_desktop.domain.arithmetic import money_like
from bizenv_desktop.domain.papers.trend import dimension_lines, trend
from bizenv_desktop.domain.period_comparison import compare_periods
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.follow.row_table import RowTable
from bizenv_desktop.gui.follow.trend_picture import TrendPicture
from bizenv_desktop.gui.parts import label

if TYPE_CHECKING:
    from decimal import Decimal

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.gui.workspace import Workspace


class TrendView(QWidget):
    """Rates over the items the periods share, and the changes since a chosen period."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._earlier: list[FilledCheck] = []
        self.basis = label(role="small", wrap=True)
        self.periods = RowTable(
            self.tr("历次得分"),
            (self.tr("期次"), self.tr("得分"), self.tr("共有项得分率")),
            2,
        )
        self.picture = TrendPicture(workspace, self)
        self.against = QComboBox(self)
        self.against.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.against.setAccessibleName(self.tr("与哪一期比较"))
        self.pair_basis = label(role="small", wrap=True)
        self.dimensions = RowTable(self.tr("各维度得分率"), (self.tr("维度"),), 0)
        names = self.dimensions.horizontalHeader()
        names.setMinimumSectionSize(theme.px(self, 76))  # a name is read whole in many periods
        self.changes = RowTable(
            self.tr("好转和变差的项"),
            (self.tr("变化"), self.tr("检查项"), self.tr("那一期"), self.tr("本期")),
            1,
        )
        self.against.currentIndexChanged.connect(self._compare)
        self._lay_out()

    def refresh(self) -> None:
        """Read every period of the unit again."""
        filled = self._workspace.filled
        checks = history(self._workspace.store, filled.today, filled.check.organisation.code)
        before = filled.check.period.last_day
        self._earlier = [one for one in checks if one.check.period.last_day < before]
        line = trend(filled, self._earlier)
        values = {point.period: point.value for point in line.points}
        self.basis.setText(line.basis)
        self.basis.setVisible(len(line.points) < 2)  # else it stands below the picture
        self.picture.show_trend(line)
        self._show_dimensions()
        self.periods.show_rows(
            [
                (
                    one.check.period.label,
                    _points(one.card.total) + ("" if one.card.complete else self.tr("（未填完）")),
                    _percent(values.get(one.check.period.label)),
                )
                for one in (filled, *self._earlier)
            ],
            "",
        )
        chosen = self.against.currentIndex()
        self.against.blockSignals(True)
        self.against.clear()
        for one in self._earlier:
            self.against.addItem(one.check.period.label)
        self.against.setCurrentIndex(min(max(chosen, 0), len(self._earlier) - 1))
        self.against.blockSignals(False)
        self._compare()

    def _show_dimensions(self) -> None:
        """Every period that compares as a column, the latest beside the names."""
        lines = dimension_lines(self._workspace.filled, self._earlier)
        labels = [period for period, _ in lines[0].values] if lines else []
        titles = [period.replace("年", "年\n", 1) for period in reversed(labels)]
        self.dimensions.setColumnCount(1 + len(titles))
        self.dimensions.setHorizontalHeaderLabels([self.tr("维度"), *titles])
        self.dimensions.show_rows(
            [(line.name, *(_percent(rate) for _, rate in reversed(line.values))) for line in lines],
            "",
        )

    def _compare(self) -> None:
        why = self.tr("没有更早的自查可以比较。")
        at = self.against.currentIndex()
        if not 0 <= at < len(self._earlier):
            self.pair_basis.setText("")
            self.changes.show_rows([], why)
            return
        pair = compare_periods(self._workspace.filled, self._earlier[at])
        self.pair_basis.setText(pair.basis)
        rows = [(self.tr("好转"), one) for one in pair.better]
        rows += [(self.tr("变差"), one) for one in pair.worse]
        self.changes.show_rows(
            [
                (
                    f"{words} {one.gain:+}",
                    f"{one.code}　{one.title}",
                    f"{one.before}",
                    f"{one.after}",
                )
                for words, one in rows
            ],
            self.tr("相同的检查项得分都没有变化。"),
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("与这一期比较"), "heading-small"))
        head.addWidget(self.against)
        head.addWidget(self.pair_basis, 1)
        left = QVBoxLayout()
        left.setSpacing(theme.px(self, 6))
        left.addWidget(label(self.tr("历次得分"), "heading-small"))
        left.addWidget(self.periods, 1)
        left.addWidget(self.basis)
        left.addWidget(self.picture)
        right = QVBoxLayout()
        right.setSpacing(theme.px(self, 6))
        right.addWidget(label(self.tr("各维度得分率（共有项）"), "heading-small"))
        right.addWidget(self.dimensions, 5)
        right.addLayout(head)
        right.addWidget(self.changes, 6)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(self, 8), 0, 0)
        row.setSpacing(theme.px(self, 14))
        row.addLayout(left, 2)
        row.addLayout(right, 3)


def _points(total: Decimal | None) -> str:
    return "—" if total is None else money_like(total)


def _percent(rate: Decimal | None) -> str:
    return "不比较" if rate is None else f"{money_like(rate)}%"
