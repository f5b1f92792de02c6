# SPDX-License-Identifier: MIT
"""整改清单 as a PDF: A4 laid across, one row a finding, gathered by dimension.

Geometry and page numbers follow GB/T 9704-2012, the head and the signatures what township lists
carry. An internal list: no red head, no document number, a free place for the wet seal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from bizenv_desktop.domain.numerals import chinese_number
from bizenv_desktop.domain.papers import PROVINCIAL_PENDING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reportlab.platypus.flowables import Flowable

    from bizenv_desktop.domain.papers import ListColumn, ListRow, RectificationList
    from bizenv_desktop.reports.fonts import FaceSet
    from bizenv_desktop.reports.typeset.compositor import Compositor
    from bizenv_desktop.reports.typeset.list_table import ListTable
    from bizenv_desktop.reports.typeset.table_rows import Entry, Group
    from bizenv_desktop.reports.typeset.text import Content

NOTHING_FOUND = "本期自查未发现需整改的问题。"
NOTHING_YET = "已填的检查项中没有需整改的问题，其余检查项尚未填完。"
_TYPED = ("unit", "person", "leader", "progress", "remark")
_HOSTS = ("person", "unit", "remark", "progress", "problem", "measures", "basis")
_CENTRED = ("number", "unit", "person", "leader", "due", "progress", "closing")
_FLEXIBLE = ("basis", "problem", "measures")
_NARROW = 20.0  # mm a flexible column keeps when the others take more
_PAGE = 225.0  # mm across the type area
_SIZE, _PADDING = 9, 3
_DATE_EMS = 5.1  # 2026-12-03 in 宋体
_GREY = "#666666"
SAMPLE_MARK = "示例　内容为虚构"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished PDF; `missing` are characters no face could draw, printed as 〓."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]


def draw(record: RectificationList, faces: FaceSet | None = None) -> Drawn:
    """Draw the list, in the official faces of this PC where none are given.

    Same record and faces, same bytes.
    """
    from bizenv_desktop.reports.fonts import open_faces
    from bizenv_desktop.reports.typeset.api import LANDSCAPE, Compositor, Metadata, render

    faces = faces or open_faces(prefer_installed=True)
    compositor = Compositor(faces)
    pdf = render(
        _story(record, compositor),
        compositor,
        Metadata(
            f"{record.title}（{record.period}）",
            author=record.organisation,
            subject=f"{record.checklist}，{record.score_line}",
            keywords="营商环境,自查,整改清单",
        ),
        LANDSCAPE,
        running_head=f"{record.title}　{record.period}",
        mark=SAMPLE_MARK if record.sample else "",
    )
    return Drawn(pdf, pdf.count(b"/Type /Page\n"), faces.missing_characters(_texts(record)))


def _story(record: RectificationList, compositor: Compositor) -> list[Flowable]:
    """Title, facts, the table, and the signatures that never stand alone on a page."""
    from reportlab.platypus.flowables import Spacer

    from bizenv_desktop.reports.fonts import Role
    from bizenv_desktop.reports.typeset.api import (
        Align,
        CjkParagraph,
        Closing,
        SignatureBlock,
        TextStyle,
    )

    title = TextStyle(Role.TITLE, 22, 32, Align.CENTRE, space_after=4)
    fact = TextStyle(Role.FANGSONG, 10.5, 16)
    signatures = SignatureBlock(
        [
            f"填表人：{record.preparer}",
            f"审核人：{record.reviewer}",
            f"单位负责人：{record.head}",
        ],
        [record.centre, "日期：　　　　年　　月　　日"],
        compositor,
    )
    return [
        CjkParagraph(record.title, title, compositor),
        *(CjkParagraph(line, fact, compositor) for line in _facts(record)),
        Spacer(0, 6),  # space before a table is lost when it splits
        Closing(_table(record, compositor), signatures),
    ]


def _table(record: RectificationList, compositor: Compositor) -> ListTable:
    from bizenv_desktop.reports.fonts import Role
    from bizenv_desktop.reports.typeset.api import (
        Align,
        Column,
        ListStyle,
        ListTable,
        TextStyle,
        add_bookmark,
    )

    def bookmark(canvas: object, group: Group, number: int, y: float) -> None:
        if group.bookmark:
            add_bookmark(canvas, group.bookmark, f"group{number}", y)

    shown = fitted([column for column in record.columns if column.shown])
    style = ListStyle(
        text=TextStyle(size=_SIZE, leading=11.8),
        head=TextStyle(Role.HEI, _SIZE, 12, Align.CENTRE),
        group=TextStyle(Role.HEI, 9.5, 12),
        padding_x=_PADDING,
        padding_y=2.2,
    )
    columns = [
        Column(
            column.title,
            column.width,
            Align.CENTRE if column.key in _CENTRED else Align.LEFT,
            repeat=column.key == "number",
        )
        for column in shown
    ]
    return ListTable(columns, list(_entries(record, shown)), compositor, style, bookmark)


def fitted(columns: list[ListColumn]) -> list[ListColumn]:
    """The columns as wide as they are printed, 225 mm together.

    Those of running text give and take; the short ones keep their width, so that no date or name is
    broken, unless there is no other way.
    """
    kept = sum(column.width for column in columns if column.key not in _FLEXIBLE)
    running = [column.width for column in columns if column.key in _FLEXIBLE]
    room = _PAGE - kept
    if running and room >= _NARROW * len(running):
        factor = room / sum(running)
        return [
            replace(column, width=column.width * factor) if column.key in _FLEXIBLE else column
            for column in columns
        ]
    factor = _PAGE / (kept + sum(running))
    return [replace(column, width=column.width * factor) for column in columns]


def _facts(record: RectificationList) -> Iterator[Content]:
    """The block under the title: whose list, of when, by what measure, how it stands."""
    from bizenv_desktop.reports.fonts import Role
    from bizenv_desktop.reports.typeset.text import Run

    def fact(name: str, words: str) -> list[str | Run]:
        return [Run(f"{name}：", Role.HEI), words]

    unit = f"{record.superiors}{record.organisation}"
    yield [
        *fact("单位", unit),
        "　　",
        *fact("期次", record.period),
        "　　",
        *fact("打印日期", _day(record.printed)),
    ]
    yield fact("依据", "；".join(filter(None, (record.regulation, record.checklist))))
    count = f"，需整改的问题{len(record.rows)}个" if record.rows else ""
    yield fact("得分", f"{record.score_line}{count}")


def _entries(record: RectificationList, shown: list[ListColumn]) -> Iterator[Entry]:
    """A heading for each dimension with its rows; one line across when there is nothing to list."""
    from bizenv_desktop.reports.typeset.table_rows import Group, Row

    if not record.rows:
        yield Group(NOTHING_FOUND if record.complete else NOTHING_YET)
    by_dimension = groupby(record.rows, key=lambda row: row.dimension)
    for number, (dimension, rows) in enumerate(by_dimension, 1):
        found = list(rows)
        yield Group(f"{chinese_number(number)}、{dimension}（{len(found)}项）", bookmark=dimension)
        for row in found:
            cells = _cells(row, _due(row.due, shown), record.columns)
            yield Row([cells[column.key] for column in shown])


def _cells(row: ListRow, due: str, columns: tuple[ListColumn, ...]) -> dict[str, Content]:
    """A row's cells by column key.

    What was typed into a column that is off stands in another's cell under its name: nothing typed
    may fail to reach the paper.
    """
    cells: dict[str, Content] = {
        "number": str(row.number),
        "basis": _basis(row),
        "problem": row.problem,
        "measures": row.measures,
        "unit": row.unit,
        "person": row.person,
        "leader": row.leader,
        "due": due,
        "progress": row.progress,
        "closing": "",
        "remark": row.remark,
    }
    shown = [column.key for column in columns if column.shown]
    host = next(key for key in (*_HOSTS, *shown) if key in shown)
    for column in columns:
        typed = cells[column.key]
        if column.key in _TYPED and column.key not in shown and typed:
            name = column.title.removeprefix("责任") if column.key == "leader" else column.title
            cells[host] = _joined(cells[host], f"{name}：\n{typed}")
    return cells


def _due(day: date, shown: list[ListColumn]) -> str:
    """The day in one line where it fits, else broken after the year and nowhere else."""
    width = next((column.width for column in shown if column.key == "due"), 0) * 72 / 25.4
    fits = width - 2 * _PADDING >= _DATE_EMS * _SIZE
    return f"{day:%Y-%m-%d}" if fits else f"{day.year}年\n{day.month}月{day.day}日"


def _basis(row: ListRow) -> Content:
    """The item, and under it what it rests on; what is not yet verified stands back."""
    from bizenv_desktop.reports.fonts import Role
    from bizenv_desktop.reports.typeset.text import Run

    known = "；".join(label for label in row.basis if label != PROVINCIAL_PENDING)
    pending = PROVINCIAL_PENDING if PROVINCIAL_PENDING in row.basis else ""
    return [
        Run(f"{row.code} {row.title}\n", Role.HEI),
        f"{known}；" if known and pending else known,
        Run(pending, colour=_GREY),
    ]


def _joined(cell: Content, line: str) -> Content:
    from bizenv_desktop.reports.typeset.text import plain_text, runs_of

    return (*runs_of(cell), f"\n{line}") if plain_text(cell) else line


def _texts(record: RectificationList) -> Iterator[str]:
    """Everything that is printed, to look for characters no face can draw."""
    yield from (record.title, record.superiors, record.organisation, record.period)
    yield from (record.regulation, record.checklist, record.score_line)
    yield from (record.preparer, record.reviewer, record.head)
    yield from (column.title for column in record.columns)
    for row in record.rows:
        yield from (row.dimension, row.code, row.title, *row.basis, row.problem, row.measures)
        yield from (row.unit, row.person, row.leader, row.progress, row.remark)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
