# SPDX-License-Identifier: MIT
"""Where a regulation begins in a file: title, notes under it, contents, first article.

An official file may open with an announcement, a notice or the decision that amended the
regulation; a web page opens with its menu.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.regulations.text_dates import EnactmentNote, enactment_notes
from bizenv_desktop.domain.regulations.text_marks import (
    article_mark,
    heading_mark,
    is_finished,
    tidy,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.domain.regulations.text_lines import Line

_NORM = "条例|办法|规定|法典|法|细则|实施细则|规则|规程|准则|章程|决定|决议|若干措施|措施|意见"
_QUALIFIER = r"(?:[（(][^（()）]{1,30}[)）]){0,2}"
_TITLE = re.compile(rf"[^。；：，！？\d第（(][^。；：，！？]{{1,60}}?(?:{_NORM}){_QUALIFIER}")
_NOT_A_TITLE = re.compile(r"目\s*录|公\s*告|通\s*知|上一[篇条]|下一[篇条]|首页|附件")
_QUOTES = re.compile(r"[《》〈〉]")
_PLACE = re.compile(r"[^。；：，！？\d（(]{1,14}(?:省|市|自治区|自治州|自治县|县|区|共和国)")
_HEAD_LINES = 400  # between a title and its first article: notes and a table of contents


@dataclass(frozen=True, slots=True)
class Head:
    """A regulation found in the lines: from `begin` its title, from `body` its first heading."""

    title: str
    notes: tuple[EnactmentNote, ...]
    begin: int
    body: int


def find_heads(lines: Sequence[Line]) -> list[Head]:
    """Every place where a title, whatever notes and contents, and 第一条 follow each other.

    A first article without a title before it counts only when it is the first of all.
    """
    heads: list[Head] = []
    reached = 0
    for place in _first_articles(lines):
        begin = _title_before(lines, reached, place)
        if begin is None and heads:
            continue
        start = reached if begin is None else begin
        body = _body_before(lines, start, place)
        heads.append(_head(lines, begin, start, body))
        reached = place + 1
    return heads


def _first_articles(lines: Sequence[Line]) -> list[int]:
    """Where article one stands; without any, where the first article stands."""
    places = []
    for place, line in enumerate(lines):
        mark = article_mark(line.text)
        if mark and not (mark.refers and not mark.spaced):
            places.append((mark.number, place))
    ones = [place for number, place in places if number == 1]
    return ones or [place for _, place in places[:1]]


def _title_before(lines: Sequence[Line], reached: int, place: int) -> int | None:
    """The nearest line like a title before the first article."""
    for candidate in range(place - 1, max(reached, place - _HEAD_LINES) - 1, -1):
        text = lines[candidate].text
        mark = article_mark(text)
        if mark and not mark.refers:
            return None
        if is_title(text) and not enactment_notes(text):
            return candidate
    return None


def is_title(text: str) -> bool:
    """Whether a line may be the title of a norm."""
    bare = tidy(text).strip("《》")
    if _QUOTES.search(bare) or not _is_balanced(bare):
        return False
    return bool(_TITLE.fullmatch(bare)) and not _NOT_A_TITLE.search(text) and not heading_mark(text)


def _is_balanced(text: str) -> bool:
    """Whether brackets close in the line: notes that a page's width broke leave them open."""
    return text.count("（") + text.count("(") == text.count("）") + text.count(")")


def _body_before(lines: Sequence[Line], start: int, place: int) -> int:
    """The first heading of the body: the last number one of the widest level before article one.

    The contents (目录) repeat the headings before it.
    """
    marks = [(spot, heading_mark(lines[spot].text)) for spot in range(start, place)]
    headings = [(spot, mark) for spot, mark in marks if mark and mark.number]
    if not headings:
        return place
    widest = min(mark.level for _, mark in headings)
    ones = [spot for spot, mark in headings if mark.level == widest and mark.number == 1]
    return ones[-1] if ones else headings[-1][0]


def _head(lines: Sequence[Line], title_at: int | None, start: int, body: int) -> Head:
    title = ""
    if title_at is not None:
        title = tidy(lines[title_at].text).strip("《》")
        above = tidy(lines[title_at - 1].text) if title_at else ""
        if _PLACE.fullmatch(above) and not title.startswith(above):
            title = above + title
    after_title = start if title_at is None else title_at + 1
    return Head(title, _notes(lines[after_title:body]), start, body)


def _notes(lines: Sequence[Line]) -> tuple[EnactmentNote, ...]:
    """The notes under the title; one that a page's width broke is put together first."""
    block = ""
    for line in lines:
        if heading_mark(line.text):
            break
        goes_on = block and not is_finished(block) and not block.endswith("\n")
        block += line.text if goes_on and not _begins_note(line.text) else f"\n{line.text}"
    return tuple(note for line in block.splitlines() for note in enactment_notes(line))


def _begins_note(text: str) -> bool:
    return bool(
        re.match(
            r"[（(]?\s*(?:根据|自)?\s*[12１２二一][\d０-９〇○零一二三四五六七八九]{3}\s*年", text
        )
    )
