# SPDX-License-Identifier: MIT
"""One place an item may rest on: its number, its words with the matches marked, one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Card, WrappedLabel, button, label
from bizenv_desktop.gui.regulations.marked_text import article_html

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.domain.regulations.citation import Citation
    from bizenv_desktop.domain.regulations.regulation import Article, Edition
    from bizenv_desktop.domain.regulations.text_diff import Span


class ProposalCard(Card):
    """An article with the paragraph meant in full ink, and a button that confirms it."""

    chosen = Signal(object)  # Citation

    def __init__(
        self,
        key: str,
        edition: Edition,
        article: Article,
        place: Citation,
        spans: tuple[Span, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.place = place
        chapter = edition.chapter_of(article.number)
        head = QHBoxLayout()
        head.setSpacing(theme.px(self, 8))
        if key:
            head.addWidget(label(key, "tag"))
        head.addWidget(label(place.label(), "heading"))
        if chapter is not None:
            head.addWidget(label(f"{chapter.label}　{chapter.title}".strip("　"), "small"))
        head.addStretch(1)
        words = self.tr("确认（{key}）").format(key=key) if key else self.tr("确认")
        self.button = button(words, "primary" if key == "1" else "")
        self.button.setAccessibleName(
            self.tr("确认{place}").format(place=place.full_label(edition))
        )
        self.button.clicked.connect(lambda: self.chosen.emit(self.place))
        head.addWidget(self.button)
        self.text = WrappedLabel()
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setText(article_html(article, spans, place.paragraph))
        self.column.addLayout(head)
        self.column.addWidget(self.text)
