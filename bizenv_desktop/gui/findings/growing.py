# SPDX-License-Identifier: MIT
"""Text fields as high as their text, within bounds: short texts leave room, long ones scroll."""

from __future__ import annotations

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
        # a plain text document measures its height in lines
        needed = round(self._field.document().size().height())
        lines = max(self._least, min(self._most, needed))
        room = 2 * (self._field.frameWidth() + self._field.document().documentMargin()) + 10
        height = round(lines * self._field.fontMetrics().lineSpacing() + room)
        if self._field.height() != height:
            self._field.setFixedHeight(height)
