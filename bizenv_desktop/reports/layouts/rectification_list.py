# SPDX-License-Identifier: MIT
"""整改清单: one row a finding, gathered by dimension, in the columns the unit chose.

An internal list: no red head, no document number, a free place for the wet seal.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bizenv_desktop.domain.numerals import chinese_number
from bizenv_desktop.domain.papers.rectification_list import PROVINCIAL_PENDING
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
    plain_words,
)
from bizenv_desktop.reports.layouts.common import DATE_LINE, SAMPLE_MARK, head_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.papers.rectification_list import (
        ListColumn,
        ListRow,
        RectificationList,
    )
    from bizenv_desktop.reports.blocks import Cell, Words

NOTHING_FOUND = "本期自查未发现需整改的问题。"
NOTHING_YET = "已填的检查项中没有需整改的问题，其余检查项尚未填完。"
_TYPED = ("unit", "person", "leader", "progress", "remark")
_HOSTS = ("person", "unit", "remark", "progress", "problem", "measures", "basis")
_CENTRED = ("number", "unit", "person", "leader", "due", "progress", "closing")
_FLEXIBLE = ("basis", "problem", "measures")


def rectification_list_paper(record: RectificationList) -> Paper:
    """The list as blocks."""
    count = f"，需整改的问题{len(record.rows)}个" if record.rows else ""
    facts = head_lines(
        f"{record.superiors}{record.organisation}",
        record.period,
        record.printed,
        (record.regulation, record.checklist),
        fact("得分", f"{record.score_line}{count}"),
        record.code,
    )
    return Paper(
        title=f"{record.title}（{record.period}）",
        organisation=record.organisation,
        subject=f"{record.checklist}，{record.score_line}",
        keywords="营商环境,自查,整改清单",
        running_head=f"{record.title}　{record.period}",
        mark=SAMPLE_MARK if record.sample else "",
        landscape=True,
        blocks=(
            Text(record.title, Look.TITLE),
            Facts(facts, record.code),
            Table(list_columns(record.columns), tuple(_lines(record))),
            Signatures(record.signers, (record.centre, DATE_LINE)),
        ),
    )


def list_columns(columns: tuple[ListColumn, ...]) -> tuple[Column, ...]:
    """The shown columns: those of running text give way, short words stand in the middle."""
    return tuple(
        Column(
            column.key,
            column.title,
            column.width,
            Stand.CENTRE if column.key in _CENTRED else Stand.LEFT,
            flexible=column.key in _FLEXIBLE,
            repeat=column.key == "number",
        )
        for column in columns
        if column.shown
    )


def _lines(record: RectificationList) -> Iterator[Line | Group]:
    """A heading for each dimension with its rows; one line across when there is nothing to list."""
    shown = [column.key for column in record.columns if column.shown]
    if not record.rows:
        yield Group(NOTHING_FOUND if record.complete else NOTHING_YET)
    by_dimension = groupby(record.rows, key=lambda row: row.dimension)
    for number, (dimension, rows) in enumerate(by_dimension, 1):
        found = list(rows)
        yield Group(f"{chinese_number(number)}、{dimension}（{len(found)}项）", bookmark=dimension)
        for row in found:
            cells = _cells(row, record.columns, shown)
            yield Line(tuple(cells[key] for key in shown))


def _cells(row: ListRow, columns: tuple[ListColumn, ...], shown: list[str]) -> dict[str, Cell]:
    """A row's cells by column key.

    What was typed into a column that is off stands in another's cell under its name: nothing typed
    may fail to reach the paper.
    """
    words: dict[str, Words] = {
        "number": str(row.number),
        "basis": item_and_basis(row),
        "problem": row.problem,
        "measures": row.measures,
        "unit": row.unit,
        "person": row.person,
        "leader": row.leader,
        "due": "",
        "progress": row.progress,
        "closing": "",
        "remark": row.remark,
    }
    host = next(key for key in (*_HOSTS, *shown) if key in shown)
    for column in columns:
        typed = words[column.key]
        if column.key in _TYPED and column.key not in shown and typed:
            name = column.title.removeprefix("责任") if column.key == "leader" else column.title
            words[host] = _joined(words[host], f"{name}：\n{typed}")
    day = row.due if host != "due" else _joined(f"{row.due:%Y-%m-%d}", plain_words(words["due"]))
    return {**words, "due": day}


def item_and_basis(row: ListRow) -> Words:
    """The item, and under it what it rests on; what is not yet verified stands back."""
    known = "；".join(label for label in row.basis if label != PROVINCIAL_PENDING)
    pending = PROVINCIAL_PENDING if PROVINCIAL_PENDING in row.basis else ""
    return (
        Piece(f"{row.code} {row.title}\n", strong=True),
        f"{known}；" if known and pending else known,
        Piece(pending, aside=True),
    )


def _joined(cell: Words, line: str) -> Words:
    if not plain_words(cell):
        return line
    parts = (cell,) if isinstance(cell, str) else cell
    return (*parts, f"\n{line}") if line else cell
