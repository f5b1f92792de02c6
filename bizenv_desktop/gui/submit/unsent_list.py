# SPDX-License-Identifier: MIT
"""未上报的修改: what differs from the revision sent last; a double click goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from bizenv_desktop.domain.exchange.unsent import Part
from bizenv_desktop.domain.review import Spot
from bizenv_desktop.gui.follow.row_table import RowTable
from bizenv_desktop.gui.parts import Card, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.actions.submission_actions import SubmissionState
    from bizenv_desktop.domain.exchange.unsent import Unsent

_PAGES = {
    Part.UNIT: "settings",
    Part.CHECKLIST: "checklists",
    Part.OPTIONS: "settings",
    Part.SIGNATORIES: "settings",
    Part.VISITS: "follow",
    Part.CITATIONS: "regulation",
    Part.EARLIER: "follow",
    Part.REPORT: "reports",
}


class UnsentList(Card):
    """Items with their titles and what in them is different, then what is of no item."""

    spot_requested = Signal(str, object)  # item code, Spot or None
    page_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(self.tr("未上报的修改"), "heading")
        titles = (self.tr("编号"), self.tr("检查项"), self.tr("改了什么"))
        self.table = RowTable(self.tr("未上报的修改"), titles, 1, self)
        self._shown: Unsent | None = None
        self.column.addWidget(self.title)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(label(self.tr("双击或按回车，转到那一项。"), "small"))
        self.table.row_activated.connect(self._go_to)

    def show_state(self, state: SubmissionState) -> None:
        """Show what differs; the list is only built anew when something in it changed."""
        found = state.unsent if state.last is not None else None
        words = self.tr("未上报的修改")
        if found is not None and found.count:
            words = self.tr("未上报的修改 {count}项").format(count=found.count)
        self.title.setText(words)
        if found is not None and found == self._shown:
            return
        self._shown = found
        rows = []
        if found is not None:
            rows = [(each.code, each.title, "、".join(each.parts)) for each in found.items]
            rows += [("—", part.value, self.tr("有修改")) for part in found.others]
        empty = (
            self.tr("上次上报后没有修改。")
            if found is not None
            else self.tr("还没有上报过，整期自查都会报上去。")
        )
        self.table.show_rows(rows, empty)

    def _go_to(self, row: int) -> None:
        if self._shown is None:
            return
        if row < len(self._shown.items):
            item = self._shown.items[row]
            self.spot_requested.emit(item.code, Spot.PROBLEM if item.is_finding else None)
        else:
            self.page_requested.emit(_PAGES[self._shown.others[row - len(self._shown.items)]])
