# SPDX-License-Identifier: MIT
"""现场走查表: a box to tick for each verdict, as large as a finger, in the order it is typed in.

The figures over the boxes are the keys of the number pad (`domain/papers/walkround.py`).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.numerals import chinese_number
from bizenv_desktop.domain.papers.walkround import VERDICT_KEYS, FieldKind
from bizenv_desktop.domain.selfcheck import Answer, Verdict
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
from bizenv_desktop.reports.layouts.common import head_lines, narrow_head_lines, paper_properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.papers.walkround import Field, SheetRow, WalkroundSheet
    from bizenv_desktop.reports.blocks import Words

_TICK, _NO_BOX, _BLANK = "√", "—", "____"
_SHORT = {
    Verdict.MET: "符合",
    Verdict.PARTLY_MET: "部分符合",
    Verdict.NOT_MET: "不符合",
    Verdict.NOT_APPLICABLE: "不适用",
}
_COLUMNS = (
    Column("number", "序号", 9, Stand.CENTRE, repeat=True),
    Column("code", "编号", 12, Stand.CENTRE),
    Column("check", "检查内容和方法", 86, flexible=True),
    *(
        Column(verdict.value, f"{_SHORT[verdict]}\n{key}", 12, Stand.CENTRE)
        for key, verdict in VERDICT_KEYS.items()
    ),
    Column("figures", "处数、数字", 56, flexible=True),
    Column("note", "地点和情况", 24, flexible=True),
)
_HOW = (
    "在格里打√，写清处数和地点；录入时按本表顺序按数字、回车，"
    "只按回车为不改，“-”退一格，“*”为不适用。"
)


def walkround_paper(record: WalkroundSheet) -> Paper:
    """The sheet as blocks."""
    head = record.head
    lines = head_lines if head.landscape else narrow_head_lines
    facts = lines(head.unit, head.period, head.printed, (head.checklist,), code=record.code)
    return Paper(
        **paper_properties(head),
        landscape=head.landscape,
        blocks=(
            Text(head.title, Look.TITLE),
            Facts((*facts, fact("用法", _HOW)), record.code),
            Table(_COLUMNS, tuple(_lines(record)), size=9),
            Signatures(("走查人：", "陪同人："), ("走查日期：　　　　年　　月　　日",), seal=""),
        ),
    )


def _lines(record: WalkroundSheet) -> Iterator[Line | Group]:
    by_dimension = groupby(record.rows, key=lambda row: row.dimension)
    for number, (dimension, rows) in enumerate(by_dimension, 1):
        yield Group(f"{chinese_number(number)}、{dimension}", bookmark=dimension)
        for row in rows:
            yield _line(row)


def _line(row: SheetRow) -> Line:
    answer = row.answer or Answer(row.item.code)
    check: Words = (Piece(f"{row.item.title}\n", strong=True), row.item.check)
    return Line(
        (
            str(row.number),
            row.item.code,
            check,
            *(_box(row, verdict, answer) for verdict in VERDICT_KEYS.values()),
            "\n".join(_figure(field, answer) for field in row.fields if _is_figure(field)),
            answer.note,
        )
    )


def _box(row: SheetRow, verdict: Verdict, answer: Answer) -> str:
    """The tick; no box where the verdict follows from the numbers."""
    if answer.verdict is verdict:
        return _TICK
    counted = row.fields[0].kind is not FieldKind.VERDICT
    return _NO_BOX if counted and verdict is not Verdict.NOT_APPLICABLE else ""


def _is_figure(field: Field) -> bool:
    return field.kind is not FieldKind.VERDICT


def _figure(field: Field, answer: Answer) -> str:
    """A field to write a number in, or the number."""
    if field.kind is FieldKind.COUNT:
        counts = [found.count for found in answer.occurrences if found.kind == field.deduction]
        return f"{sum(counts) if counts else _BLANK} {field.prompt}"
    number = {
        FieldKind.NUMERATOR: answer.numerator,
        FieldKind.DENOMINATOR: answer.denominator,
        FieldKind.VALUE: answer.value,
    }[field.kind]
    return f"{_BLANK if number is None else plain(number)} {field.prompt}"
