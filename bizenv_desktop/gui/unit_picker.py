# SPDX-License-Identifier: MIT
"""Choosing a unit: type its name or pinyin initials, or open the division tree level by level."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QTreeView, QVBoxLayout, QWidget

from bizenv_desktop.gui.division_models import DivisionHits, DivisionRole, DivisionTree
from bizenv_desktop.gui.two_lines import TwoLineDelegate
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bizenv_desktop.domain.divisions import Division, Divisions

_HITS_LOOKED_AT = 300
_HITS_SHOWN = 60
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class UnitPicker(QWidget):
    """A search box over its hits, and the tree beside them; both always show the same choice.

    `home` is a province's code: its units come first among the hits, and the tree opens there.
    """

    changed = Signal(object)  # Division, or None when nothing is chosen
    accepted = Signal()  # Enter or a double click on the choice

    def __init__(self, divisions: Divisions, home: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._divisions = divisions
        self._home = home
        self._chosen: Division | None = None
        self._following = False
        self._hits = DivisionHits(divisions, self)
        self._tree_model = DivisionTree(divisions, self)
        self.search_box = _SearchBox(self)
        self.hit_list = QListView(self)
        self.tree = QTreeView(self)
        self._hint = ViewHint(self.hit_list)
        self._build()
        self._wire()
        self._show_hits("")

    @property
    def chosen(self) -> Division | None:
        return self._chosen

    def choose(self, code: str) -> None:
        """Choose that division, as a click in the tree does; unknown codes are left alone."""
        index = self._tree_model.index_of(code)
        if index.isValid():
            self.tree.setCurrentIndex(index)

    def _build(self) -> None:
        self.search_box.setPlaceholderText(self.tr("输入名称或拼音首字母，可用空格分开多个词"))
        self.search_box.setAccessibleName(self.tr("搜索单位"))
        self.search_box.setClearButtonEnabled(True)
        self.hit_list.setAccessibleName(self.tr("搜索结果"))
        self.hit_list.setModel(self._hits)
        self.hit_list.setItemDelegate(TwoLineDelegate(self.hit_list))
        self.hit_list.setUniformItemSizes(True)
        self.tree.setAccessibleName(self.tr("行政区划"))
        self.tree.setModel(self._tree_model)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        home = self._tree_model.index_of(self._home)
        self.tree.expand(home)
        self.tree.scrollTo(home, QTreeView.ScrollHint.PositionAtTop)
        left = QVBoxLayout()
        left.addWidget(self.search_box)
        left.addWidget(self.hit_list, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(left, 3)
        layout.addWidget(self.tree, 2)
        self.setFocusProxy(self.search_box)

    def _wire(self) -> None:
        self.search_box.textChanged.connect(self._show_hits)
        self.search_box.moved.connect(self._move_in_hits)
        self.search_box.returnPressed.connect(self._accept)
        self.hit_list.selectionModel().currentChanged.connect(self._take_hit)
        self.tree.selectionModel().currentChanged.connect(self._take_branch)
        for view in (self.hit_list, self.tree):
            view.activated.connect(self._accept)

    def _show_hits(self, query: str) -> None:
        hits = self._ordered(self._divisions.find(query, _HITS_LOOKED_AT))
        self._hits.show(hits)
        if hits:
            self._hint.show_text("")
            self.hit_list.setCurrentIndex(self._hits.index(0))
        elif query.strip():
            words = self.tr(
                "没有找到“{query}”。\n换一个词，或在右边逐级选择；\n没有的可在下面手工新增。"
            )
            self._hint.show_text(words.format(query=query.strip()))
        else:
            self._hint.show_text(
                self.tr("例如：红光镇、兰西 红光、lx hg、231222\n也可以在右边逐级选择。")
            )

    def _ordered(self, hits: Sequence[Division]) -> Sequence[Division]:
        """Those of the home province first, otherwise as they came."""
        province = self._home[:2]
        return sorted(hits, key=lambda hit: not hit.code.startswith(province))[:_HITS_SHOWN]

    def _move_in_hits(self, event: QKeyEvent) -> None:
        self.hit_list.keyPressEvent(event)

    def _take_hit(self, index: QModelIndex) -> None:
        division = index.data(DivisionRole)
        if division is None or self._following:
            return
        with self._following_suit():
            branch = self._tree_model.index_of(division.code)
            self.tree.setCurrentIndex(branch)
            self.tree.scrollTo(branch, QTreeView.ScrollHint.PositionAtCenter)
        self._set_chosen(division)

    def _take_branch(self, index: QModelIndex) -> None:
        if self._following:
            return
        with self._following_suit():
            self.hit_list.setCurrentIndex(QModelIndex())
        self._set_chosen(index.data(DivisionRole))

    @contextmanager
    def _following_suit(self) -> Iterator[None]:
        """While one view follows the other its own change of choice is no news."""
        self._following = True
        try:
            yield
        finally:
            self._following = False

    def _set_chosen(self, division: Division | None) -> None:
        if division != self._chosen:
            self._chosen = division
            self.changed.emit(division)

    def _accept(self) -> None:
        if self._chosen is not None:
            self.accepted.emit()


class _SearchBox(QLineEdit):
    """A line whose up and down keys move in the list below it."""

    moved = Signal(QKeyEvent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self.moved.emit(event)
            return
        super().keyPressEvent(event)
