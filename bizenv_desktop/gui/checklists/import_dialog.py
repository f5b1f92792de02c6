# SPDX-License-Identifier: MIT
"""Bringing a workbook in: checked at once, faults or changes shown, kept on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListView,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.actions import checklist_actions
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.cell_faults import CellFaultTable
from bizenv_desktop.gui.checklists.change_lines import change_lines
from bizenv_desktop.gui.checklists.lines import LinesModel
from bizenv_desktop.gui.parts import Card, button, label, set_role
from bizenv_desktop.gui.regulations.heading_delegate import HeadingDelegate
from bizenv_desktop.imports.workbook_faults import WorkbookRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from bizenv_desktop.actions.checklist_actions import Incoming, Kept
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.imports.checklist_workbook import Draft

    Tick = Callable[[int, int], None]


class ImportDialog(QDialog):
    """`kept` is what became of the workbook once it was accepted."""

    def __init__(
        self,
        workspace: Workspace,
        editions: Mapping[str, Edition],
        path: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._editions = editions
        self._path = path
        self._job: Job | None = None
        self._incoming: Incoming | None = None
        self.kept: Kept | None = None
        self.own = QRadioButton(self.tr("本单位改好的表：存为本单位自查表的新版本"), self)
        self.issued = QRadioButton(
            self.tr("上级下发的表：照原来的编号和版本存入，本单位不改动它"), self
        )
        self.headline = label(role="heading", wrap=True)
        self.note = label(role="muted", wrap=True)
        self.faults = CellFaultTable(self)
        self.changes = QListView(self)
        self._lines = LinesModel(self)
        self._details = QStackedWidget(self)
        self.copy_button = button(self.tr("复制全部"))
        self.again_button = button(self.tr("改好了，重新检查"))
        self.cancel_button = button(self.tr("取消"))
        self.keep_button = button(self.tr("存入"), "primary")
        self._build()
        self._wire()
        self.check()

    @property
    def is_checking(self) -> bool:
        return self._job is not None

    def check(self) -> None:
        """Read the workbook again, as it is on the disk now."""
        if self._job is not None:
            self._job.cancel()
        self._incoming = None
        self._say(self.tr("正在检查……"), "", "heading")
        self._allow(keep=False, copy=False, again=False)
        self._details.hide()
        title = self.tr("检查自查表")
        work = _reading(self._path, self._editions)
        self._job = self._workspace.jobs.start(title, work, self._read)
        self._job.failed.connect(self._refused)

    def accept(self) -> None:
        if self._incoming is None:
            return
        workspace = self._workspace
        try:
            self.kept = checklist_actions.keep_incoming(
                workspace.library, workspace.store, self._incoming
            )
        except UserError as error:
            self._refused(str(error))
            return
        super().accept()

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    # -- what the check found

    def _read(self, found: Draft | WorkbookRefused) -> None:
        self._job = None
        try:
            if isinstance(found, WorkbookRefused):
                raise found
            self._show_incoming(
                checklist_actions.incoming_checklist(
                    self._workspace.library,
                    self._workspace.store,
                    self._editions,
                    found,
                    issued=self.issued.isChecked(),
                )
            )
        except WorkbookRefused as refused:
            self._show_faults(refused)
        except UserError as error:
            self._refused(str(error))

    def _show_incoming(self, incoming: Incoming) -> None:
        self._incoming = incoming
        checklist, change = incoming.checklist, incoming.change
        name = self.tr("“{title}”，{count}项，没有发现问题").format(
            title=checklist.title, count=len(checklist.items)
        )
        if incoming.base is None:
            words = self.tr("会存为第{version}版（编号{id}）。").format(
                version=checklist.version, id=checklist.id
            )
        elif not change:
            words = self.tr("和现有的一样，不用存入。")
        else:
            words = self.tr("会存为本单位自查表的新版本：{change}。").format(change=change.words)
        self._say(name, words, "heading")
        self._lines.show(change_lines(change))
        self._details.setCurrentWidget(self.changes)
        self._details.setVisible(bool(self._lines.lines))
        self._allow(keep=incoming.base is None or bool(change), copy=False, again=False)
        self.keep_button.setFocus()

    def _show_faults(self, refused: WorkbookRefused) -> None:
        words = self.tr("有{count}处要改，什么也没有存入").format(count=len(refused.faults))
        hint = self.tr("在表格里照单元格改好、保存，再回到这里重新检查。")
        self._say(words, hint, "bad")
        self.faults.show_faults(refused.faults)
        self._details.setCurrentWidget(self.faults)
        self._details.show()
        self._allow(keep=False, copy=True, again=True)
        self.faults.setFocus()

    def _refused(self, sentence: str) -> None:
        self._job = None
        self._incoming = None
        self._say(sentence, "", "bad")
        self._details.hide()
        self._allow(keep=False, copy=False, again=True)

    def _say(self, headline: str, note: str, role: str) -> None:
        set_role(self.headline, role)
        self.headline.setText(headline)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _allow(self, *, keep: bool, copy: bool, again: bool) -> None:
        self.keep_button.setEnabled(keep)
        self.copy_button.setVisible(copy)
        self.again_button.setVisible(again)

    def _wire(self) -> None:
        self.own.toggled.connect(self.check)
        self.copy_button.clicked.connect(self.faults.copy_all)
        self.again_button.clicked.connect(self.check)
        self.cancel_button.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self.accept)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("导入自查表"))
        self.own.setChecked(True)
        choice = Card(self)
        choice.column.addWidget(label(self._path.name, "heading-small", wrap=True))
        choice.column.addWidget(self.own)
        choice.column.addWidget(self.issued)
        self.changes.setModel(self._lines)
        self.changes.setItemDelegate(HeadingDelegate(self.changes))
        self.changes.setAccessibleName(self.tr("会改变什么"))
        self._details.addWidget(self.faults)
        self._details.addWidget(self.changes)
        bottom = QHBoxLayout()
        for each in (self.copy_button, self.again_button):
            bottom.addWidget(each)
        bottom.addStretch(1)
        bottom.addWidget(self.cancel_button)
        bottom.addWidget(self.keep_button)
        layout = QVBoxLayout(self)
        edge = theme.px(self, 16)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(self, 10))
        layout.addWidget(choice)
        layout.addWidget(self.headline)
        layout.addWidget(self.note)
        layout.addWidget(self._details, 1)
        layout.addStretch(0)
        layout.addLayout(bottom)
        size = self.screen().availableSize()
        height = min(theme.px(self, 560), size.height() - 60)
        self.resize(min(theme.px(self, 760), size.width() - 40), height)


def _reading(
    path: Path, editions: Mapping[str, Edition]
) -> Callable[[Tick], Draft | WorkbookRefused]:
    """The work of reading the workbook, for the worker thread."""

    def work(tick: Tick) -> Draft | WorkbookRefused:
        tick(0, 1)
        try:
            return checklist_actions.read_incoming(path, editions)
        except WorkbookRefused as refused:
            return refused  # a job tells only the sentence of what it raises

    return work
