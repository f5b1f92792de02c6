# SPDX-License-Identifier: MIT
"""Make v6.db: what v5.db holds, one finding closed, and looks back at it.

Run once, when the schema is released: `python tests/data/db/make_v6.py`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.db.make_v1 import KEY
from data.db.make_v5 import ANSWERS, BOOK, CITATIONS, EDITS, FINDING, IMPORTED, OPTIONS, VISITS
from data.db.make_v5 import main as fill
from helpers import LONG_NOTE, NOW, RARE

from bizenv_desktop.domain.findings.lifecycle import Event, Step
from bizenv_desktop.domain.findings.looks import Look, LookOutcome
from bizenv_desktop.storage import Store

__all__ = ["ANSWERS", "BOOK", "CITATIONS", "EDITS", "FINDING", "IMPORTED", "OPTIONS", "VISITS"]

_CLOSING = (6, Event(Step.CLOSE, NOW, "李㐱", "属实", "王喆"))
LOOKS = {
    "A01": (
        Look(6, 30, date(2026, 12, 23), "赵𬭎", LookOutcome.AGAIN, NOW, LONG_NOTE[:2000]),
        Look(6, 30, date(2026, 12, 24), "赵𬭎", LookOutcome.TAKEN_BACK, NOW),
        Look(6, 30, date(2026, 12, 24), "赵𬭎、王喆", LookOutcome.HOLDS, NOW, RARE),
    )
}


def main(path: Path) -> None:
    """Write the file anew."""
    fill(path)
    with Store.open(path) as store:
        store.add_events(KEY, {"A01": _CLOSING})
        for item, looks in LOOKS.items():
            for position, look in enumerate(looks, 1):
                store.add_look(KEY, item, position, look)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder) / "v6.db")
        shutil.copy(Path(folder) / "v6.db", Path(__file__).with_name("v6.db"))
