# SPDX-License-Identifier: MIT
"""Choosing a period: its kind, then one of the periods around today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from bizenv_desktop.domain.period import Period, PeriodKind

if TYPE_CHECKING:
    from datetime import date

_YEARS_BACK = 2
_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)


class PeriodField(QWidget):
    """Two lists, kind and period; begins with the quarter that holds `today`."""

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.kind_list = QComboBox(self)
        self.kind_list.setAccessibleName(self.tr("期次类型"))
        self.period_list = QComboBox(self)
        self.period_list.setAccessibleName(self.tr("期次"))
        for kind in _KINDS:
            self.kind_list.addItem(kind.label, kind)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.kind_list, 1)
        layout.addWidget(self.period_list, 2)
        self.setFocusProxy(self.period_list)
        self.kind_list.currentIndexChanged.connect(self._offer_periods)
        self.kind_list.setCurrentIndex(_KINDS.index(PeriodKind.QUARTER))
        self.period_list.currentIndexChanged.connect(self.changed)

    @property
    def period(self) -> Period:
        return Period.parse(self.period_list.currentData())

    def set_period(self, period: Period) -> None:
        """Show that period; one out of reach of the list leaves the list as it is."""
        self.kind_list.setCurrentIndex(_KINDS.index(period.kind))
        place = self.period_list.findData(period.code)
        if place >= 0:
            self.period_list.setCurrentIndex(place)

    def _offer_periods(self, row: int) -> None:
        """All periods of that kind from two years ago to the end of next year, the latest first."""
        kind = _KINDS[row]
        current = Period.containing(self._today, kind)
        offered = [
            Period(year, kind, number)
            for year in range(self._today.year + 1, self._today.year - _YEARS_BACK - 1, -1)
            for number in range(kind.per_year, 0, -1)
        ]
        self.period_list.blockSignals(True)
        self.period_list.clear()
        for period in offered:
            self.period_list.addItem(period.label, period.code)
        self.period_list.setCurrentIndex(offered.index(current))
        self.period_list.blockSignals(False)
        self.changed.emit()
