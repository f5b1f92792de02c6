# SPDX-License-Identifier: MIT
"""What the cards of the detail panel have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from bizenv_desktop.gui.parts import Card, WrappedLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.domain.review import Spot
    from bizenv_desktop.domain.selfcheck import Answer
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow

    Change = Callable[[Answer], Answer]
    """An edit as a function of the answer, so that two edits on their way never undo each other."""


class Section(Card):
    """A card about the current item; tells edits as functions of the answer."""

    edited = Signal(object, str)  # Change, name of the text field ("" when not typed)
    done = Signal()  # the clerk finished here: on to the next item

    def show_row(self, row: ItemRow) -> None:
        """Show an item, or its new answer; what is being typed is left alone."""
        raise NotImplementedError

    def field_of(self, spot: Spot) -> QWidget | None:
        """The widget a spot means; None when it is not on this card."""
        return None


class Figure(WrappedLabel):
    """Words with a figure in them; a click, Enter or Space asks how it came about."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setProperty("role", "figure")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("点击看算式"))

    def show_words(self, words: str) -> None:
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(self.tr("得分：{words}").format(words=words))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
            return
        super().keyPressEvent(event)
