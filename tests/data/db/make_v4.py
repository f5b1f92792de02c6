# SPDX-License-Identifier: MIT
"""Make v4.db: what v3.db holds, steps about a finding, and a visit.

Run once, when the schema is released: `python tests/data/db/make_v4.py`.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.db.make_v1 import KEY
from data.db.make_v3 import ANSWERS, CITATIONS, EDITS, FINDING, IMPORTED, OPTIONS
from data.db.make_v3 import main as fill
from helpers import LONG_NOTE, NOW, RARE

from bizenv_desktop.domain.findings.lifecycle import Event, Log, Step
from bizenv_desktop.domain.findings.visit import Visit, VisitKind, VisitProblem
from bizenv_desktop.storage import Store

__all__ = ["ANSWERS", "CITATIONS", "EDITS", "FINDING", "IMPORTED", "OPTIONS"]

LOGS = {
    "A01": Log(
        (
            Event(Step.START, NOW, "王喆", "", "王喆"),
            Event(
                Step.EXTEND,
                NOW,
                "赵𬭎",
                RARE.strip(),
                "王喆",
                date(2026, 11, 30),
                date(2026, 12, 7),
            ),
            Event(Step.SUBMIT, NOW, "王喆", LONG_NOTE[:2000], "王喆"),
            Event(Step.RETURN, NOW, "李㐱", "电话仍打不通", "王喆"),
            Event(Step.TAKE_BACK, NOW, "李㐱", "", "王喆"),
        )
    ),
    "督1-1": Log((Event(Step.START, NOW, "王喆"),)),
}
VISITS = (
    Visit(
        1,
        date(2026, 11, 20),
        VisitKind.UNANNOUNCED,
        "县营商局𬭎科",
        "总体较好",
        (
            VisitProblem("督1-1", RARE, "A", "A02"),
            VisitProblem("督1-2", "门口没有停车位", "B"),
        ),
    ),
)


def main(path: Path) -> None:
    """Write the file anew."""
    fill(path)
    with Store.open(path) as store:
        store.save_visits(KEY, VISITS)
        for item, log in LOGS.items():
            for position, event in enumerate(log.events, 1):
                store.add_events(KEY, {item: (position, event)})


if __name__ == "__main__":
    main(Path(__file__).with_name("v4.db"))
