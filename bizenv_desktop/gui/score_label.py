# SPDX-License-Identifier: MIT
"""The two totals, never to be confused: 已填部分 and 未填按0分."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.score_text import figure

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

    from bizenv_desktop.domain.scoring import ScoreCard


class ScoreLabel(QAbstractButton):
    """Each figure under its name; Enter, Space or a click emits `clicked`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[str, str, str]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("点击看算式"))

    @property
    def words(self) -> str:
        """What it shows, in one line."""
        return "，".join(f"{name}{value}" for name, value, _ in self._parts)

    def show_card(self, card: ScoreCard) -> None:
        """Show a score; grade, bonus and veto only where they are switched on."""
        parts = [
            (self.tr("已填部分"), figure(card.filled_total), theme.ACCENT_DARK),
            (self.tr("未填按0分"), figure(card.total), theme.TEXT),
        ]
        if card.bonus:
            parts.append((self.tr("其中加分"), figure(card.bonus), theme.GOOD))
        if card.grade is not None:
            tint = theme.BAD if card.vetoed_by else theme.TEXT
            name = self.tr("等级（否决）") if card.vetoed_by else self.tr("等级")
            parts.append((name, card.grade, tint))
        if parts == self._parts:
            return
        resized = [len(value) for _, value, _ in parts] != [len(part[1]) for part in self._parts]
        self._parts = parts
        self.setAccessibleName(self.tr("得分：{words}").format(words=self.words))
        if resized:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = sum(self._widths()) + theme.px(self, 12)
        return QSize(width, theme.px(self, 46))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setBrush(theme.colour(theme.ACCENT_PALE))
            painter.setPen(
                QPen(theme.colour(theme.ACCENT)) if self.hasFocus() else Qt.PenStyle.NoPen
            )
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        left = theme.px(self, 6)
        top, middle = theme.px(self, 4), theme.px(self, 19)
        for (name, value, tint), width in zip(self._parts, self._widths(), strict=True):
            painter.setFont(self._small())
            painter.setPen(theme.colour(theme.MUTED))
            painter.drawText(
                QRect(left, top, width, middle - top), int(Qt.AlignmentFlag.AlignHCenter), name
            )
            painter.setFont(self._large())
            painter.setPen(theme.colour(tint))
            box = QRect(left, middle, width, self.height() - middle - 2)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), value)
            left += width
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _widths(self) -> list[int]:
        small, large = QFontMetrics(self._small()), QFontMetrics(self._large())
        gap = theme.px(self, 18)
        return [
            max(small.horizontalAdvance(name), large.horizontalAdvance(value)) + gap
            for name, value, _ in self._parts
        ]

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.px(self, 12))
        return font

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.px(self, 19))
        return font
