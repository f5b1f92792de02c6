# SPDX-License-Identifier: MIT
"""Small pieces every page is built from: cards, labels by role, buttons, bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Card(QFrame):
    """A white card with a column of widgets in it."""

    def __init__(self, parent: QWidget | None = None, role: str = "card") -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        edge = theme.px(self, 14)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(edge, theme.px(self, 12), edge, theme.px(self, 12))
        self.column.setSpacing(theme.px(self, 8))


class WrappedLabel(QLabel):
    """Text over as many lines as it needs; remembers how high it is at a width.

    A layout asks for that many times over, and each answer means breaking the whole text into
    lines again: with long texts most of the time of showing a page went there.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._heights: dict[tuple[int, int], int] = {}
        self.setWordWrap(True)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        if text != self.text():
            self._heights.clear()
            super().setText(text)

    def heightForWidth(self, width: int) -> int:
        key = (width, self.fontMetrics().height())  # 大字 changes the font
        height = self._heights.get(key)
        if height is None:
            height = self._heights[key] = super().heightForWidth(width)
        return height

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.fontMetrics().height())  # the height follows the width

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())


class ElidedLabel(QLabel):
    """One line that leaves out its beginning where it is too long: the end says most."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height(), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = Qt.TextElideMode.ElideLeft
        shown = self.fontMetrics().elidedText(self.text(), left, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A line of text in one of the theme's roles; it is plain text, whatever the text says."""
    made = WrappedLabel(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, role: str = "") -> QPushButton:
    """A push button that Tab reaches and Enter presses."""
    made = QPushButton(text)
    made.setAutoDefault(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if role:
        made.setProperty("role", role)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Give the widget another role's look."""
    if (widget.property("role") or "") == role:
        return
    widget.setProperty("role", role)
    if widget.testAttribute(
        Qt.WidgetAttribute.WA_WState_Polished
    ):  # not yet shown: nothing to redo
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def line() -> QFrame:
    """A hairline between two parts of a card."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


class Bar(QWidget):
    """A thin painted progress bar; the number always stands beside it in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, done: int, total: int) -> None:
        share = done / total if total else 0.0
        if share != self._share:
            self._share = share
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self, 120), theme.px(self, 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_bar(painter, QRectF(self.rect()), self._share)
        painter.end()


def paint_bar(painter: QPainter, rect: QRectF, share: float) -> None:
    """A rounded bar filled from the left; full is green, otherwise the accent."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = rect.height() / 2
    painter.setBrush(theme.colour(theme.LINE))
    painter.drawRoundedRect(rect, radius, radius)
    if share > 0:
        filled = QRectF(rect)
        filled.setWidth(max(rect.height(), rect.width() * min(share, 1.0)))
        painter.setBrush(theme.colour(theme.GOOD if share >= 1 else theme.ACCENT))
        painter.drawRoundedRect(filled, radius, radius)
    painter.restore()
