# SPDX-License-Identifier: MIT
"""Why an item does not apply: reasons to choose from by number, or one's own words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.text_fields import LineField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from bizenv_desktop.domain.selfcheck import Answer
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow


class ReasonEditor(QWidget):
    """Offered reasons as numbered buttons, and a line for another one."""

    edited = Signal(object, str)  # as Section.edited
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons: tuple[str, ...] = ()
        self._buttons: list[QPushButton] = []
        self.line = LineField(self.tr("不适用的原因"))
        self.line.setPlaceholderText(self.tr("为什么不适用（必填，写进报告的合理缺项）"))
        self.line.edited.connect(self._typed)
        self.line.returnPressed.connect(self.done)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(label(self.tr("不适用的原因"), "small"))
        self._column.addWidget(self.line)

    @property
    def first(self) -> QWidget:
        """Where the cursor goes: the first offered reason, or the line."""
        return self._buttons[0] if self._reasons and not self.line.text() else self.line

    def show_row(self, row: ItemRow) -> None:
        self.line.show_text(row.answer.na_reason)
        if row.item.na_reasons != self._reasons:
            self._reasons = row.item.na_reasons
            self._make_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self._reasons) and not self.line.hasFocus():
            self._choose(self._reasons[place])
            return
        super().keyPressEvent(event)

    def _make_buttons(self) -> None:
        for old in self._buttons:
            self._column.removeWidget(old)
            old.deleteLater()
        self._buttons = []
        for number, reason in enumerate(self._reasons, 1):
            offered = button(f"{number}  {reason}", "choice")
            offered.setAccessibleName(reason)
            offered.clicked.connect(lambda _=False, chosen=reason: self._choose(chosen))
            self._column.insertWidget(number, offered)
            offered.show()  # a layout shows it a turn later, too late to take the cursor
            self._buttons.append(offered)

    def _choose(self, reason: str) -> None:
        def change(answer: Answer) -> Answer:
            return replace(answer, na_reason=reason)

        self.line.clock.flush()
        self.edited.emit(change, "")
        self.done.emit()

    def _typed(self, text: str) -> None:
        def change(answer: Answer) -> Answer:
            return replace(answer, na_reason=text)

        self.edited.emit(change, f"na_reason.{self.line.clock.burst}")
