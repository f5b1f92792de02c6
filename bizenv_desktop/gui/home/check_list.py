# SPDX-License-Identifier: MIT
"""Earlier self-checks, the latest first; Enter or a double click opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent

    from bizenv_desktop.domain.selfcheck import SelfCheck

_KEY = Qt.ItemDataRole.UserRole


class CheckList(QListWidget):
    """One line a self-check: period, unit; the one on the table is marked."""

    check_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("历次自查"))
        self.setProperty("role", "plain")
        self.itemDoubleClicked.connect(self._ask)

    def show_checks(self, checks: Iterable[SelfCheck], open_key: tuple[str, str] | None) -> None:
        """Show these; `open_key` is the one on the table."""
        self.clear()
        for check in checks:
            words = f"{check.period.label}　{check.organisation.name}"
            if check.key == open_key:
                words += self.tr("　（正在填写）")
            item = QListWidgetItem(words)
            item.setData(_KEY, check.key)
            item.setToolTip(self.tr("双击或按回车打开"))
            self.addItem(item)
            if check.key == open_key:
                self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._ask(item)
            return
        super().keyPressEvent(event)

    def _ask(self, item: QListWidgetItem) -> None:
        self.check_requested.emit(tuple(item.data(_KEY)))
