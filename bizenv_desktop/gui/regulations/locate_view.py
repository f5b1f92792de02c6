# SPDX-License-Identifier: MIT
"""定位与确认: which article each item rests on, proposed, read, confirmed with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.actions import checklist_actions, citation_actions
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Bar, button, label
from bizenv_desktop.gui.regulations.adopting import AdoptingNotice
from bizenv_desktop.gui.regulations.confirm_list import ConfirmList
from bizenv_desktop.gui.regulations.edition_names import edition_name
from bizenv_desktop.gui.regulations.located_items import ItemRole, LocatedItems
from bizenv_desktop.gui.regulations.operator_name import keep_operator_name, operator_name
from bizenv_desktop.gui.regulations.proposal_panel import ProposalPanel
from bizenv_desktop.gui.regulations.two_parts import two_parts
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist
    from bizenv_desktop.domain.regulations.citation import Citation
    from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation
    from bizenv_desktop.domain.regulations.locate import Proposal
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.gui.jobs import Job, Tick
    from bizenv_desktop.gui.workspace import Workspace


class LocateView(QWidget):
    """Items on the left, what one of them may rest on on the right."""

    article_requested = Signal(object)  # Citation
    refused = Signal(str)
    said = Signal(str)
    export_requested = Signal(str, object)  # edition id, Checklist
    import_requested = Signal()
    located = Signal()  # the proposals are there

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._checklist: Checklist | None = None
        self._edition: Edition | None = None
        self._proposals: dict[str, tuple[Proposal, ...]] = {}
        self._proposed_for: tuple[object, object] = (None, None)
        self._confirmed: dict[str, ConfirmedCitation] = {}
        self._job: Job | None = None
        self._model = LocatedItems()
        self.editions = QComboBox()
        self.by = QLineEdit()
        self.progress = label(role="muted")
        self.bar = Bar()
        self.export_button = button(self.tr("导出确认的条号…"))
        self.import_button = button(self.tr("导入别处确认的…"))
        self.notice = AdoptingNotice(workspace)
        self.items = ConfirmList()
        self.panel = ProposalPanel()
        self._hint = ViewHint(self.items)
        self._build()
        self._wire()

    # -- what the page calls

    def refresh(self) -> None:
        """Follow imports, the checklist on the table and what was confirmed."""
        workspace = self._workspace
        self._checklist = (
            workspace.filled.checklist
            if workspace.has_check
            else checklist_actions.checklist_to_export(workspace.library, None, workspace.store)
        )
        if not self.by.hasFocus():
            self.by.setText(operator_name(workspace))
        self._offer_editions()
        self._show_edition()

    def choose(self, code: str) -> None:
        """Go to an item, in the edition its checklist names."""
        self.refresh()
        if self._checklist is not None:
            self.editions.setCurrentIndex(self.editions.findData(self._checklist.edition))
        self._go_to(code)
        self.items.setFocus()

    def choose_in(self, code: str, edition: str) -> None:
        """Go to an item in that edition."""
        self.refresh()
        self.editions.setCurrentIndex(self.editions.findData(edition))
        self._go_to(code)
        self.items.setFocus()

    # -- showing

    def _offer_editions(self) -> None:
        """The editions with their text; the checklist's own first chosen."""
        found = [each for each in self._workspace.editions.values() if each.has_official_text]
        ids = [each.id for each in found]
        if ids == [self.editions.itemData(row) for row in range(self.editions.count())]:
            return
        chosen = self.editions.currentData()
        own = self._checklist.edition if self._checklist else ""
        self.editions.blockSignals(True)
        self.editions.clear()
        for edition in found:
            self.editions.addItem(edition_name(edition), edition.id)
        wanted = next((each for each in (chosen, own, *ids[-1:]) if each in ids), "")
        self.editions.setCurrentIndex(self.editions.findData(wanted))
        self.editions.blockSignals(False)

    def _show_edition(self) -> None:
        """Show the items for the edition chosen, and find their proposals when need be."""
        edition = self._workspace.editions.get(self.editions.currentData() or "")
        self._edition = edition
        has_text = edition is not None
        for widget in (self.editions, self.by, self.export_button):
            widget.setEnabled(has_text)
        if edition is None or self._checklist is None:
            self._confirmed = {}
            self._model.show((), {})
            self.panel.show_nothing()
            self.progress.setText("")
            self.bar.hide()
            self.notice.hide()
            self._hint.show_text(
                self.tr("还没有导入条例的官方文本。点右上角“从文件导入…”，或把文件拖到这里。")
            )
            return
        self._hint.show_text("")
        self.bar.show()
        self.notice.show_for(self._checklist, edition)
        self._show_confirmed()
        self._propose(edition, self._checklist)

    def _show_confirmed(self) -> None:
        if self._edition is None or self._checklist is None:
            return
        store, checklist = self._workspace.store, self._checklist
        current: CheckItem | None = self.items.currentIndex().data(ItemRole)
        self._confirmed = citation_actions.confirmed_in(store, checklist, self._edition.id)
        self._model.show(checklist.items, self._confirmed)
        if not self.items.currentIndex().isValid():
            self._go_to(current.code if current else "")
        done, total = len(self._confirmed.keys() & checklist.by_code.keys()), len(checklist.items)
        words = self.tr("已确认{done}/{total}项").format(done=done, total=total)
        self.progress.setText(words)
        self.bar.show_share(done, total)
        self.export_button.setEnabled(bool(self._confirmed))

    def _propose(self, edition: Edition, checklist: Checklist) -> None:
        """Work the proposals out off this thread, once for an edition and a checklist."""
        if self._proposed_for == (edition, checklist):
            self._show_item()
            return
        if self._job is not None:
            self._job.cancel()
        self._proposals = {}
        self.panel.show_nothing()

        def work(tick: Tick) -> dict[str, tuple[Proposal, ...]]:
            return citation_actions.proposals(edition, checklist, tick)

        def done(found: dict[str, tuple[Proposal, ...]]) -> None:
            if self._edition is not edition or self._checklist is not checklist:
                return
            self._proposals, self._proposed_for = found, (edition, checklist)
            self._show_item()
            self.located.emit()

        self._job = self._workspace.jobs.start(self.tr("定位条款"), work, done)
        self._job.failed.connect(self.refused)
        self._job.ended.connect(self._forget_job)

    def _forget_job(self) -> None:
        if self.sender() is self._job:
            self._job = None

    def _go_to(self, code: str) -> None:
        """Go to that item, else to the first still to be confirmed, else to the first."""
        index = self._model.index_of(code)
        if not index.isValid() and self._model.rowCount():
            index = self._model.next_pending(-1)
            index = index if index.isValid() else self._model.index(0)
        self.items.setCurrentIndex(index)

    def _show_item(self) -> None:
        item: CheckItem | None = self.items.currentIndex().data(ItemRole)
        if item is None or self._edition is None or not self._proposals:
            self.panel.show_nothing()
            return
        self.panel.show_item(
            self._edition, item, self._proposals.get(item.code, ()), self._confirmed.get(item.code)
        )

    # -- confirming

    def _confirm(self, place: Citation) -> None:
        """Keep the place for the current item and go on to the next without one."""
        index = self.items.currentIndex()
        item: CheckItem | None = index.data(ItemRole)
        if item is None or self._checklist is None:
            return
        workspace = self._workspace
        try:
            citation = citation_actions.confirmation(
                workspace.editions,
                self._checklist,
                item.code,
                place,
                self.by.text(),
                workspace.clock(),
            )
            keep_operator_name(workspace, self.by.text())
            workspace.save_citations({citation.key: citation})
        except UserError as error:
            self.refused.emit(str(error))
            return
        self._go_on(index)

    def _go_on(self, index: QModelIndex) -> None:
        following = self._model.next_pending(index.row())
        if following.isValid():
            self.items.setCurrentIndex(following)
        else:
            self._show_item()
            self.said.emit(self.tr("这一版本里全部检查项的条号都确认好了。"))
        self.items.setFocus()

    def _take_back(self) -> None:
        item: CheckItem | None = self.items.currentIndex().data(ItemRole)
        confirmed = self._confirmed.get(item.code) if item else None
        if confirmed is None:
            return
        try:
            self._workspace.save_citations({confirmed.key: None})
        except UserError as error:
            self.refused.emit(str(error))

    def _export(self) -> None:
        if self._edition is not None and self._checklist is not None:
            self.export_requested.emit(self._edition.id, self._checklist)

    # -- building

    def _wire(self) -> None:
        self.editions.currentIndexChanged.connect(self._show_edition)
        self.items.selectionModel().currentChanged.connect(self._show_item)
        self.items.number_pressed.connect(self.panel.choose)
        self.items.take_back_pressed.connect(self._take_back)
        self.items.other_pressed.connect(self.panel.focus_other)
        self.panel.chosen.connect(self._confirm)
        self.panel.taken_back.connect(self._take_back)
        self.panel.refused.connect(self.refused)
        self.panel.article_requested.connect(self.article_requested)
        self.export_button.clicked.connect(self._export)
        self.import_button.clicked.connect(self.import_requested)
        self.notice.refused.connect(self.refused)
        self.notice.adopted.connect(self.said)

    def _build(self) -> None:
        self.items.setModel(self._model)
        self.items.setAccessibleName(self.tr("检查项"))
        self.editions.setAccessibleName(self.tr("在哪个版本里定位"))
        self.editions.setMinimumWidth(theme.px(self, 300))
        self.by.setAccessibleName(self.tr("确认人"))
        self.by.setMaximumWidth(theme.px(self, 150))
        self.bar.setMaximumWidth(theme.px(self, 140))
        top = QHBoxLayout()
        top.setSpacing(theme.px(self, 8))
        top.addWidget(self.editions)
        top.addWidget(label(self.tr("确认人"), "muted"))
        top.addWidget(self.by)
        top.addStretch(1)
        top.addWidget(self.progress)
        top.addWidget(self.bar)
        top.addWidget(self.import_button)
        top.addWidget(self.export_button)
        self.items.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.items, 1)
        keys = self.tr("↑↓ 换项　回车或 1 2 3 确认　/ 填别的条　Delete 取消确认")
        column.addWidget(label(keys, "small", wrap=True))
        split = two_parts(self, left, self.panel, (380, 800), 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(self, 8))
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(split, 1)
        self.setFocusProxy(self.items)
