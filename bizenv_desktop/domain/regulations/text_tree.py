# SPDX-License-Identifier: MIT
"""Clean lines to the tree of 编 章 节 and 条 款 项 目: what each line opens or goes on with.

A line that opens nothing is a new 款 after a finished sentence and goes on with it otherwise; a
line like 第三十六条规定的…… behind an unfinished sentence refers to an article and opens none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.numerals import chinese_number
from bizenv_desktop.domain.regulations.regulation import Article, Chapter, Part, Section
from bizenv_desktop.domain.regulations.text_marks import (
    ArticleMark,
    CaseMark,
    HeadingMark,
    Level,
    article_mark,
    case_mark,
    heading_mark,
    is_finished,
    item_mark,
    joined,
    tidy,
)
from bizenv_desktop.domain.regulations.text_nodes import (
    OpenArticle,
    OpenCase,
    OpenParagraph,
    frozen,
    lines_of_paragraph,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.domain.regulations.text_lines import Line


@dataclass(slots=True)
class _Range:
    """An open or closed 编, 章 or 节; article positions, not numbers, until it is frozen."""

    mark: HeadingMark
    begin: int
    end: int | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """What was read between the head and the signatures; `trailer` is what came behind."""

    parts: tuple[Part, ...]
    chapters: tuple[Chapter, ...]
    sections: tuple[Section, ...]
    articles: tuple[Article, ...]
    trailer: tuple[str, ...]
    doubled_cases: tuple[str, ...]
    unsure: tuple[str, ...]


class TreeBuilder:
    """Takes the lines of the body one by one; `freeze` gives the tree."""

    def __init__(self, *, spaced: bool) -> None:
        self._spaced = spaced  # whether this text writes a blank behind 第…条
        self._articles: list[OpenArticle] = []
        self._ranges: list[_Range] = []
        self._untitled: _Range | None = None
        self._doubled: list[str] = []

    def feed(self, line: Line) -> None:
        """The next line of the body."""
        heading = heading_mark(line.text)
        if heading and self._heads(heading):
            if heading.number == 0 and self._of(Level.PART):
                heading = HeadingMark(Level.PART, 0, heading.title)
            self._open_range(heading)
            return
        mark = article_mark(line.text)
        if mark and self._opens_article(mark):
            chapter = self._open_number(Level.CHAPTER)
            self._articles.append(OpenArticle(mark.number, mark.insert, chapter))
            self._untitled = None
            if mark.rest:
                self._add(mark.rest, line)
        elif self._untitled:
            self._untitled.mark = HeadingMark(
                self._untitled.mark.level, self._untitled.mark.number, tidy(line.text)
            )
            self._untitled = None
        elif self._articles:
            self._add(line.text, line)

    # what a line opens

    def _heads(self, heading: HeadingMark) -> bool:
        if heading.number == 0 and not self._articles:
            return False
        return self._is_finished or heading.number == self._next_number(heading.level)

    def _opens_article(self, mark: ArticleMark) -> bool:
        follows = self._follows(mark)
        if mark.refers and not (mark.spaced and follows and self._is_finished):
            return False
        if not self._is_finished:
            return follows
        return follows or mark.spaced or not self._spaced

    def _follows(self, mark: ArticleMark) -> bool:
        """Whether it is the number expected next."""
        if not self._articles:
            return True
        last = self._articles[-1]
        if mark.insert:
            return (mark.number, mark.insert) == (last.number, last.insert + 1)
        return mark.number == last.number + 1

    @property
    def _is_finished(self) -> bool:
        return self._untitled is None and is_finished(self._open_text)

    @property
    def _open_text(self) -> str:
        if not self._articles or not self._articles[-1].paragraphs:
            return ""
        paragraph = self._articles[-1].paragraphs[-1]
        if not paragraph.cases:
            return paragraph.text
        case = paragraph.cases[-1]
        return case.items[-1].text if case.items else case.text

    # ranges

    def _open_range(self, heading: HeadingMark) -> None:
        here = len(self._articles)
        for each in self._ranges:
            if each.end is None and each.mark.level >= heading.level:
                each.end = here
        parent = {Level.CHAPTER: Level.PART, Level.SECTION: Level.CHAPTER}.get(heading.level)
        opened = _Range(heading, here, None, self._open_number(parent) if parent else None)
        self._ranges.append(opened)
        self._untitled = None if heading.title else opened

    def _open_number(self, level: Level) -> int | None:
        for each in reversed(self._ranges):
            if each.mark.level is level and each.end is None:
                return each.mark.number
        return None

    def _next_number(self, level: Level) -> int:
        """The number the next heading of that level has, inside the wider one that is open."""
        for each in reversed(self._ranges):
            if each.mark.level is level:
                return each.mark.number + 1
            if each.mark.level < level:
                break
        return 1

    # text

    def _add(self, text: str, line: Line) -> None:
        article = self._articles[-1]
        paragraph = article.paragraphs[-1] if article.paragraphs else None
        if paragraph and (mark := case_mark(text)) and self._opens_case(mark, paragraph):
            self._open_case(mark, article, paragraph)
        elif paragraph and (mark := item_mark(text)) and self._opens_item(mark, paragraph):
            self._open_item(mark, article, paragraph)
        elif paragraph is None or (self._is_finished and not line.joins):
            article.paragraphs.append(OpenParagraph(tidy(text)))
            article.unsure |= line.unsure
        else:
            self._go_on(text)

    def _opens_case(self, mark: CaseMark, paragraph: OpenParagraph) -> bool:
        expected = paragraph.cases[-1].number + 1 if paragraph.cases else 1
        if mark.refers and not self._is_finished:
            return False
        if mark.number == expected:
            return mark.bracketed or bool(paragraph.cases) or paragraph.text.endswith(("：", ":"))
        return mark.bracketed and self._is_finished

    def _opens_item(self, mark: CaseMark, paragraph: OpenParagraph) -> bool:
        siblings = paragraph.cases[-1].items if paragraph.cases else []
        expected = siblings[-1].number + 1 if siblings else 1
        return mark.number == expected and (self._is_finished or not mark.refers)

    def _open_case(self, mark: CaseMark, article: OpenArticle, paragraph: OpenParagraph) -> None:
        if any(each.number == mark.number for each in paragraph.cases):
            place = f"第（{chinese_number(mark.number)}）项"
            self._doubled.append(f"{article.label}{place}")
        paragraph.cases.append(OpenCase(mark.number, tidy(mark.rest)))

    def _open_item(self, mark: CaseMark, article: OpenArticle, paragraph: OpenParagraph) -> None:
        """An item of the last case; without one, 1. itself numbers the cases."""
        opened = OpenCase(mark.number, tidy(mark.rest))
        if paragraph.cases:
            paragraph.cases[-1].items.append(opened)
        else:
            self._open_case(mark, article, paragraph)

    def _go_on(self, text: str) -> None:
        node: OpenParagraph | OpenCase = self._articles[-1].paragraphs[-1]
        if isinstance(node, OpenParagraph) and node.cases:
            case = node.cases[-1]
            node = case.items[-1] if case.items else case
        node.text = joined(node.text, text)

    # the end

    def freeze(self, trailer: Iterable[str] = ()) -> Tree:
        """The tree of all lines fed."""
        return Tree(
            parts=tuple(
                Part(each.mark.number, each.mark.title, *self._bounds(each))
                for each in self._of(Level.PART)
            ),
            chapters=tuple(self._chapter(each) for each in self._of(Level.CHAPTER)),
            sections=tuple(
                Section(each.mark.number, each.mark.title, each.parent or 0, *self._bounds(each))
                for each in self._of(Level.SECTION)
            ),
            articles=tuple(frozen(each) for each in self._articles),
            trailer=tuple(trailer),
            doubled_cases=tuple(self._doubled),
            unsure=tuple(each.label for each in self._articles if each.unsure),
        )

    def _of(self, level: Level) -> list[_Range]:
        return [each for each in self._ranges if each.mark.level is level]

    def _chapter(self, opened: _Range) -> Chapter:
        first, last = self._bounds(opened)
        number, title = opened.mark.number, opened.mark.title
        return Chapter(number, title, first, last, part=opened.parent)

    def _bounds(self, opened: _Range) -> tuple[int | None, int | None]:
        inside = self._articles[opened.begin : opened.end]
        return (inside[0].number, inside[-1].number) if inside else (None, None)

    @property
    def last_paragraphs(self) -> list[str]:
        """The paragraphs of the last article, behind which the signatures stand."""
        return [each.text for each in self._articles[-1].paragraphs] if self._articles else []

    def cut_last_paragraphs(self, keep: int) -> list[str]:
        """Take the last article's paragraphs from `keep` on back out, and give their lines."""
        if not self._articles:
            return []
        article = self._articles[-1]
        cut = article.paragraphs[keep:]
        article.paragraphs = article.paragraphs[:keep]
        return [line for each in cut for line in lines_of_paragraph(each)]
