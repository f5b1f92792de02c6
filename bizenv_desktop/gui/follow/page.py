# SPDX-License-Identifier: MIT
"""跟踪: four views beside the list of findings, each worked out when it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from bizenv_desktop.domain.review import Spot
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.follow.look_backs import LookBacks
from bizenv_desktop.gui.follow.regain_table import RegainTable
from bizenv_desktop.gui.follow.trend_view import TrendView
from bizenv_desktop.gui.follow.visits_view import VisitsView
from bizenv_desktop.gui.parts import label

if TYPE_CHECKING:
    from bizenv_desktop.gui.workspace import Workspace


class FollowPage(QWidget):
    """Tabs: 暗访督导, 回头看, 补分测算, 历史与趋势."""

    spot_requested = Signal(str, object)  # finding's code, Spot: on the findings page

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(self.tr("跟踪的内容"))
        self.tabs.tabBar().setAccessibleName(self.tr("跟踪的各栏"))
        self.visits = VisitsView(workspace)
        self.look_backs = LookBacks(workspace)
        self.regain = RegainTable(workspace)
        self.trend = TrendView(workspace)
        self._empty = label(self.tr("还没有建立自查。"), "muted")
        for view, title in (
            (self.visits, self.tr("暗访督导")),
            (self.look_backs, self.tr("回头看")),
            (self.regain, self.tr("补分测算")),
            (self.trend, self.tr("历史与趋势")),
        ):
            self.tabs.addTab(view, title)
        self.tabs.setDocumentMode(True)  # no frame around cards that have their own
        edge = theme.px(self, 14)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addWidget(label(self.tr("跟踪"), "title"))
        column.addWidget(self._empty)
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)
        self.tabs.currentChanged.connect(self.refresh)
        workspace.changed.connect(self._follow_change)
        for wish in (self.visits.finding_requested, self.look_backs.finding_requested):
            wish.connect(lambda code: self.spot_requested.emit(code, Spot.PROBLEM))
        self.look_backs.item_requested.connect(
            lambda code: self.spot_requested.emit(code, Spot.VERDICT)
        )

    def refresh(self) -> None:
        """Work out the view in front."""
        has_check = self._workspace.has_check
        self._empty.setVisible(not has_check)
        self.tabs.setVisible(has_check)
        if has_check:
            view = self.tabs.currentWidget()
            assert isinstance(view, VisitsView | LookBacks | RegainTable | TrendView)
            view.refresh()

    def show_look_backs(self) -> None:
        """Bring 回头看 to the front, as the home page asks."""
        self.tabs.setCurrentWidget(self.look_backs)

    def _follow_change(self) -> None:
        if self.isVisible():
            self.refresh()
