# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from bizenv_desktop.domain.numerals import chinese_number, number_from


def test_every_number_is_read_back() -> None:
    assert [number_from(chinese_number(n)) for n in range(1, 10_000)] == list(range(1, 10_000))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("一百〇二", 102),
        ("一百零二", 102),
        ("102", 102),
        ("１０２", 102),
        ("二〇二〇", 2020),
        ("一十", 10),
    ],
)
def test_other_ways_to_write_a_number(words: str, number: int) -> None:
    assert number_from(words) == number


@pytest.mark.parametrize("words", ["", "零", "0", "百", "十百", "若干", "12345", "一 二", "-3"])
def test_what_is_no_number(words: str) -> None:
    assert number_from(words) is None
