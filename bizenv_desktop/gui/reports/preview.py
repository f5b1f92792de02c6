# SPDX-License-Identifier: MIT
"""A PDF page by page on the screen: turned by key or button, fitted to the width or enlarged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from bizenv_desktop.gui.jobs import Jobs
    from bizenv_desktop.reports.preview import RenderedPage

    Tick = Callable[[int, int], None]

_STEP = 1.25
_SMALLEST, _LARGEST = 0.5, 4.0
_RESIZED_AFTER_MS = 120


class Preview(QWidget):
    """Shows one page at a time; pages are drawn off the GUI thread, in the pixels of the screen."""

    page_shown = Signal(int)  # counted from 0; its picture is on the screen

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pdf = b""
        self._pages = 0
        self._page = 0
        self._zoom = 1.0  # 1 is the width of the view
        self._drawn_for = 0  # the width the page on show was fitted to
        self._shown = 0
        self._short = False
        self._wanted = 0  # names the latest drawing asked for: older ones come too late
        self.paper = QLabel(self)
        self.view = QScrollArea(self)
        self.back_button = button(self.tr("上一页"))
        self.next_button = button(self.tr("下一页"))
        self.smaller_button = button(self.tr("缩小"))
        self.larger_button = button(self.tr("放大"))
        self.fit_button = button(self.tr("适合宽度"))
        self.place_label = label(role="muted")
        self._bar = QHBoxLayout()
        self._resized = QTimer(self, singleShot=True, interval=_RESIZED_AFTER_MS)
        self._build()
        self._wire()
        self._follow()

    @property
    def page(self) -> int:
        """The page on show, counted from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """How large the page is, in widths of the view."""
        return self._zoom

    @property
    def busy(self) -> bool:
        """Whether a drawing is still to come."""
        return self._shown != self._wanted or self._resized.isActive()

    def show_pdf(self, pdf: bytes, pages: int) -> None:
        """Show another PDF, staying at the page number as far as it has one."""
        self._pdf, self._pages = pdf, pages
        self._page = max(0, min(self._page, pages - 1))
        self._fit_words()
        self._draw()

    def show_page(self, page: int) -> None:
        """Turn to that page, or to the nearest there is."""
        page = max(0, min(page, self._pages - 1))
        if page != self._page:
            self._page = page
            self.view.verticalScrollBar().setValue(0)
            self._draw()

    def set_zoom(self, zoom: float) -> None:
        """Show the page that many widths of the view wide."""
        zoom = max(_SMALLEST, min(_LARGEST, zoom))
        if zoom != self._zoom:
            self._zoom = zoom
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown:
                self.show_page(self._page + 1)
            case Qt.Key.Key_PageUp:
                self.show_page(self._page - 1)
            case Qt.Key.Key_Home:
                self.show_page(0)
            case Qt.Key.Key_End:
                self.show_page(self._pages - 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.set_zoom(self._zoom * _STEP)
            case Qt.Key.Key_Minus:
                self.set_zoom(self._zoom / _STEP)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()
        self._resized.start()

    def _fit_words(self) -> None:
        self._say(short=False)
        self._bar.invalidate()
        if self._bar.sizeHint().width() > self.width():
            self._say(short=True)

    def _say(self, *, short: bool) -> None:
        """Short words on the buttons, where the whole ones would be cut off."""
        self._short = short
        for each, whole, brief in (
            (self.back_button, self.tr("上一页"), self.tr("上页")),
            (self.next_button, self.tr("下一页"), self.tr("下页")),
            (self.smaller_button, self.tr("缩小"), "－"),
            (self.larger_button, self.tr("放大"), "＋"),
            (self.fit_button, self.tr("适合宽度"), self.tr("适宽")),
        ):
            each.setText(brief if short else whole)
            each.setToolTip(whole if short else "")
            each.setAccessibleName(whole)
        self._follow()

    def _draw(self) -> None:
        self._follow()
        if not self._pages:
            return
        pdf, page = self._pdf, self._page
        ratio = self.devicePixelRatioF()
        width = round(self._room() * self._zoom * ratio)
        self._wanted += 1
        self._drawn_for = self._room()
        wanted = self._wanted

        def done(picture: RenderedPage) -> None:
            if isValid(self) and wanted == self._wanted:  # the window may be closed by now
                self._shown = wanted
                self._show(picture, ratio)
                self.page_shown.emit(page)

        title = self.tr("显示第{page}页").format(page=page + 1)
        self._jobs.start(title, rendering(pdf, page, width), done)

    def _room(self) -> int:
        return max(200, self.view.viewport().width() - 2 * theme.px(self, 12))

    def _fit_again(self) -> None:
        if self._room() != self._drawn_for:
            self._draw()

    def _show(self, picture: RenderedPage, ratio: float) -> None:
        image = as_image(picture)
        image.setDevicePixelRatio(ratio)
        pixmap = QPixmap.fromImage(image)
        self.paper.setPixmap(pixmap)
        self.paper.setFixedSize(pixmap.deviceIndependentSize().toSize())

    def _follow(self) -> None:
        self.back_button.setEnabled(self._page > 0)
        self.next_button.setEnabled(self._page < self._pages - 1)
        words = "{page}/{pages}" if self._short else self.tr("第{page}页，共{pages}页")
        place = words.format(page=self._page + 1, pages=self._pages)
        self.place_label.setText(place if self._pages else "")

    def _wire(self) -> None:
        self.back_button.clicked.connect(lambda: self.show_page(self._page - 1))
        self.next_button.clicked.connect(lambda: self.show_page(self._page + 1))
        self.smaller_button.clicked.connect(lambda: self.set_zoom(self._zoom / _STEP))
        self.larger_button.clicked.connect(lambda: self.set_zoom(self._zoom * _STEP))
        self.fit_button.clicked.connect(lambda: self.set_zoom(1.0))
        self._resized.timeout.connect(self._fit_again)

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("预览"))
        self.paper.setProperty("role", "paper")
        self.paper.setStyleSheet(f"background: white; border: 1px solid {theme.LINE_STRONG};")
        self.view.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.view.setWidget(self.paper)
        self.view.setMinimumSize(QSize(theme.px(self, 320), theme.px(self, 200)))
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys are the preview's own
        bar = self._bar
        bar.setSpacing(theme.px(self, 6))
        for widget in (self.back_button, self.next_button, self.place_label):
            bar.addWidget(widget)
        bar.addStretch(1)
        for widget in (self.smaller_button, self.larger_button, self.fit_button):
            bar.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(self, 8))
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)


def as_image(picture: RenderedPage) -> QImage:
    """The pixels as Qt paints them; a copy, so that the bytes may go."""
    kind = QImage.Format.Format_RGB888
    return QImage(picture.rgb, picture.width, picture.height, 3 * picture.width, kind).copy()


def rendering(pdf: bytes, page: int, width: int) -> Callable[[Tick], RenderedPage]:
    """The work of drawing a page `width` pixels wide, for the worker thread."""

    def work(tick: Tick) -> RenderedPage:
        from bizenv_desktop.reports.preview import render_page

        tick(0, 1)
        return render_page(pdf, page, width)

    return work
