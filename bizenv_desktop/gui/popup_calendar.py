# SPDX-License-Identifier: MIT
"""A small Chinese calendar that opens over the page and closes when a day is picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget

from bizenv_desktop.gui import theme

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class PopupCalendar(QCalendarWidget):
    """Begins its weeks on Monday; weekends are quieter, not red: red is for what is wrong."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAccessibleName(self.tr("日历"))
        self.setLocale(QLocale(QLocale.Language.Chinese))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        quiet = QTextCharFormat()
        quiet.setForeground(theme.colour(theme.MUTED))
        for day in _WEEKEND:
            self.setWeekdayTextFormat(day, quiet)
        self.setStyleSheet(_sheet(self))
        self.setFixedSize(theme.px(self, 320), theme.px(self, 264))

    def open_below(self, anchor: QWidget, day: date) -> None:
        """Show `day` under the anchor; the whole month stays on a small screen."""
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        room = anchor.screen().availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        place.setY(max(room.top(), min(place.y(), room.bottom() - self.height())))
        self.move(place)
        self.show()
        self.setFocus()


def _sheet(widget: QWidget) -> str:
    """The month and its arrows without the frames that buttons have elsewhere."""
    return f"""
    QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {theme.SIDE}; }}
    QCalendarWidget QToolButton {{ background: transparent; border: none;
      padding: {theme.px(widget, 3)}px {theme.px(widget, 8)}px; margin: 2px; }}
    QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
    QCalendarWidget QAbstractItemView {{ border: none; border-radius: 0;
      selection-background-color: {theme.ACCENT}; selection-color: white; }}
    """
