# SPDX-License-Identifier: MIT
"""Numbers and article labels as Chinese laws write them."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def article_label(number: int, insert: int = 0) -> str:
    """第三十二条, or 第三十二条之一 for an article squeezed in."""
    behind = f"之{chinese_number(insert)}" if insert else ""
    return f"第{chinese_number(number)}条{behind}"


def chinese_number(number: int) -> str:
    """1 to 9999 as laws number articles: 十, 二十一, 一百零一, 一百一十.

    Whatever else, which no law has, comes back in Arabic digits.
    """
    if not 1 <= number <= 9999:
        return str(number)
    digits = str(number)
    words = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            words += _DIGITS[int(digit)] + _PLACES[place]
        elif not words.endswith("零"):
            words += "零"
    words = words.rstrip("零")
    return words.removeprefix("一") if 10 <= number < 20 else words
