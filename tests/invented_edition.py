# SPDX-License-Identifier: MIT
"""The invented regulation as an imported edition, with citations confirmed in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from helpers import NOW
from invented_text import TEXT

from bizenv_desktop.domain.citation import Citation
from bizenv_desktop.domain.confirmed import ConfirmedCitation, ImportedEdition, text_digest
from bizenv_desktop.domain.legal_rank import LegalRank
from bizenv_desktop.domain.official_text import to_edition
from bizenv_desktop.domain.regulation_text import parse_regulation

if TYPE_CHECKING:
    from bizenv_desktop.domain.regulation import Edition


def edition_of(text: str, edition_id: str = "qh.bmfw.2022") -> Edition:
    """An edition of that text."""
    return to_edition(
        parse_regulation(text),
        id=edition_id,
        regulation="qh.bmfw",
        rank=LegalRank.LOCAL_REGULATION,
        issuer="青禾县人民代表大会常务委员会",
        effective=date(2022, 7, 1),
    )


EDITION = edition_of(TEXT)
IMPORTED = ImportedEdition(EDITION, "a.docx", text_digest(EDITION.articles), NOW, "王喆")
CITATIONS = (
    ConfirmedCitation("small", "A01", Citation(EDITION.id, 2, 1, 2, item=1), "王喆𬭎", NOW),
    ConfirmedCitation("small", "B02", Citation(EDITION.id, 3, insert=1), "李㐱", NOW),
)
