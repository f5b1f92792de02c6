# SPDX-License-Identifier: MIT
"""Every place of an edition that can be cited, with the words that stand there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.regulations.regulation import (
    Article,
    Citation,
    Edition,
    Item,
    Node,
    Paragraph,
    Subparagraph,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def article_place(edition: Edition, article: Article) -> Citation:
    """The article's citation in that edition."""
    return Citation(edition.id, article.number, insert=article.insert)


def paragraph_place(edition: Edition, article: Article, paragraph: Paragraph) -> Citation:
    """The paragraph's citation; the only paragraph of an article is not named."""
    place = article_place(edition, article)
    return place if article.is_one_paragraph else replace(place, paragraph=paragraph.number)


def places_of(edition: Edition) -> Iterator[tuple[Citation, Node]]:
    """Articles, paragraphs, cases and items as official papers cite them, in order."""
    for article in edition.articles:
        yield article_place(edition, article), article
        for paragraph in article.paragraphs:
            place = paragraph_place(edition, article, paragraph)
            if not article.is_one_paragraph:
                yield place, paragraph
            for case in paragraph.subparagraphs:
                at_case = replace(place, subparagraph=case.number)
                yield at_case, case
                for item in case.items:
                    yield replace(at_case, item=item.number), item


def paragraphs_of(edition: Edition, articles: Iterable[Article]) -> list[tuple[Citation, str]]:
    """Each paragraph's place and words; an article that lists none is one."""
    found = []
    for article in articles:
        found += [
            (paragraph_place(edition, article, each), words_of(each)) for each in article.paragraphs
        ] or [(article_place(edition, article), article.text)]
    return found


def words_of(node: Node) -> str:
    """The node's official text with that of everything below it."""
    match node:
        case Paragraph():
            return "".join([node.text, *map(words_of, node.subparagraphs)])
        case Subparagraph():
            return "".join([node.text, *map(words_of, node.items)])
        case Article() | Item():
            return node.text
