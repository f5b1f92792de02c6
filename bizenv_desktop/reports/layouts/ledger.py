# SPDX-License-Identifier: MIT
"""整改台账: the findings of each responsible unit and person; 本周整改提醒: those whose day comes.

In a workbook the ledger has no headings between its rows, so that it can be sorted and filtered.
"""

from __future__ import annotations

from itertools import count, groupby
from typing import TYPE_CHECKING

from bizenv_desktop.domain.numerals import chinese_number
from bizenv_desktop.domain.papers.ledger import NOBODY, is_done, time_left
from bizenv_desktop.reports.blocks import (
    Column,
    Facts,
    Group,
    Line,
    Look,
    Paper,
    Piece,
    Signatures,
    Stand,
    Table,
    Text,
    fact,
)
from bizenv_desktop.reports.layouts.common import (
    DATE_LINE,
    paper_facts,
    paper_properties,
    said_blocks,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bizenv_desktop.domain.papers.ledger import Ledger, Reminder, Share
    from bizenv_desktop.domain.papers.rectification_list import ListRow
    from bizenv_desktop.reports.blocks import Cell, Words

NOTHING = "没有需整改的问题。"
NOTHING_DUE = "本周没有到期或逾期的问题。"
_NUMBER = Column("number", "序号", 8.5, Stand.CENTRE, repeat=True)
_UNIT = Column("unit", "责任单位", 17, Stand.CENTRE)
_PERSON = Column("person", "责任人", 15, Stand.CENTRE)
_DUE = Column("due", "整改时限", 18.5, Stand.CENTRE)
_LEDGER = (
    _NUMBER,
    Column("item", "检查项", 32, flexible=True),
    Column("problem", "存在问题", 46, flexible=True),
    Column("measures", "整改措施", 50, flexible=True),
    _UNIT,
    _PERSON,
    Column("leader", "责任领导", 15, Stand.CENTRE),
    _DUE,
    Column("progress", "完成情况", 20, Stand.CENTRE),
    Column("closing", "销号", 12, Stand.CENTRE),
    Column("remark", "备注", 14),
)
_GATHERED = tuple(column for column in _LEDGER if column is not _UNIT)
_REMINDER = (
    _NUMBER,
    Column("item", "检查项", 30, flexible=True),
    Column("problem", "存在问题", 44, flexible=True),
    _UNIT,
    _PERSON,
    _DUE,
    Column("left", "还有几天", 19, Stand.CENTRE),
)


def ledger_paper(record: Ledger, *, flat: bool = False) -> Paper:
    """The ledger as blocks; `flat` leaves out the headings of units and persons."""
    head = record.head
    done = sum(share.done for share in record.shares)
    state = f"共{len(record.rows)}个问题，已完成{done}个，未完成{len(record.rows) - done}个"
    lines = tuple(_ledger_lines(record, flat=flat)) or (Group(NOTHING),)
    return Paper(
        **paper_properties(head),
        landscape=head.landscape,
        blocks=(
            Text(head.title, Look.TITLE),
            Facts(paper_facts(head, fact("进展", state)), head.code),
            Table(_LEDGER if flat else _GATHERED, lines),
            *said_blocks(record.notes),
            Signatures(head.signers, (head.centre, DATE_LINE)),
        ),
    )


def _ledger_lines(record: Ledger, *, flat: bool) -> Iterator[Line | Group]:
    numbers = count(1)
    by_unit = groupby(record.shares, key=lambda share: share.unit)
    for at, (unit, shares) in enumerate(by_unit, 1):
        own = list(shares)
        if not flat:
            yield Group(f"{chinese_number(at)}、{_counted(unit, own)}", bookmark=unit or NOBODY)
        for share in own:
            for row in share.rows:
                cells = _ledger_cells(row, record, str(next(numbers)))
                yield Line(cells if flat else tuple(_without_unit(cells)))


def _without_unit(cells: tuple[Cell, ...]) -> Iterator[Cell]:
    for column, cell in zip(_LEDGER, cells, strict=True):
        if column is not _UNIT:
            yield cell


def _counted(unit: str, shares: list[Share]) -> str:
    rows = sum(len(share.rows) for share in shares)
    done = sum(share.done for share in shares)
    return f"{unit or NOBODY}（{rows}项，已完成{done}项）"


def _ledger_cells(row: ListRow, record: Ledger, number: str) -> tuple[Cell, ...]:
    state = row.progress
    if not is_done(row) and row.due < record.today:
        state = f"{state}\n{time_left(row.due, record.today)}".strip()
    return (
        number,
        _item(row),
        row.problem,
        row.measures,
        row.unit,
        row.person,
        row.leader,
        row.due,
        state,
        "",
        row.remark,
    )


def reminder_paper(record: Reminder) -> Paper:
    """The reminder as blocks."""
    head = record.head
    week = f"{_short(record.today)}—{_short(record.sunday)}"
    lines = (
        *_due_lines("已逾期", record.overdue, record, 1),
        *_due_lines("本周到期", record.due, record, len(record.overdue) + 1),
    )
    return Paper(
        **paper_properties(head),
        landscape=head.landscape,
        blocks=(
            Text(head.title, Look.TITLE),
            Text(f"（{week}）", Look.SUBTITLE),
            Facts(paper_facts(head), head.code),
            Table(_REMINDER, lines or (Group(NOTHING_DUE),)),
            Text("请责任人按时整改，整改后填写销号单，报复核人复核。", Look.NOTE),
        ),
    )


def _due_lines(
    name: str, rows: tuple[ListRow, ...], record: Reminder, first: int
) -> Iterator[Line | Group]:
    if rows:
        yield Group(f"{name}（{len(rows)}项）", bookmark=name)
    for number, row in enumerate(rows, first):
        left = time_left(row.due, record.today)
        yield Line((str(number), _item(row), row.problem, row.unit, row.person, row.due, left))


def _item(row: ListRow) -> Words:
    return (Piece(f"{row.code} ", strong=True), row.title)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
