# SPDX-License-Identifier: MIT
"""A text as read becomes an edition of its own, or joins the digests of a built-in one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.regulations.regulation import (
    Article,
    Citation,
    Edition,
    Paragraph,
    Subparagraph,
)
from bizenv_desktop.domain.regulations.regulation_text import named
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bizenv_desktop.domain.regulations.legal_rank import LegalRank
    from bizenv_desktop.domain.regulations.regulation_text import ParsedRegulation


def to_edition(
    parsed: ParsedRegulation,
    *,
    id: str,  # noqa: A002
    regulation: str,
    rank: LegalRank,
    issuer: str,
    effective: dt.date,
    title: str = "",
    short_title: str = "",
    number: str = "",
    source: str = "",
) -> Edition:
    """A new edition of that text alone; what the text does not tell is told by the caller.

    `UserError` where a number stands twice, for then no citation of it would be certain, or where
    neither text nor caller gives the title.
    """
    _refuse_doubles(parsed)
    title = title or parsed.title
    if not title:
        raise UserError("这份文字没有标题；请先填写法规名称，再导入。")
    return Edition(
        id=id,
        regulation=regulation,
        title=title,
        short_title=short_title or title,
        rank=rank,
        issuer=issuer,
        number=number,
        adopted=parsed.enacted,
        effective=effective,
        repealed=None,
        article_count=parsed.last_number,
        complete=not parsed.gaps,
        chapters=parsed.chapters,
        articles=parsed.articles,
        source=source,
        note="",
        parts=parsed.parts,
        sections=parsed.sections,
    )


def with_official_text(edition: Edition, parsed: ParsedRegulation) -> Edition:
    """The built-in edition with the text in its nodes: numbers and bounds are the text's.

    Digests stay where the text has the node; `digests_without_text` names the others before they
    go. `UserError` when the text is of another regulation or of another edition.
    """
    _refuse_doubles(parsed)
    _refuse_another(edition, parsed)
    return replace(
        edition,
        articles=tuple(_merged(edition, article) for article in parsed.articles),
        article_count=parsed.last_number,
        complete=not parsed.gaps,
        chapters=parsed.chapters or edition.chapters,
        parts=parsed.parts,
        sections=parsed.sections,
    )


def digests_without_text(edition: Edition, parsed: ParsedRegulation) -> tuple[Citation, ...]:
    """The places the built-in edition lists and the text does not have."""
    texts = {(article.number, article.insert): article for article in parsed.articles}
    return tuple(
        place
        for place in _places(edition)
        if not _stands(place, texts.get((place.article, place.insert)))
    )


def _refuse_doubles(parsed: ParsedRegulation) -> None:
    if parsed.doubles:
        places = named(parsed.doubles)
        raise UserError(f"{places}出现了两次，引用时会分不清；请对照官方文本改正后再导入。")


def _refuse_another(edition: Edition, parsed: ParsedRegulation) -> None:
    if parsed.title and _bare(parsed.title) != _bare(edition.title):
        raise UserError(
            f"这份文字是《{parsed.title}》，不是《{edition.title}》；请换文件，或作为新法规导入。"
        )
    days = {note.date for note in parsed.notes}
    other = parsed.enacted and edition.adopted and edition.adopted not in days
    if other or (parsed.enacted and edition.adopted and parsed.enacted > edition.adopted):
        raise UserError(
            f"这份文字是{parsed.enacted}通过或修改的，所选版本是{edition.adopted}的；"
            "请选对应的版本，或作为新版本导入。"
        )


def _bare(title: str) -> str:
    """The title without its qualifier （2022年修订）."""
    return title.split("（")[0].split("(")[0]


def _merged(edition: Edition, read: Article) -> Article:
    known = edition.article(read.number, read.insert)
    if known is None:
        return read
    paragraphs = tuple(
        _merged_paragraph(known.paragraph(each.number), each) for each in read.paragraphs
    )
    return replace(known, text=read.text, chapter=read.chapter, paragraphs=paragraphs)


def _merged_paragraph(known: Paragraph | None, read: Paragraph) -> Paragraph:
    if known is None:
        return read
    cases = tuple(
        _merged_case(known.subparagraph(each.number), each) for each in read.subparagraphs
    )
    return replace(known, text=read.text, subparagraphs=cases)


def _merged_case(known: Subparagraph | None, read: Subparagraph) -> Subparagraph:
    return read if known is None else replace(known, text=read.text, items=read.items)


def _places(edition: Edition) -> Iterator[Citation]:
    for article in edition.articles:
        place = Citation(edition.id, article.number, insert=article.insert)
        yield place
        for paragraph in article.paragraphs:
            below = replace(place, paragraph=paragraph.number)
            yield below
            for case in paragraph.subparagraphs:
                yield replace(below, subparagraph=case.number)


def _stands(place: Citation, article: Article | None) -> bool:
    if article is None:
        return False
    if place.paragraph is None:
        return True
    if not article.paragraphs:
        return place.paragraph == 1 and place.subparagraph is None
    paragraph = article.paragraph(place.paragraph)
    if paragraph is None or place.subparagraph is None:
        return paragraph is not None
    return paragraph.subparagraph(place.subparagraph) is not None
