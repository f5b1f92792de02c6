# SPDX-License-Identifier: MIT
"""Whose findings they are, and how long they have left."""

from __future__ import annotations

from datetime import date

import pytest
from filled_checks import filled_check
from paper_rows import make_row

from bizenv_desktop.domain.papers.ledger import is_done, ledger, reminder, time_left
from bizenv_desktop.domain.papers.paper_head import paper_head
from bizenv_desktop.domain.papers.paper_kinds import paper_kind
from bizenv_desktop.domain.papers.paper_settings import PaperSettings

MONDAY = date(2026, 11, 23)  # what `filled_check` is printed on


@pytest.fixture
def head():
    return paper_head(filled_check([]), paper_kind("ledger"), {}, PaperSettings())


def due(number, day, **changes):
    return make_row(number, due=day, progress=changes.pop("progress", ""), **changes)


def test_rows_gather_by_unit_then_person_the_earliest_first(head):
    rows = [
        due(1, date(2026, 12, 9), unit="甲", person="王"),
        due(2, date(2026, 12, 1), unit="乙", person="李"),
        due(3, date(2026, 12, 2), unit="甲", person="赵"),
        due(4, date(2026, 12, 3), unit="甲 ", person="王", progress="已完成"),
    ]
    found = ledger(rows, head)
    assert [(share.unit, share.person) for share in found.shares] == [
        ("甲", "王"),
        ("甲", "赵"),
        ("乙", "李"),
    ]
    assert [row.number for row in found.rows] == [4, 1, 3, 2]
    assert [share.done for share in found.shares] == [1, 0, 0]


@pytest.mark.parametrize(("whose", "numbers"), [("甲", [1]), ("李", [2]), ("孙", []), ("", [1, 2])])
def test_one_units_or_persons_rows_can_be_asked_for(head, whose, numbers):
    rows = [make_row(1, unit="甲", person="王"), make_row(2, unit="乙", person="李")]
    assert [row.number for row in ledger(rows, head, whose).rows] == numbers


def test_a_reminder_holds_what_is_open_until_sunday(head):
    rows = [
        due(1, date(2026, 11, 22)),
        due(2, date(2026, 11, 23)),
        due(3, date(2026, 11, 29)),
        due(4, date(2026, 11, 30)),
        due(5, date(2026, 11, 1), progress="已完成（11月2日）"),
        due(6, date(2026, 11, 2)),
    ]
    found = reminder(rows, head)
    assert [row.number for row in found.overdue] == [6, 1]
    assert [row.number for row in found.due] == [2, 3]
    assert found.sunday == date(2026, 11, 29)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "今天到期"),
        (date(2026, 11, 22), "已逾期1天（1个工作日）"),
        (date(2026, 11, 13), "已逾期10天（6个工作日）"),
        (date(2026, 11, 24), "还有1个工作日"),
        (date(2026, 11, 30), "还有5个工作日"),
    ],
)
def test_time_left_counts_days_and_working_days(day, words):
    assert time_left(day, MONDAY) == words


@pytest.mark.parametrize(
    ("progress", "done"),
    [("已完成", True), (" 已销号（3日）", True), ("整改完成", True), ("正在整改", False)],
)
def test_what_is_put_right_says_so_first(progress, done):
    assert is_done(make_row(1, progress=progress)) is done
