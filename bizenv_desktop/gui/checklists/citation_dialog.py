# SPDX-License-Identifier: MIT
"""Choosing a citation: edition, article, and how far into the article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.domain.regulations.regulation import check_citation
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.fields import ChoiceValue
from bizenv_desktop.gui.checklists.lines import Line, LinesModel, RecordRole
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.regulations.shelf import Shelf
from bizenv_desktop.gui.two_lines import TwoLineDelegate
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.pinyin import Initials
    from bizenv_desktop.domain.regulations.regulation import Article, Edition


class CitationDialog(QDialog):
    """`citation` is what was chosen once it was accepted."""

    def __init__(
        self,
        editions: Mapping[str, Edition],
        initials: Initials,
        edition: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._editions = editions
        self._shelf = Shelf(editions, (), {}, initials)
        self._edition = editions.get(edition) or self._shelf.editions[0]
        self._articles = LinesModel(self)
        self.edition_list = ChoiceValue(self.tr("法规"), self)
        self.search_line = QLineEdit(self)
        self.article_list = QListView(self)
        self.place_list = ChoiceValue(self.tr("款、项"), self)
        self.cancel_button = button(self.tr("取消"))
        self.accept_button = button(self.tr("添加"), "primary")
        self._hint = ViewHint(self.article_list)
        self._chosen = label(role="heading-small", wrap=True)
        self._digest = label(role="muted", wrap=True)
        self.citation: Citation | None = None
        self._build()
        self._wire()
        self._show_articles()

    def _take_edition(self, edition_id: str) -> None:
        self._edition = self._editions[edition_id]
        self._show_articles()

    def _show_articles(self) -> None:
        found = self._shelf.found(self._edition, self.search_line.text())
        self._articles.show(Line(each.label, each.digest, record=each) for each in found)
        self._hint.show_text("" if found else self.tr("没有符合的条文。"))
        if found:
            self.article_list.setCurrentIndex(self._articles.index(0, 0))
        self._take_article()

    def _take_article(self) -> None:
        article: Article | None = self.article_list.currentIndex().data(RecordRole)
        places = self._places(article) if article else ()
        self.place_list.offer(
            {each.label().removeprefix(article.label) or self.tr("整条"): each for each in places}
            if article
            else {}
        )
        self._take_place(places[0] if places else None)

    def _take_place(self, citation: Citation | None) -> None:
        self.citation = citation
        self.place_list.show_value(citation)
        self.accept_button.setEnabled(citation is not None)
        self._chosen.setText(citation.full_label(self._edition) if citation else "")
        self._digest.setText(self._edition.digest_of(citation) if citation else "")

    def _places(self, article: Article) -> tuple[Citation, ...]:
        """Every place in the article that can be cited, the article as a whole first."""
        whole = Citation(self._edition.id, article.number, insert=article.insert)
        places = [whole]
        for paragraph in article.paragraphs:
            place = whole
            if not article.is_one_paragraph:
                place = replace(whole, paragraph=paragraph.number)
                places.append(place)
            places += [replace(place, subparagraph=case.number) for case in paragraph.subparagraphs]
        return tuple(each for each in places if not check_citation(each, self._editions))

    def _wire(self) -> None:
        self.edition_list.value_edited.connect(self._take_edition)
        self.search_line.textChanged.connect(self._show_articles)
        self.article_list.selectionModel().currentChanged.connect(self._take_article)
        self.article_list.activated.connect(self.accept_button.click)
        self.place_list.value_edited.connect(self._take_place)
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("添加依据"))
        names: dict[str, str] = {}
        for edition in self._shelf.editions:
            twice = edition.short_title in names
            title = f"{edition.short_title}（{edition.id}）" if twice else edition.short_title
            names[title] = edition.id
        self.edition_list.offer(names)
        self.edition_list.show_value(self._edition.id)
        self.search_line.setPlaceholderText(self.tr("搜索条文：文字、拼音首字母或条号"))
        self.search_line.setAccessibleName(self.tr("搜索条文"))
        self.search_line.setClearButtonEnabled(True)
        self.article_list.setModel(self._articles)
        self.article_list.setItemDelegate(TwoLineDelegate(self.article_list))
        self.article_list.setAccessibleName(self.tr("条文"))
        self.article_list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        place = QHBoxLayout()
        place.addWidget(label(self.tr("引用到"), "muted"))
        place.addWidget(self.place_list, 1)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self.cancel_button)
        bottom.addWidget(self.accept_button)
        layout = QVBoxLayout(self)
        edge = theme.px(self, 16)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(self, 8))
        for widget in (self.edition_list, self.search_line):
            layout.addWidget(widget)
        layout.addWidget(self.article_list, 1)
        layout.addLayout(place)
        layout.addWidget(self._chosen)
        layout.addWidget(self._digest)
        layout.addLayout(bottom)
        size = self.screen().availableSize()
        height = min(theme.px(self, 560), size.height() - 60)
        self.resize(min(theme.px(self, 620), size.width() - 40), height)
        self.accept_button.setDefault(True)
        self.search_line.setFocus()
