# SPDX-License-Identifier: MIT
"""整改 over all units: findings by state, kind and deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.exchange.finding_figures import OTHER_KIND
from bizenv_desktop.domain.findings.lifecycle import State
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.consolidate.figures_model import FigureRow
from bizenv_desktop.gui.consolidate.figures_table import FiguresTable
from bizenv_desktop.gui.parts import label

if TYPE_CHECKING:
    from datetime import date

    from bizenv_desktop.domain.exchange.finding_figures import UnitFinding
    from bizenv_desktop.gui.consolidate.loading import Loaded

_TONES = {
    State.OPEN: theme.MUTED,
    State.WORKING: theme.ACCENT,
    State.SUBMITTED: theme.WARN,
    State.CLOSED: theme.GOOD,
}
_EVERY, _OPEN = "", "open_ones"


class FindingsView(QWidget):
    """The list narrows at once; what is shown is counted above it."""

    unit_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loaded: Loaded | None = None
        self.states = QComboBox(self)
        self.states.setAccessibleName(self.tr("整改状态"))
        self.states.addItem(self.tr("没有销号的"), _OPEN)
        self.states.addItem(self.tr("全部状态"), _EVERY)
        for state in State:
            self.states.addItem(state.label, str(state))
        self.kinds = QComboBox(self)
        self.kinds.setAccessibleName(self.tr("问题类别"))
        self.overdue = QCheckBox(self.tr("只看逾期"), self)
        self.count = label(role="muted")
        self.table = FiguresTable(self.tr("各单位的问题"), 2, self)
        head = QHBoxLayout()
        for part in (self.states, self.kinds, self.overdue):
            head.addWidget(part)
        head.addWidget(self.count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(self, 8), 0, 0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.states.currentIndexChanged.connect(self._narrow)
        self.kinds.currentIndexChanged.connect(self._narrow)
        self.overdue.toggled.connect(self._narrow)
        self.table.row_activated.connect(
            lambda row, _column: self.unit_requested.emit(row.subject.organisation)
        )

    def show_loaded(self, loaded: Loaded) -> None:
        """Show a period's findings."""
        self._loaded = loaded
        chosen = self.kinds.currentText()
        self.kinds.blockSignals(True)
        self.kinds.clear()
        self.kinds.addItem(self.tr("全部类别"))
        for tally in loaded.figures.findings.kinds:
            self.kinds.addItem(tally.name)
        self.kinds.setCurrentIndex(max(0, self.kinds.findText(chosen)))
        self.kinds.blockSignals(False)
        self._narrow()

    def _narrow(self) -> None:
        if self._loaded is None:
            return
        today = self._loaded.figures.today
        shown = [each for each in self._loaded.findings if self._is_wanted(each, today)]
        self.table.show_rows(
            (
                self.tr("单位"),
                self.tr("编号"),
                self.tr("问题"),
                self.tr("状态"),
                self.tr("时限"),
                self.tr("责任单位"),
                self.tr("责任人"),
                self.tr("失分"),
            ),
            [self._row(each, today) for each in shown],
            self.tr("没有这样的问题。"),
            widths={0: 120, 1: 76, 3: 90, 4: 168, 5: 120, 6: 90, 7: 56},
            numbers=(7,),
        )
        over = sum(each.days_over(today) > 0 for each in shown)
        words = self.tr("共{count}个问题").format(count=len(shown))
        self.count.setText(words + (self.tr("，逾期{over}个").format(over=over) if over else ""))

    def _is_wanted(self, finding: UnitFinding, today: date) -> bool:
        state = self.states.currentData()
        if state == _OPEN and not finding.is_open:
            return False
        if state not in (_OPEN, _EVERY) and finding.state.value != state:
            return False
        if self.overdue.isChecked() and not finding.days_over(today):
            return False
        if self.kinds.currentIndex() > 0:
            names = self._loaded.figures.kinds if self._loaded else {}
            return names.get(finding.kind, OTHER_KIND) == self.kinds.currentText()
        return True

    def _row(self, finding: UnitFinding, today: date) -> FigureRow:
        over = finding.days_over(today)
        due = finding.due.isoformat()
        if over:
            due += self.tr("　逾期{days}天").format(days=over)
        title = finding.title
        if finding.recurrence:
            title = self.tr("【反弹】{title}").format(title=title)
        cells = (
            finding.marked,
            finding.item,
            title,
            finding.state.label,
            due,
            finding.unit,
            finding.person,
            plain(finding.lost) if finding.check_item == finding.item else "",
        )
        tones = {3: _TONES[finding.state]}
        if over:
            tones[4] = theme.BAD
        return FigureRow(f"{finding.organisation}/{finding.item}", cells, finding, tones)
