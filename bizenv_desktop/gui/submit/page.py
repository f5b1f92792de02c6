# SPDX-License-Identifier: MIT
"""上报: what goes up to the superior, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from bizenv_desktop import actions
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.submit.answering import Answering
from bizenv_desktop.gui.submit.card_export import export_key_card
from bizenv_desktop.gui.submit.check_view import CheckView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace


class SubmitPage(QWidget):
    """The self-check on the table, if there is one."""

    page_requested = Signal(str)
    spot_requested = Signal(str, object)  # item code, Spot or None
    merge_requested = Signal(object)  # key of the self-check two PCs submitted

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.answering = Answering(workspace, preferences, self)
        self.subtitle = label(role="muted", wrap=True)
        self.message = MessageBar(self)
        self.check = CheckView(workspace, preferences)
        self.read = button(self.tr("读取回执和反馈"), "menu")
        self.card = button(self.tr("导出单位密钥卡…"))
        self.empty = label(self.tr("还没有自查：请先在首页新建一期自查。"), "muted", wrap=True)
        self._scroll = QScrollArea()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Show what there is to send, as things stand now."""
        workspace = self._workspace
        own = actions.own_organisation(workspace.store)
        self.check.setVisible(workspace.has_check)
        self.empty.setVisible(not workspace.has_check)
        words = own.full_name if own else ""
        if workspace.has_check:
            check = workspace.filled.check
            words = f"{check.organisation.full_name} · {check.period.label}自查"
            self.check.refresh()
        self.subtitle.setText(words)
        self.setFocusProxy(self.check.submit_button if workspace.has_check else self.read)

    def export_card(self) -> None:
        """Write the unit's key card, as a file and on paper, into a folder that is asked for."""
        job = export_key_card(self._workspace, self, self.check.place.place, self._tell_card)
        if job is not None:
            job.failed.connect(self.message.show_error)

    def _tell_card(self, written: tuple[Path, Path]) -> None:
        file, paper = written
        words = self.tr(
            "已导出密钥卡 {file} 和打印用的 {paper}，在 {folder}；上级登记时请电话核对指纹。"
        )
        self.message.show_note(words.format(file=file.name, paper=paper.name, folder=file.parent))

    def _tell_refused(self, words: str, again: Callable[[], None] | None) -> None:
        self.message.show_error(words, retry=again)

    def _take_back(self, words: str) -> None:
        if self.message.text == words:
            self.message.clear()

    def changeEvent(self, event: QEvent) -> None:
        """A stick may have been plugged in while another window was in front."""
        super().changeEvent(event)
        shown = self.isActiveWindow() and self.check.isVisible()
        if shown and event.type() == QEvent.Type.ActivationChange:
            self.check.place.look()

    def _follow_change(self) -> None:
        if self.isVisible():
            self.refresh()

    def _connect(self) -> None:
        self._workspace.changed.connect(self._follow_change)
        self.check.page_requested.connect(self.page_requested)
        self.check.spot_requested.connect(self.spot_requested)
        self.check.sight_requested.connect(self._scroll.ensureWidgetVisible)
        self.check.merge_requested.connect(self.merge_requested)
        self.check.begun.connect(self.message.clear)
        self.check.noted.connect(self.message.show_note)
        self.check.refused.connect(self._tell_refused)
        self.check.mended.connect(self._take_back)
        menu = QMenu(self.read)
        menu.addAction(self.tr("U盘或文件夹…"), self.answering.ask_folder)
        menu.addAction(self.tr("文件…"), self.answering.ask_files)
        self.read.setMenu(menu)
        self.answering.noted.connect(self.message.show_note)
        self.answering.refused.connect(self.message.show_error)
        self.card.clicked.connect(self.export_card)

    # -- how it looks

    def _lay_out(self) -> None:
        edge, gap = theme.px(self, 14), theme.px(self, 10)
        head = QHBoxLayout()
        head.setSpacing(theme.px(self, 14))
        head.addWidget(label(self.tr("上报"), "title"))
        head.addWidget(self.subtitle, 1)
        head.addWidget(self.read)
        head.addWidget(self.card)
        body = QWidget()
        body.setProperty("role", "page")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self.empty)
        column.addWidget(self.check, 1)
        column.addStretch(0)
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(gap)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addWidget(scroll, 1)
