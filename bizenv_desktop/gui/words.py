# SPDX-License-Identifier: MIT
"""Days as the window writes and reads them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_SIGN = r"\s*[-./年月]\s*"
_WHOLE_DAY = re.compile(rf"(\d{{4}}){_SIGN}(\d{{1,2}}){_SIGN}(\d{{1,2}})\s*日?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_AND_DAY = re.compile(rf"(\d{{1,2}}){_SIGN}(\d{{1,2}})\s*日?")


def day_in_words(day: date) -> str:
    """2026年11月23日, months and days without leading zeros as in official papers (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def countdown(day: date, today: date) -> str:
    """How far a deadline is away: 还有3天, 今天到期, 逾期2天."""
    left = (day - today).days
    if left > 0:
        return f"还有{left}天"
    return "今天到期" if left == 0 else f"逾期{-left}天"


def parse_day(text: str, earliest: date) -> date | None:
    """The day somebody typed: 2026-12-01, 2026年12月1日, 20261201, 12-1, 12月1日.

    Without a year it is the next such day from `earliest` on. None when it is not a day.
    """
    cleaned = unicodedata.normalize("NFKC", text).strip()
    if match := _WHOLE_DAY.fullmatch(cleaned) or _DIGITS.fullmatch(cleaned):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_AND_DAY.fullmatch(cleaned):
        month, number = int(match[1]), int(match[2])
        tried = (_day(year, month, number) for year in range(earliest.year, earliest.year + 5))
        return next((day for day in tried if day and day >= earliest), None)
    return None


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
