# SPDX-License-Identifier: MIT
"""自查评分表: item by item, sums by dimension, the total with its arithmetic.

In a workbook every sum is a formula over the cells above it: whoever changes 扣分 sees the total
follow, by the same arithmetic as the program's (100 × Σ得分 ÷ Σ分值, rounded half-up once).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.numerals import chinese_number
from bizenv_desktop.domain.papers.rectification_list import PROVINCIAL_PENDING
from bizenv_desktop.domain.scoring import ItemState, percent
from bizenv_desktop.reports.blocks import (
    Column,
    Facts,
    Figure,
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
from bizenv_desktop.reports.layouts.common import DATE_LINE, paper_facts, paper_properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.papers.scoresheet import ScoreRow, ScoreSection, ScoreSheet
    from bizenv_desktop.reports.blocks import Cell, Words

LEFT_OUT, OPEN = "不适用", "未填"
_VETO = "触发一票否决"
COLUMNS = (
    Column("number", "序号", 8.5, Stand.CENTRE, repeat=True),
    Column("item", "检查项目", 34, flexible=True),
    Column("points", "分值", 11, Stand.RIGHT),
    Column("found", "扣分情况", 70, flexible=True),
    Column("lost", "扣分", 11.5, Stand.RIGHT),
    Column("score", "自评分", 13.5, Stand.RIGHT),
    Column("reviewed", "考核分", 13.5, Stand.RIGHT),
    Column("basis", "依据", 48, flexible=True),
)
_ITEM = "=ROUND({points}-{lost},2)"
_SUM = "=ROUND(SUM({%s@rows}),2)"
_APPLICABLE = f'=ROUND(SUMIF({{score@rows}},"<>{LEFT_OUT}",{{points@rows}}),2)'
_REVIEWED = '=IF(COUNT({reviewed@rows})<COUNT({score@rows}),"",ROUND(SUM({reviewed@rows}),2))'
_ALL = "=ROUND(SUM({%s@sub}),2)"
_ALL_REVIEWED = '=IF(COUNT({reviewed@sub})<COUNT({score@sub}),"",ROUND(SUM({reviewed@sub}),2))'


def scoresheet_paper(record: ScoreSheet) -> Paper:
    """The sheet as blocks."""
    head = record.head
    return Paper(
        **paper_properties(head),
        landscape=head.landscape,
        blocks=(
            Text(head.title, Look.TITLE),
            Facts(paper_facts(head, fact("得分", head.score_line)), head.code),
            Table(COLUMNS, tuple(_lines(record))),
            Signatures(head.signers, (head.centre, DATE_LINE)),
        ),
    )


def _lines(record: ScoreSheet) -> Iterator[Line | Group]:
    for number, section in enumerate(record.sections, 1):
        name = f"{chinese_number(number)}、{section.name}"
        shares = f"{len(section.rows)}项，应得{plain(section.points)}分"
        yield Group(f"{name}（{shares}）", bookmark=section.name)
        yield from map(_item_line, section.rows)
        yield _subtotal(section)
    if record.bonus_rows:
        yield Group(f"加分项（最多加{plain(record.bonus_cap)}分）", bookmark="加分项")
        yield from map(_bonus_line, record.bonus_rows)
    if record.veto_rows:
        yield Group("一票否决项", bookmark="一票否决项")
        yield from map(_veto_line, record.veto_rows)
    yield Group("总计", bookmark="总计")
    yield from _totals(record)


def _item_line(row: ScoreRow) -> Line:
    instead = {ItemState.NOT_APPLICABLE: LEFT_OUT}.get(row.state, OPEN)
    formula = "" if row.score is None else _ITEM
    return _line(
        row,
        Figure(row.points),
        Figure(row.lost),
        Figure(row.score, formula, instead),
        Figure(row.reviewed),
    )


def _bonus_line(row: ScoreRow) -> Line:
    empty = Figure(None)
    score = Figure(row.score, instead=LEFT_OUT if row.state is ItemState.NOT_APPLICABLE else OPEN)
    return _line(row, Figure(row.points), empty, score, Figure(row.reviewed))


def _veto_line(row: ScoreRow) -> Line:
    words = {
        ItemState.NOT_APPLICABLE: LEFT_OUT,
        ItemState.SCORED: "触发" if row.vetoes else "未触发",
    }
    none = Figure(None)
    return _line(row, none, none, Figure(None, instead=words.get(row.state, OPEN)), none)


def _line(row: ScoreRow, points: Cell, lost: Cell, score: Cell, reviewed: Cell) -> Line:
    item: Words = (Piece(f"{row.code} ", strong=True), row.title)
    found = f"{row.arithmetic}\n{row.found}" if row.found else row.arithmetic
    if row.vetoes and _VETO not in found:
        found += f"\n{_VETO}"
    return Line((str(row.number), item, points, found, lost, score, reviewed, _basis(row)))


def _basis(row: ScoreRow) -> Words:
    known = "；".join(label for label in row.basis if label != PROVINCIAL_PENDING)
    pending = PROVINCIAL_PENDING if PROVINCIAL_PENDING in row.basis else ""
    return (f"{known}；" if known and pending else known, Piece(pending, aside=True))


def _subtotal(section: ScoreSection) -> Line:
    rate = percent(section.score, section.points)
    words = "" if rate is None else f"得分率{money_like(rate)}%"
    return Line(
        (
            "",
            f"{section.name}小计",
            Figure(section.points, _APPLICABLE),
            words,
            Figure(section.lost, _SUM % "lost"),
            Figure(section.score, _SUM % "score"),
            Figure(section.reviewed, _REVIEWED),
            "",
        ),
        strong=True,
        mark="sub",
    )


def _totals(record: ScoreSheet) -> Iterator[Line]:
    lost = sum((section.lost for section in record.sections), Decimal(0))
    reviewed = [section.reviewed for section in record.sections if section.reviewed is not None]
    whole = len(reviewed) == len(record.sections)
    yield _total(
        "合计",
        Figure(record.base_points, _ALL % "points"),
        "各维度小计相加，不适用的项不计",
        Figure(lost, _ALL % "lost"),
        Figure(record.base_score, _ALL % "score"),
        Figure(sum(reviewed, Decimal(0)) if whole and reviewed else None, _ALL_REVIEWED),
        mark="base",
    )
    none = Figure(None)
    if record.bonus_rows:
        formula = f"=MIN({plain(record.bonus_cap)},ROUND(SUM({{score@加分项}}),2))"
        score = Figure(record.bonus, formula)
        again = f"=MIN({plain(record.bonus_cap)},ROUND(SUM({{reviewed@加分项}}),2))"
        given = Figure(None, again)
        yield _total("加分", none, "按上限计入", none, score, given, mark="bonus")
    words = record.explanation
    if not record.complete:
        words += f"（已填{record.answered}/{record.asked}项，未填的按0分）"
    total, again = _total_formulas(record)
    yield _total(
        "自评总分",
        none,
        words,
        none,
        Figure(record.total, total, "—"),
        Figure(record.reviewed_total, again),
        mark="total",
    )
    if record.grade:
        yield _total(
            "等级", none, _grade_words(record), none, Figure(None, instead=record.grade), none
        )


def _total_formulas(record: ScoreSheet) -> tuple[str, str]:
    """Self-score and superior's score; the sums are rounded already, the quotient is once more."""
    if record.total is None:
        return "", ""
    score = "ROUND(100*{score@base}/{points@base},2)"
    reviewed = "ROUND(100*{reviewed@base}/{points@base},2)"
    if record.bonus_rows:
        score, reviewed = f"{score}+{{score@bonus}}", f"{reviewed}+{{reviewed@bonus}}"
    return f"=ROUND({score},2)", f'=IF({{reviewed@base}}="","",ROUND({reviewed},2))'


def _grade_words(record: ScoreSheet) -> str:
    bands = "、".join(f"{plain(grade.minimum)}分以上为{grade.name}" for grade in record.grades)
    triggered = any(
        row.vetoes
        for rows in (*(section.rows for section in record.sections), record.veto_rows)
        for row in rows
    )
    return f"触发一票否决，定为{record.grade}" if triggered else bands


def _total(
    name: str,
    points: Cell,
    words: str,
    lost: Cell,
    score: Cell,
    reviewed: Cell,
    mark: str = "",
) -> Line:
    return Line(("", name, points, words, lost, score, reviewed, ""), strong=True, mark=mark)
