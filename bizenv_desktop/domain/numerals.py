# SPDX-License-Identifier: MIT
"""Numbers and article labels as Chinese laws write them, and reading them back."""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0, "○": 0, "两": 2}
_ARABIC = re.compile(r"[0-9０-９]{1,4}")
_BY_PLACES = re.compile(
    r"(?:([一二两三四五六七八九])千)?[零〇○]?"
    r"(?:([一二两三四五六七八九])百)?[零〇○]?"
    r"(?:([一二两三四五六七八九])?(十))?[零〇○]?"
    r"([一二两三四五六七八九])?"
)
_BY_DIGITS = re.compile(r"[零〇○一二三四五六七八九]{2,4}")


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


def number_from(words: str) -> int | None:
    """What `chinese_number` wrote, and what others write: 一百〇二, 二〇二〇, 102, １０２.

    None for whatever is not a number from 1 to 9999.
    """
    if _ARABIC.fullmatch(words):
        return int(words) or None
    if not words:
        return None
    if found := _BY_PLACES.fullmatch(words):
        thousands, hundreds, tens, ten, ones = found.groups()
        number = 1000 * _VALUES[thousands] if thousands else 0
        number += 100 * _VALUES[hundreds] if hundreds else 0
        number += 10 * (_VALUES[tens] if tens else 1) if ten else 0
        number += _VALUES[ones] if ones else 0
        return number or None
    if _BY_DIGITS.fullmatch(words):
        return int("".join(str(_VALUES[digit]) for digit in words)) or None
    return None
