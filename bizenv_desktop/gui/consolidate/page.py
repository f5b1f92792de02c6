# SPDX-License-Identifier: MIT
"""汇总: a period over all units that reported; on top of everything who has not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from bizenv_desktop.actions.consolidation_actions import (
    expected_units,
    latest_period,
    reporting_periods,
)
from bizenv_desktop.domain.exchange.wall import handing_on
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.consolidate.findings_view import FindingsView
from bizenv_desktop.gui.consolidate.items_view import ItemsView
from bizenv_desktop.gui.consolidate.loading import Loaded, loading, losing
from bizenv_desktop.gui.consolidate.scores_view import ScoresView
from bizenv_desktop.gui.consolidate.wall_view import WallView
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label, set_role

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.consolidation import ItemFigures, LosingUnits
    from bizenv_desktop.domain.period import Period
    from bizenv_desktop.gui.consolidate.papers_dialog import PapersDialog
    from bizenv_desktop.gui.consolidate.unit_dialog import UnitDialog
    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change


class ConsolidatePage(QWidget):
    """Tabs: 应报未报, 得分, 共性问题, 整改; a double click opens the unit."""

    loaded = Signal()
    review_requested = Signal(str, str, str)  # organisation, period, item or ""

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._shown: Loaded | None = None
        self._periods: tuple[Period, ...] = ()
        self._job: Job | None = None
        self._asking: Job | None = None
        self._unit: UnitDialog | None = None
        self._papers: PapersDialog | None = None
        self.message = MessageBar(self)
        self.coverage = label(role="heading", wrap=True)
        self.period = QComboBox(self)
        self.period.setAccessibleName(self.tr("期次"))
        self.area = QComboBox(self)
        self.area.setAccessibleName(self.tr("只看哪里"))
        self.papers = button(self.tr("导出材料…"), "primary")
        self.wall = WallView(self)
        self.scores = ScoresView(self)
        self.items = ItemsView(self)
        self.findings = FindingsView(self)
        self.tabs = QTabWidget(self)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read everything anew, the period chosen before where it still is there."""
        self._fill_choices()
        self._load()

    def open_unit(self, organisation: str, period: str = "") -> None:
        """Show one unit; without `period` in the one on show."""
        from bizenv_desktop.gui.consolidate.unit_dialog import UnitDialog

        place = (organisation, period or self._chosen.code)
        try:
            dialog = UnitDialog(self._workspace, place, self)
        except UserError as error:
            self.message.show_error(str(error))
            return
        self._unit = dialog
        dialog.review_requested.connect(self.review_requested)
        dialog.review_requested.connect(self._review)
        dialog.exec()
        self._unit = None
        dialog.deleteLater()

    def open_papers(self) -> None:
        """Offer the papers of what is on show; one may still be written when it is closed."""
        from bizenv_desktop.gui.consolidate.papers_dialog import PapersDialog

        if self._papers is None:
            self._papers = PapersDialog(self._workspace, self._preferences, self)
            self._papers.noted.connect(self.message.show_note)
            self._papers.refused.connect(self.message.show_error)
        self._papers.show_for(self._chosen, self._under)
        self._papers.exec()

    def set_due(self) -> None:
        """Ask for the last day of the period on show."""
        from bizenv_desktop.gui.consolidate.due_dialog import DueDialog

        dialog = DueDialog(self._workspace, self._chosen, self)
        dialog.exec()
        dialog.deleteLater()

    @property
    def _chosen(self) -> Period:
        return self._periods[max(0, self.period.currentIndex())]

    @property
    def _under(self) -> str:
        return self.area.currentData() or ""

    def _review(self, organisation: str, period: str, item: str) -> None:
        from bizenv_desktop.gui.feedback.review_dialog import ReviewDialog

        try:
            dialog = ReviewDialog(self._workspace, (organisation, period), item, self._unit or self)
        except UserError as error:
            self.message.show_error(str(error))
            return
        dialog.exec()

    def _fill_choices(self) -> None:
        store, today = self._workspace.store, self._workspace.clock().date()
        chosen = self.period.currentData() or latest_period(store, today).code
        self._periods = reporting_periods(store, today)
        self.period.blockSignals(True)
        self.period.clear()
        for period in self._periods:
            self.period.addItem(period.label, period.code)
        self.period.setCurrentIndex(max(0, self.period.findData(chosen)))
        self.period.blockSignals(False)
        self._fill_areas()

    def _fill_areas(self) -> None:
        """The units that hand on what others sent: one can look into each of them alone."""
        units = expected_units(self._workspace.store)
        passing = handing_on(units)
        chosen = self._under
        self.area.blockSignals(True)
        self.area.clear()
        self.area.addItem(self.tr("全部单位"), "")
        for unit in units:
            if unit.code in passing:
                self.area.addItem(unit.name, unit.code)
        self.area.setCurrentIndex(max(0, self.area.findData(chosen)))
        self.area.blockSignals(False)
        self.area.setVisible(bool(passing))

    def _load(self) -> None:
        _stop(self._job)
        path, today = self._workspace.store.path, self._workspace.clock().date()
        work = loading(path, self._chosen, self._periods, self._under, today)
        self._job = self._workspace.jobs.start(self.tr("汇总"), work, self._show)
        self._job.failed.connect(self.message.show_error)

    def _show(self, loaded: Loaded) -> None:
        if loaded.figures.period != self._chosen or loaded.figures.under != self._stem:
            return  # another was chosen meanwhile and is on its way
        self._shown = loaded
        self.message.clear()
        figures = loaded.figures
        self.coverage.setText(figures.coverage.sentence)
        set_role(self.coverage, "heading")
        self.wall.show_wall(loaded.wall)
        self.scores.show_figures(figures)
        self.items.show_figures(figures)
        self.findings.show_loaded(loaded)
        whole = figures.findings.whole
        titles = (
            self.tr("应报未报"),
            self.tr("得分（{count}）").format(count=len(figures.units)),
            self.tr("共性问题"),
            self.tr("整改（{count}）").format(count=whole.open),
        )
        for at, title in enumerate(titles):
            self.tabs.setTabText(at, title)
        self.loaded.emit()

    @property
    def _stem(self) -> str:
        from bizenv_desktop.actions.consolidation_actions import stem_of

        return stem_of(self._under)

    def _ask_units(self, item: ItemFigures) -> None:
        _stop(self._asking)
        work = losing(self._workspace.store.path, self._chosen.code, item, self._under)
        title = self.tr("查找失分的单位")
        done = partial(self._show_units, item)
        self._asking = self._workspace.jobs.start(title, work, done)
        self._asking.failed.connect(self.message.show_error)

    def _show_units(self, item: ItemFigures, units: LosingUnits) -> None:
        if self.items.item == item:
            self.items.show_units(units)

    def _follow_change(self, change: Change) -> None:
        if self.isVisible() and _matters(change):
            self.refresh()

    def _connect(self) -> None:
        self.period.currentIndexChanged.connect(self._load)
        self.area.currentIndexChanged.connect(self._load)
        self.papers.clicked.connect(self.open_papers)
        self.wall.due_requested.connect(self.set_due)
        self.wall.unit_requested.connect(self.open_unit)
        self.scores.unit_requested.connect(self.open_unit)
        self.items.unit_requested.connect(self.open_unit)
        self.items.units_requested.connect(self._ask_units)
        self.findings.unit_requested.connect(self.open_unit)
        self._workspace.changed.connect(self._follow_change)

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("汇总的内容"))
        self.tabs.tabBar().setAccessibleName(self.tr("汇总的各栏"))
        for view, title in (
            (self.wall, self.tr("应报未报")),
            (self.scores, self.tr("得分")),
            (self.items, self.tr("共性问题")),
            (self.findings, self.tr("整改")),
        ):
            self.tabs.addTab(view, title)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("汇总"), "title"))
        head.addSpacing(theme.px(self, 12))
        head.addWidget(self.period)
        head.addWidget(self.area)
        head.addStretch(1)
        head.addWidget(self.papers)
        edge = theme.px(self, 14)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addLayout(head)
        column.addWidget(self.coverage)
        column.addWidget(self.message)
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)


def _stop(job: Job | None) -> None:
    """Ask a job that may have ended long ago to stop."""
    if job is not None and isValid(job):
        job.cancel()


def _matters(change: Change) -> bool:
    """Whether a change can be seen here: packages, who owes one, deadlines, 退回."""
    return bool(change.packages or change.settings or change.organisations or change.reviews)
