# SPDX-License-Identifier: MIT
"""Printing a PDF through the system's dialog, page by page so that memory stays small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRectF, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from bizenv_desktop.gui.reports.preview import as_image, rendering

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from bizenv_desktop.gui.jobs import Jobs
    from bizenv_desktop.reports.preview import RenderedPage

_DPI = 300  # what office printers resolve; a page of A4 is 26 MB then
_INCHES_ACROSS, _INCHES_UPRIGHT = 297 / 25.4, 210 / 25.4


class Printing(QObject):
    """Draws one page after the other off the GUI thread and paints each on the printer."""

    finished = Signal(int)  # how many pages went to the printer
    failed = Signal(str)

    def __init__(
        self, jobs: Jobs, pdf: bytes, pages: int, printer: QPrinter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pdf = pdf
        self._printer = printer
        self._painter = QPainter()
        first = printer.fromPage() or 1
        last = printer.toPage() or pages
        self._places = list(range(max(1, first) - 1, min(last, pages)))
        self._printed = 0

    def start(self) -> None:
        """Begin; one of the two signals tells how it ended."""
        if not self._places or not self._painter.begin(self._printer):
            self.failed.emit(self.tr("打印机没有准备好；请检查打印机，或先导出PDF再打印。"))
            return
        self._draw_next()

    def _draw_next(self) -> None:
        page = self._places[self._printed]
        across = self._printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
        inches = _INCHES_ACROSS if across else _INCHES_UPRIGHT
        width = round(inches * min(_DPI, self._printer.resolution()))
        job = self._jobs.start(
            self.tr("打印第{page}页").format(page=page + 1),
            rendering(self._pdf, page, width),
            self._paint,
        )
        job.failed.connect(self._give_up)

    def _paint(self, picture: RenderedPage) -> None:
        sheet = QRectF(self._painter.viewport())
        image = as_image(picture)
        scale = min(sheet.width() / image.width(), sheet.height() / image.height())
        target = QRectF(0, 0, image.width() * scale, image.height() * scale)
        target.moveCenter(sheet.center())
        self._painter.drawImage(target, image)
        self._printed += 1
        if self._printed < len(self._places):
            self._printer.newPage()
            self._draw_next()
            return
        self._painter.end()
        self.finished.emit(self._printed)

    def _give_up(self, sentence: str) -> None:
        self._painter.end()
        self._printer.abort()
        self.failed.emit(sentence)


def a4_printer(*, across: bool) -> QPrinter:
    """A printer set to A4, the whole sheet ours: the page has its margins."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    way = QPageLayout.Orientation
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        way.Landscape if across else way.Portrait,
        QMarginsF(0, 0, 0, 0),
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    return printer
