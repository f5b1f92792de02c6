# SPDX-License-Identifier: MIT
"""Search over rows of a list: by words of any cell, by pinyin initials of the unit's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from bizenv_desktop.domain.pinyin import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent

    from bizenv_desktop.domain.pinyin import Initials
    from bizenv_desktop.gui.receive.rows_model import Row


class SearchLine(QLineEdit):
    """Filters as one types; ↓ and Enter go to the list, Esc empties it."""

    left = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)  # files dropped here are for the page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.left.emit()
            case _:
                super().keyPressEvent(event)


def matching(rows: Iterable[Row], query: str, initials: Initials, unit: int = 0) -> list[Row]:
    """The rows that have every word of the query; `unit` is the column of the unit's name.

    A name is spelt once however many rows it stands in.
    """
    words = fold(query).split()
    if not words:
        return list(rows)
    spelt: dict[tuple[str, str], bool] = {}

    def fits(row: Row, word: str) -> bool:
        if any(word in fold(cell) for cell in row.cells):
            return True
        key = (row.cells[unit], word)
        if key not in spelt:
            spelt[key] = initials.matches(*key)
        return spelt[key]

    return [row for row in rows if all(fits(row, word) for word in words)]
