# SPDX-License-Identifier: MIT
"""汇总材料: which paper, in what form, as what file; the worker writes it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.actions import consolidated_papers, own_organisation
from bizenv_desktop.domain.papers.consolidated_kinds import CONSOLIDATED_KINDS
from bizenv_desktop.domain.papers.paper_head import paper_file_name
from bizenv_desktop.domain.papers.paper_kinds import PaperFormat
from bizenv_desktop.domain.period import Period
from bizenv_desktop.files import safe_file_name
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bizenv_desktop.domain.papers.paper_kinds import PaperKind
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.reports.papers import Written

    Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ConsolidatedWish:
    """What is to be written: of which period and area, in which of its forms."""

    kind: PaperKind
    period: str
    under: str
    by_item: bool = False
    as_list: bool = False
    ranking: bool = False


class PapersDialog(QDialog):
    """Stays open: several papers are often wanted one after the other."""

    written = Signal(object)  # Path
    noted = Signal(str)  # what came of a paper when this was closed meanwhile
    refused = Signal(str)

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._period = Period.containing(workspace.clock().date())
        self._under = ""
        self._path = Path()
        self.message = MessageBar(self)
        self.kinds = QListWidget(self)
        self.kinds.setAccessibleName(self.tr("汇总材料"))
        self.kinds.setSpacing(theme.px(self, 3))
        for kind in CONSOLIDATED_KINDS:
            self.kinds.addItem(kind.name)
        self.hint = label(role="muted", wrap=True)
        self.by_item = QCheckBox(self.tr("按检查项排列，不按单位"), self)
        self.as_list = QCheckBox(self.tr("一张总表，不一个单位一张"), self)
        self.ranking = QCheckBox(self.tr("附位次（只比较能比的单位，并写明）"), self)
        self.forms = QComboBox(self)
        self.forms.setAccessibleName(self.tr("文件格式"))
        self.export = button(self.tr("导出…"), "primary")
        self.close_button = button(self.tr("关闭"))
        self._lay_out()
        self.kinds.currentRowChanged.connect(self._follow_kind)
        self.export.clicked.connect(self.ask)
        self.close_button.clicked.connect(self.accept)
        self.kinds.setCurrentRow(0)

    def show_for(self, period: Period, under: str) -> None:
        """Offer the papers of that period and area from now on."""
        self._period, self._under = period, under
        self.setWindowTitle(self.tr("汇总材料　{period}").format(period=period.label))
        self.message.clear()

    @property
    def kind(self) -> PaperKind:
        """The paper chosen."""
        return CONSOLIDATED_KINDS[max(0, self.kinds.currentRow())]

    @property
    def wish(self) -> ConsolidatedWish:
        """What is to be written, as chosen; options that are hidden do not count."""
        return ConsolidatedWish(
            self.kind,
            self._period.code,
            self._under,
            by_item=self.kind.id == "list" and self.by_item.isChecked(),
            as_list=self.kind.id == "urge" and self.as_list.isChecked(),
            ranking=self.kind.id == "scores" and self.ranking.isChecked(),
        )

    def ask(self) -> None:
        """Ask where to, and write the paper there."""
        form = PaperFormat(self.forms.currentData())
        own = own_organisation(self._workspace.store)
        today = self._workspace.clock().date()
        name = paper_file_name(own.name if own else "", self.kind, self._period.label, today)
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("导出{name}").format(name=self.kind.name),
            str(self._preferences.export_folder() / safe_file_name(f"{name}.{form}")),
            self.tr("{label} 文件 (*.{ending})").format(label=form.label, ending=form.value),
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != f".{form}":
            path = path.with_name(f"{path.name}.{form}")
        if path.parent.is_dir():
            self._preferences.change(export_folder=str(path.parent))
        self.write(path)

    def write(self, path: Path) -> None:
        """Write the paper chosen to a file."""
        title = self.tr("导出{name}").format(name=self.kind.name)
        work = _writing(self._workspace.store.path, self.wish, path, self._workspace.clock().date())
        self._path = path
        self.export.setEnabled(False)
        job = self._workspace.jobs.start(title, work, self._say)
        job.failed.connect(self._refuse)
        job.ended.connect(self._allow)

    def _say(self, done: Written) -> None:
        words = self.tr("已导出到 {path}").format(path=self._path)
        if done.missing:
            missing = " ".join(done.missing)
            words += self.tr("\n以下字符没有字体可以显示，已印作〓：{missing}").format(
                missing=missing
            )
        if self.isVisible():
            self.message.show_note(words)
        else:
            self.noted.emit(words)
        self.written.emit(self._path)

    def _refuse(self, why: str) -> None:
        if self.isVisible():
            self.message.show_error(why)
        else:
            self.refused.emit(why)

    def _allow(self) -> None:
        self.export.setEnabled(True)

    def _follow_kind(self) -> None:
        kind = self.kind
        self.hint.setText(kind.hint)
        self.by_item.setVisible(kind.id == "list")
        self.as_list.setVisible(kind.id == "urge")
        self.ranking.setVisible(kind.id == "scores")
        chosen = self.forms.currentData()
        self.forms.clear()
        for form in kind.formats:
            self.forms.addItem(form.label, form.value)
        self.forms.setCurrentIndex(max(0, self.forms.findData(chosen)))

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.addWidget(self.hint)
        for part in (self.by_item, self.as_list, self.ranking):
            side.addWidget(part)
        side.addStretch(1)
        form = QHBoxLayout()
        form.addWidget(label(self.tr("写成")))
        form.addWidget(self.forms, 1)
        side.addLayout(form)
        middle = QHBoxLayout()
        middle.addWidget(self.kinds, 1)
        middle.addLayout(side, 2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.export)
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addLayout(middle, 1)
        column.addLayout(row)
        self.resize(theme.px(self, 560), theme.px(self, 320))


def _writing(
    database: Path, wish: ConsolidatedWish, path: Path, today: date
) -> Callable[[Tick], Written]:
    """The work that makes a paper and writes it."""

    def work(tick: Tick) -> Written:
        from bizenv_desktop.actions.paper_actions import write_one
        from bizenv_desktop.storage import Store

        with Store.open(database, read_only=True) as store:
            record = consolidated_papers.consolidated_paper(
                store,
                wish.kind,
                wish.period,
                today,
                under=wish.under,
                by_item=wish.by_item,
                as_list=wish.as_list,
                ranking=wish.ranking,
                tick=tick,
            )
        return write_one(record, wish.kind, path)

    return work
