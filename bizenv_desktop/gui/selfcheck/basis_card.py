# SPDX-License-Identifier: MIT
"""What an item rests on: superior law with its digest, policy, the provincial article."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import WrappedLabel, label
from bizenv_desktop.gui.selfcheck.section import Section

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.domain.checklist import CheckItem, Checklist
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow
    from bizenv_desktop.library import Library


_REST_MS = 60


class BasisCard(Section):
    """Citations are links into the regulation reader; shown once the cursor rests on an item."""

    article_requested = Signal(object)  # Citation

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._checklist: Checklist | None = None
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

    def show_checklist(self, checklist: Checklist) -> None:
        """Say which checklist's items are shown: it names the provincial edition."""
        if checklist is not self._checklist:
            self._checklist = checklist
            self._item = self._wanted = None

    def show_row(self, row: ItemRow) -> None:
        if row.item is not self._wanted:
            self._wanted = row.item
            self._later.start()

    def show_now(self) -> None:
        """Do not wait: show the item wanted last."""
        self._later.stop()
        item = self._wanted
        if item is not None and item is not self._item:
            self._item = item
            self.text.setText("".join(f"<p>{part}</p>" for part in self._parts(item)))

    def _parts(self, item: CheckItem) -> list[str]:
        muted = f'<span style="color:{theme.MUTED}">'
        parts = []
        for place, citation in enumerate(item.citations):
            edition = self._library.editions.get(citation.edition)
            name = f"《{edition.short_title or edition.title}》" if edition else citation.edition
            link = f'<a href="{place}">{escape(name + citation.label())}</a>'
            digest = edition.digest_of(citation) if edition else ""
            parts.append(f"{link}<br>{muted}{escape(digest)}</span>" if digest else link)
        if item.policy:
            parts.append(escape(item.policy))
        parts.append(f"{muted}{escape(self._provincial(item))}</span>")
        return parts

    def _provincial(self, item: CheckItem) -> str:
        edition_id = self._checklist.edition if self._checklist else ""
        edition = self._library.editions.get(edition_id)
        name = f"《{edition.short_title or edition.title}》" if edition else self.tr("省条例")
        words = "、".join(item.topic_words)
        return self.tr("{name}：条号待核，主题词：{words}").format(name=name, words=words)

    def _open(self, link: str) -> None:
        if self._item is not None:
            self.article_requested.emit(self._item.citations[int(link)])
