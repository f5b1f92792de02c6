# SPDX-License-Identifier: MIT
"""The numbers a clerk types: not negative, at most two decimals, and no larger than can be scored.

The bound keeps every product of the second scorer (`storage/second_scorer.py`) inside 64 bits.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from bizenv_desktop.errors import UserError

LARGEST_NUMBER = Decimal("99999999.99")
_CENT = Decimal("0.01")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_PLAIN = re.compile(r"[0-9]+\.?[0-9]*|\.[0-9]+")
_SHOWN = 20  # characters of a refused text that are repeated to the clerk


def parse_number(text: str) -> Decimal:
    """Read a typed number: full-width digits, blanks around it and thousands separators are fine.

    “。” stands for the decimal point, as a Chinese input method types it. `UserError` says what is
    wrong with anything else, a unit behind the number included.
    """
    typed = unicodedata.normalize("NFKC", text).replace("。", ".").strip()
    if not typed:
        raise UserError("没有填数字；请填一个数字，如 95 或 95.5。")
    shown = typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN]}…"
    if typed.startswith(("-", "−", "﹣")):
        raise UserError(f"“{shown}”是负数；请填0或大于0的数字。")
    if _GROUPED.fullmatch(typed):
        typed = typed.replace(",", "")
    if not _PLAIN.fullmatch(typed):
        raise UserError(f"“{shown}”不是一个数字；请只填数字，如 95 或 95.5，不写单位。")
    number = Decimal(typed)
    if fault := number_fault(number):
        raise UserError(f"“{shown}”{fault}；请核对后重填。")
    return number


def number_fault(number: Decimal) -> str:
    """Why the number cannot be kept, in Chinese words that follow it; empty when it can."""
    if not number.is_finite():
        return "不是一个数字"
    if number < 0:
        return "是负数"
    if number > LARGEST_NUMBER:
        return f"太大了，最大只能填{LARGEST_NUMBER}"
    return "" if at_most_two_places(number) else "小数太长，最多两位小数"


def at_most_two_places(number: Decimal) -> bool:
    """Whether a finite number of ordinary size is a whole number of hundredths."""
    return number == number.quantize(_CENT)
