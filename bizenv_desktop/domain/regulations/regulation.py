# SPDX-License-Identifier: MIT
"""Regulations: editions as trees of article, paragraph, subparagraph and item, and citations.

The articles stand in parts, chapters and sections (编、章、节), which hold ranges of articles. A
node carries a digest in our own words and, once the user imported it, the official text. What
was not read in the text itself is `Status.INFERRED` and shown as 待核.
"""

from __future__ import annotations

# annotations are evaluated: domain/record_json.py reads them
import datetime as dt  # noqa: TC003
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.numerals import article_label, chinese_number
from bizenv_desktop.domain.regulations.citation import Citation as Citation  # noqa: TC001  # also found here
from bizenv_desktop.domain.regulations.legal_rank import LegalRank  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Status(StrEnum):
    """Whether the text was read, or what it says was deduced from neighbouring editions."""

    VERIFIED = "verified"
    INFERRED = "inferred"

    @property
    def label(self) -> str:
        return "已核" if self is Status.VERIFIED else "推断，待核"


class Relevance(StrEnum):
    """Whether a township centre can be checked on the article."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    NONE = "none"
    UNJUDGED = "unjudged"

    @property
    def mark(self) -> str:
        return _RELEVANCE_MARKS[self]

    @property
    def label(self) -> str:
        return _RELEVANCE_LABELS[self]


_RELEVANCE_MARKS = {
    Relevance.DIRECT: "●",
    Relevance.INDIRECT: "○",
    Relevance.NONE: "–",
    Relevance.UNJUDGED: "",
}
_RELEVANCE_LABELS = {
    Relevance.DIRECT: "便民服务中心可直接检查",
    Relevance.INDIRECT: "乡镇政府有责任，中心间接相关",
    Relevance.NONE: "不涉及乡镇",
    Relevance.UNJUDGED: "尚未判断是否涉及乡镇",
}


@dataclass(frozen=True, slots=True)
class Item:
    """目: a numbered item of a subparagraph, the smallest thing that can be cited."""

    number: int
    digest: str
    text: str = ""

    @property
    def label(self) -> str:
        return f"第{self.number}目"


@dataclass(frozen=True, slots=True)
class Subparagraph:
    """项: a numbered case of a paragraph; `text` is its own, without those of its items."""

    number: int
    digest: str
    status: Status = Status.VERIFIED
    text: str = ""
    items: tuple[Item, ...] = ()

    @property
    def label(self) -> str:
        return f"第（{chinese_number(self.number)}）项"

    def item(self, number: int) -> Item | None:
        return next((each for each in self.items if each.number == number), None)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """款: a paragraph of an article; numbers may skip where only some were read.

    `text` is its own, without those of its subparagraphs.
    """

    number: int
    digest: str
    status: Status = Status.VERIFIED
    subparagraphs: tuple[Subparagraph, ...] = ()
    note: str = ""
    text: str = ""

    @property
    def label(self) -> str:
        return f"第{chinese_number(self.number)}款"

    def subparagraph(self, number: int) -> Subparagraph | None:
        return next((each for each in self.subparagraphs if each.number == number), None)


@dataclass(frozen=True, slots=True)
class Article:
    """条: `insert` counts the articles squeezed in behind a number (第三十二条之一 is insert 1).

    `chapter` says where it was read, for editions whose chapters have unknown bounds. `paragraphs`
    is empty where the article is one paragraph without cases, or where they were not looked at.
    `text` is the whole article without its number: a line for each paragraph, case and item.
    """

    number: int
    digest: str
    status: Status
    relevance: Relevance
    note: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    insert: int = 0
    chapter: int | None = None
    text: str = ""

    @property
    def label(self) -> str:
        return article_label(self.number, self.insert)

    @property
    def is_one_paragraph(self) -> bool:
        """Whether only the first is listed: its cases are cited without it, 第六条第（一）项."""
        return [each.number for each in self.paragraphs] == [1]

    def paragraph(self, number: int | None) -> Paragraph | None:
        """The paragraph of that number; for None the only one there is."""
        if number is None:
            return self.paragraphs[0] if self.is_one_paragraph else None
        return next((each for each in self.paragraphs if each.number == number), None)


Node = Article | Paragraph | Subparagraph | Item


@dataclass(frozen=True, slots=True)
class Part:
    """编: from article `first` to `last`; number 0 where it is headed by its title alone."""

    number: int
    title: str
    first: int | None = None
    last: int | None = None

    @property
    def label(self) -> str:
        return f"第{chinese_number(self.number)}编" if self.number else ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """章: from article `first` to article `last`; None where the bound was not read.

    Number 0 is a chapter headed by its title alone (附则). `part` is the number of the 编 it stands
    in; chapters are counted anew in each.
    """

    number: int
    title: str
    first: int | None = None
    last: int | None = None
    status: Status = Status.VERIFIED
    note: str = ""
    part: int | None = None

    @property
    def label(self) -> str:
        return f"第{chinese_number(self.number)}章" if self.number else ""

    def surely_holds(self, article: int) -> bool:
        """Whether the known bounds alone put the article in this chapter."""
        if self.first is None or self.last is None:
            return article == self.first
        return self.first <= article <= self.last


@dataclass(frozen=True, slots=True)
class Section:
    """节: from article `first` to `last`; sections are counted anew in each chapter."""

    number: int
    title: str
    chapter: int
    first: int | None = None
    last: int | None = None

    @property
    def label(self) -> str:
        return f"第{chinese_number(self.number)}节"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a regulation; `regulation` is shared by all its editions.

    `article_count` is the number of the last article, None where it is not known. An edition that
    is not `complete` lists some articles only and may be cited on those only.
    """

    id: str
    regulation: str
    title: str
    short_title: str
    rank: LegalRank
    issuer: str
    number: str
    adopted: dt.date | None
    effective: dt.date | None
    repealed: dt.date | None
    article_count: int | None
    complete: bool
    chapters: tuple[Chapter, ...]
    articles: tuple[Article, ...]
    source: str
    note: str
    parts: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def has_official_text(self) -> bool:
        """Whether every article has its own words, not only our digest."""
        return bool(self.articles) and all(article.text for article in self.articles)

    def article(self, number: int, insert: int = 0) -> Article | None:
        return next((a for a in self.articles if (a.number, a.insert) == (number, insert)), None)

    def chapter_of(self, number: int) -> Chapter | None:
        """The chapter of an article, None where the bounds read do not tell."""
        article = self.article(number)
        for chapter in self.chapters:
            if chapter.surely_holds(number):
                return chapter
            if article is not None and article.chapter == chapter.number:
                return chapter
        return None

    def in_force_on(self, day: dt.date) -> bool:
        """From the effective day on, up to the day before `repealed`."""
        if self.effective is None or day < self.effective:
            return False
        return self.repealed is None or day < self.repealed

    def node_of(self, citation: Citation) -> Node | None:
        """The most specific node listed for a citation; None when not even the article is."""
        article = self.article(citation.article, citation.insert)
        if article is None or not citation.goes_below_the_article:
            return article
        paragraph = article.paragraph(citation.paragraph)
        if paragraph is None or citation.subparagraph is None:
            return paragraph or article
        case = paragraph.subparagraph(citation.subparagraph)
        if case is None or citation.item is None:
            return case or paragraph
        return case.item(citation.item) or case

    def digest_of(self, citation: Citation) -> str:
        """The digest of the most specific node listed; empty when the article is not."""
        node = self.node_of(citation)
        return node.digest if node else ""


def editions_of(editions: Iterable[Edition], regulation: str) -> tuple[Edition, ...]:
    """The editions of one regulation, newest first; without an effective day they come last."""
    own = [edition for edition in editions if edition.regulation == regulation]
    own.sort(key=lambda edition: (str(edition.effective or ""), edition.id), reverse=True)
    return tuple(own)


def check_citation(citation: Citation, editions: Mapping[str, Edition]) -> str | None:
    """Why the citation cannot stand, in Chinese; None when it can.

    A paragraph or subparagraph stands only where the article lists it; the cases of an article of
    one paragraph are cited without naming the paragraph, as official papers do.
    """
    edition = editions.get(citation.edition)
    if edition is None:
        return f"没有编号为“{citation.edition}”的法规版本"
    article = edition.article(citation.article, citation.insert)
    if article is None:
        return _why_not_listed(citation, edition)
    if not citation.goes_below_the_article:
        return None
    place = f"《{edition.short_title}》{article.label}"
    if not article.paragraphs:
        return f"{place}没有列出款，只能引用到条"
    if article.is_one_paragraph and citation.paragraph is not None:
        return f"{place}只有一款，引用时不写款"
    paragraph = article.paragraph(citation.paragraph)
    if paragraph is None:
        if citation.paragraph is None:
            return f"{place}不止一款，引用项时要写明哪一款"
        return f"{place}没有列出第{chinese_number(citation.paragraph)}款"
    if citation.subparagraph is None:
        return None
    case = paragraph.subparagraph(citation.subparagraph)
    if case and (citation.item is None or case.item(citation.item)):
        return None
    return f"{place}没有列出{citation.label().removeprefix(article.label)}"


def _why_not_listed(citation: Citation, edition: Edition) -> str:
    place = article_label(citation.article, citation.insert)
    count = edition.article_count
    if count is not None and citation.article > count:
        return f"《{edition.short_title}》共{count}条，没有{place}"
    if edition.complete:
        return f"《{edition.short_title}》没有{place}"
    return f"《{edition.short_title}》（{edition.id}）没有列出{place}，只列出的条可以引用"
