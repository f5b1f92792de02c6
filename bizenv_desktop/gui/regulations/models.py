# SPDX-License-Identifier: MIT
"""The reader's two lists: editions under headings, an edition's articles under chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from bizenv_desktop.domain.regulations.regulation import Chapter, Edition, Status
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.regulations.shelf import is_subject, standing
from bizenv_desktop.gui.tips import tip
from bizenv_desktop.gui.two_lines import SecondRole, ToneRole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bizenv_desktop.domain.regulations.regulation import Article

RecordRole = Qt.ItemDataRole.UserRole


class EditionList(QStandardItemModel):
    """The editions, those on the business environment first; headings cannot be chosen."""

    def show(self, hits: Mapping[str, int], editions: Sequence[Edition], today: date) -> None:
        """Show the editions with hits; a count is only said while something is searched for."""
        self.clear()
        heading = None
        for edition in editions:
            if edition.id not in hits:
                continue
            title = self.tr("优化营商环境条例") if is_subject(edition) else self.tr("其他依据")
            if title != heading:
                heading = title
                self.appendRow(_heading(title))
            self.appendRow(_edition_row(edition, today, hits[edition.id]))

    def index_of(self, edition_id: str) -> QModelIndex:
        """Where an edition stands; invalid when it is not shown."""
        for row in range(self.rowCount()):
            edition = self.item(row).data(RecordRole)
            if edition is not None and edition.id == edition_id:
                return self.index(row, 0)
        return QModelIndex()


class ArticleTree(QStandardItemModel):
    """An edition's chapters with their articles; articles whose chapter was not read come last."""

    def show(self, edition: Edition, articles: Sequence[Article], *, whole: bool) -> None:
        """Show these articles; chapters without any only when the `whole` edition is shown."""
        self.clear()
        rows: dict[int | None, QStandardItem] = {}
        for chapter in edition.chapters:
            rows[chapter.number] = _chapter_row(chapter)
        rows[None] = _heading(self.tr("所在章待核"))
        for article in articles:
            found = edition.chapter_of(article.number)
            rows[found.number if found else None].appendRow(_article_row(article))
        for number, row in rows.items():
            if row.rowCount() or (whole and number is not None):
                self.appendRow(row)

    def index_of(self, number: int, insert: int) -> QModelIndex:
        """Where an article stands; invalid when it is not shown."""
        for place in range(self.rowCount()):
            chapter = self.item(place)
            for row in range(chapter.rowCount()):
                article = chapter.child(row).data(RecordRole)
                if (article.number, article.insert) == (number, insert):
                    return chapter.child(row).index()
        return QModelIndex()


def _heading(text: str) -> QStandardItem:
    row = QStandardItem(text)
    row.setFlags(Qt.ItemFlag.ItemIsEnabled)
    row.setForeground(theme.colour(theme.MUTED))
    return row


def _edition_row(edition: Edition, today: date, hits: int) -> QStandardItem:
    row = QStandardItem(edition.short_title)
    year = f"{edition.effective.year}年版" if edition.effective else ""
    parts = [standing(edition, today), edition.rank.label]
    if edition.has_official_text:
        parts.insert(1, "正式文本")
    if is_subject(edition):
        parts.insert(1, year)
    if hits:
        parts.append(f"{hits}条符合")
    row.setData(edition, RecordRole)
    row.setData(" · ".join(part for part in parts if part), SecondRole)
    row.setToolTip(edition.title)
    row.setEditable(False)
    return row


def _chapter_row(chapter: Chapter) -> QStandardItem:
    if chapter.first and chapter.last:
        bounds = f"（第{chapter.first}—{chapter.last}条）"
    else:
        bounds = "（起止条待核）"
    row = _heading(f"{chapter.label}　{chapter.title}{bounds}")
    row.setToolTip(chapter.note)
    return row


def _article_row(article: Article) -> QStandardItem:
    verified = article.status is Status.VERIFIED
    row = QStandardItem(article.label if verified else f"{article.label}（{article.status.label}）")
    row.setData(article, RecordRole)
    words = article.digest or article.text
    row.setData(words, SecondRole)
    row.setEditable(False)
    row.setToolTip(tip(words))
    if not verified:
        row.setData(theme.WARN, ToneRole)
    return row
