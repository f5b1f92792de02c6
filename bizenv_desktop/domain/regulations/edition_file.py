# SPDX-License-Identifier: MIT
"""Read one regulation edition from its TOML file and refuse whatever does not hold together.

The format is written down in resources/README.md.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from bizenv_desktop.domain.numerals import article_label, chinese_number
from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.domain.regulations.regulation import (
    Article,
    Chapter,
    Edition,
    Paragraph,
    Relevance,
    Status,
    Subparagraph,
)
from bizenv_desktop.domain.strict_toml import Table, read_document

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

_ID = re.compile(r"[a-z][a-z0-9]*(\.[a-z0-9]+)+")
_NAMED_GAPS = 5  # of the missing articles so many are named


def parse_edition(text: str, file: str) -> Edition:
    """The edition written in `text`; `file` is the name shown when it is refused.

    Raises `ContentError` with file, place and reason.
    """
    document = read_document(text, file)
    head = document.table("edition")
    chapters = tuple(_chapter(table) for table in document.tables("chapter"))
    articles = tuple(_article(table) for table in document.tables("article", least=1))
    document.done()
    edition = _edition(head, chapters, articles)
    _check_chapters(edition, document)
    _check_articles(edition, document)
    return edition


def _edition(head: Table, chapters: tuple[Chapter, ...], articles: tuple[Article, ...]) -> Edition:
    title = head.text("title")
    edition = Edition(
        id=head.text("id"),
        regulation=head.text("regulation"),
        title=title,
        short_title=head.text("short_title", title),
        rank=head.choice("level", LegalRank),
        issuer=head.text("issuer"),
        number=head.text("number", ""),
        adopted=head.optional(head.date, "adopted"),
        effective=head.optional(head.date, "effective"),
        repealed=head.optional(head.date, "repealed"),
        article_count=head.optional(head.integer, "articles"),
        complete=head.boolean("complete"),
        chapters=chapters,
        articles=articles,
        source=head.text("source"),
        note=head.text("note", ""),
    )
    head.done()
    _check_head(edition, head)
    return edition


def _chapter(table: Table) -> Chapter:
    number = table.integer("number")
    table.rename(f"第{chinese_number(number)}章")
    chapter = Chapter(
        number=number,
        title=table.text("title"),
        first=table.optional(table.integer, "first"),
        last=table.optional(table.integer, "last"),
        status=table.choice("status", Status, Status.VERIFIED),
        note=table.text("note", ""),
    )
    table.done()
    if chapter.last is not None and chapter.first is None:
        raise table.error("有 last 就要有 first")
    if chapter.first and chapter.last and chapter.first > chapter.last:
        raise table.error(f"从第{chapter.first}条到第{chapter.last}条，首尾颠倒")
    return chapter


def _article(table: Table) -> Article:
    number = table.integer("number")
    insert = table.integer("insert", 0)
    table.rename(article_label(number, insert))
    status = table.choice("status", Status)
    article = Article(
        number=number,
        digest=table.text("digest"),
        status=status,
        relevance=table.choice("relevance", Relevance),
        note=table.text("note", ""),
        paragraphs=tuple(_paragraph(each, table, status) for each in table.tables("paragraph")),
        insert=insert,
        chapter=table.optional(table.integer, "chapter"),
    )
    table.done()
    _check_ascending([each.number for each in article.paragraphs], "款", table)
    return article


def _paragraph(table: Table, article: Table, inherited: Status) -> Paragraph:
    number = table.integer("number")
    table.rename(f"{article.where}第{chinese_number(number)}款")
    status = table.choice("status", Status, inherited)
    paragraph = Paragraph(
        number=number,
        digest=table.text("digest"),
        status=status,
        subparagraphs=tuple(
            _subparagraph(each, table, status) for each in table.tables("subparagraph")
        ),
        note=table.text("note", ""),
    )
    table.done()
    _check_ascending([each.number for each in paragraph.subparagraphs], "项", table)
    return paragraph


def _subparagraph(table: Table, paragraph: Table, inherited: Status) -> Subparagraph:
    number = table.integer("number")
    table.rename(f"{paragraph.where}第（{chinese_number(number)}）项")
    subparagraph = Subparagraph(
        number=number,
        digest=table.text("digest"),
        status=table.choice("status", Status, inherited),
    )
    table.done()
    return subparagraph


def _check_head(edition: Edition, head: Table) -> None:
    if not _ID.fullmatch(edition.id):
        raise head.error("只能用小写字母和数字，中间用点隔开，如 cn.xzxkf.2019", "id")
    if not edition.id.startswith(f"{edition.regulation}."):
        raise head.error(f"应当以“{edition.regulation}.”开头", "id")
    if edition.complete and edition.article_count is None:
        raise head.error("complete = true 时要写明共多少条", "articles")
    _check_order(head, edition.adopted, edition.effective, "施行日期早于通过日期")
    _check_order(head, edition.effective, edition.repealed, "废止日期早于施行日期")


def _check_order(head: Table, early: dt.date | None, late: dt.date | None, reason: str) -> None:
    if early and late and late < early:
        raise head.error(f"{reason}（{late}早于{early}）")


def _check_ascending(numbers: Sequence[int], kind: str, table: Table) -> None:
    for before, number in pairwise(numbers):
        if number == before:
            raise table.error(f"第{number}{kind}写了两次")
        if number < before:
            raise table.error(f"第{number}{kind}排在第{before}{kind}之后，次序颠倒")


def _check_chapters(edition: Edition, document: Table) -> None:
    """Chapters count from one; bounds that are known neither overlap nor leave a gap."""
    reached = 0  # the highest article that chapters so far are known to hold
    closed = True  # whether the chapter before ends exactly there
    for position, chapter in enumerate(edition.chapters, 1):
        if chapter.number != position:
            raise document.error(f"此处应当是第{chinese_number(position)}章", chapter.label)
        if chapter.first is None:
            closed = False
            continue
        if chapter.first <= reached:
            raise document.error(f"第{chapter.first}条已在前面的章里", chapter.label)
        if closed and chapter.first != reached + 1:
            gap = f"第{reached + 1}条"
            raise document.error(f"从第{chapter.first}条起，{gap}不在任何一章里", chapter.label)
        closed = chapter.last is not None
        reached = chapter.last or chapter.first
        if edition.article_count is not None and reached > edition.article_count:
            raise document.error(
                f"到第{reached}条，全文只有{edition.article_count}条", chapter.label
            )
    unbounded = any(chapter.last is None for chapter in edition.chapters)
    ends_early = bool(edition.chapters) and reached != edition.article_count
    if edition.complete and (unbounded or ends_early):
        raise document.error("complete = true 时各章要有起止条，并且接到最后一条", "chapter")


def _check_articles(edition: Edition, document: Table) -> None:
    """Articles ascend, stay within the count and the chapter they name; complete: none missing."""
    for before, article in pairwise(edition.articles):
        if (article.number, article.insert) == (before.number, before.insert):
            raise document.error("写了两次", article.label)
        if (article.number, article.insert) < (before.number, before.insert):
            raise document.error(f"排在{before.label}之后，次序颠倒", article.label)
    count = edition.article_count
    for article in edition.articles:
        if count is not None and article.number > count:
            raise document.error(f"全文只有{count}条", article.label)
        _check_named_chapter(article, edition, document)
    if edition.complete and count is not None:
        missing = sorted(set(range(1, count + 1)) - {a.number for a in edition.articles})
        if missing:
            named = "、".join(f"第{number}条" for number in missing[:_NAMED_GAPS])
            more = f"等{len(missing)}条" if len(missing) > _NAMED_GAPS else ""
            raise document.error(f"complete = true，却缺{named}{more}", "article")


def _check_named_chapter(article: Article, edition: Edition, document: Table) -> None:
    if article.chapter is None:
        return
    chapter = next((each for each in edition.chapters if each.number == article.chapter), None)
    if chapter is None:
        raise document.error(f"写明在第{article.chapter}章，但没有列出这一章", article.label)
    below = chapter.first is not None and article.number < chapter.first
    above = chapter.last is not None and article.number > chapter.last
    if below or above:
        raise document.error(f"写明在{chapter.label}，但不在它的起止条之内", article.label)
