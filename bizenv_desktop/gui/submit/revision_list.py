# SPDX-License-Identifier: MIT
"""Every revision of the self-check on the table: when, its code, where it went, who has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from bizenv_desktop.actions.submission_actions import chinese_moment
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.gui.follow.row_table import RowTable
from bizenv_desktop.gui.parts import Card, button, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.actions.feedback_state import FeedbackState
    from bizenv_desktop.domain.exchange.package_record import PackageRecord


class RevisionList(Card):
    """The newest first; one of our own can be written again, the same bytes."""

    write_again_requested = Signal(str)  # package id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = (
            self.tr("版次"),
            self.tr("上报时间"),
            self.tr("核对码"),
            self.tr("回执"),
            self.tr("写到哪里"),
        )
        name = self.tr("历次上报")
        self.table = RowTable(name, titles, len(titles) - 1, self, beside=0.84)
        self.again = button(self.tr("重新写出这一版"))
        self._records: tuple[PackageRecord, ...] = ()
        self.column.addWidget(label(self.tr("历次上报"), "heading"))
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.again.clicked.connect(self._ask)
        self.table.row_activated.connect(lambda row: self._ask())
        self.table.itemSelectionChanged.connect(self._follow_choice)

    def show_records(self, records: Iterable[PackageRecord], feedback: FeedbackState) -> None:
        """Show the revisions among these; the one chosen stays chosen until there is a newer."""
        chosen, newest = self._chosen(), self._records[:1]
        self._records = tuple(each for each in records if each.kind is PackageKind.SUBMISSION)
        receipts: dict[str, list[str]] = {}
        for said in feedback.receipts:
            day = f"{said.what.received.month}月{said.what.received.day}日"
            receipts.setdefault(said.what.package, []).append(f"{said.superior} {day}")
        self.table.show_rows(
            [
                (
                    self.tr("第{number}版").format(number=each.revision),
                    chinese_moment(each.made_at),
                    each.code,
                    "、".join(receipts.get(each.id, ())) or "—",
                    self._where(each),
                )
                for each in self._records
            ],
            self.tr("还没有上报过。"),
        )
        ids = [each.id for each in self._records]
        same = [each.id for each in newest] == ids[:1]
        at = ids.index(chosen.id) if same and chosen and chosen.id in ids else 0
        if ids:
            self.table.selectRow(at)
        self._follow_choice()

    def _where(self, record: PackageRecord) -> str:
        if record.state is not PackageState.OWN:
            return self.tr("另一台电脑上报的")
        folder = str(Path(record.delivered_to).parent)
        return folder if record.delivered else self.tr("还没有写出")

    def _chosen(self) -> PackageRecord | None:
        rows = self.table.selectionModel().selectedRows()
        at = rows[0].row() if rows else -1
        return self._records[at] if 0 <= at < len(self._records) else None

    def _follow_choice(self) -> None:
        chosen = self._chosen()
        self.again.setEnabled(chosen is not None and chosen.state is PackageState.OWN)

    def _ask(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.state is PackageState.OWN:
            self.write_again_requested.emit(chosen.id)
