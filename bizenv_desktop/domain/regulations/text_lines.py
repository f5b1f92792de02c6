# SPDX-License-Identifier: MIT
"""Plain text to clean lines: what page layout left behind is taken out before anything is read.

Page numbers and running heads go; lines that a page's width broke are put together again where
indents, blank lines or the lines' own lengths tell; where nothing tells, the line says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from bizenv_desktop.domain.regulations.text_marks import (
    article_mark,
    case_mark,
    heading_mark,
    is_finished,
    item_mark,
)

PAGE_BREAK = "\f"
"""Before a line that a new page begins with, where the page does not show whether it goes on."""

UNREADABLE = "〓"
"""Stands for a character that the file draws and does not name; never silently lost."""

_NEWLINES = re.compile(r"[\r\n]+(?=\f)|(?<![\r\n])(?=\f)|\r\n|[\r\n\v\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff]")
_RADICALS = re.compile(r"[\u2f00-\u2fdf]+")  # PDF faces map 人 to the radical ⼈
_ENCLOSED = re.compile(r"[㈠-㈩⑴-⒇]")
_PAGE_NUMBER = re.compile(
    r"[\s—–―－\-·•~]*\d{1,4}[\s—–―－\-·•~]*|\d{1,4}\s*/\s*\d{1,4}|第\s*\d{1,4}\s*页.{0,12}|[-—]\s*[-—]"
)
_LEADER = re.compile(r"[.．…·⋯]{2,}\s*\d{1,4}$")
_OPENING_LINES = 3  # the title stands in one of them
_SHORTEST_WRAPPED = 15  # shorter unfinished lines are titles and signatures
_WRAPPED_SHARE = 0.2
_SLACK = 2  # punctuation kept off a line's start or end shortens or widens it so much


@dataclass(frozen=True, slots=True)
class Line:
    """One line without blanks around it.

    `at_edge` when it stands beside a page number, `joins` when it goes on with the line before,
    `unsure` when it may.
    """

    text: str
    indented: bool = False
    after_blank: bool = False
    at_edge: bool = False
    joins: bool = False
    unsure: bool = False


def lines_of(text: str) -> list[Line]:
    """The lines that carry text, marked with what their layout tells."""
    lines: list[Line] = []
    after_blank = after_number = False
    for raw in _NEWLINES.split(_normal(text)):
        stripped = raw.strip()
        if _PAGE_NUMBER.fullmatch(stripped):
            if lines:
                lines[-1] = replace(lines[-1], at_edge=True)
            after_number = True
        elif stripped:
            body = raw.lstrip(PAGE_BREAK)
            indented = body[:1].isspace()
            unsure = body != raw and not indented and not after_blank and not _opens(stripped)
            lines.append(Line(stripped, indented, after_blank, after_number, unsure=unsure))
            after_number = False
        after_blank = not stripped
    return _with_joins(_without_running_heads(lines))


def _normal(text: str) -> str:
    """Radicals become characters, ㈠ becomes （一）, invisible characters go."""
    text = _INVISIBLE.sub("", text)
    text = _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _ENCLOSED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _without_running_heads(lines: list[Line]) -> list[Line]:
    """Without what stands on every page: the same line beside page numbers, the title again.

    A body line may come back by chance of its breaks, so that repeating alone proves nothing.
    """
    edges = Counter(line.text for line in lines if line.at_edge)
    opening = {line.text for line in lines[:_OPENING_LINES]}
    seen: set[str] = set()
    kept = []
    for place, line in enumerate(lines):
        head = line.at_edge and edges[line.text] > 1 and place > 0
        again = line.text in seen and line.text in opening and not line.indented
        seen.add(line.text)
        if not (head or again) or is_finished(line.text) or _opens(line.text):
            kept.append(line)
    return kept


def _with_joins(lines: list[Line]) -> list[Line]:
    """Say of each finished line's successor whether it goes on with the same paragraph."""
    width = _wrapped_at(lines)
    if width is None:
        return lines
    indents = _are_indents_telling(lines)
    blanks = sum(line.after_blank for line in lines) > len(lines) / 10
    marked = lines[:1]
    for before, line in pairwise(lines):
        full = width - _SLACK <= _width(before) and is_finished(before.text)
        if not full or _opens(line.text) or line.indented or line.after_blank:
            marked.append(line)
        elif indents or blanks:
            marked.append(replace(line, joins=True))
        else:
            marked.append(replace(line, unsure=True))
    return marked


def _wrapped_at(lines: list[Line]) -> int | None:
    """The length at which a page's width breaks lines, None where lines are whole paragraphs."""
    body = [line for line in lines if len(line.text) >= _SHORTEST_WRAPPED]
    open_ended = [
        line for line in body if not is_finished(line.text) and not _LEADER.search(line.text)
    ]
    if not body or len(open_ended) < len(body) * _WRAPPED_SHARE:
        return None
    widths = sorted(_width(line) for line in open_ended)
    return widths[len(widths) // 2]


def _are_indents_telling(lines: list[Line]) -> bool:
    """Whether articles begin indented and other lines do not."""
    articles = [line for line in lines if article_mark(line.text)]
    indented = sum(line.indented for line in articles)
    return indented * 2 > len(articles) and any(not line.indented for line in lines)


def _width(line: Line) -> int:
    """In Chinese characters; an indent is two of them, Latin letters and digits are half of one."""
    narrow = sum(character.isascii() for character in line.text)
    return len(line.text) - narrow // 2 + (2 if line.indented else 0)


def _opens(text: str) -> bool:
    mark = article_mark(text)
    if mark and (mark.spaced or not mark.refers):
        return True
    return any(find(text) for find in (heading_mark, case_mark, item_mark))
