# SPDX-License-Identifier: MIT
"""Text fields as high as their text, within bounds: short texts leave room, long ones scroll."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit


def grow_with_text(field: QPlainTextEdit, *, least: int, most: int) -> None:
    """Keep the field between `least` and `most` lines high, as its text needs."""
    _Grower(field, least, most)


class _Grower(QObject):
    """Watches the text and the width; lives as long as the field."""

    def __init__(self, field: QPlainTextEdit, least: int, most: int) -> None:
        super().__init__(field)
        self._field = field
        self._least = least
        self._most = most
        field.textChanged.connect(self._fit)
        field.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            QTimer.singleShot(0, self, self._fit)  # once the text is laid out anew
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        lines, high = self._measured()
        shown = max(self._least, min(self._most, lines))
        edges = self._field.contentsMargins()
        room = edges.top() + edges.bottom() + 2 * self._field.document().documentMargin()
        height = ceil(shown * high / lines + room)
        if self._field.height() != height:
            self._field.setFixedHeight(height)

    def _measured(self) -> tuple[int, float]:
        """How many lines the text has, and how high they are together."""
        document = self._field.document()
        lines = round(document.size().height())  # a plain text document measures itself in lines
        high, block = 0.0, document.begin()
        while block.isValid():
            high += document.documentLayout().blockBoundingRect(block).height()
            block = block.next()
        if lines < 1 or high <= 0:  # not laid out yet
            return 1, self._field.fontMetrics().lineSpacing()
        return lines, high
