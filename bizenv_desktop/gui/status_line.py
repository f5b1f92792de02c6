# SPDX-License-Identifier: MIT
"""The line at the foot of the window: saved when, in which file, how much is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import label, set_role

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from bizenv_desktop.domain.scoring import ScoreCard


class StatusLine(QFrame):
    """Tells at a glance that nothing needs saving."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self._path = str(path)
        self.saved = label(self.tr("已全部保存"), "small")
        self.file = QLabel()
        self.file.setProperty("role", "small")
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        self.file.setToolTip(self._path)
        self.file.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.progress = label(role="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(
            theme.px(self, 16), theme.px(self, 3), theme.px(self, 16), theme.px(self, 3)
        )
        row.setSpacing(theme.px(self, 18))
        row.addWidget(self.saved)
        row.addWidget(self.file, 1)
        row.addWidget(self.progress)

    def show_saved(self, when: datetime) -> None:
        set_role(self.saved, "small")
        self.saved.setText(self.tr("已保存 {time}").format(time=f"{when:%H:%M}"))

    def show_unsaved(self, count: int) -> None:
        set_role(self.saved, "bad")
        self.saved.setText(self.tr("{count}项没有保存").format(count=count))

    def show_progress(self, card: ScoreCard | None) -> None:
        words = "" if card is None else f"{card.answered}/{card.asked}"
        self.progress.setText(self.tr("已填 {words}").format(words=words) if words else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        text = self.tr("数据文件 {path}").format(path=self._path)
        metrics = self.file.fontMetrics()
        room = self.width() - theme.px(self, 280)
        self.file.setText(metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room))
