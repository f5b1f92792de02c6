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
from bizenv_desktop.domain.papers.reviewed import difference_words
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
from bizenv_desktop.reports.layouts.common import (
    DATE_LINE,
    paper_facts,
    paper_properties,
    said_blocks,
)

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
_MISSED = "SUMPRODUCT(ISNUMBER({score@%s})*ISBLANK({reviewed@%s}))"
_REVIEWED = (
    f'=IF(OR(COUNT({{reviewed@rows}})=0,{_MISSED % ("rows", "rows")}>0),"",'
    "ROUND(SUM({reviewed@rows}),2))"
)
_ALL = "=ROUND(SUM({%s@sub}),2)"


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
            *said_blocks(record.notes),
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
    words: Words = (f"{found}\n", Piece(row.review, strong=True)) if row.review else found
    return Line((str(row.number), item, points, words, lost, score, reviewed, _basis(row)))


def _basis(row: ScoreRow) -> Words:
    known = "；".join(label for label in row.basis if label != PROVINCIAL_PENDING)
    pending = PROVINCIAL_PENDING if PROVINCIAL_PENDING in row.basis else ""
    return (f"{known}；" if known and pending else known, Piece(pending, aside=True))


def _subtotal(section: ScoreSection) -> Line:
    rate = percent(section.score, section.points)
    share = "" if rate is None else f"得分率{money_like(rate)}%"
    words = "，".join(filter(None, (share, difference_words(section.score, section.reviewed))))
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
    yield _total(
        "合计",
        Figure(record.base_points, _ALL % "points"),
        "各维度小计相加，不适用的项不计",
        Figure(lost, _ALL % "lost"),
        Figure(record.base_score, _ALL % "score"),
        Figure(record.reviewed_base, _base_reviewed(record)),
        mark="base",
    )
    none = Figure(None)
    if record.bonus_rows:
        formula = f"=MIN({plain(record.bonus_cap)},ROUND(SUM({{score@加分项}}),2))"
        score = Figure(record.bonus, formula)
        given = Figure(record.reviewed_bonus, _bonus_reviewed(record))
        yield _total("加分", none, "按上限计入", none, score, given, mark="bonus")
    words = record.explanation
    if not record.complete:
        words += f"（已填{record.answered}/{record.asked}项，未填的按0分）"
    words = "；".join(filter(None, (words, _reviewed_words(record))))
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
        own, theirs = (
            Figure(None, instead=grade or "") for grade in (record.grade, record.reviewed_grade)
        )
        yield _total("等级", none, _grade_words(record), none, own, theirs)


def _reviewed_words(record: ScoreSheet) -> str:
    """The superior's total beside the unit's."""
    if record.reviewed_total is None:
        return record.part_reviewed
    different = difference_words(record.total, record.reviewed_total)
    said = different.removeprefix("考核") or "与自评相同"
    return f"考核总分{money_like(record.reviewed_total)}，{said}"


def _base_reviewed(record: ScoreSheet) -> str:
    """The superior's sum, empty until every dimension that counts has its own."""
    needed = len(record.reviewed_sections)
    if not needed:
        return ""
    return f'=IF(COUNT({{reviewed@sub}})<{needed},"",ROUND(SUM({{reviewed@sub}}),2))'


def _bonus_reviewed(record: ScoreSheet) -> str:
    if not _base_reviewed(record):
        return ""
    missed = _MISSED % ("加分项", "加分项")
    capped = f"MIN({plain(record.bonus_cap)},ROUND(SUM({{reviewed@加分项}}),2))"
    return f'=IF(OR({{reviewed@base}}="",{missed}>0),"",{capped})'


def _total_formulas(record: ScoreSheet) -> tuple[str, str]:
    """Self-score and superior's score; the sums are rounded already, the quotient is once more."""
    if record.total is None:
        return "", ""
    more = record.reviewed_points - record.base_points  # given for 不适用
    out_of = f"({{points@base}}+{plain(more)})" if more else "{points@base}"
    score = "ROUND(100*{score@base}/{points@base},2)"
    reviewed = f"ROUND(100*{{reviewed@base}}/{out_of},2)"
    last = "base"
    if record.bonus_rows:
        score, reviewed = f"{score}+{{score@bonus}}", f"{reviewed}+{{reviewed@bonus}}"
        last = "bonus"
    return f"=ROUND({score},2)", f'=IF({{reviewed@{last}}}="","",ROUND({reviewed},2))'


def _grade_words(record: ScoreSheet) -> str:
    bands = "、".join(f"{plain(grade.minimum)}分以上为{grade.name}" for grade in record.grades)
    return f"触发一票否决，定为{record.grade}" if record.vetoed else bands


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
