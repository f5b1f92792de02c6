# SPDX-License-Identifier: MIT
"""暗访督导: the inspections recorded with this self-check, and what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.findings.visit import photo_code
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.evidence.box import EvidenceBox
from bizenv_desktop.gui.follow.row_table import RowTable
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import Card, button, label

if TYPE_CHECKING:
    from bizenv_desktop.gui.workspace import Workspace

_PHOTOS_WIDE = 250


class VisitsView(QWidget):
    """One row a problem; activating it goes to its finding."""

    finding_requested = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: list[tuple[int, str]] = []  # number of the visit, code of the finding
        self.message = MessageBar(self)
        self.add = button(self.tr("登记一次检查"), "primary")
        self.correct = button(self.tr("更正所选检查"))
        self.remove = button(self.tr("删除所选检查"))
        self.table = RowTable(
            self.tr("检查发现的问题"),
            (self.tr("检查"), self.tr("编号"), self.tr("发现的问题"), self.tr("整改")),
            2,
        )
        title = self.tr("当时的照片")
        self.photos = EvidenceBox(workspace, Use.ANSWER, title, self)
        note = self.tr("上级来检查发现的问题，和自查的问题一起列入整改；按回车去整改。")
        head = QHBoxLayout()
        head.addWidget(label(note, "small", wrap=True), 1)
        head.addWidget(self.remove)
        head.addWidget(self.correct)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(self, 8), 0, 0)
        column.addWidget(self.message)
        column.addLayout(head)
        self._card = Card(self)
        self._card.setFixedWidth(theme.px(self, _PHOTOS_WIDE))
        self._card.column.addWidget(self.photos)
        self._card.column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.table, 1)
        row.addWidget(self._card)
        column.addLayout(row, 1)
        self.add.clicked.connect(self.ask)
        self.correct.clicked.connect(self.ask_again)
        self.remove.clicked.connect(self._remove)
        self.photos.refused.connect(self.message.show_error)
        self.table.row_activated.connect(self._go)
        self.table.itemSelectionChanged.connect(self._follow_choice)

    def refresh(self) -> None:
        """Show the visits of the self-check on the table."""
        filled = self._workspace.filled
        states = {view.item.code: view.log.state.label for view in filled.findings}
        rows = []
        self._rows = []
        for visit in filled.visits:
            for problem in visit.problems:
                self._rows.append((visit.number, problem.code))
                rows.append(
                    (visit.title, problem.code, problem.problem, states.get(problem.code, ""))
                )
            if not visit.problems:
                self._rows.append((visit.number, ""))
                rows.append((visit.title, "", visit.summary or self.tr("没有发现问题"), ""))
        self.table.show_rows(rows, self.tr("还没有登记过暗访、督导。"))
        self._follow_choice()

    def ask(self) -> None:
        """Ask about an inspection and keep it."""
        from bizenv_desktop.gui.follow.visit_dialog import VisitDialog

        if VisitDialog(self._workspace, self).exec():
            number = self._workspace.filled.visits[-1].number
            self.table.selectRow(next(at for at, row in enumerate(self._rows) if row[0] == number))

    def ask_again(self) -> None:
        """Ask about the chosen inspection anew and put it right."""
        from bizenv_desktop.gui.follow.visit_dialog import VisitDialog

        number, _ = self._rows[self.table.currentRow()]
        visit = next(one for one in self._workspace.filled.visits if one.number == number)
        VisitDialog(self._workspace, self, visit).exec()

    def _follow_choice(self) -> None:
        chosen = 0 <= self.table.currentRow() < len(self._rows)
        self.correct.setEnabled(chosen)
        self.remove.setEnabled(chosen)
        self._card.setVisible(chosen)
        if chosen:
            self.photos.show_item(photo_code(self._rows[self.table.currentRow()][0]))

    def _remove(self) -> None:
        number, _ = self._rows[self.table.currentRow()]
        try:
            change = self._workspace.store.forget_visit(self._workspace.filled.check.key, number)
        except UserError as error:
            self.message.show_error(str(error))
            return
        self.message.clear()
        self._workspace.history.clear()  # steps of undo may name findings that are gone
        self._workspace.take_over(change)

    def _go(self, row: int) -> None:
        code = self._rows[row][1]
        if code:
            self.finding_requested.emit(code)
