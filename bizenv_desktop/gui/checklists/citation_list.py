# SPDX-License-Identifier: MIT
"""The citations of an item: chosen from the editions, never typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from bizenv_desktop.domain.regulations.regulation import check_citation
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.citation_dialog import CitationDialog
from bizenv_desktop.gui.checklists.lines import Line, LinesModel
from bizenv_desktop.gui.parts import button
from bizenv_desktop.gui.two_lines import TwoLineDelegate, row_height

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.pinyin import Initials
    from bizenv_desktop.domain.regulations.regulation import Citation, Edition


class CitationList(QWidget):
    """A field whose value is a tuple of citations."""

    value_edited = Signal(object)
    burst = 0

    def __init__(
        self,
        name: str,
        editions: Mapping[str, Edition],
        initials: Initials,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._editions = editions
        self._initials = initials
        self._citations: tuple[Citation, ...] = ()
        self._model = LinesModel(self)
        self.list = QListView(self)
        self.add_button = button(self.tr("添加依据…"), "quiet")
        self.remove_button = button(self.tr("删除依据"), "quiet")
        self._build(name)
        self.add_button.clicked.connect(self.choose)
        self.remove_button.clicked.connect(self._remove)
        self.list.installEventFilter(self)

    def show_value(self, value: tuple[Citation, ...]) -> None:
        row = self.list.currentIndex().row()
        self._citations = value
        self._model.show(map(self._line, value))
        if value:
            self.list.setCurrentIndex(self._model.index(min(max(row, 0), len(value) - 1), 0))
        self._fit()

    def set_locked(self, locked: bool) -> None:
        for each in (self.add_button, self.remove_button):
            each.setVisible(not locked)

    def choose(self) -> None:
        """Ask for a place in an edition and add it."""
        last = self._citations[-1].edition if self._citations else ""
        dialog = CitationDialog(self._editions, self._initials, last, self)
        if dialog.exec() and dialog.citation is not None:
            self.add(dialog.citation)

    def add(self, citation: Citation) -> None:
        """Add a citation that is not there yet."""
        if citation not in self._citations:
            self._send((*self._citations, citation))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Insert and Delete do what the buttons do."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            keys = {Qt.Key.Key_Insert: self.add_button, Qt.Key.Key_Delete: self.remove_button}
            pressed = keys.get(Qt.Key(event.key()))
            if pressed is not None and not pressed.isHidden():
                pressed.click()
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _remove(self) -> None:
        row = self.list.currentIndex().row()
        if row >= 0:
            self._send((*self._citations[:row], *self._citations[row + 1 :]))

    def _send(self, citations: tuple[Citation, ...]) -> None:
        self.show_value(citations)
        self.value_edited.emit(citations)

    def _line(self, citation: Citation) -> Line:
        edition = self._editions.get(citation.edition)
        if edition is None:
            return Line(citation.label(), check_citation(citation, self._editions) or "", theme.BAD)
        why_not = check_citation(citation, self._editions)
        words = why_not or edition.digest_of(citation)
        return Line(citation.full_label(edition), words, theme.BAD if why_not else "")

    def _fit(self) -> None:
        rows = max(1, len(self._citations))
        self.list.setFixedHeight(rows * row_height(self.list) + 4)
        self.remove_button.setEnabled(bool(self._citations))

    def _build(self, name: str) -> None:
        self.list.setModel(self._model)
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.setAccessibleName(name)
        for policy in (
            self.list.setVerticalScrollBarPolicy,
            self.list.setHorizontalScrollBarPolicy,
        ):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 2))
        column.addWidget(self.list)
        column.addLayout(buttons)
        self.setFocusProxy(self.list)
        self._fit()
