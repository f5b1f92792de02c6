# SPDX-License-Identifier: MIT
"""汇总: who has reported, and figures over all that was received, from the summary tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.wall import ExpectedUnit, build_wall
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.domain.exchange.wall import Coverage, Wall
    from bizenv_desktop.storage import Change, Store

DUE_DAYS = "report_due"
"""The setting that keeps the last day for reporting by period code."""


def due_days(store: Store) -> dict[str, date]:
    """By period code: the last day for reporting, where one was set."""
    kept = store.setting(DUE_DAYS)
    found = {}
    for code, day in kept.items() if isinstance(kept, dict) else ():
        try:
            found[code] = date.fromisoformat(day)
        except (TypeError, ValueError):
            continue  # another program's version may have written what this one cannot read
    return found


def set_due(store: Store, period_code: str, day: date | None) -> Change:
    """Set the last day for reporting a period, or take it back with None.

    `UserError` for a day before the period has begun.
    """
    period = Period.parse(period_code)
    if day is not None and day < period.first_day:
        raise UserError(
            f"{period.label}从{period.first_day}开始，上报期限不能更早；请重新选择日期。"
        )
    days = {code: each.isoformat() for code, each in due_days(store).items()}
    days.pop(period.code, None)
    if day is not None:
        days[period.code] = day.isoformat()
    return store.save_setting(DUE_DAYS, days)


def stem_of(under: str) -> str:
    """What the codes of a unit's area begin with: 231200 stands for 2312.

    `UserError` for what is no unit's code.
    """
    stem = under.strip().upper()
    if not stem:
        return ""
    if not (stem.isascii() and stem.isalnum()):
        raise UserError(f"“{under}”不是单位代码；请写代码或它的开头几位，如 231222。")
    while len(stem) > 2 and len(stem) % 2 == 0 and stem.endswith("00") and stem.isdigit():
        stem = stem[:-2]
    return stem


def reporting_periods(store: Store, today: date) -> tuple[Period, ...]:
    """Every period something was received for or is due, and the current quarter; latest first."""
    codes = {*store.consolidation.periods(), *due_days(store), Period.containing(today).code}
    found = []
    for code in codes:
        try:
            found.append(Period.parse(code))
        except UserError:
            continue
    return tuple(sorted(found, key=lambda each: (each.last_day, each.first_day), reverse=True))


def expected_units(store: Store, under: str = "") -> tuple[ExpectedUnit, ...]:
    """The units of the list, by code; those that owe nothing have `expected` off."""
    stem = stem_of(under)
    return tuple(
        ExpectedUnit(
            each.organisation.code, each.organisation.name, each.organisation.path, each.expected
        )
        for each in store.keys.subordinates()
        if each.organisation.code.startswith(stem)
    )


def wall(store: Store, periods: Iterable[Period | str], today: date, *, under: str = "") -> Wall:
    """应报未报 of these periods, the units by code; `under` keeps to an area's codes."""
    wanted = tuple(Period.parse(each) if isinstance(each, str) else each for each in periods)
    stem = stem_of(under)
    standings = store.consolidation.standings([each.code for each in wanted], stem)
    return build_wall(expected_units(store, stem), standings, wanted, due_days(store), today)


def coverage(store: Store, period_code: str, today: date, *, under: str = "") -> Coverage:
    """应报n 实报m，未报：… of a period: what every consolidated figure says with it."""
    return wall(store, (period_code,), today, under=under).coverage[0]
