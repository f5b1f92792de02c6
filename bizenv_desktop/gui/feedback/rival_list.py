# SPDX-License-Identifier: MIT
"""Two answers a superior gave on two PCs: which they are, and the way to leave one out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.domain.exchange.header import check_code
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QPushButton

    from bizenv_desktop.actions.feedback_state import Feedback
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.gui.workspace import Workspace


class RivalList(QWidget):
    """Hidden while there are none; what is left out stays in the database and can come back."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: list[QWidget] = []
        self.buttons: list[QPushButton] = []
        self.message = MessageBar(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.message)
        self.hide()

    def show_rivals(self, rivals: Iterable[Feedback], left_out: Iterable[PackageRecord]) -> None:
        """Show these answers, one line each, and those that were left out before."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows, self.buttons = [], []
        for each in rivals:
            words = self.tr(
                "{who}{month}月{day}日{time}在“{device}”上做的一份，核对码 {code}"
            ).format(
                who=each.sender.name,
                month=each.made.month,
                day=each.made.day,
                time=f"{each.made:%H:%M}",
                device=each.device_name,
                code=check_code(each.package),
            )
            self._add(words, self.tr("不用这份"), each.package, leave=True)
        for record in left_out:
            words = self.tr("已决定不用核对码 {code} 的一份").format(code=record.code)
            self._add(words, self.tr("恢复"), record.id, leave=False)
        self.setVisible(bool(self._rows))

    def _add(self, words: str, name: str, package: str, *, leave: bool) -> None:
        row, press = QWidget(self), button(name)
        press.setAccessibleName(f"{name}　{check_code(package)}")
        press.clicked.connect(lambda: self._decide(package, leave=leave))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(words, "" if leave else "muted", wrap=True), 1)
        line.addWidget(press)
        self._column.addWidget(row)
        self._rows.append(row)
        self.buttons.append(press)

    def _decide(self, package: str, *, leave: bool) -> None:
        try:
            change = self._workspace.store.packages.undo(package, undone=leave)
        except UserError as error:
            self.message.show_error(str(error))
            return
        self.message.clear()
        self._workspace.take_in(change)
