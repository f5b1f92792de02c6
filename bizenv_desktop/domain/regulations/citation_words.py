# SPDX-License-Identifier: MIT
"""Reading a citation somebody typed: 第三十六条第一款, 36条1款, or only 36.1."""

from __future__ import annotations

import re
import unicodedata

from bizenv_desktop.domain.numerals import number_from
from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.errors import UserError

_NUMBER = "[零〇○一二两三四五六七八九十百千0-9]+"
_IN_WORDS = re.compile(
    rf"第?(?P<article>{_NUMBER})条(?:之(?P<insert>{_NUMBER}))?(?:第?(?P<paragraph>{_NUMBER})款)?"
    rf"(?:第?\(?(?P<subparagraph>{_NUMBER})\)?项)?(?:第?(?P<item>{_NUMBER})目)?"
)
_IN_FIGURES = re.compile(
    rf"第?(?P<article>{_NUMBER})(?:\.(?P<paragraph>{_NUMBER}))?(?:\.(?P<subparagraph>{_NUMBER}))?"
)
_TITLE = re.compile(r"《[^》]*》")


def place_from(text: str, edition: str) -> Citation:
    """The place in that edition; in figures 36.1.2 is article, paragraph, subparagraph.

    `UserError` for whatever else. Whether the edition has the place is not looked at.
    """
    words = _TITLE.sub("", "".join(unicodedata.normalize("NFKC", text).split()), count=1)
    found = _IN_WORDS.fullmatch(words) or _IN_FIGURES.fullmatch(words)
    parts = found.groupdict() if found else {}
    numbers = {name: number_from(part) for name, part in parts.items() if part}
    article = numbers.pop("article", None)
    if article is None or None in numbers.values():
        raise UserError(f"看不懂条号“{text.strip()}”；请写成“第三十六条第一款”或“36.1”。")
    return Citation(
        edition,
        article,
        numbers.get("paragraph"),
        numbers.get("subparagraph"),
        insert=numbers.get("insert") or 0,
        item=numbers.get("item"),
    )
