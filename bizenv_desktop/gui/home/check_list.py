# SPDX-License-Identifier: MIT
"""Earlier self-checks, the latest first; each is a button that puts it on the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from bizenv_desktop.domain.selfcheck import SelfCheck


class CheckLine(QPushButton):
    """A button of any width: a long unit name is cut short, never the window made wider."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._words = words
        self.setAccessibleName(words)
        self.setProperty("role", "quiet-left")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self.setSizePolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - theme.px(self, 12)
        right = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._words, right, room))


class CheckList(QWidget):
    """One line a self-check: period and unit; the one on the table is marked."""

    check_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[SelfCheck, bool]] = []
        self.lines: list[CheckLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)

    def show_checks(self, checks: Iterable[SelfCheck], open_key: tuple[str, str] | None) -> None:
        """Show these; `open_key` is the one on the table."""
        shown = [(check, check.key == open_key) for check in checks]
        if shown == self._shown:
            return
        self._shown = shown
        for old in self.lines:
            old.deleteLater()
        self.lines = [self._make_line(check, is_open=is_open) for check, is_open in shown]
        for place, line in enumerate(self.lines):
            self._column.insertWidget(place, line)

    def _make_line(self, check: SelfCheck, *, is_open: bool) -> CheckLine:
        words = f"{check.period.label}　{check.organisation.name}"
        if is_open:
            words += self.tr("（正在填写）")
        line = CheckLine(words)
        line.setToolTip(self.tr("打开这一期自查"))
        line.clicked.connect(lambda: self.check_requested.emit(check.key))
        return line
