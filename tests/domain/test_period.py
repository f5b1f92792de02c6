# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import date

import pytest

from bizenv_desktop.domain.period import Period, PeriodKind
from bizenv_desktop.errors import UserError


@pytest.mark.parametrize(
    ("code", "label", "first", "last"),
    [
        ("2026Q1", "2026年第1季度", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026Q4", "2026年第4季度", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026M02", "2026年2月", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028M02", "2028年2月", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026M11", "2026年11月", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026H1", "2026年上半年", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026H2", "2026年下半年", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026Y", "2026年度", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_code_names_a_stretch_of_days(code: str, label: str, first: date, last: date) -> None:
    period = Period.parse(code)
    assert period.code == code
    assert period.label == label
    assert (period.first_day, period.last_day) == (first, last)
    assert Period.containing(first, period.kind) == period
    assert Period.containing(last, period.kind) == period
    assert period.next().previous() == period
    assert period.previous().last_day < period.first_day


@pytest.mark.parametrize("typed", ["2026q4", " 2026Q4 ", "２０２６Ｑ４"])
def test_a_code_is_read_in_small_and_full_width_letters(typed: str) -> None:
    assert Period.parse(typed) == Period(2026, PeriodKind.QUARTER, 4)


@pytest.mark.parametrize(
    "typed",
    ["", "2026", "2026Q5", "2026Q0", "2026M13", "2026M1", "2026H3", "Q4", "0000Y", "2026Y1"],
)
def test_anything_else_is_no_period(typed: str) -> None:
    with pytest.raises(UserError, match=f"^“{typed}”不是自查期次；请写成 2026Q4（季度）"):
        Period.parse(typed)


def test_periods_follow_each_other_over_the_years_end() -> None:
    assert Period.parse("2026Q4").next().code == "2027Q1"
    assert Period.parse("2026M01").previous().code == "2025M12"
    assert Period.parse("2026Y").next().code == "2027Y"
    assert Period.parse("2026H1").previous().code == "2025H2"
    assert [kind.label for kind in PeriodKind] == ["月", "季度", "半年", "年度"]


def test_a_day_lies_in_one_period_of_each_kind() -> None:
    day = date(2026, 11, 23)
    codes = [Period.containing(day, kind).code for kind in PeriodKind]
    assert codes == ["2026M11", "2026Q4", "2026H2", "2026Y"]
