# SPDX-License-Identifier: MIT
"""About how many lines a text takes where another program breaks it: Word, Excel."""

from __future__ import annotations

import re
from math import ceil

_NARROW = re.compile("[\0-\u2e7f]+")
_NARROW_EM = 0.55


def lines_taken(text: str, ems: float) -> int:
    """Lines of a text in a place so many ems wide; an empty text takes one."""
    lines = 0
    for line in text.split("\n"):
        wide = len(_NARROW.sub("", line))
        lines += max(1, ceil((wide + _NARROW_EM * (len(line) - wide)) / ems))
    return lines
