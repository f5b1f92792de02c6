# SPDX-License-Identifier: MIT
"""One article to read: by paragraph, how sure we are, what rests on it, how to cite it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bizenv_desktop.domain.regulations.regulation import Citation, Relevance, Status
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Card, button, label, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLabel

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.regulations.regulation import Article, Edition, Node, Paragraph


class ArticleView(QScrollArea):
    """Rebuilt for each article; each paragraph has its own button that copies its citation."""

    item_requested = Signal(str)
    citation_copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edition: Edition | None = None
        self._places: dict[Citation, QWidget] = {}
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("条文"))

    def show_article(
        self, edition: Edition, article: Article, items: Sequence[tuple[CheckItem, Citation]]
    ) -> None:
        """Show an article and the items that rest on it."""
        self._edition = edition
        self._places = {}
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.px(self, 4), 0)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self._article_card(edition, article, len(items)))
        column.addWidget(self._items_card(items))
        column.addStretch(1)
        self.setWidget(page)

    def show_nothing(self) -> None:
        self._places = {}
        self.setWidget(QWidget())

    def show_place(self, citation: Citation) -> None:
        """Bring the paragraph of a citation into sight once the page is laid out."""
        place = self._places.get(citation)
        if place is not None:
            QTimer.singleShot(0, place, lambda: self.ensureWidgetVisible(place))

    def _article_card(self, edition: Edition, article: Article, items: int) -> Card:
        card = Card(self)
        citation = Citation(edition.id, article.number, insert=article.insert)
        words = [] if article.relevance is Relevance.UNJUDGED else [article.relevance.label]
        if items:
            words.append(self.tr("{count}个检查项以本条为依据").format(count=items))
        card.column.addLayout(self._head(citation, article.label, "title", article.status))
        if words:
            card.column.addWidget(_small("；".join(words)))
        # a text with paragraphs is shown paragraph by paragraph
        own = article.digest if article.paragraphs else article.text or article.digest
        _add_text(card.column, own)
        if article.note:
            card.column.addWidget(_small(self.tr("说明：{note}").format(note=article.note)))
        for paragraph in article.paragraphs:
            self._add_paragraph(card.column, citation, article, paragraph)
        if not article.text:
            hint = self.tr("以上是摘要，不是条文原文；正式引用请以官方文本为准。")
            card.column.addWidget(_small(hint))
        return card

    def _add_paragraph(
        self, column: QVBoxLayout, above: Citation, article: Article, paragraph: Paragraph
    ) -> None:
        place = above
        if not article.is_one_paragraph:
            place = replace(above, paragraph=paragraph.number)
            column.addWidget(line())
            self._add_part(column, place, paragraph.label, paragraph, paragraph.status)
        if paragraph.note:
            column.addWidget(_small(paragraph.note))
        for case in paragraph.subparagraphs:
            below = replace(place, subparagraph=case.number)
            self._add_part(column, below, case.label, case, case.status)
            for item in case.items:
                lowest = replace(below, item=item.number)
                self._add_part(column, lowest, item.label, item, case.status)

    def _add_part(
        self, column: QVBoxLayout, citation: Citation, name: str, node: Node, status: Status
    ) -> None:
        part = QWidget()
        self._places[citation] = part
        inner = QVBoxLayout(part)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(self, 2))
        inner.addLayout(self._head(citation, name, "heading", status))
        _add_text(inner, node.text or node.digest)
        column.addWidget(part)

    def _head(self, citation: Citation, name: str, role: str, status: Status) -> QHBoxLayout:
        """The name, how sure we are where it is not the rule, and the button that copies it.

        What was not read in the text itself is not to be cited.
        """
        verified = status is Status.VERIFIED
        row = QHBoxLayout()
        row.setSpacing(theme.px(self, 8))
        row.addWidget(label(name, role))
        if role == "title" or not verified:
            row.addWidget(_status(status), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        if verified:
            copy = button(self.tr("复制引用"), "quiet")
            copy.setAccessibleName(self.tr("复制引用：{label}").format(label=citation.label()))
            copy.clicked.connect(lambda: self._copy(citation))
            row.addWidget(copy)
        return row

    def _copy(self, citation: Citation) -> None:
        if self._edition is not None:
            words = citation.full_label(self._edition)
            QGuiApplication.clipboard().setText(words)
            self.citation_copied.emit(words)

    def _items_card(self, items: Sequence[tuple[CheckItem, Citation]]) -> Card:
        card = Card(self)
        words = self.tr("以本条为依据的检查项（{count}）").format(count=len(items))
        card.column.addWidget(label(words, "heading"))
        if not items:
            card.column.addWidget(_small(self.tr("没有检查项以本条为依据。")))
        for item, citation in items:
            below = citation.label().partition("条")[2]
            link = button(f"{item.code}　{item.title}{f'（{below}）' if below else ''}", "quiet")
            link.clicked.connect(lambda _=False, code=item.code: self.item_requested.emit(code))
            card.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _status(status: Status) -> QLabel:
    made = label(status.label, "tag")
    if status is not Status.VERIFIED:
        made.setStyleSheet(f"color: {theme.WARN}; border-color: {theme.WARN};")
    return made


def _add_text(column: QVBoxLayout, text: str) -> None:
    if text:
        made = label(text, wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(made)


def _small(text: str) -> QLabel:
    return label(text, "small", wrap=True)
