# SPDX-License-Identifier: MIT
"""The last day for reporting a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.actions.consolidation_actions import due_days, set_due
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.day_field import DayField
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from datetime import date

    from bizenv_desktop.domain.period import Period
    from bizenv_desktop.gui.workspace import Workspace


class DueDialog(QDialog):
    """Keeps the day when 确定 is pressed; an empty line means no deadline."""

    def __init__(self, workspace: Workspace, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._period = period
        self._day: date | None = due_days(workspace.store).get(period.code)
        self.setWindowTitle(self.tr("上报期限"))
        self.message = MessageBar(self)
        self.day = DayField(self.tr("上报期限"), self)
        self.day.show_day(self._day, "", period.first_day)
        self.keep = button(self.tr("确定"), "primary")
        self.none = button(self.tr("不设期限"))
        cancel = button(self.tr("取消"))
        words = self.tr(
            "{period}的自查最晚哪天报上来；过了这天没报的记“逾期”，以后报来的记“迟报”。"
        )
        row = QHBoxLayout()
        row.addWidget(self.none)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addWidget(label(words.format(period=period.label), wrap=True))
        column.addWidget(self.day)
        column.addLayout(row)
        self.keep.setDefault(True)
        self.setMinimumWidth(theme.px(self, 420))
        self.day.edited.connect(self._take)
        self.keep.clicked.connect(self._keep)
        self.none.clicked.connect(self._clear)
        cancel.clicked.connect(self.reject)

    def _take(self, day: date | None) -> None:
        self._day = day

    def _keep(self) -> None:
        self.day.flush()
        if self.day.line.property("wrong"):
            return
        self._write(self._day)

    def _clear(self) -> None:
        self._write(None)

    def _write(self, day: date | None) -> None:
        try:
            change = set_due(self._workspace.store, self._period.code, day)
        except UserError as error:
            self.message.show_error(str(error))
            return
        self._workspace.changed.emit(change)
        self.accept()
