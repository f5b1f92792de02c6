# SPDX-License-Identifier: MIT
"""The middle of the reports page: the preview, and for 自查报告 also its words and its charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button
from bizenv_desktop.gui.reports.charts_view import ChartsView
from bizenv_desktop.gui.reports.report_editor import ReportEditor

if TYPE_CHECKING:
    from bizenv_desktop.domain.papers.report_record import ReportRecord
    from bizenv_desktop.gui.reports.preview import Preview
    from bizenv_desktop.gui.workspace import Workspace


class ReportViews(QWidget):
    """Three views under three buttons; papers other than the report have the preview alone."""

    failed = Signal(str)

    def __init__(
        self, workspace: Workspace, preview: Preview, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._record: ReportRecord | None = None
        self._check_key = ("", "")
        self.editor = ReportEditor(workspace, self)
        self.charts = ChartsView(workspace.jobs, self)
        self.buttons = QButtonGroup(self)
        self._stack = QStackedWidget(self)
        self._tabs = QWidget(self)
        row = QHBoxLayout(self._tabs)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(self, 6))
        views = (preview, self.editor, self.charts)
        titles = (self.tr("预览"), self.tr("修改文字"), self.tr("图表"))
        for number, (view, title) in enumerate(zip(views, titles, strict=True)):
            made = button(title, "toggle")
            made.setCheckable(True)
            self.buttons.addButton(made, number)
            row.addWidget(made)
            self._stack.addWidget(view)
        row.addStretch(1)
        self._tabs.hide()
        self.show_view(0)
        self.buttons.idClicked.connect(self.show_view)
        self.editor.failed.connect(self.failed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(self, 8))
        layout.addWidget(self._tabs)
        layout.addWidget(self._stack, 1)

    def show_view(self, number: int) -> None:
        """Show the preview (0), the words (1) or the charts (2)."""
        self.buttons.button(number).setChecked(True)
        self._stack.setCurrentIndex(number)
        self._show_current()

    def show_record(self, record: ReportRecord | None, check_key: tuple[str, str]) -> None:
        """Show the report's words and charts of that self-check; None: the paper is another."""
        self._record, self._check_key = record, check_key
        self._tabs.setVisible(record is not None)
        if record is None:
            self.show_view(0)
        self._show_current()

    def _show_current(self) -> None:
        """Only what is in front: a hundred paragraphs take a while to lay out."""
        if self._record is None:
            return
        match self._stack.currentIndex():
            case 1:
                self.editor.show_report(self._record.report, self._check_key)
            case 2:
                self.charts.show_data(self._record.charts)
