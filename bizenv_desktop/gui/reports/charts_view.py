# SPDX-License-Identifier: MIT
"""The charts of the report on the screen: the same drawings as on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Card, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.domain.papers.chart_data import ChartData
    from bizenv_desktop.gui.jobs import Job, Jobs

    Tick = Callable[[int, int], None]
    Drawn = list[tuple[bytes, str]]  # SVG and what it shows in words

_SCALE = 1.5  # pixels for a point, at 14 px text


class ChartsView(QScrollArea):
    """A card a chart; a chart without data is left out."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._data: ChartData | None = None
        self._job: Job | None = None
        self._cards: list[Card] = []
        self.pictures: list[QWidget] = []
        self._empty = label(self.tr("还没有可画图的数据：请先填报几项。"), "muted")
        page = QWidget()
        page.setProperty("role", "page")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(self, 10))
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("图表"))

    def show_data(self, data: ChartData) -> None:
        """Draw the charts off the GUI thread and show them."""
        if data == self._data:
            return
        self._data = data
        if self._job is not None:
            self._job.cancel()
        work = _drawing(data, QFontInfo(self.font()).family())
        self._job = self._jobs.start(self.tr("画图表"), work, lambda drawn: self._show(data, drawn))

    def _show(self, data: ChartData, drawn: Drawn) -> None:
        if not isValid(self) or data is not self._data:  # closed, or out of date
            return
        from PySide6.QtSvgWidgets import QSvgWidget

        self._job = None
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards, self.pictures = [], []
        for place, (svg, words) in enumerate(drawn):
            picture = QSvgWidget()
            picture.load(svg)
            size = picture.renderer().defaultSize() * _SCALE
            picture.setFixedSize(theme.px(self, size.width()), theme.px(self, size.height()))
            picture.setAccessibleName(words)
            picture.setToolTip(words)
            card = Card(self)
            card.column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
            self._column.insertWidget(place, card)
            self._cards.append(card)
            self.pictures.append(picture)
        self._empty.setVisible(not drawn)


def _drawing(data: ChartData, family: str) -> Callable[[Tick], Drawn]:
    """The work of drawing the charts, for the worker thread."""

    def work(tick: Tick) -> Drawn:
        from bizenv_desktop.reports.chart_svg import chart_svg
        from bizenv_desktop.reports.charts import chart_words, charts_of
        from bizenv_desktop.reports.fonts import open_faces

        tick(0, 1)
        charts = charts_of(data, open_faces(prefer_installed=False))
        return [
            (chart_svg(drawing, family), chart_words(data, name))
            for name, drawing in charts.items()
        ]

    return work
