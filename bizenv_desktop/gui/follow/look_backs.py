# SPDX-License-Identifier: MIT
"""反弹 and 回头看 over all periods of the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bizenv_desktop.actions.rectification_actions import follow_up
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.follow.row_table import RowTable
from bizenv_desktop.gui.parts import label
from bizenv_desktop.gui.words import countdown

if TYPE_CHECKING:
    from bizenv_desktop.domain.findings.followup import FollowUp
    from bizenv_desktop.gui.workspace import Workspace


class LookBacks(QWidget):
    """What came back after closing, with its lineage; what is to be looked at again, and when."""

    finding_requested = Signal(str)  # code, of the self-check on the table

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._found: FollowUp | None = None
        self.look_backs = RowTable(
            self.tr("回头看"),
            (
                self.tr("哪天看"),
                self.tr("还有"),
                self.tr("检查项"),
                self.tr("销号后"),
                self.tr("责任人"),
            ),
            2,
        )
        self.recurrences = RowTable(
            self.tr("反弹"),
            (self.tr("期次"), self.tr("检查项"), self.tr("反弹"), self.tr("以前在")),
            1,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(self, 8), 0, 0)
        for title, table in (
            (self.tr("回头看：销号后30天、90天到现场再看一次"), self.look_backs),
            (self.tr("反弹：销号以后同一检查项又发现问题"), self.recurrences),
        ):
            column.addWidget(label(title, "heading-small"))
            column.addWidget(table, 1)
        self.recurrences.row_activated.connect(self._go)

    def refresh(self) -> None:
        """Look through every period again."""
        filled = self._workspace.filled
        organisation = filled.check.organisation.code
        found = follow_up(self._workspace.store, filled.today, organisation)
        self._found = found
        self.look_backs.show_rows(
            [
                (
                    f"{look.day:%Y-%m-%d}",
                    countdown(look.day, filled.today),
                    f"{look.occasion.view.item.code}　{look.occasion.view.item.title}",
                    self.tr("{days}天").format(days=look.after),
                    look.occasion.view.finding.person,
                )
                for look in found.look_backs
            ],
            self.tr("没有要回头看的。问题销号以后，这里会列出该再看一次的日期。"),
        )
        self.recurrences.show_rows(
            [
                (
                    one.found.period,
                    f"{one.found.view.item.code}　{one.found.view.item.title}",
                    one.words,
                    "、".join(before.period for before in one.earlier),
                )
                for one in found.recurrences
            ],
            self.tr("没有反弹的问题。"),
        )

    def _go(self, row: int) -> None:
        if self._found is None:
            return
        occasion = self._found.recurrences[row].found
        if occasion.period == self._workspace.filled.check.period.label:
            self.finding_requested.emit(occasion.view.item.code)
