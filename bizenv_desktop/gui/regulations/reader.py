# SPDX-License-Identifier: MIT
"""阅读: the editions by chapter and article, and what of the checklist rests on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.gui.regulations.article_view import ArticleView
from bizenv_desktop.gui.regulations.heading_delegate import HeadingDelegate
from bizenv_desktop.gui.regulations.models import ArticleTree, EditionList, RecordRole
from bizenv_desktop.gui.regulations.shelf import Shelf, standing
from bizenv_desktop.gui.view_hint import ViewHint
from bizenv_desktop.gui.words import day_in_words

if TYPE_CHECKING:
    from bizenv_desktop.domain.regulations.regulation import Article, Citation, Edition
    from bizenv_desktop.gui.workspace import Workspace


class Reader(QWidget):
    """Three columns: editions, articles of the one chosen, the article itself."""

    spot_requested = Signal(str, object)  # item code, None: the item as a whole
    forget_requested = Signal(str)  # edition id whose imported text is to go

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shelf: Shelf | None = None
        self._shown: tuple[object, ...] = ()
        self._edition: Edition | None = None
        self._editions = EditionList(self)
        self._articles = ArticleTree(self)
        self.search_line = QLineEdit(self)
        self.edition_list = QListView(self)
        self.article_tree = QTreeView(self)
        self.article_view = ArticleView(self)
        self.facts_button = button(self.tr("版本说明"), "quiet")
        self.forget_button = button(self.tr("删除导入的文本…"), "quiet")
        self._facts = Card(self)
        self._facts_text = label(wrap=True)
        self._completeness = label(role="small", wrap=True)
        self._copied = label(role="good", wrap=True)
        self._hint = ViewHint(self.article_tree)
        self._build()
        self._wire()

    @property
    def edition(self) -> Edition | None:
        """The edition being read."""
        return self._edition

    @property
    def article(self) -> Article | None:
        """The article being read."""
        article: Article | None = self.article_tree.currentIndex().data(RecordRole)
        return article

    @property
    def facts(self) -> str:
        """What is known of the edition being read."""
        return self._facts_text.text()

    def refresh(self) -> None:
        """Read the editions when first shown; follow imports and the checklist on the table."""
        workspace = self._workspace
        filled = workspace.filled if workspace.has_check else None
        shown = (workspace.editions, filled and filled.checklist, filled and filled.provincial)
        if self._shelf is not None and shown == self._shown:
            return
        self._shown = shown
        self._shelf = Shelf(
            workspace.editions,
            filled.items if filled else (),
            filled.provincial if filled else {},
            workspace.library.initials,
        )
        reading = self.article
        self._show_editions()
        if reading is not None:
            self._go_to(reading.number, reading.insert)

    def show_citation(self, citation: Citation) -> None:
        """Open the edition at the place cited."""
        self.refresh()
        self.search_line.clear()
        self.edition_list.setCurrentIndex(self._editions.index_of(citation.edition))
        self._go_to(citation.article, citation.insert)
        self.article_view.show_place(citation)

    def show_edition(self, edition_id: str) -> None:
        """Open an edition at its beginning."""
        self.refresh()
        self.search_line.clear()
        self.edition_list.setCurrentIndex(self._editions.index_of(edition_id))

    # -- from edition to article

    def _go_to(self, number: int, insert: int) -> None:
        index = self._articles.index_of(number, insert)
        if index.isValid():
            self.article_tree.setCurrentIndex(index)
            self.article_tree.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _show_editions(self) -> None:
        """Show the editions with hits, staying at the one being read while it has some."""
        if self._shelf is None:
            return
        query = self.search_line.text()
        searching = bool(query.strip())
        hits = {
            edition.id: len(found) if searching else 0
            for edition in self._shelf.editions
            if (found := self._shelf.found(edition, query)) or not searching
        }
        reading = self._edition.id if self._edition else ""
        self._editions.show(hits, self._shelf.editions, self._workspace.clock().date())
        index = self._editions.index_of(reading)
        if not index.isValid() and self._editions.rowCount():
            index = self._editions.index(1, 0)  # below the first heading
        self._edition = None
        self.edition_list.setCurrentIndex(index)
        if not index.isValid():
            self._show_no_edition()

    def _take_edition(self, index: QModelIndex) -> None:
        edition = index.data(RecordRole)
        if edition is None or self._shelf is None:
            return
        self._edition = edition
        query = self.search_line.text()
        articles = self._shelf.found(edition, query)
        self._articles.show(edition, articles, whole=not query.strip())
        self.article_tree.expandAll()
        self._hint.show_text("")
        self._completeness.setText(_completeness(edition))
        self.forget_button.setVisible(edition.has_official_text)
        self._facts_text.setText(_facts(edition, standing(edition, self._workspace.clock().date())))
        if articles:
            first = self._articles.index_of(articles[0].number, articles[0].insert)
            self.article_tree.setCurrentIndex(first)
        else:
            self.article_view.show_nothing()

    def _show_no_edition(self) -> None:
        self._articles.clear()
        self._completeness.setText("")
        self.article_view.show_nothing()
        words = self.tr("没有条文含有“{query}”。")
        self._hint.show_text(words.format(query=self.search_line.text().strip()))

    def _take_article(self, index: QModelIndex) -> None:
        article = index.data(RecordRole)
        if article is not None and self._edition is not None and self._shelf is not None:
            items = self._shelf.items_on(self._edition, article)
            self.article_view.show_article(self._edition, article, items)
            self._copied.hide()

    def _wish_to_forget(self) -> None:
        if self._edition is not None:
            self.forget_requested.emit(self._edition.id)

    def _say_copied(self, words: str) -> None:
        self._copied.setText(self.tr("已复制：{words}").format(words=words))
        self._copied.show()

    def _wire(self) -> None:
        self.search_line.textChanged.connect(self._show_editions)
        self.edition_list.selectionModel().currentChanged.connect(self._take_edition)
        self.article_tree.selectionModel().currentChanged.connect(self._take_article)
        self.article_view.item_requested.connect(lambda code: self.spot_requested.emit(code, None))
        self.article_view.citation_copied.connect(self._say_copied)
        self.facts_button.toggled.connect(self._facts.setVisible)
        self.forget_button.clicked.connect(self._wish_to_forget)

    # -- how it looks

    def _build(self) -> None:
        self.search_line.setPlaceholderText(self.tr("搜索条文：文字、拼音首字母或条号"))
        self.search_line.setAccessibleName(self.tr("搜索条文"))
        self.search_line.setClearButtonEnabled(True)
        self.search_line.setMinimumWidth(theme.px(self, 300))
        self._build_lists()
        self.facts_button.setCheckable(True)
        self._facts.column.addWidget(self._facts_text)
        self._facts.column.addWidget(self.forget_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._facts_text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts.hide()
        self._copied.hide()
        top = QHBoxLayout()
        top.addWidget(self.search_line)
        top.addStretch(1)
        top.addWidget(self.facts_button)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(theme.px(self, 10))
        split.setChildrenCollapsible(False)
        split.addWidget(self.edition_list)
        split.addWidget(_column(self.article_tree, self._completeness))
        split.addWidget(_column(self._copied, self.article_view))
        split.setSizes([theme.px(self, width) for width in (240, 380, 560)])
        for place, stretch in enumerate((1, 2, 3)):
            split.setStretchFactor(place, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(self, 10))
        layout.addLayout(top)
        layout.addWidget(self._facts)
        layout.addWidget(split, 1)

    def _build_lists(self) -> None:
        self.edition_list.setModel(self._editions)
        self.edition_list.setItemDelegate(HeadingDelegate(self.edition_list))
        self.edition_list.setAccessibleName(self.tr("法规版本"))
        self.article_tree.setModel(self._articles)
        self.article_tree.setItemDelegate(HeadingDelegate(self.article_tree))
        self.article_tree.setAccessibleName(self.tr("章和条"))
        self.article_tree.setHeaderHidden(True)
        self.article_tree.setIndentation(theme.px(self, 12))
        for view in (self.edition_list, self.article_tree):
            view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.article_tree)


def _column(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget)
    return box


def _completeness(edition: Edition) -> str:
    """How much of the edition is listed, honestly."""
    count = edition.article_count
    whole = f"全文{count}条" if count else "全文条数待核"
    if edition.complete:
        return f"{whole}，全部列出。"
    return f"{whole}，这里只列出{len(edition.articles)}条；其余各条待核，不能引用。"


def _facts(edition: Edition, stands: str) -> str:
    lines = [f"《{edition.title}》　{stands}　{edition.rank.label}"]
    lines.append(f"制定机关：{edition.issuer}" + (f"　{edition.number}" if edition.number else ""))
    days = (
        ("通过", edition.adopted),
        ("施行", edition.effective),
        ("失效", edition.repealed),
    )
    lines.append("　".join(f"{name}：{day_in_words(day)}" for name, day in days if day))
    lines.append(f"资料来源：{edition.source}")
    if edition.note:
        lines.append(f"说明：{edition.note}")
    return "\n".join(each for each in lines if each)
