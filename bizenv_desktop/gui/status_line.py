# SPDX-License-Identifier: MIT
"""The line at the foot of the window: saved when, in which file, how much is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.tips import tip

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent

    from bizenv_desktop.domain.scoring import ScoreCard


class StatusLine(QFrame):
    """Tells at a glance that nothing needs saving.

    It changes with every answer, so it is painted: labels would lay the whole window out anew.
    """

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip(str(path)))
        self.saved = self.tr("已全部保存")
        self.file = self.tr("数据文件 {path}").format(path=path)
        self.progress = ""
        self._unsaved = False

    def show_saved(self, when: datetime) -> None:
        """Say that everything was in the database at that time."""
        self._show(self.tr("已保存 {time}").format(time=f"{when:%H:%M}"), self.progress)

    def show_unsaved(self, count: int) -> None:
        """Say that edits of so many items are not in the database."""
        words = self.tr("{count}项没有保存").format(count=count)
        self._show(words, self.progress, unsaved=True)

    def show_progress(self, card: ScoreCard | None) -> None:
        """Say how many items are filled in; nothing without a self-check."""
        words = f"{card.answered}/{card.asked}" if card else ""
        progress = self.tr("已填 {words}").format(words=words) if words else ""
        self._show(self.saved, progress, unsaved=self._unsaved)

    def sizeHint(self) -> QSize:
        return QSize(0, theme.px(self, 26))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        font = painter.font()
        font.setPixelSize(theme.px(self, 13))
        painter.setFont(font)
        metrics, gap = painter.fontMetrics(), theme.px(self, 18)
        middle = Qt.AlignmentFlag.AlignVCenter
        line = self.rect().adjusted(theme.px(self, 16), 0, -theme.px(self, 16), 0)
        painter.setPen(theme.colour(theme.BAD if self._unsaved else theme.MUTED))
        painter.drawText(line, int(middle), self.saved)
        painter.setPen(theme.colour(theme.MUTED))
        painter.drawText(line, int(middle | Qt.AlignmentFlag.AlignRight), self.progress)
        left = line.left() + metrics.horizontalAdvance(self.saved) + gap
        room = line.right() - left - gap - metrics.horizontalAdvance(self.progress)
        file = metrics.elidedText(self.file, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRect(left, line.top(), room, line.height()), int(middle), file)
        painter.end()

    def _show(self, saved: str, progress: str, *, unsaved: bool = False) -> None:
        if (saved, progress, unsaved) == (self.saved, self.progress, self._unsaved):
            return
        self.saved, self.progress, self._unsaved = saved, progress, unsaved
        self.setAccessibleName(
            self.tr("{saved}，{progress}").format(saved=saved, progress=progress)
        )
        self.update()
