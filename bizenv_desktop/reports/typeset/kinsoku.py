# SPDX-License-Identifier: MIT
"""Where a Chinese line may break, and the spaces inside it: pure functions on strings.

A paragraph is cut into *units*, strings that are never broken: an ideograph, a word, a number
with its measure word, each with the marks that must not begin a line (行首禁则) after it and
those that must not end one (行末禁则) before it. Rules: GB/T 15834-2011 4.1–4.17 and 5.1
(position of marks), W3C "Requirements for Chinese Text Layout" 3.1.4 (squeezed marks), 3.2.4
(space between scripts).

Two marks inside units stand for widths and never reach the page: `GAP`, the space between an
ideograph and a Latin letter or digit, and `SQUEEZE`, the half em taken out between two full-width
marks. They are Unicode noncharacters, so no text contains them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

GAP, SQUEEZE = "\ufdd0", "\ufdd1"
GAP_WIDTH, SQUEEZE_WIDTH = 200, -500  # thousandths of an em

# the blank half of a full-width mark is on its right (closing) or its left (opening)
CLOSING = "，。、；：）》〉」』】〕〗〙〛｝］”’"
OPENING = "（《〈「『【〔〖〘〚｛［“‘"
NO_LINE_START = CLOSING + "！？…—～·•．％‰℃℉°′″‐–々〃ゝゞヽヾー﹐﹑﹒﹔﹕﹖﹗" + ",.;:!?)]}%>/"
NO_LINE_END = OPENING + "￥＄￡¥£$([{№"

# one measure word after a number: 3版 12月 5㎡ 100万元 第4季度 2个
MEASURE = (
    "[十百千万亿]*(?:工作日|季度|年度|平方米|公里|[年月日号时分秒天周季期届次回遍个只件条款项章节编版页份册处家户人名位岁"
    "级档类批张台套间层栋座组队所辆笔宗起例元角吨克斤里米亩倍成折点度％‰℃㎡])?"
)
HAN = "〇々㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003ffff"
WIDE_ALNUM = "０-９Ａ-Ｚａ-ｚ"
# what holds together in a word, a number, an address
LATIN = "!-~¡-¶¸-ɏ\u0300-\u036fͰ-ӿ\u00a0±×÷−≤≥≠≈°′″‰℃"
SPACED = "0-9A-Za-zÀ-ÖØ-öø-ɏͰ-ӿ"  # what is set apart from ideographs
MARKS = "\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U000e0100-\U000e01ef"  # combine with what precedes

# each pattern begins with the rarer character, so that a search skips ordinary text fast
_SPACE_BEFORE = re.compile(f"[{SPACED}@(+±≤≥-](?<=[{HAN}].)(?:(?<=[{SPACED}])|(?=[{SPACED}]))")
_SPACE_AFTER = re.compile(f"[{SPACED}%°′″)\\]](?=[{HAN}])")
_SQUEEZED = re.compile(
    f"[{re.escape(CLOSING + OPENING)}！？](?:(?=[{re.escape(OPENING)}])"
    f"|(?<=[，。、）》〉」』】〕〗〙〛｝］”’])(?=[{re.escape(CLOSING)}]))"
)
_OPEN, _CLOSE = (f"[{re.escape(marks)}]" for marks in (NO_LINE_END, NO_LINE_START))
_WIDE_CLOSE = f"(?![ -~]){_CLOSE}"  # these keep to what is before them over a space, too
_BEFORE_WORD = "(\\[{$£¥"  # belong to the word that follows them, and end none
_WORD = f"(?:(?![{_BEFORE_WORD}])[{LATIN}]|[{_BEFORE_WORD}](?=[{LATIN}])(?=[^{_BEFORE_WORD}]))"
_UNIT = re.compile(
    f"(?:{_OPEN}[ {SQUEEZE}]*+)*+"
    f"(?:第{GAP}?(?=[0-9]))?"
    f"(?:{_WORD}++(?:(?<=[0-9]){GAP}?{MEASURE})?"
    f"|[{WIDE_ALNUM}]++"
    f"|……|——|[^ {GAP}{SQUEEZE}]?)"
    f"[{MARKS}]*+"
    f"(?:(?:[{SQUEEZE}]?{_CLOSE}|[ {GAP}{SQUEEZE}]++{_WIDE_CLOSE})[{MARKS}]*+)*+"
    f"[ {GAP}{SQUEEZE}]*+",
    re.DOTALL,
)

_SOFT = re.compile("(?<=[-/?&=_@#+:])(?=[A-Za-z0-9])|(?<=\\.)(?=[A-Za-z])")
_CHARACTER = re.compile(f"[^{MARKS}{GAP}{SQUEEZE} ][{MARKS}{GAP}{SQUEEZE} ]*|.", re.DOTALL)


def spaced(text: str) -> str:
    """Return a line of text with `GAP` and `SQUEEZE` where they belong."""
    text = _SPACE_BEFORE.sub(lambda match: GAP + match[0], text)
    text = _SPACE_AFTER.sub(lambda match: match[0] + GAP, text)
    return _SQUEEZED.sub(lambda match: match[0] + SQUEEZE, text)


def units(text: str) -> list[str]:
    """Return the unbreakable units of a spaced line, in order; joined they are the line."""
    found = _UNIT.findall(text)
    found.pop()  # the empty match at the end
    return found


def between(before: str, after: str) -> tuple[bool, str]:
    """Tell whether a line may break between two texts, and the mark that belongs between them."""
    if not before or not after:
        return True, ""
    pair = spaced(before[-1] + after[0])
    return len(units(pair)) > 1, pair[1:-1]


def explode(unit: str, fits: Callable[[str], bool]) -> list[str]:
    """Return a unit too wide for any line in pieces: after - / & and their like, else anywhere.

    The only place where the rules give way: a web address, a date in a very narrow column.
    """
    parts = _SOFT.split(unit)
    return [piece for part in parts for piece in ([part] if fits(part) else _characters(part))]


def _characters(part: str) -> list[str]:
    """Return a text in pieces of one character, a few marks at its ends kept on."""
    pieces = _CHARACTER.findall(part)
    first, last = 0, len(pieces) - 1
    while first < last and pieces[first][0] in NO_LINE_END:
        first += 1
    while last > first and pieces[last][0] in NO_LINE_START:
        last -= 1
    if first > 2 or len(pieces) - 1 - last > 2:  # too many marks to keep with a neighbour
        return pieces
    if first == last:
        return pieces if len(pieces) > 3 else [part]
    return ["".join(pieces[: first + 1]), *pieces[first + 1 : last], "".join(pieces[last:])]
