# SPDX-License-Identifier: MIT
"""Make v3.db: what v2.db holds, an imported text and citations confirmed in it.

Run once, when the schema is released: `python tests/data/db/make_v3.py`.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.db.make_v2 import ANSWERS, EDITS, FINDING, OPTIONS
from data.db.make_v2 import main as fill
from helpers import NOW
from invented_text import TEXT

from bizenv_desktop.domain.regulations.confirmed import (
    ConfirmedCitation,
    ImportedEdition,
    text_digest,
)
from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.domain.regulations.official_text import to_edition
from bizenv_desktop.domain.regulations.regulation import Citation
from bizenv_desktop.domain.regulations.regulation_text import parse_regulation
from bizenv_desktop.storage import Store

__all__ = ["ANSWERS", "EDITS", "FINDING", "OPTIONS"]

EDITION = to_edition(
    parse_regulation(TEXT),
    id="qh.bmfw.2022",
    regulation="qh.bmfw",
    rank=LegalRank.LOCAL_REGULATION,
    issuer="青禾县人民代表大会常务委员会",
    effective=date(2022, 7, 1),
)
IMPORTED = ImportedEdition(EDITION, "𬭎〔2022〕㐱.docx", text_digest(EDITION.articles), NOW, "王喆")
CITATIONS = (
    ConfirmedCitation("small", "A01", Citation(EDITION.id, 2, 1, 2, item=1), "王喆", NOW),
    ConfirmedCitation("small", "A02", Citation(EDITION.id, 3, insert=1), "李㐱", NOW),
)


def main(path: Path) -> None:
    """Write the file anew."""
    fill(path)
    with Store.open(path) as store:
        store.keep_edition(IMPORTED, {each.key: each for each in CITATIONS})


if __name__ == "__main__":
    main(Path(__file__).with_name("v3.db"))
