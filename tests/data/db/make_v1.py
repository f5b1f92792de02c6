# SPDX-License-Identifier: MIT
"""Make v1.db, a database as the first released schema writes it.

Run once, when a schema is released: `python tests/data/db/make_v1.py`. The file is then kept for
good; the tests open a copy of it with every later version.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from helpers import LONG_NOTE, NOW, PERIOD, RARE, TOWNSHIP, fill_database, small_checklist

from bizenv_desktop.domain.checklists.checklist import ScoringOptions
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict
from bizenv_desktop.storage import Store

KEY = (TOWNSHIP.code, PERIOD.code)
OPTIONS = ScoringOptions(bonus=True, veto=True, grades=True)
ANSWERS = {
    "A01": Answer("A01", Verdict.PARTLY_MET, note=LONG_NOTE, evidence=RARE, highlight=True),
    "A02": Answer(
        "A02",
        Verdict.PARTLY_MET,
        occurrences=(Occurrence("a", "1号窗口", RARE, 2), Occurrence("b", "门厅")),
    ),
    "A03": Answer("A03", Verdict.PARTLY_MET, numerator=Decimal("95.5"), denominator=Decimal("120")),
    "A04": Answer("A04", Verdict.PARTLY_MET, value=Decimal("12.25"), before=Decimal("40")),
    "A05": Answer("A05", Verdict.NOT_APPLICABLE, na_reason="未下沉", value=Decimal("3")),
    "B01": Answer("B01", Verdict.MET, confirmed=False),
    "B05": Answer("B05", Verdict.NOT_MET),
}
FINDING = Finding(
    "A01",
    NOW.date(),
    problem="公示牌与系统不一致",
    measures="当天换牌",
    unit="便民服务中心",
    person="王喆",
    leader="㐱𬭎",
    due=date(2026, 12, 1),
    progress="已换3块",
    remark=RARE,
)


def main(path: Path) -> None:
    """Write the file anew."""
    path.unlink(missing_ok=True)
    fill_database(path, small_checklist(), ANSWERS, options=OPTIONS)
    with Store.open(path) as store:
        check = store.self_check(KEY)
        store.save_self_check(replace(check, preparer="李㐱", reviewer="王喆", head="赵𬭎"))
        store.save_findings(KEY, [FINDING])
        store.save_setting("list_columns", {"备注": False})
        store.remember("person", "王喆")


if __name__ == "__main__":
    main(Path(__file__).with_name("v1.db"))
