# SPDX-License-Identifier: MIT
"""Articles while they are read, and frozen into the model: 条 款 项 目 still growing."""

from __future__ import annotations

from dataclasses import dataclass, field

from bizenv_desktop.domain.numerals import article_label, chinese_number
from bizenv_desktop.domain.regulations.regulation import (
    Article,
    Item,
    Paragraph,
    Relevance,
    Status,
    Subparagraph,
)
from bizenv_desktop.domain.regulations.text_cases import split_inline_cases
from bizenv_desktop.domain.regulations.text_marks import case_mark


@dataclass(slots=True)
class OpenCase:
    """A 项, or a 目 of one."""

    number: int
    text: str
    items: list[OpenCase] = field(default_factory=list)


@dataclass(slots=True)
class OpenParagraph:
    """A 款 with its cases."""

    text: str
    cases: list[OpenCase] = field(default_factory=list)


@dataclass(slots=True)
class OpenArticle:
    """A 条; `unsure` when a line of it may have been one paragraph with the line before."""

    number: int
    insert: int
    chapter: int | None
    paragraphs: list[OpenParagraph] = field(default_factory=list)
    unsure: bool = False

    @property
    def label(self) -> str:
        return article_label(self.number, self.insert)


def _spread(paragraph: OpenParagraph) -> OpenParagraph:
    """Cases that the text runs on in one line become cases; whole lines are known only now."""
    text, *pieces = split_inline_cases(paragraph.text)
    cases = [_case(piece) for piece in pieces]
    for case in paragraph.cases:
        if case.items:
            cases.append(case)
            continue
        own, *pieces = split_inline_cases(case.text, case.number + 1)
        cases += [OpenCase(case.number, own), *(_case(piece) for piece in pieces)]
    return OpenParagraph(text, cases)


def _case(piece: str) -> OpenCase:
    mark = case_mark(piece)
    return OpenCase(mark.number, mark.rest) if mark else OpenCase(0, piece)


def frozen(article: OpenArticle) -> Article:
    """The article of the model, with text and without digests."""
    spread = [_spread(each) for each in article.paragraphs]
    paragraphs = tuple(
        Paragraph(
            number,
            "",
            text=each.text,
            subparagraphs=tuple(
                Subparagraph(
                    case.number,
                    "",
                    text=case.text,
                    items=tuple(Item(item.number, "", item.text) for item in case.items),
                )
                for case in each.cases
            ),
        )
        for number, each in enumerate(spread, 1)
    )
    lone = len(paragraphs) == 1 and not paragraphs[0].subparagraphs
    return Article(
        article.number,
        "",
        Status.VERIFIED,
        Relevance.UNJUDGED,
        paragraphs=() if lone else paragraphs,
        insert=article.insert,
        chapter=article.chapter,
        text="\n".join(line for each in spread for line in lines_of_paragraph(each)),
    )


def lines_of_paragraph(paragraph: OpenParagraph) -> list[str]:
    """As printed: the paragraph, then its cases and items with their marks."""
    lines = [paragraph.text]
    for case in paragraph.cases:
        lines.append(f"（{chinese_number(case.number)}）{case.text}")
        lines += [f"{item.number}. {item.text}" for item in case.items]
    return lines
