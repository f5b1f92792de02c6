# SPDX-License-Identifier: MIT
"""What the reader knows: the editions in their order, the items resting on them, search."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bizenv_desktop.domain.regulations.legal_rank import LegalRank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.pinyin import Initials
    from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation
    from bizenv_desktop.domain.regulations.regulation import Article, Citation, Edition

_SUBJECT = ".yhyshj"
"""The regulations on the business environment itself; every other one is a law they rest on."""

_RANKS = list(LegalRank)


class Shelf:
    """The editions a clerk can read, and what of their checklist rests on them."""

    def __init__(
        self,
        editions: Mapping[str, Edition],
        items: Iterable[CheckItem],
        confirmed: Mapping[str, ConfirmedCitation],
        initials: Initials,
    ) -> None:
        self._initials = initials
        self._items: defaultdict[tuple[str, int, int], list[tuple[CheckItem, Citation]]]
        self._items = defaultdict(list)
        for item in items:
            own = confirmed.get(item.code)
            for citation in (*item.citations, *((own.place,) if own else ())):
                place = (citation.edition, citation.article, citation.insert)
                self._items[place].append((item, citation))
        self.editions = tuple(sorted(editions.values(), key=_order))

    def items_on(self, edition: Edition, article: Article) -> list[tuple[CheckItem, Citation]]:
        """The items that cite the article, each with its citation, in the checklist's order."""
        return self._items.get((edition.id, article.number, article.insert), [])

    def found(self, edition: Edition, query: str) -> tuple[Article, ...]:
        """The edition's articles with these words or initials in them; all for an empty query."""
        if not query.strip():
            return edition.articles
        matches = self._initials.matches
        return tuple(one for one in edition.articles if matches(_words_of(one), query))


def is_subject(edition: Edition) -> bool:
    """Whether the edition is of a regulation on the business environment itself."""
    return edition.regulation.endswith(_SUBJECT)


def standing(edition: Edition, day: date) -> str:
    """Whether the edition is in force that day, in words."""
    if edition.effective is None:
        return "施行日期待核"
    if day < edition.effective:
        return "尚未施行"
    return "现行" if edition.in_force_on(day) else "已失效"


def _order(edition: Edition) -> tuple[object, ...]:
    """The subject first, superior norms before inferior ones, newer editions before older ones."""
    newest = -(edition.effective.toordinal() if edition.effective else 0)
    return (
        not is_subject(edition),
        _RANKS.index(edition.rank),
        edition.regulation,
        newest,
    )


def _words_of(article: Article) -> str:
    """What a search looks through; 36 and 第36条 find 第三十六条."""
    words = [article.label, f"第{article.number}条", article.digest, article.text]
    for paragraph in article.paragraphs:
        words += [paragraph.digest, paragraph.text]
        for case in paragraph.subparagraphs:
            words += [case.digest, case.text, *(item.digest + item.text for item in case.items)]
    return " ".join(words)
