# SPDX-License-Identifier: MIT
"""Official texts that were imported, and the provincial citations somebody confirmed in them."""

# annotations are evaluated: domain/record_json.py reads them

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bizenv_desktop.domain.regulations.article_match import folded
from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.domain.regulations.regulation import Article, Edition
from bizenv_desktop.domain.text import clean_fields

CitationKey = tuple[str, str, str]
"""Of which family of checklists, which item, in which edition."""


@dataclass(frozen=True, slots=True)
class ImportedEdition:
    """An edition with its official text; `source` names the file, `digest` the text."""

    edition: Edition
    source: str
    digest: str
    imported: dt.datetime
    imported_by: str

    def __post_init__(self) -> None:
        clean_fields(self, "source", "imported_by")


@dataclass(frozen=True, slots=True)
class ConfirmedCitation:
    """The provincial article an item rests on, as somebody read it in the official text.

    `checklist` is the family of checklists in which the item's code means this item.
    """

    checklist: str
    item: str
    place: Citation
    confirmed_by: str
    confirmed: dt.datetime

    def __post_init__(self) -> None:
        clean_fields(self, "confirmed_by")

    @property
    def key(self) -> CitationKey:
        return (self.checklist, self.item, self.place.edition)

    @property
    def words(self) -> str:
        """Who confirmed it and when: 王喆于2026年11月23日确认."""
        day = self.confirmed
        return f"{self.confirmed_by}于{day.year}年{day.month}月{day.day}日确认"


def text_digest(articles: Iterable[Article]) -> str:
    """SHA-256 of the articles' words: the same for a Word file and a PDF of one text."""
    words = "\n".join(f"{article.label}\t{folded(article.text)}" for article in articles)
    return hashlib.sha256(words.encode()).hexdigest()


def with_imported(
    built_in: Mapping[str, Edition], imported: Iterable[ImportedEdition]
) -> dict[str, Edition]:
    """Every known edition by id: a built-in one shows the official text where it was imported.

    What a built-in edition says of itself may be newer than the import and stays. The day a newer
    edition of the same regulation came into force ends an older one that does not know its end.
    """
    found = dict(built_in)
    for each in imported:
        own, known = each.edition, built_in.get(each.edition.id)
        found[own.id] = own if known is None else _joined(known, own)
    return {edition.id: _ended(edition, found.values()) for edition in found.values()}


def _ended(edition: Edition, known: Iterable[Edition]) -> Edition:
    if edition.repealed is not None or edition.effective is None:
        return edition
    later = [
        each.effective
        for each in known
        if each.regulation == edition.regulation
        and each.effective is not None
        and each.effective > edition.effective
    ]
    return replace(edition, repealed=min(later)) if later else edition


def _joined(built_in: Edition, own: Edition) -> Edition:
    return replace(
        built_in,
        article_count=own.article_count,
        complete=own.complete,
        chapters=own.chapters,
        articles=own.articles,
        parts=own.parts,
        sections=own.sections,
    )
