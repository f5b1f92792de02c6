# SPDX-License-Identifier: MIT
"""Make v2.db: what v1.db holds, and a report with the clerk's own words.

Run once, when the schema is released: `python tests/data/db/make_v2.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.db.make_v1 import ANSWERS, FINDING, KEY, OPTIONS
from data.db.make_v1 import main as fill
from helpers import LONG_NOTE, RARE

from bizenv_desktop.domain.papers.report_draft import EditedParagraph
from bizenv_desktop.storage import Store

__all__ = ["ANSWERS", "FINDING", "OPTIONS"]

EDITS = {
    "opening": EditedParagraph(f"{RARE}自查情况如下。", "现将有关情况报告如下。"),
    "problems.item.A01": EditedParagraph(LONG_NOTE, ""),
    "highlights": EditedParagraph("", "亮点做法"),
}


def main(path: Path) -> None:
    """Write the file anew."""
    fill(path)
    with Store.open(path) as store:
        for paragraph, edit in EDITS.items():
            store.save_report_edit(KEY, paragraph, edit)


if __name__ == "__main__":
    main(Path(__file__).with_name("v2.db"))
