# SPDX-License-Identifier: MIT
"""Deadlines in working or calendar days, with the counting in words.

Statutory holidays and 调休 come from `chinesecalendar`; beyond its years only weekends are left
out, and the explanation says so. 行政许可法 counts working days (article 82), 信访工作条例 counts
calendar days: the item knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bizenv_desktop.domain.checklists.checklist import DayKind


@dataclass(frozen=True, slots=True)
class Due:
    """The last day, and how it was counted."""

    day: date
    explanation: str


@cache
def is_workday(day: date) -> bool:
    """Whether offices are open that day; beyond the published years, Monday to Friday."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


@cache
def holidays_known(year: int) -> bool:
    """Whether the year's statutory holidays are in the built-in calendar."""
    from chinese_calendar.constants import holidays

    return any(day.year == year for day in holidays)


def due_date(start: date, days: int, kind: DayKind) -> Due:
    """The last of `days` days after `start`; the day of the start itself does not count."""
    if kind is DayKind.CALENDAR:
        day = start + timedelta(days=days)
        return Due(day, f"{days}日：自{_short(start)}次日起算，按自然日计至{_short(day)}")
    day, left = start, days
    skipped: list[date] = []
    while left:
        day += timedelta(days=1)
        if is_workday(day):
            left -= 1
        else:
            skipped.append(day)
    words = f"{days}个工作日：自{_short(start)}次日起算，至{_short(day)}"
    if skipped:
        words += f"，跳过{_runs(skipped)}"
    return Due(day, words + _unknown_years(start, day))


def span_in_words(start: date, end: date) -> str:
    """A stretch of days as `due_date` counts one: 7日，合5个工作日（跳过12月5—6日）.

    `end` comes after `start`, which does not count itself.
    """
    days = [start + timedelta(days=at) for at in range(1, (end - start).days + 1)]
    skipped = [day for day in days if not is_workday(day)]
    words = f"{len(days)}日，合{len(days) - len(skipped)}个工作日"
    if skipped:
        words += f"（跳过{_runs(skipped)}）"
    return words + _unknown_years(start, end)


def _unknown_years(start: date, end: date) -> str:
    """The note that a year's holidays are not in the calendar; empty when all are."""
    unknown = [year for year in range(start.year, end.year + 1) if not holidays_known(year)]
    if not unknown:
        return ""
    return f"（{'、'.join(map(str, unknown))}年放假安排未收录，只扣除周末，请核对）"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _runs(days: list[date]) -> str:
    """Consecutive days as one stretch: 11月28—29日、12月5—6日."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join(_run(run[0], run[-1]) for run in runs)


def _run(first: date, last: date) -> str:
    if first == last:
        return _short(first)
    if first.month == last.month:
        return f"{first.month}月{first.day}—{last.day}日"
    return f"{_short(first)}—{_short(last)}"
