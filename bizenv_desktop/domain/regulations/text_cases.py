# SPDX-License-Identifier: MIT
"""Cases (项) that a text runs on in one line, as in 有下列情形之一的：（一）甲；（二）乙."""

from __future__ import annotations

import re
from itertools import pairwise

from bizenv_desktop.domain.numerals import number_from

_NUMBER = r"[一二三四五六七八九十百]{1,4}"
_INLINE = re.compile(
    rf"(?<=[：:；;。])\s*(?:[（(]\s*({_NUMBER})\s*[）)]|({_NUMBER})\s*、(?!{_NUMBER}[、和]))"
)


def split_inline_cases(text: str, first: int = 1) -> list[str]:
    """The introduction and each case as a piece; the text alone when it runs none on.

    Cases count without a gap from `first`; the first of all stands behind a colon.
    """
    marks: list[int] = []
    for found in _INLINE.finditer(text):
        expected = first + len(marks)
        begins = expected > 1 or text[found.start() - 1] in "：:"
        if number_from(found[1] or found[2]) == expected and begins:
            marks.append(found.start())
    edges = [0, *marks, len(text)]
    return [text[start:end].strip() for start, end in pairwise(edges)]
