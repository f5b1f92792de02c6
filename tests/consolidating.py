# SPDX-License-Identifier: MIT
"""Three towns whose figures can be worked out by hand, and the county that received them.

The small checklist has nine base items: A01–A06 and B01–B02 of 2 points, B03 of 1.5: 17.5.
Town 1 gets nothing for A01: 15.5/17.5. Town 2 gets half for A01, loses 0.5 on A02, and B03 does not
apply: 14.5/16. Town 3 gets half of A03's ratio and nothing for B01: 14.5/17.5.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from exchanging import COUNTY, Town, make_superior, township
from helpers import NOW, PERIOD, small_checklist

from bizenv_desktop import actions
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.receiving import Taken, receive_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.period import Period

FULL: Mapping[str, Answer] = {
    "A01": Answer("A01", Verdict.MET),
    "A02": Answer("A02", Verdict.MET),
    "A03": Answer("A03", Verdict.MET, numerator=Decimal(50), denominator=Decimal(50)),
    "A04": Answer("A04", Verdict.MET, value=Decimal(10)),
    "A05": Answer("A05", Verdict.MET, value=Decimal(6)),
    "A06": Answer("A06", Verdict.MET),
    "B01": Answer("B01", Verdict.MET),
    "B02": Answer("B02", Verdict.MET),
    "B03": Answer("B03", Verdict.MET),
}
CHANGED: tuple[Mapping[str, Answer], ...] = (
    {"A01": Answer("A01", Verdict.NOT_MET, note="没有设标识牌")},
    {
        "A01": Answer("A01", Verdict.PARTLY_MET, note="标识牌缺一块"),
        "A02": Answer("A02", Verdict.PARTLY_MET, occurrences=(Occurrence("a", "1号窗口", "旧牌"),)),
        "B03": Answer("B03", Verdict.NOT_APPLICABLE, na_reason="本中心没有这项业务"),
    },
    {
        "A03": Answer("A03", Verdict.PARTLY_MET, numerator=Decimal(80), denominator=Decimal(100)),
        "B01": Answer("B01", Verdict.NOT_MET, note="承诺的时限过了还没有办"),
    },
)


def plain_town(
    folder: Path,
    number: int,
    *,
    checklist: Checklist | None = None,
    period: Period = PERIOD,
    changed: Mapping[str, Answer] | None = None,
    organisation: Organisation | None = None,
) -> Town:
    """A township with everything met but what is changed, its findings given a person and unit."""
    folder.mkdir(parents=True, exist_ok=True)
    own, path = organisation or township(number), folder / f"plain{number}.db"
    checklist = checklist or small_checklist()
    if changed is None:
        changed = CHANGED[number - 1]
    with Store.open(path, create=True) as store:
        actions.set_own_organisation(store, own)
        fill_period(store, own, checklist, period, changed)
    return Town(path, own)


def fill_period(
    store: Store,
    own: Organisation,
    checklist: Checklist,
    period: Period,
    changed: Mapping[str, Answer],
    now: datetime = NOW,
) -> None:
    """One more self-check of the unit, that 审核 finds no error in."""
    actions.begin_self_check(store, checklist, own, period, now - timedelta(days=3))
    key = (own.code, period.code)
    filled = actions.fill(store, key, now.date() - timedelta(days=3))
    actions.save_answers(store, filled, {**FULL, **changed}.values())
    findings = [
        replace(finding, unit="便民服务中心", person="王喆", leader="李㐱")
        for finding in store.findings(key).values()
    ]
    store.save_findings(key, findings)


def three_towns(folder: Path, *, checklist: Checklist | None = None) -> list[Town]:
    """The three towns of this module's docstring."""
    return [plain_town(folder, number, checklist=checklist) for number in (1, 2, 3)]


def received(path: Path, towns: Iterable[Town], stick: Path, *, known: Iterable[Town] = ()) -> Path:
    """A county that knows all these towns and has received what the first ones sent."""
    sending = list(towns)
    make_superior(path, *sending, *known, organisation=COUNTY)
    with Store.open(path) as county:
        for town in sending:
            assert receive_file(county, town.submit(stick).path, NOW).taken is Taken.TAKEN
    return path
