# SPDX-License-Identifier: MIT
"""Dates as the window writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def day_in_words(day: date) -> str:
    """2026年11月23日, months and days without leading zeros as in official papers (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def countdown(day: date, today: date) -> str:
    """How far a deadline is away: 还有3天, 今天到期, 逾期2天."""
    left = (day - today).days
    if left > 0:
        return f"还有{left}天"
    return "今天到期" if left == 0 else f"逾期{-left}天"
