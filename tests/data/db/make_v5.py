# SPDX-License-Identifier: MIT
"""Make v5.db: what v4.db holds, and evidence, whose files are not kept with the tests.

Run once, when the schema is released: `python tests/data/db/make_v5.py`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.db.make_v1 import KEY
from data.db.make_v4 import ANSWERS, CITATIONS, EDITS, FINDING, IMPORTED, LOGS, OPTIONS, VISITS
from data.db.make_v4 import main as fill
from helpers import LONG_NOTE, NOW, RARE

from bizenv_desktop.domain.evidence import (
    Evidence,
    EvidenceBook,
    EvidenceKind,
    EvidenceLink,
    ItemEvidence,
    Use,
)
from bizenv_desktop.storage import Store

__all__ = ["ANSWERS", "CITATIONS", "EDITS", "FINDING", "IMPORTED", "LOGS", "OPTIONS", "VISITS"]

_CONTENT = b"a photo"
_FILE = Evidence(
    "40d6ad15b5f0a4ae8e0d9d4a0d3c2d9df7e3d1c7b0ea0d9c1c1f3b4d8f5ea0aa",
    f"{RARE[:6]}门厅.jpg",
    EvidenceKind.PHOTO,
    "jpg",
    len(_CONTENT),
    NOW,
    1600,
    1200,
    NOW,
    "0f1e2d3c4b5a6978",
)
_PLAIN = replace(
    _FILE,
    sha256="ab" * 32,
    name="制度.docx",
    kind=EvidenceKind.DOCUMENT,
    ending="docx",
    width=0,
    height=0,
    taken=None,
    look="",
)
BOOK = EvidenceBook(
    {file.sha256: file for file in (_FILE, _PLAIN)},
    {
        "A01": ItemEvidence(
            "A01",
            (
                EvidenceLink(_PLAIN.sha256, Use.ANSWER, LONG_NOTE),
                EvidenceLink(_FILE.sha256, Use.ANSWER, RARE),
                EvidenceLink(_FILE.sha256, Use.BEFORE),
            ),
        ),
        "督1-1": ItemEvidence("督1-1", (EvidenceLink(_FILE.sha256, Use.AFTER),)),
    },
)


def main(path: Path) -> None:
    """Write the file anew."""
    fill(path)
    with Store.open(path) as store:
        for file in BOOK.files.values():
            store.evidence.keep(file, _CONTENT)
        store.evidence.save_links(KEY, BOOK.items.values())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder) / "v5.db")
        shutil.copy(Path(folder) / "v5.db", Path(__file__).with_name("v5.db"))
