# SPDX-License-Identifier: MIT
"""The marks that structure a regulation's text, recognised at the start of a line.

编 章 节 head ranges of articles; 条 is numbered, perhaps with 之一; 项 is （一） or 一、; 目 is
1. or （1）, as 立法法 article 65 orders them. Full- and half-width forms count alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from bizenv_desktop.domain.numerals import number_from

_NUMBER = r"[零〇○一二三四五六七八九十百千0-9０-９]"
_SPACED_NUMBER = rf"{_NUMBER}(?:\s*{_NUMBER})*"
_ARTICLE = re.compile(
    rf"第\s*({_SPACED_NUMBER})\s*条(?:\s*之\s*([一二三四五六七八九十]{{1,3}})(?![款项]))?(\s*)(.*)",
    re.DOTALL,
)
_HEADING = re.compile(rf"第\s*({_SPACED_NUMBER})\s*(分?编|章|节)(\s*)([^。；：，！？]*)")
_LEADER = re.compile(r"[\s.．…·⋯—-]*[（(]?\d{0,4}[）)]?\s*$")  # of a 目录: dots and the page
_CASE = re.compile(
    rf"(?:[（(]\s*({_SPACED_NUMBER})\s*[）)]|([一二三四五六七八九十]{{1,3}})\s*、)\s*(.*)",
    re.DOTALL,
)
_ITEM = re.compile(
    r"(?:([0-9０-９]{1,2})\s*[.．、](?![0-9０-９])|[（(]\s*([0-9０-９]{1,2})\s*[）)])\s*(.*)",
    re.DOTALL,
)

# what follows a number that only refers to an article, paragraph or case and does not open one
_REFERENCE = re.compile(
    r"第\s*[（(]?\s*[零〇一二三四五六七八九十百\d]+\s*[）)]?\s*[款项条目]|[、，。；：和与及或至到的所中等）)》”]|规定|之规定|前款|以[上下外]"
)
_CASE_REFERENCE = re.compile(r"[、，和与及或至到）)]|[项目款]")
_UNNUMBERED = re.compile(r"(总|分|附)\s*则")
_LONGEST_TITLE = 40
_CLOSERS = "”’》）)】」』〉\"'"
_ENDS = "。；：！？;:…"


class Level(IntEnum):
    """The headings of ranges of articles, the widest first."""

    PART = 1
    SUBPART = 2
    CHAPTER = 3
    SECTION = 4


_LEVELS = {"编": Level.PART, "分编": Level.SUBPART, "章": Level.CHAPTER, "节": Level.SECTION}


@dataclass(frozen=True, slots=True)
class ArticleMark:
    """A line opening with 第…条: `spaced` if blanks follow, `refers` if it may only name one."""

    number: int
    insert: int
    spaced: bool
    refers: bool
    rest: str


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A line that is 第…章 and a title, perhaps empty; number 0 for a title alone (附则)."""

    level: Level
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class CaseMark:
    """A line opening with （一）, 一、 or 1.; `bracketed` tells （一） from 一、."""

    number: int
    bracketed: bool
    refers: bool
    rest: str


def article_mark(line: str) -> ArticleMark | None:
    """The 条 that the line opens, or only refers to."""
    found = _ARTICLE.fullmatch(line)
    number = _value(found[1]) if found else None
    if found is None or number is None:
        return None
    insert = (number_from(found[2]) or 0) if found[2] else 0
    rest = found[4].strip()
    return ArticleMark(number, insert, bool(found[3]), bool(_REFERENCE.match(rest)), rest)


def heading_mark(line: str) -> HeadingMark | None:
    """The 编, 章 or 节 that the line is the heading of."""
    if _UNNUMBERED.fullmatch(line):
        return HeadingMark(Level.CHAPTER, 0, tidy(line))
    found = _HEADING.fullmatch(line)
    number = _value(found[1]) if found else None
    if found is None or number is None:
        return None
    title = tidy(_LEADER.sub("", found[4]))
    if len(title) > _LONGEST_TITLE or _REFERENCE.match(title):
        return None
    return HeadingMark(_LEVELS[found[2]], number, title)


def case_mark(line: str) -> CaseMark | None:
    """The 项 that the line opens."""
    found = _CASE.fullmatch(line)
    if found is None or (found[1] and found[1].isdigit()):
        return None
    number = _value(found[1] or found[2])
    if number is None:
        return None
    rest = found[3].strip()
    return CaseMark(number, bool(found[1]), bool(_CASE_REFERENCE.match(rest)), rest)


def item_mark(line: str) -> CaseMark | None:
    """The 目 that the line opens."""
    found = _ITEM.fullmatch(line)
    number = _value(found[1] or found[2]) if found else None
    if found is None or number is None:
        return None
    rest = found[3].strip()
    return CaseMark(number, bool(found[2]), bool(_CASE_REFERENCE.match(rest)), rest)


def is_finished(text: str) -> bool:
    """Whether the text ends as a sentence, a case or its introduction ends; nothing is finished."""
    bare = text.rstrip().rstrip(_CLOSERS)
    return not bare or bare[-1] in _ENDS


_BLANKS = re.compile(r"[^\S\n]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—\U00020000-\U0003ffff]"
_BLANK_BESIDE_WIDE = re.compile(rf"(?<={_WIDE}) | (?={_WIDE})")


def tidy(text: str) -> str:
    """Without the blanks that layout put between Chinese characters; others become one space."""
    return _BLANK_BESIDE_WIDE.sub("", _BLANKS.sub(" ", text.strip()))


def joined(before: str, after: str) -> str:
    """Two pieces of one sentence, a space between them only between Latin words."""
    in_number = before[-1:].isdigit() and after[:1].isdigit()
    return tidy(f"{before}{'' if in_number else ' '}{after}")


def _value(words: str) -> int | None:
    return number_from("".join(words.split()))
