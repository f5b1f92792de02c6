# SPDX-License-Identifier: MIT
"""The tables of 汇总 as other programs load them: flat rows of what stands, and nothing hidden.

Points and scores are decimal texts (1.5, 87.50), days are 2026-11-23, yes and no are 1 and 0, what
is missing is empty. Rows come some at a time: a national year need not fit into memory.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.consolidation import (
    points_of,
    total_of,
)
from bizenv_desktop.domain.exchange.received import Outcome
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import explain_os_error, sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Query = Callable[..., list[sqlite3.Row]]
    Value = str | int | None
    Row = tuple[Value, ...]

_AT_ONCE = 400  # packages whose rows are read together


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """A column: its name, what it holds, and how a stored whole number becomes a decimal."""

    name: str
    words: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table for other programs; `key` names the columns that tell its rows apart."""

    name: str
    words: str
    key: tuple[str, ...]
    columns: tuple[OpenColumn, ...]
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


_PLACE = (OpenColumn("period", "期次，如2026Q4"), OpenColumn("organisation", "单位代码"))
_POINTS = (
    OpenColumn("points", "分值，不适用的为0", "points"),
    OpenColumn("score", "得分", "points"),
)
OPEN_TABLES = (
    OpenTable(
        "units",
        "下级单位名单",
        ("code",),
        (
            OpenColumn("code", "单位代码"),
            OpenColumn("name", "单位名称"),
            OpenColumn("level", "级别：province、city、county、township"),
            OpenColumn("path", "上级名称，JSON 数组，从省起"),
            OpenColumn("direct", "1为直接报到本单位"),
            OpenColumn("expected", "1为应报"),
        ),
        "SELECT code, name, level, path, direct, expected FROM subordinate ORDER BY code",
    ),
    OpenTable(
        "submissions",
        "每个单位每期现行的一份上报",
        ("period", "organisation"),
        (
            *_PLACE,
            OpenColumn("name", "上报时的单位名称"),
            OpenColumn("package", "包的编号（包头的 SHA-256），前6位是核对码"),
            OpenColumn("revision", "第几版"),
            OpenColumn("made", "制作时间，对方电脑的时钟"),
            OpenColumn("arrived", "收到时间，本机时钟"),
            OpenColumn("others", "互不包含的其他上报有几份，大于0为分叉"),
            OpenColumn("sample", "1为示例，内容虚构"),
            OpenColumn("checklist", "自查表"),
            OpenColumn("checklist_version", "自查表版次"),
            OpenColumn("total", "总分，未填按0分，含加分", "total"),
            OpenColumn("filled_total", "已填部分得分", "total"),
            OpenColumn("bonus", "加分", "points"),
            OpenColumn("grade", "等级，没有启用时为空"),
            OpenColumn("vetoed_by", "触发一票否决的检查项，JSON 数组"),
            OpenColumn("answered", "已填项数"),
            OpenColumn("asked", "应填项数"),
            OpenColumn("findings", "问题数"),
            OpenColumn("closed", "已销号数"),
        ),
        "SELECT own.period, own.organisation, own.name, package.id, package.revision,"
        " package.made, package.arrived, head.others, own.sample, own.checklist,"
        " own.checklist_version, own.total, own.filled_total, own.bonus, own.grade, own.vetoed_by,"
        " own.answered, own.asked, own.findings, own.closed FROM received_check AS own"
        " JOIN package ON package.number = own.package"
        " JOIN head ON head.organisation = own.organisation AND head.period = own.period"
        " WHERE own.package IN ({}) ORDER BY own.package",
    ),
    OpenTable(
        "dimensions",
        "现行上报各维度的分值和得分",
        ("period", "organisation", "dimension"),
        (
            *_PLACE,
            OpenColumn("dimension", "维度代码"),
            OpenColumn("name", "维度名称"),
            *_POINTS,
        ),
        "SELECT own.period, own.organisation, each.code, each.name, each.points, each.score"
        " FROM received_dimension AS each JOIN received_check AS own USING (package)"
        " WHERE each.package IN ({}) ORDER BY each.package, each.code",
    ),
    OpenTable(
        "items",
        "现行上报各检查项的结果",
        ("period", "organisation", "item"),
        (
            *_PLACE,
            OpenColumn("item", "检查项编号"),
            OpenColumn(
                "outcome",
                "full 满分、part 部分失分、none 不得分、not_applicable 不适用、unanswered 未填",
                "outcome",
            ),
            *_POINTS,
        ),
        "SELECT own.period, own.organisation, each.item, each.outcome, each.points, each.score"
        " FROM received_item AS each JOIN received_check AS own USING (package)"
        " WHERE each.package IN ({}) ORDER BY each.package, each.item",
    ),
    OpenTable(
        "findings",
        "现行上报里的问题",
        ("period", "organisation", "item"),
        (
            *_PLACE,
            OpenColumn("item", "问题编号，自查发现的同检查项编号"),
            OpenColumn("check_item", "对应的检查项，没有时为空"),
            OpenColumn("dimension", "维度代码"),
            OpenColumn("kind", "问题类别代码"),
            OpenColumn("title", "检查项名称，检查组发现的是问题原文"),
            OpenColumn("state", "open 待整改、working 整改中、submitted 待复核、closed 已销号"),
            OpenColumn("raised", "发现日期"),
            OpenColumn("due", "整改时限"),
            OpenColumn("lost", "失分", "points"),
            OpenColumn("unit", "责任单位"),
            OpenColumn("person", "责任人"),
            OpenColumn("recurrence", "销号后又出现的次数"),
        ),
        "SELECT own.period, own.organisation, each.item, each.check_item, each.dimension,"
        " each.kind, each.title, each.state, each.raised, each.due, each.lost, each.unit,"
        " each.person, each.recurrence"
        " FROM received_finding AS each JOIN received_check AS own USING (package)"
        " WHERE each.package IN ({}) ORDER BY each.package, each.item",
    ),
)
"""What is written; tables with a place for packages hold what stands, our own left out."""

_SHOWN: dict[str, Callable[[int], str]] = {
    "points": lambda whole: format(points_of(whole), "f"),
    "total": lambda whole: str(total_of(whole)),
    "outcome": lambda whole: Outcome(whole).name.lower(),
}


def open_rows(query: Query, table: OpenTable, packages: Sequence[int]) -> Iterator[Row]:
    """The rows of a table, those of `packages` where it is about these."""
    shown = [(at, _SHOWN[column.shown]) for at, column in enumerate(table.columns) if column.shown]
    if "{}" not in table.source:
        yield from (_plain(row, shown) for row in query(table.source))
        return
    for at in range(0, len(packages), _AT_ONCE):
        part = tuple(packages[at : at + _AT_ONCE])
        marks = ", ".join("?" * len(part))
        yield from (_plain(row, shown) for row in query(table.source.format(marks), part))


def _plain(row: sqlite3.Row, shown: Sequence[tuple[int, Callable[[int], str]]]) -> Row:
    values = list(row)
    for at, words in shown:
        if values[at] is not None:
            values[at] = words(values[at])
    return tuple(values)


def write_open_database(
    path: Path, rows: Callable[[OpenTable], Iterator[Row]], tick: Callable[[], None]
) -> dict[str, int]:
    """One SQLite file of all tables, whole or not at all; how many rows each has.

    `tick` is called before each table. `UserError` when the file cannot be written.
    """
    temporary = path.with_name(f".~{os.urandom(6).hex()}.tmp")
    counts: dict[str, int] = {}
    try:
        with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as target:
            target.execute("BEGIN")
            for table in OPEN_TABLES:
                tick()
                target.execute(_create(table))
                marks = ", ".join("?" * len(table.columns))
                insert = f"INSERT INTO {table.name} VALUES ({marks})"
                target.executemany(insert, rows(table))
                counted = target.execute(f"SELECT count(*) FROM {table.name}").fetchone()
                counts[table.name] = counted[0]
            target.execute("COMMIT")
        temporary.replace(path)
    except OSError as error:
        raise UserError(explain_os_error(error, path)) from error
    except sqlite3.OperationalError as error:
        raise UserError(
            f"“{path.name}”没有写成，磁盘可能已满或不能写入；请换一个文件夹再试。"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    sync_folder(path.parent)
    return counts


_WHOLE = {
    "direct",
    "expected",
    "revision",
    "others",
    "sample",
    "checklist_version",
    "answered",
    "asked",
    "findings",
    "closed",
    "recurrence",
}


def _create(table: OpenTable) -> str:
    parts = [
        f"{column.name} {'INTEGER' if column.name in _WHOLE else 'TEXT'}"
        for column in table.columns
    ]
    return f"CREATE TABLE {table.name} ({', '.join(parts)}, PRIMARY KEY ({', '.join(table.key)}))"
