# SPDX-License-Identifier: MIT
"""Who made a regulation and of what rank it is, as far as the notes under its title tell.

Suggestions for the user to confirm: they save typing and decide nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bizenv_desktop.domain.regulations.legal_rank import LegalRank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bizenv_desktop.domain.regulations.text_dates import EnactmentNote

_DAY = r"日\s*"
_CONGRESS = re.compile(
    rf"{_DAY}(?P<place>[^日月年，。第]{{0,20}}?)(?:第[^第届]{{1,6}}届)?(?P<body>(?:全国)?人民代表大会(?:常务委员会)?)"
)
_GOVERNMENT = re.compile(rf"{_DAY}(?P<place>[^日月年，。第]{{1,20}}?人民政府)")
_STATE_COUNCIL = re.compile(r"国务院(?:令|第)")
_NUMBER = re.compile(
    r"[^\s日，。]{2,24}?(?:令|公告)\s*[（(〔\[]?\s*第?\s*[\d〇零一二三四五六七八九十百]{1,6}\s*号"
)


def likely_issuer(notes: Sequence[EnactmentNote]) -> str:
    """The latest note's body: 国务院, or a congress with its place; empty where none is named."""
    for text in _latest_first(notes):
        if found := _CONGRESS.search(text):
            return f"{found['place']}{found['body']}"
        if _STATE_COUNCIL.search(text):
            return "国务院"
        if found := _GOVERNMENT.search(text):
            return found["place"]
    return ""


def likely_rank(notes: Sequence[EnactmentNote]) -> LegalRank | None:
    """What that body makes; None where it is not named."""
    issuer = likely_issuer(notes)
    if issuer.startswith("全国人民代表大会"):
        return LegalRank.LAW
    if issuer == "国务院":
        return LegalRank.ADMINISTRATIVE_REGULATION
    if "人民代表大会" in issuer:
        return LegalRank.LOCAL_REGULATION
    return LegalRank.LOCAL_RULE if issuer.endswith("人民政府") else None


def likely_number(notes: Sequence[EnactmentNote]) -> str:
    """The number it was made public under: 中华人民共和国国务院令第722号."""
    for text in _latest_first(notes):
        if found := _NUMBER.search(text):
            return re.sub(r"\s", "", found[0])
    return ""


def _latest_first(notes: Sequence[EnactmentNote]) -> Iterable[str]:
    ordered = sorted(notes, key=lambda note: note.date, reverse=True)
    return [note.text for note in ordered]
