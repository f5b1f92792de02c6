# SPDX-License-Identifier: MIT
"""A day: typed as one likes, or picked in the calendar; with a note of what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label, set_role
from bizenv_desktop.gui.popup_calendar import PopupCalendar
from bizenv_desktop.gui.words import day_in_words, parse_day

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QHideEvent


class DayField(QWidget):
    """Sends `edited` with a day when one was entered, with None when the line was emptied."""

    edited = Signal(object)  # date | None

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._earliest: date | None = None
        self._day: date | None = None
        self._words = ""
        self.line = QLineEdit(self)
        self.calendar_button = button(self.tr("日历"))
        self.note = label(role="small", wrap=True)
        self._calendar: PopupCalendar | None = None
        self._build(name)
        self.line.editingFinished.connect(self.flush)
        self.line.textEdited.connect(lambda: self._mark(wrong=False))
        self.calendar_button.clicked.connect(self.open_calendar)

    def show_day(self, day: date | None, note: str, earliest: date) -> None:
        """Show a day and its note; None when several records differ.

        `earliest` tells years apart: 12-1 means the next one from it on.
        """
        changed = (day, note) != (self._day, self._words)
        self._earliest = earliest
        if changed or not self.line.hasFocus():
            self._day, self._words = day, note
            self.line.setText(day_in_words(day) if day else "")
            self._mark(wrong=False)

    def flush(self) -> None:
        """Send on what was typed, or say that it is not a day."""
        text = self.line.text().strip()
        if self._earliest is None or text == (day_in_words(self._day) if self._day else ""):
            return
        day = parse_day(text, self._earliest) if text else None
        if text and day is None:
            self._mark(wrong=True)
            return
        self._day = day
        self.edited.emit(day)

    def open_calendar(self) -> None:
        """Open the calendar below the line, on the day shown."""
        day = self._day or self._earliest
        if day is not None:
            self.calendar.open_below(self.line, day)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    def _pick(self, picked: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.line.setText(f"{picked.year()}年{picked.month()}月{picked.day()}日")
        self.line.setFocus()
        self.flush()

    def _mark(self, *, wrong: bool) -> None:
        if self.line.property("wrong") != wrong:
            self.line.setProperty("wrong", wrong)
            self.line.style().polish(self.line)
        set_role(self.note, "bad" if wrong else "small")
        words = self.tr("不是日期，请写成 2026-12-01 或 12月1日。")
        self.note.setText(words if wrong else self._words)
        self.note.setVisible(bool(self.note.text()))

    @property
    def calendar(self) -> PopupCalendar:
        """The calendar; made when it is first opened."""
        if self._calendar is None:
            self._calendar = PopupCalendar(self)
            self._calendar.activated.connect(self._pick)
            self._calendar.clicked.connect(self._pick)
        return self._calendar

    def _build(self, name: str) -> None:
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(self.tr("如：12-1 或 2026-12-01"))
        self.calendar_button.setAccessibleName(self.tr("{name}：打开日历").format(name=name))
        row = QHBoxLayout()
        row.setSpacing(theme.px(self, 6))
        row.addWidget(self.line, 1)
        row.addWidget(self.calendar_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(self, 4))
        layout.addLayout(row)
        layout.addWidget(self.note)
        self.setFocusProxy(self.line)
