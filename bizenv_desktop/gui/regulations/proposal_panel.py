# SPDX-License-Identifier: MIT
"""Everything needed to decide on one item: what it asks, the places proposed, any other place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from bizenv_desktop.domain.regulations.citation_words import place_from
from bizenv_desktop.domain.regulations.regulation import check_citation
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.gui.regulations.proposal_card import ProposalCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation
    from bizenv_desktop.domain.regulations.locate import Proposal
    from bizenv_desktop.domain.regulations.regulation import Edition


class ProposalPanel(QScrollArea):
    """Rebuilt for each item; `choose(n)` is what the key n does in the list beside it."""

    chosen = Signal(object)  # Citation
    taken_back = Signal()
    article_requested = Signal(object)  # Citation
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[ProposalCard] = []
        self.other: QLineEdit | None = None
        self._edition: Edition | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("可能的条款"))

    def show_item(
        self,
        edition: Edition,
        item: CheckItem,
        proposals: Sequence[Proposal],
        confirmed: ConfirmedCitation | None,
    ) -> None:
        """Show an item with what was confirmed for it and what may be."""
        self._edition = edition
        page, column = self._page()
        column.addWidget(self._item_card(item))
        if confirmed is not None:
            column.addWidget(self._confirmed_card(edition, confirmed))
        self.cards = self._proposal_cards(edition, proposals)
        for card in self.cards:
            column.addWidget(card)
        if not self.cards:
            column.addWidget(label(self.tr("没有条文和这一项用词相近，请自己填条号。"), "muted"))
        column.addWidget(self._other_card())
        column.addStretch(1)
        self._put(page)

    def show_nothing(self) -> None:
        """Show an empty panel."""
        self.cards, self.other = [], None
        self._put(QWidget())

    def _put(self, page: QWidget) -> None:
        """Show another page; the button or line that led here is still at work in the old one."""
        before = self.takeWidget()
        self.setWidget(page)
        if before is not None:
            before.deleteLater()

    def choose(self, number: int) -> None:
        """Confirm the proposal of that number, counted from 1; nothing when there is none."""
        if 1 <= number <= len(self.cards):
            self.chosen.emit(self.cards[number - 1].place)

    def focus_other(self) -> None:
        """Put the cursor where another place is typed."""
        if self.other is not None:
            self.other.setFocus()
            self.ensureWidgetVisible(self.other)

    def _take_other(self) -> None:
        """Confirm the place that was typed, or say what is wrong with it."""
        if self._edition is None or self.other is None or not self.other.text().strip():
            return
        try:
            place = place_from(self.other.text(), self._edition.id)
            if reason := check_citation(place, {self._edition.id: self._edition}):
                raise UserError(f"{reason}；请核对条号。")
        except UserError as error:
            self.refused.emit(str(error))
            return
        self.chosen.emit(place)

    # -- how it looks

    def _page(self) -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.px(self, 4), 0)
        column.setSpacing(theme.px(self, 8))
        return page, column

    def _item_card(self, item: CheckItem) -> Card:
        card = Card(self)
        card.column.setSpacing(theme.px(self, 4))
        card.column.addWidget(label(f"{item.code}　{item.title}", "heading", wrap=True))
        card.column.addWidget(label(item.standard, wrap=True))
        if item.topic_words:
            words = self.tr("主题词：{words}").format(words="、".join(item.topic_words))
            card.column.addWidget(label(words, "small", wrap=True))
        return card

    def _confirmed_card(self, edition: Edition, confirmed: ConfirmedCitation) -> Card:
        card = Card(self)
        row = QHBoxLayout()
        row.addWidget(label("●", "good"))
        words = self.tr("已确认：{place}（{who}）").format(
            place=confirmed.place.label(), who=confirmed.words
        )
        row.addWidget(label(words, wrap=True), 1)
        read = button(self.tr("看原文"), "quiet")
        read.clicked.connect(lambda: self.article_requested.emit(confirmed.place))
        back = button(self.tr("取消确认（Delete）"), "quiet")
        back.clicked.connect(self.taken_back)
        row.addWidget(read)
        row.addWidget(back)
        card.column.addLayout(row)
        return card

    def _proposal_cards(
        self, edition: Edition, proposals: Sequence[Proposal]
    ) -> list[ProposalCard]:
        cards = []
        for number, each in enumerate(proposals, 1):
            article = edition.article(each.place.article, each.place.insert)
            if article is not None:
                card = ProposalCard(str(number), edition, article, each.place, each.spans)
                card.chosen.connect(self.chosen)
                cards.append(card)
        return cards

    def _other_card(self) -> Card:
        card = Card(self)
        row = QHBoxLayout()
        self.other = QLineEdit()
        self.other.setPlaceholderText(self.tr("如：第三十六条第一款，或 36.1"))
        self.other.setAccessibleName(self.tr("别的条号"))
        self.other.returnPressed.connect(self._take_other)
        done = button(self.tr("确认"))
        done.setAccessibleName(self.tr("确认所填的条号"))
        done.clicked.connect(self._take_other)
        row.addWidget(label(self.tr("别的条（/）"), "muted"))
        row.addWidget(self.other, 1)
        row.addWidget(done)
        card.column.addLayout(row)
        return card
