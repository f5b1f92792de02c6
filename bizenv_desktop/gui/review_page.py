# SPDX-License-Identifier: MIT
"""审核: what must be put right and what is worth a second look, each one step from its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTreeView, QVBoxLayout, QWidget

from bizenv_desktop.domain.review import Severity
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Card, label
from bizenv_desktop.gui.remark_delegate import RemarkDelegate
from bizenv_desktop.gui.remark_model import PathRole, RemarkRole, RemarkTree
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.review import Remark
    from bizenv_desktop.gui.workspace import Workspace


class ReviewPage(QWidget):
    """错误 and 提示 of the self-check on the table; double click or Enter asks for the spot."""

    spot_requested = Signal(str, object)  # item code, Spot

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown: tuple[Remark, ...] | None = None
        self._model = RemarkTree(self)
        self.filter_line = QLineEdit(self)
        self.tree = QTreeView(self)
        self._summary = label(role="muted")
        self._hint = ViewHint(self.tree)
        self._build()
        workspace.changed.connect(self._follow_change)
        self.filter_line.textChanged.connect(self._show_remarks)
        self.tree.activated.connect(self._go_to)

    @property
    def summary(self) -> str:
        return self._summary.text()

    @property
    def hint(self) -> str:
        """What stands in place of an empty list."""
        return self._hint.text()

    def refresh(self) -> None:
        """Review again; the list is only built anew when something in it changed."""
        remarks = self._workspace.filled.remarks if self._workspace.has_check else None
        if remarks != self._shown or remarks is None:
            self._shown = remarks
            self._show_remarks()

    def _follow_change(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show_remarks(self) -> None:
        remarks = self._matching()
        collapsed = set(self._collapsed())
        place = self.tree.currentIndex().data(PathRole)
        titles = {}
        if self._workspace.has_check:
            titles = {item.code: item.title for item in self._workspace.filled.checklist.items}
        self._model.show(remarks, titles)
        for index in self._branches():
            self.tree.setExpanded(index, index.data(PathRole) not in collapsed)
        self._select(place)
        self._summary.setText(self._in_words())
        self._hint.show_text("" if remarks else self._why_empty())

    def _matching(self) -> list[Remark]:
        query = self.filter_line.text()
        if not self._shown:
            return []
        if not query.strip():
            return list(self._shown)
        matches = self._workspace.library.initials.matches
        return [remark for remark in self._shown if matches(self._words_of(remark), query)]

    def _words_of(self, remark: Remark) -> str:
        """What the filter looks through."""
        item = self._workspace.filled.checklist.by_code.get(remark.item)
        title = item.title if item else self.tr("督导检查发现的问题")
        return " ".join((remark.item, title, remark.group, remark.message))

    def _in_words(self) -> str:
        if self._shown is None:
            return ""
        errors = sum(remark.severity is Severity.ERROR for remark in self._shown)
        hints = len(self._shown) - errors
        if errors:
            words = self.tr("错误{errors}条，须改正；提示{hints}条，供参考")
        else:
            words = self.tr("没有错误；提示{hints}条，供参考")
        return words.format(errors=errors, hints=hints)

    def _why_empty(self) -> str:
        if self._shown is None:
            return self.tr("还没有建立自查，没有可审核的内容。")
        if self._shown:
            return self.tr("没有符合“{query}”的内容。").format(
                query=self.filter_line.text().strip()
            )
        return self.tr("没有错误，也没有提示。\n可以打印整改清单了。")

    # -- keeping the place while the list changes

    def _branches(self, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
        """Every row that has rows below it, top down."""
        parent = parent or QModelIndex()
        for row in range(self._model.rowCount(parent)):
            index = self._model.index(row, 0, parent)
            if self._model.rowCount(index):
                yield index
                yield from self._branches(index)

    def _collapsed(self) -> Iterator[tuple[str, ...]]:
        for index in self._branches():
            if not self.tree.isExpanded(index):
                yield index.data(PathRole)

    def _select(self, path: tuple[str, ...] | None) -> None:
        """The row of that name, or what is left of the way to it; the first remark without one.

        Never into a folded group: that would unfold it.
        """
        index = QModelIndex()
        for text in (path or ())[1:]:
            found = next((row for row in self._open_rows(index) if row.data() == text), None)
            if found is None:
                break
            index = found
        while first := next(self._open_rows(index), None):
            index = first
        self.tree.setCurrentIndex(index)

    def _open_rows(self, index: QModelIndex) -> Iterator[QModelIndex]:
        if not index.isValid() or self.tree.isExpanded(index):
            for row in range(self._model.rowCount(index)):
                yield self._model.index(row, 0, index)

    def _go_to(self, index: QModelIndex) -> None:
        remark = index.data(RemarkRole)
        if remark is not None:
            self.spot_requested.emit(remark.item, remark.spot)

    def _build(self) -> None:
        self.filter_line.setPlaceholderText(self.tr("按文字或拼音首字母筛选"))
        self.filter_line.setAccessibleName(self.tr("筛选审核内容"))
        self.filter_line.setClearButtonEnabled(True)
        self.setFocusProxy(self.tree)
        self.filter_line.setMaximumWidth(theme.px(self, 280))
        self.tree.setModel(self._model)
        self.tree.setItemDelegate(RemarkDelegate(self.tree))
        self.tree.setAccessibleName(self.tr("审核结果"))
        self.tree.setHeaderHidden(True)
        self.tree.setProperty("role", "plain")
        self.tree.setIndentation(theme.px(self, 18))
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        top = QHBoxLayout()
        top.setSpacing(theme.px(self, 14))
        top.addWidget(label(self.tr("审核"), "title"))
        top.addWidget(self._summary, 1)
        top.addWidget(self.filter_line, 1)
        card = Card(self)
        card.column.addWidget(self.tree, 1)
        card.column.addWidget(
            label(self.tr("双击或按回车，转到要改的地方；改好后这里自动少一条。"), "small")
        )
        layout = QVBoxLayout(self)
        edge = theme.px(self, 14)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(self, 10))
        layout.addLayout(top)
        layout.addWidget(card, 1)
