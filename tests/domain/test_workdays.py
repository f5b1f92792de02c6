# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import date

import pytest

from bizenv_desktop.domain.checklists.checklist import DayKind
from bizenv_desktop.domain.workdays import due_date, holidays_known, is_workday, span_in_words

WORKING, CALENDAR = DayKind.WORKING, DayKind.CALENDAR


@pytest.mark.parametrize(
    ("start", "days", "kind", "due", "words"),
    [
        (
            date(2026, 11, 23), 5, WORKING, date(2026, 11, 30),
            "5个工作日：自11月23日次日起算，至11月30日，跳过11月28—29日",
        ),
        (
            date(2026, 11, 23), 1, WORKING, date(2026, 11, 24),
            "1个工作日：自11月23日次日起算，至11月24日",
        ),
        (  # 国庆: seven days off, and 10月10日 is a Saturday on which offices work
            date(2026, 9, 30), 3, WORKING, date(2026, 10, 10),
            "3个工作日：自9月30日次日起算，至10月10日，跳过10月1—7日",
        ),
        (  # 中秋 falls on a Friday; 9月20日, a Sunday, is worked
            date(2026, 9, 18), 6, WORKING, date(2026, 9, 28),
            "6个工作日：自9月18日次日起算，至9月28日，跳过9月19日、9月25—27日",
        ),
        (  # 春节: nine days off, with a worked Saturday before and after
            date(2026, 2, 13), 2, WORKING, date(2026, 2, 24),
            "2个工作日：自2月13日次日起算，至2月24日，跳过2月15—23日",
        ),
        (
            date(2026, 10, 30), 2, WORKING, date(2026, 11, 3),
            "2个工作日：自10月30日次日起算，至11月3日，跳过10月31日—11月1日",
        ),
        (
            date(2026, 11, 23), 5, CALENDAR, date(2026, 11, 28),
            "5日：自11月23日次日起算，按自然日计至11月28日",
        ),
        (
            date(2026, 12, 25), 30, CALENDAR, date(2027, 1, 24),
            "30日：自12月25日次日起算，按自然日计至1月24日",
        ),
        (  # beyond the published years: weekends only, and it says so
            date(2027, 2, 4), 3, WORKING, date(2027, 2, 9),
            "3个工作日：自2月4日次日起算，至2月9日，跳过2月6—7日"
            "（2027年放假安排未收录，只扣除周末，请核对）",
        ),
        (
            date(2026, 12, 30), 3, WORKING, date(2027, 1, 4),
            "3个工作日：自12月30日次日起算，至1月4日，跳过1月2—3日"
            "（2027年放假安排未收录，只扣除周末，请核对）",
        ),
    ],
)  # fmt: skip
def test_a_deadline_is_counted_and_explained(
    start: date, days: int, kind: DayKind, due: date, words: str
) -> None:
    counted = due_date(start, days, kind)
    assert counted.day == due
    assert counted.explanation == words


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 4), True),  # 调休, a Sunday
        (date(2026, 5, 9), True),  # 调休, a Saturday
        (date(2026, 6, 19), False),  # 端午
        (date(2026, 11, 21), False),
        (date(2026, 11, 23), True),
        (date(2030, 10, 1), True),  # not published: a Tuesday like any other
        (date(2030, 10, 5), False),
    ],
)
def test_offices_are_open_by_the_published_calendar(day: date, works: bool) -> None:
    assert is_workday(day) is works


def test_the_years_of_the_calendar_are_known() -> None:
    assert holidays_known(2026)
    assert not holidays_known(2030)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 11, 23), date(2026, 11, 24), "1日，合1个工作日"),
        (date(2026, 9, 30), date(2026, 10, 10), "10日，合3个工作日（跳过10月1—7日）"),
        (date(2026, 11, 27), date(2026, 11, 29), "2日，合0个工作日（跳过11月28—29日）"),
        (
            date(2039, 1, 3),
            date(2039, 1, 4),
            "1日，合1个工作日（2039年放假安排未收录，只扣除周末，请核对）",
        ),
    ],
)
def test_a_stretch_is_told_in_working_days(start, end, words):
    assert span_in_words(start, end) == words
