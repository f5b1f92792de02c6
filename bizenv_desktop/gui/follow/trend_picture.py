# SPDX-License-Identifier: MIT
"""The trend's line on screen: the same drawing as on paper, made on the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from bizenv_desktop.domain.papers.trend import Trend
    from bizenv_desktop.gui.workspace import Workspace

_SMALL = 8.0  # the size of the drawing's small text, in points
_SMALLER = 0.8  # of the screen's text
_LINE_HEIGHT = 1.4  # of the text size
_MOST = 442.0  # as wide as on paper


class TrendPicture(QWidget):
    """As wide as there is room, in the drawing's own proportions; hidden below two periods."""

    drawn = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown: Trend | None = None
        self._renderer = QSvgRenderer(self)
        self.hide()

    def show_trend(self, trend: Trend) -> None:
        """Draw the line anew when it is another one."""
        self.setVisible(len(trend.points) > 1)
        if trend == self._shown or len(trend.points) < 2:
            return
        self._shown = trend
        told = "，".join(f"{point.period}{point.value}" for point in trend.points)
        self.setAccessibleName(self.tr("得分走势：{told}").format(told=told))
        family, width = self.font().family(), self._width_drawn(len(trend.points))

        def work(tick: Callable[[int, int], None]) -> bytes:
            from bizenv_desktop.reports.chart_svg import chart_svg
            from bizenv_desktop.reports.charts import trend_chart
            from bizenv_desktop.reports.fonts import open_faces

            faces = open_faces(prefer_installed=False)
            return chart_svg(trend_chart(trend, faces, width), family)

        self._workspace.jobs.start(self.tr("画走势图"), work, self._take)

    def _width_drawn(self, points: int) -> float:
        """How wide to draw it, in points, so that its small text reads as the screen's does.

        A period's name takes about 56 of them; more than on paper only makes it smaller.
        """
        text = self.fontMetrics().height() / _LINE_HEIGHT
        page = self.parentWidget()
        shown = max(self.width(), 0 if page is None else page.width() * 0.35)
        return min(_MOST, max(shown * _SMALL / (_SMALLER * text), 60 + 56 * points))

    def _take(self, svg: bytes) -> None:
        self._renderer.load(svg)
        self.updateGeometry()
        self.update()
        self.drawn.emit()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._renderer.defaultSize()
        return round(width * size.height() / size.width()) if size.width() > 0 else 120

    def sizeHint(self) -> QSize:
        return QSize(360, self.heightForWidth(360))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._renderer.isValid():
            painter = QPainter(self)
            self._renderer.render(painter, self.rect())
            painter.end()
