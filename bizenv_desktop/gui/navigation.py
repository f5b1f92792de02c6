# SPDX-License-Identifier: MIT
"""The navigation down the left side: one button a page, and help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.icons import paint_icon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QPaintEvent


class NavigationButton(QAbstractButton):
    """An icon and a word; the page shown has a white ground and a bar."""

    def __init__(self, icon: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.compact = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self, 44 if self.compact else 108), theme.px(self, 40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(theme.colour(theme.CARD, 255 if self.isChecked() else 130))
            painter.drawRoundedRect(box, 6, 6)
        if self.isChecked():
            painter.setBrush(theme.colour(theme.ACCENT))
            tall = box.height() * 0.46
            painter.drawRoundedRect(
                QRectF(box.left(), box.center().y() - tall / 2, 3, tall), 1.5, 1.5
            )
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour(theme.ACCENT))
            painter.drawRoundedRect(box, 6, 6)
        ink = theme.colour(theme.ACCENT_DARK if self.isChecked() else theme.TEXT)
        side = theme.px(self, 19)
        left = (self.width() - side) / 2 if self.compact else theme.px(self, 14)
        icon_box = QRectF(left, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._icon, icon_box, ink)
        if not self.compact:
            painter.setPen(ink)
            words = QRectF(left + side + theme.px(self, 9), 0, self.width(), self.height())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


KEYS = "1234567890"
"""With Ctrl the keys of the first ten pages."""


class Navigation(QFrame):
    """Says which page is wanted; Ctrl+1 … Ctrl+9 and Ctrl+0 do the same from anywhere."""

    page_requested = Signal(str)
    help_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.buttons: dict[str, NavigationButton] = {}
        self._compact = False
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        edge = theme.px(self, 8)
        self._column.setContentsMargins(edge, theme.px(self, 12), edge, edge)
        self._column.setSpacing(theme.px(self, 2))
        self._column.addStretch(1)
        self.help = NavigationButton("help", self.tr("帮助 F1"))
        self.help.setCheckable(False)
        self.help.setToolTip(self.tr("帮助（F1）"))
        self.help.clicked.connect(self.help_requested)
        self._column.addWidget(self.help)

    def show_pages(self, pages: Iterable[tuple[str, str]]) -> None:
        """Offer these pages, name and title, in this order and in place of those before."""
        for old in self.buttons.values():
            self._group.removeButton(old)
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()  # it may be the one that was just clicked
        self.buttons = {}
        before: QWidget = self
        for place, (name, title) in enumerate(pages):
            made = NavigationButton(name, title, self)
            made.compact = self._compact
            made.setToolTip(f"{title}（Ctrl+{KEYS[place]}）" if place < len(KEYS) else title)
            made.clicked.connect(lambda _=False, name=name: self.page_requested.emit(name))
            self._group.addButton(made)
            self._column.insertWidget(place, made)
            if before is not self:
                self.setTabOrder(before, made)
            self.buttons[name] = before = made
        self.setTabOrder(before, self.help)

    def set_compact(self, compact: bool) -> None:
        """Icons only, where the window is narrow; the words are in the tool tips then."""
        self._compact = compact
        for made in (*self.buttons.values(), self.help):
            if made.compact != compact:
                made.compact = compact
                made.updateGeometry()
                made.update()

    def mark(self, name: str) -> None:
        """Show which page is on."""
        self.buttons[name].setChecked(True)
