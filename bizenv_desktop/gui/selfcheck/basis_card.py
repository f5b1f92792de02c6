# SPDX-License-Identifier: MIT
"""What an item rests on: superior law, policy, the provincial article, with the words of each."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal

from bizenv_desktop.domain.papers.rectification_list import provincial_label
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import WrappedLabel, label
from bizenv_desktop.gui.selfcheck.section import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QHideEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.regulations.citation import Citation
    from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow

    Editions = Callable[[], Mapping[str, Edition]]

_REST_MS = 60
_LONGEST = 400  # characters of an article; the link above them leads to the rest
_PROVINCIAL, _LOCATE = "provincial", "locate"


class BasisCard(Section):
    """Citations are links into the regulation reader; shown once the cursor rests on an item."""

    article_requested = Signal(object)  # Citation
    locate_requested = Signal(str)  # item code: its provincial article is still to be confirmed

    def __init__(self, editions: Editions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editions = editions
        self._edition = ""
        self._confirmed: Mapping[str, ConfirmedCitation] = {}
        self._item: CheckItem | None = None
        self._wanted: CheckItem | None = None
        # setting rich text is the slowest part of showing an item: passing by, it is not needed
        self._later = QTimer(self, singleShot=True, interval=_REST_MS)
        self._later.timeout.connect(self.show_now)
        self.text = WrappedLabel()
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.text.setAccessibleName(self.tr("依据"))
        self.text.linkActivated.connect(self._open)
        self.column.addWidget(label(self.tr("依据"), "heading-small"))
        self.column.addWidget(self.text)

    def show_check(self, filled: FilledCheck) -> None:
        """Say which edition the items' provincial articles are in, and what was confirmed there."""
        named = filled.checklist.edition
        if named != self._edition or filled.provincial is not self._confirmed:
            self._edition, self._confirmed = named, filled.provincial
            self._item = self._wanted = None

    def show_row(self, row: ItemRow) -> None:
        if row.item is not self._wanted:
            self._wanted = row.item
            if self.isVisible():
                self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._wanted is not self._item:
            self._later.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()  # a closed window has no database to read from

    def show_now(self) -> None:
        """Do not wait: show the item wanted last."""
        self._later.stop()
        item = self._wanted
        if item is not None and item is not self._item:
            self._item = item
            self.text.setText("".join(f"<p>{part}</p>" for part in self._parts(item)))

    def _parts(self, item: CheckItem) -> list[str]:
        parts = [
            self._cited(str(place), self._name(citation), citation)
            for place, citation in enumerate(item.citations)
        ]
        if item.policy:
            parts.append(escape(item.policy))
        confirmed = self._confirmed.get(item.code)
        if confirmed is None:
            parts.append(self._pending(item))
        else:
            name = provincial_label(confirmed, self._editions())
            cited = self._cited(_PROVINCIAL, name, confirmed.place)
            parts.append(f"{cited}<br>{_muted(confirmed.words)}")
        return parts

    def _cited(self, link: str, name: str, citation: Citation) -> str:
        """A link, and under it the official words where they were imported, else our digest."""
        edition = self._editions().get(citation.edition)
        made = f'<a href="{link}">{escape(name)}</a>'
        if edition is None:
            return made
        text = _official(edition, citation)
        if text:
            return f"{made}<br>{escape(text).replace(chr(10), '<br>')}"
        digest = edition.digest_of(citation)
        return f"{made}<br>{_muted(digest)}" if digest else made

    def _name(self, citation: Citation) -> str:
        edition = self._editions().get(citation.edition)
        name = f"《{edition.short_title or edition.title}》" if edition else citation.edition
        return name + citation.label()

    def _pending(self, item: CheckItem) -> str:
        edition = self._editions().get(self._edition)
        name = f"《{edition.short_title or edition.title}》" if edition else self.tr("省条例")
        words = "、".join(item.topic_words)
        said = _muted(self.tr("{name}：条号待核，主题词：{words}").format(name=name, words=words))
        if edition is None or not edition.has_official_text:
            return said
        return f'{said}　<a href="{_LOCATE}">{self.tr("去定位")}</a>'

    def _open(self, link: str) -> None:
        if self._item is None:
            return
        if link == _LOCATE:
            self.locate_requested.emit(self._item.code)
        elif link == _PROVINCIAL:
            self.article_requested.emit(self._confirmed[self._item.code].place)
        else:
            self.article_requested.emit(self._item.citations[int(link)])


def _official(edition: Edition, citation: Citation) -> str:
    """The words cited, as officially published; empty while they were not imported."""
    from bizenv_desktop.domain.regulations.node_words import words_of  # a window starts without it

    node = edition.node_of(citation)
    text = words_of(node) if node is not None else ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _muted(text: str) -> str:
    return f'<span style="color:{theme.MUTED}">{escape(text)}</span>'
