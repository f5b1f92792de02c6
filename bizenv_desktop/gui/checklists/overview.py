# SPDX-License-Identifier: MIT
"""The catalogue of checklists: the list, the one chosen, and the draft that waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QSplitter, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.entry_card import EntryCard, origin_words
from bizenv_desktop.gui.checklists.lines import Line, LinesModel, RecordRole
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.gui.two_lines import TwoLineDelegate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.gui.checklists.catalogue import Entry


class Overview(QWidget):
    """Shows entries; every wish is told, nothing is done here."""

    edit_requested = Signal(str)  # checklist id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editions: Mapping[str, Edition] = {}
        self._model = LinesModel(self)
        self.message = MessageBar(self)
        self.list = QListView(self)
        self.card = EntryCard(self)
        self.import_button = button(self.tr("导入Excel…"))
        self.resume_button = button(self.tr("接着改"), "primary")
        self.discard_button = button(self.tr("放弃修改"))
        self._draft_words = label(wrap=True)
        self._draft_card = Card(self, "notice")
        self._build()
        self._wire()

    @property
    def chosen(self) -> Entry | None:
        """The checklist chosen in the list."""
        entry: Entry | None = self.list.currentIndex().data(RecordRole)
        return entry

    def show_entries(
        self, entries: Sequence[Entry], editions: Mapping[str, Edition], draft: Checklist | None
    ) -> None:
        """Show these, keeping the choice, and the draft somebody did not finish."""
        chosen = self.chosen
        self._editions = editions
        self._model.show(map(self._line, entries))
        self.choose(chosen.checklist.id if chosen else "")
        self._draft_card.setVisible(draft is not None)
        if draft is not None:
            words = self.tr("“{title}”上次没有改完，改过的都还在。")
            self._draft_words.setText(words.format(title=draft.title))

    def choose(self, checklist_id: str) -> None:
        """Choose a checklist, the first one when it is not there."""
        entries = [index.data(RecordRole) for index in map(self._model.index, self._rows())]
        ids = [entry.checklist.id for entry in entries]
        row = ids.index(checklist_id) if checklist_id in ids else 0
        self.list.setCurrentIndex(self._model.index(row))
        self._show_entry(self.list.currentIndex())

    def _rows(self) -> range:
        return range(self._model.rowCount())

    def _line(self, entry: Entry) -> Line:
        uses = self.tr("{count}期自查在用").format(count=len(entry.users))
        words = self.tr("{origin} · 第{version}版 · {count}项 · {uses}").format(
            origin=origin_words(entry.origin),
            version=entry.checklist.version,
            count=len(entry.checklist.items),
            uses=uses if entry.users else self.tr("没有自查用它"),
        )
        return Line(entry.checklist.title, words, record=entry)

    def _show_entry(self, index: QModelIndex) -> None:
        entry = index.data(RecordRole)
        if entry is not None:
            self.card.show_entry(entry, self._editions.get(entry.checklist.edition))

    def _wire(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._show_entry)
        self.list.activated.connect(
            lambda index: self.edit_requested.emit(index.data(RecordRole).checklist.id)
        )
        self.card.edit_requested.connect(self.edit_requested)

    def _build(self) -> None:
        self.list.setModel(self._model)
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.setAccessibleName(self.tr("自查表"))
        words = self.tr("也可以把 .xlsx 文件拖到这里")
        top = QHBoxLayout()
        top.setSpacing(theme.px(self, 10))
        top.addWidget(label(self.tr("自查表"), "title"), 1)
        top.addWidget(label(words, "small"))
        top.addWidget(self.import_button)
        row = QHBoxLayout()
        row.addWidget(self._draft_words, 1)
        row.addWidget(self.resume_button)
        row.addWidget(self.discard_button)
        self._draft_card.column.addLayout(row)
        self._draft_card.hide()
        split = QSplitter(self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.px(self, 10))
        split.addWidget(self.list)
        split.addWidget(self.card)
        split.setSizes([theme.px(self, 420), theme.px(self, 760)])
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 10))
        column.addLayout(top)
        column.addWidget(self.message)
        column.addWidget(self._draft_card)
        column.addWidget(split, 1)
        self.setFocusProxy(self.list)
