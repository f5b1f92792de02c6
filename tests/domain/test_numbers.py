# SPDX-License-Identifier: MIT
from __future__ import annotations

from decimal import Decimal

import pytest

from bizenv_desktop.domain.numbers import LARGEST_NUMBER, number_fault, parse_number
from bizenv_desktop.domain.selfcheck import LARGEST_COUNT, Answer, Occurrence
from bizenv_desktop.errors import UserError


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("95", "95"),
        (" 95.5 \t", "95.5"),
        ("0", "0"),
        ("007", "7"),
        ("5.", "5"),
        (".5", "0.5"),
        ("１２３．４５", "123.45"),
        ("12。5", "12.5"),
        ("1,234", "1234"),
        ("12,345,678.90", "12345678.9"),
        ("１，２３４", "1234"),
        ("99999999.99", "99999999.99"),
        ("1.500", "1.5"),
    ],
)
def test_a_number_is_read_however_it_is_typed(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "没有填数字；请填一个数字，如 95 或 95.5。"),
        ("  　", "没有填数字；请填一个数字，如 95 或 95.5。"),
        ("-1", "“-1”是负数；请填0或大于0的数字。"),
        ("－１", "“-1”是负数；请填0或大于0的数字。"),
        ("95%", "“95%”不是一个数字；请只填数字，如 95 或 95.5，不写单位。"),
        ("九十五", "“九十五”不是一个数字；请只填数字，如 95 或 95.5，不写单位。"),
        ("1,2", "“1,2”不是一个数字；请只填数字，如 95 或 95.5，不写单位。"),
        ("1.2.3", "“1.2.3”不是一个数字；请只填数字，如 95 或 95.5，不写单位。"),
        ("1e5", "“1e5”不是一个数字；请只填数字，如 95 或 95.5，不写单位。"),
        ("NaN", "“NaN”不是一个数字；请只填数字，如 95 或 95.5，不写单位。"),
        (".", "“.”不是一个数字；请只填数字，如 95 或 95.5，不写单位。"),
        ("٩٥", "“٩٥”不是一个数字；请只填数字，如 95 或 95.5，不写单位。"),
        ("0.125", "“0.125”小数太长，最多两位小数；请核对后重填。"),
        ("100000000", "“100000000”太大了，最大只能填99999999.99；请核对后重填。"),
        (
            "9" * 5000,
            "“99999999999999999999…”太大了，最大只能填99999999.99；请核对后重填。",
        ),
    ],
)
def test_anything_else_is_refused_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_number(typed)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (Decimal("NaN"), "不是一个数字"),
        (Decimal("-Infinity"), "不是一个数字"),
        (Decimal("-0.01"), "是负数"),
        (Decimal("1E+30"), "太大了，最大只能填99999999.99"),
        (Decimal("0.001"), "小数太长，最多两位小数"),
        (Decimal("1E-999999"), "小数太长，最多两位小数"),
        (Decimal("-0"), ""),
        (Decimal("1.000"), ""),
        (LARGEST_NUMBER, ""),
    ],
)
def test_a_number_that_cannot_be_scored_gets_into_no_answer(number: Decimal, fault: str) -> None:
    assert number_fault(number) == fault
    for field in ("numerator", "denominator", "value", "before"):
        if not fault:
            assert getattr(Answer("A01", **{field: number}), field) == number
            continue
        with pytest.raises(UserError, match=f"^A01填的数字{fault}，请核对后重填。$"):
            Answer("A01", **{field: number})


@pytest.mark.parametrize("count", [-1, 0, LARGEST_COUNT + 1, 10**30])
def test_an_occurrence_is_counted_at_least_once_and_not_without_end(count: int) -> None:
    with pytest.raises(UserError, match="扣分处数应在1与9999之间"):
        Occurrence("a", count=count)
    assert Occurrence("a", count=LARGEST_COUNT).count == LARGEST_COUNT
