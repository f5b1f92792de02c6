# SPDX-License-Identifier: MIT
"""Earlier self-checks, the latest first; each is a button that puts it on the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bizenv_desktop.gui.parts import button

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.domain.selfcheck import SelfCheck


class CheckList(QWidget):
    """One line a self-check: period and unit; the one on the table is marked."""

    check_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[SelfCheck, bool]] = []
        self.lines: list[QPushButton] = []
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

    def _make_line(self, check: SelfCheck, *, is_open: bool) -> QPushButton:
        words = f"{check.period.label}　{check.organisation.name}"
        if is_open:
            words += self.tr("（正在填写）")
        line = button(words, "quiet-left")
        line.setToolTip(self.tr("打开这一期自查"))
        line.clicked.connect(lambda: self.check_requested.emit(check.key))
        return line
