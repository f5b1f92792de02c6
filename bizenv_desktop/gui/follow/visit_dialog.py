# SPDX-License-Identifier: MIT
"""Recording an inspection, or correcting one: when, what kind, who came, what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.actions.rectification_actions import add_visit, correct_visit
from bizenv_desktop.domain.findings.visit import VisitKind
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.day_field import DayField
from bizenv_desktop.gui.findings.name_field import NameField
from bizenv_desktop.gui.growing_dialog import GrowingDialog
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from datetime import date

    from bizenv_desktop.domain.findings.followup import Looked
    from bizenv_desktop.domain.findings.visit import Visit
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change

_LINES = 3


class VisitDialog(GrowingDialog):
    """Keeps the visit when it is accepted; a refusal is told here and the dialog stays."""

    def __init__(
        self, workspace: Workspace, parent: QWidget | None = None, visit: Visit | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._visit = visit  # the one to correct
        self._day: date | None = None
        self.message = MessageBar(self)
        self.day = DayField(self.tr("检查日期"), self)
        self.kind = QComboBox(self)
        self.inspectors = NameField(workspace, "inspectors", self.tr("谁来检查的"), self)
        self.summary = QPlainTextEdit(self)
        self.problems: list[tuple[QComboBox, QLineEdit]] = []
        self._grid = QGridLayout()
        self.more = button(self.tr("再加一个问题"), "quiet")
        self.keep = button(self.tr("登记") if visit is None else self.tr("更正"), "primary")
        self._build()
        if visit is None:
            self._show_day(workspace.filled.today)
            for _ in range(_LINES):
                self.add_line()
        else:
            self._show_visit(visit)
        self.day.edited.connect(self._show_day)
        self.more.clicked.connect(self.add_line)
        self.keep.clicked.connect(self.accept)

    def accept(self) -> None:
        """Keep it; close only when it was kept."""
        self.day.flush()
        if self._day is None:
            self.message.show_error(self.tr("没有写检查日期，请填写。"))
            return
        workspace = self._workspace
        try:
            change = self._write(self._day)
            workspace.remember("inspectors", self.inspectors.text())
        except UserError as error:
            self.message.show_error(str(error))
            return
        if self._visit is not None:
            workspace.history.clear()  # steps of undo may hold the day that was put right
        workspace.take_over(change)
        super().accept()

    def _write(self, day: date) -> Change:
        store, filled = self._workspace.store, self._workspace.filled
        kind = VisitKind(self.kind.currentData())
        inspectors, summary = self.inspectors.text(), self.summary.toPlainText()
        known = () if self._visit is None else self._visit.problems
        found = [
            (place.currentData(), words.text())
            for place, words in self.problems[len(known) :]
            if words.text().strip()
        ]
        if self._visit is None:
            return add_visit(store, filled, day, kind, inspectors, summary, found)
        shown = zip(known, self.problems, strict=False)  # then come new ones
        texts = {problem.code: field.text() for problem, (_, field) in shown if field.isModified()}
        number = self._visit.number
        return correct_visit(store, filled, number, day, kind, inspectors, summary, texts, found)

    def _show_visit(self, visit: Visit) -> None:
        """Fill in what was recorded; problems stay where they belong, as their codes do."""
        self._show_day(visit.day)
        self.kind.setCurrentIndex(self.kind.findData(str(visit.kind)))
        self.inspectors.show_text(visit.inspectors)
        self.summary.setPlainText(visit.summary)
        for problem in visit.problems:
            self.add_line()
            place, words = self.problems[-1]
            place.setCurrentIndex(place.findData(problem.check_item or problem.dimension))
            place.setEnabled(False)
            words.setText(problem.problem)
            words.setCursorPosition(0)

    def suggest_look(self, looked: Looked) -> None:
        """Fill in the problem that was seen again when a closed finding was looked at."""
        look, view = looked.look, looked.occasion.view
        self._show_day(look.day)
        self.kind.setCurrentIndex(self.kind.findData(str(VisitKind.OTHER)))
        self.inspectors.show_text(self.tr("本单位回头看：{who}").format(who=look.who))
        place, words = self.problems[0]
        for code in (view.check_item, view.item.dimension):
            if code is not None and place.findData(code) >= 0:
                place.setCurrentIndex(place.findData(code))
                break
        words.setText(" ".join(look.words.split()))
        words.setCursorPosition(0)

    def add_line(self) -> None:
        """One more line for a problem: where it belongs, and what it is."""
        place, words = QComboBox(self), QLineEdit(self)
        checklist = self._workspace.filled.checklist
        for dimension in checklist.dimensions:
            place.addItem(dimension.name, dimension.code)
            for item in self._workspace.filled.items:
                if item.dimension == dimension.code:
                    place.addItem(f"　{item.code} {item.title}", item.code)
        number = len(self.problems) + 1
        place.setAccessibleName(self.tr("第{number}个问题属于").format(number=number))
        words.setAccessibleName(self.tr("第{number}个问题").format(number=number))
        words.setPlaceholderText(self.tr("发现了什么，在哪里"))
        place.setFixedWidth(theme.px(self, 230))
        place.setMaxVisibleItems(20)
        self._grid.addWidget(place, number, 0)
        self._grid.addWidget(words, number, 1)
        self.problems.append((place, words))

    def _show_day(self, day: date | None) -> None:
        self._day = day
        today = self._workspace.filled.today
        self.day.show_day(day, "", today.replace(month=1, day=1))

    def _build(self) -> None:
        correcting = self._visit is not None
        self.setWindowTitle(self.tr("更正检查") if correcting else self.tr("登记暗访、督导"))
        for kind in VisitKind:
            self.kind.addItem(kind.label, str(kind))
        self.kind.setAccessibleName(self.tr("怎么来的"))
        self.summary.setAccessibleName(self.tr("总体评价"))
        self.summary.setTabChangesFocus(True)
        self.summary.setFixedHeight(theme.px(self, 60))
        form = QFormLayout()
        form.addRow(self.tr("检查日期"), self.day)
        form.addRow(self.tr("怎么来的"), self.kind)
        form.addRow(self.tr("谁来检查的"), self.inspectors)
        form.addRow(self.tr("总体评价"), self.summary)
        cancel = button(self.tr("取消"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self.message)
        column.addLayout(form)
        column.addWidget(label(self.tr("发现的问题（列入整改）"), "heading-small"))
        column.addLayout(self._grid)
        column.addLayout(row)
        self.setMinimumWidth(theme.px(self, 620))
