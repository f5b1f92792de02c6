# SPDX-License-Identifier: MIT
"""Read a regulation's official text into its tree, and say what is missing, double or unsure."""

# annotations are evaluated: domain/record_json.py reads them

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bizenv_desktop.domain.numerals import article_label
from bizenv_desktop.domain.regulations.regulation import Article, Chapter, Part, Section
from bizenv_desktop.domain.regulations.text_dates import (
    EnactmentNote,
    NoteKind,
    commencement_in,
    commences_when_promulgated,
)
from bizenv_desktop.domain.regulations.text_head import Head, find_heads
from bizenv_desktop.domain.regulations.text_kind import what_it_is_instead
from bizenv_desktop.domain.regulations.text_lines import UNREADABLE, Line, lines_of
from bizenv_desktop.domain.regulations.text_marks import article_mark, is_finished
from bizenv_desktop.domain.regulations.text_tree import Tree, TreeBuilder
from bizenv_desktop.errors import UserError

LONGEST_TEXT = 1_000_000  # characters; the civil code, our longest law, has 110,000
_LAST_ARTICLES = 3  # the commencement stands in one of them
_ENACTING = (NoteKind.ADOPTED, NoteKind.APPROVED, NoteKind.REVISED, NoteKind.AMENDED)
_TRAILER = re.compile(
    r"附\s*[：:件录表图]|附$|\s*[（(【\[]?(?:此件|责任编辑|编辑|来源|打印|关闭|扫一扫|分享|主办|承办|版权|网站|相关|上一篇|下一篇|ICP|抄送)"
)


@dataclass(frozen=True, slots=True)
class ParsedRegulation:
    """A regulation's text as read; nothing is stored yet.

    `effective` is None where the text does not tell the day this edition came into force; the day
    the first edition did is `commenced`. `gaps`, `doubles` and `unsure` (a line may or may not
    begin a paragraph) are places like 第四条至第九条, `warnings` sentences, `trailer` the lines
    behind the last article that are not its own.
    """

    title: str
    notes: tuple[EnactmentNote, ...]
    adopted: dt.date | None
    enacted: dt.date | None
    effective: dt.date | None
    commenced: dt.date | None
    parts: tuple[Part, ...]
    chapters: tuple[Chapter, ...]
    sections: tuple[Section, ...]
    articles: tuple[Article, ...]
    gaps: tuple[str, ...]
    doubles: tuple[str, ...]
    unsure: tuple[str, ...]
    warnings: tuple[str, ...]
    trailer: tuple[str, ...]

    @property
    def last_number(self) -> int:
        """The highest article number; what an edition calls its article count."""
        return max((article.number for article in self.articles), default=0)

    @property
    def paragraph_count(self) -> int:
        return sum(len(article.paragraphs) or 1 for article in self.articles)

    @property
    def subparagraph_count(self) -> int:
        return sum(
            len(paragraph.subparagraphs)
            for article in self.articles
            for paragraph in article.paragraphs
        )


def parse_regulation(text: str) -> ParsedRegulation:
    """The regulation in `text`; whatever else is refused with a sentence saying what it looks like.

    Of several regulations in one text the first is read, and `warnings` names the others.
    """
    if len(text) > LONGEST_TEXT:
        raise UserError(
            f"文字有{len(text):,}字，不像一部条例；请只导入条例全文（不超过{LONGEST_TEXT:,}字）。"
        )
    lines = lines_of(text)
    heads = find_heads(lines)
    readable = [(head, _read(lines, head, heads)) for head in heads]
    whole = [each for each in readable if _is_whole(lines, *each)]
    if not whole:
        head, tree = readable[0] if readable else (Head("", (), 0, len(lines)), None)
        articles = tree.articles if tree else ()
        raise UserError(what_it_is_instead(lines, head.title, articles) or "没有读到条例。")
    head, tree = whole[0]
    return _parsed(lines, head, tree, [other.title for other, _ in whole[1:]])


def _is_whole(lines: Sequence[Line], head: Head, tree: Tree) -> bool:
    return what_it_is_instead(lines, head.title, tree.articles) is None


def _read(lines: Sequence[Line], head: Head, heads: Sequence[Head]) -> Tree:
    """The tree from the head's body to where the next head begins."""
    ends = [other.begin for other in heads if other.begin > head.body]
    body = lines[head.body : min(ends, default=len(lines))]
    marks = [mark for line in body if (mark := article_mark(line.text))]
    builder = TreeBuilder(spaced=sum(mark.spaced for mark in marks) * 2 > len(marks))
    for line in body:
        builder.feed(line)
    keep = _without_trailer(builder.last_paragraphs)
    return builder.freeze(builder.cut_last_paragraphs(keep))


def _without_trailer(paragraphs: Sequence[str]) -> int:
    """How many of the last article's paragraphs are its own: signatures do not end as sentences."""
    for place, text in enumerate(paragraphs):
        if place and (not is_finished(text) or _TRAILER.match(text)):
            return place
    return len(paragraphs)


def _parsed(
    lines: Sequence[Line], head: Head, tree: Tree, others: Iterable[str]
) -> ParsedRegulation:
    commenced, effective = _commencement(lines, head, tree)
    enacting = [note.date for note in head.notes if note.kind in _ENACTING]
    adopted = _adopted(head.notes)
    enacted = max(enacting, default=adopted)
    gaps = _gaps(tree.articles)
    doubles = _doubles(tree)
    return ParsedRegulation(
        title=head.title,
        notes=head.notes,
        adopted=adopted,
        enacted=enacted,
        effective=effective,
        commenced=commenced,
        parts=tree.parts,
        chapters=tree.chapters,
        sections=tree.sections,
        articles=tree.articles,
        gaps=gaps,
        doubles=doubles,
        unsure=tree.unsure,
        warnings=tuple(_warnings(head, tree, others, commenced, effective)),
        trailer=tree.trailer,
    )


def _adopted(notes: Sequence[EnactmentNote]) -> dt.date | None:
    """The first adoption; where none is noted, the approval or the promulgation."""
    for kind in (NoteKind.ADOPTED, NoteKind.APPROVED, NoteKind.PROMULGATED):
        days = [note.date for note in notes if note.kind is kind]
        if days:
            return min(days)
    return None


def _commencement(
    lines: Sequence[Line], head: Head, tree: Tree
) -> tuple[dt.date | None, dt.date | None]:
    """When the regulation first came into force, and this edition, as far as the text tells.

    An amendment leaves the old day in the last article: a day before the latest enactment is
    the first edition's only.
    """
    stated = [note.date for note in head.notes if note.kind is NoteKind.IN_FORCE]
    before = "".join(line.text for line in lines[: head.begin])
    if head.title and head.title in before and (announced := commencement_in(before)):
        stated.append(announced)
    promulgated = [n.date for n in head.notes if n.kind is NoteKind.PROMULGATED]
    for article in tree.articles[-_LAST_ARTICLES:]:
        if day := commencement_in(article.text):
            stated.append(day)
        elif commences_when_promulgated(article.text) and promulgated:
            stated.append(max(promulgated))
    enacted = max((note.date for note in head.notes if note.kind in _ENACTING), default=None)
    current = [day for day in stated if enacted is None or day >= enacted]
    return min(stated, default=None), max(current, default=None)


def _gaps(articles: Sequence[Article]) -> tuple[str, ...]:
    """Numbers that are missing below the highest, also among 之一, 之二."""
    numbers = {article.number for article in articles}
    missing = sorted(set(range(1, max(numbers) + 1)) - numbers)
    gaps = _in_ranges(missing)
    inserts: dict[int, set[int]] = {}
    for article in articles:
        if article.insert:
            inserts.setdefault(article.number, set()).add(article.insert)
    for number, found in sorted(inserts.items()):
        absent = sorted(set(range(1, max(found) + 1)) - found)
        gaps += [article_label(number, insert) for insert in absent]
    return tuple(gaps)


def _in_ranges(numbers: Iterable[int]) -> list[str]:
    """第四条至第九条 for numbers that follow each other."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        article_label(run[0]) + (f"至{article_label(run[-1])}" if len(run) > 1 else "")
        for run in runs
    ]


def _doubles(tree: Tree) -> tuple[str, ...]:
    counted = Counter(article.label for article in tree.articles)
    return (*(label for label, times in counted.items() if times > 1), *tree.doubled_cases)


def _warnings(
    head: Head,
    tree: Tree,
    others: Iterable[str],
    commenced: dt.date | None,
    effective: dt.date | None,
) -> Iterable[str]:
    """What the user should look at before storing."""
    if not head.title:
        yield "没有找到标题，请填写法规名称。"
    if effective is None and commenced is not None:
        yield (
            f"文中写的施行日期（{_day(commenced)}）早于最近一次修改，这一版本从哪天起施行，"
            "请查修改决定后填写。"
        )
    elif effective is None:
        yield "文中没有写明施行日期，请填写。"
    for chapter in tree.chapters:
        if chapter.first is None:
            yield f"{chapter.label}{chapter.title}没有读到条文。"
    lost = [each.label for each in tree.articles if _has_lost_characters(each.text)]
    if lost:
        yield f"{named(lost)}有字读不出来（显示为{UNREADABLE}），请对照原文改正。"
    if tree.unsure:
        yield f"{named(tree.unsure)}里有的行分不清是另起一款还是上一行折下来的，请对照原文。"
    for title in others:
        yield f"文件里还有《{title}》，这次只读了第一部。"


def _has_lost_characters(text: str) -> bool:
    return UNREADABLE in text or "\ufffd" in text


def named(places: Sequence[str], most: int = 5) -> str:
    """第一条、第二条等7处: so many by name, the rest by their number."""
    more = f"等{len(places)}处" if len(places) > most else ""
    return "、".join(places[:most]) + more


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
