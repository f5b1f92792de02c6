# SPDX-License-Identifier: MIT
"""Make v7.db: what v6.db holds, a key, and a package put aside whose key nobody knows.

Run once, when the schema is released: `python tests/data/db/make_v7.py`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.db.make_v6 import (
    ANSWERS,
    BOOK,
    CITATIONS,
    EDITS,
    FINDING,
    IMPORTED,
    LOOKS,
    OPTIONS,
    VISITS,
)
from data.db.make_v6 import main as fill
from exchanging import make_town
from helpers import NOW

from bizenv_desktop.storage import Store
from bizenv_desktop.storage.key_shelf import OwnKey
from bizenv_desktop.sync.receiving import receive_file

__all__ = [
    "ANSWERS",
    "BOOK",
    "CITATIONS",
    "EDITS",
    "FINDING",
    "IMPORTED",
    "LOOKS",
    "OPTIONS",
    "VISITS",
]

OWN = OwnKey("ab" * 32, "cd" * 32, "2026-11-23T14:32:00")


def main(path: Path) -> None:
    """Write the file anew."""
    fill(path)
    sent = make_town(path.parent / "town").submit(path.parent / "stick")
    with Store.open(path) as store:
        store.keys.save_own(OWN)
        receive_file(store, sent.path, NOW)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder) / "v7.db")
        shutil.copy(Path(folder) / "v7.db", Path(__file__).with_name("v7.db"))
