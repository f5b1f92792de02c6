# SPDX-License-Identifier: MIT
"""汇总整改清单, 汇总得分表 and 汇总报告: what a superior prints of many units.

Each says under its title how many units owed a report and who has not sent one.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.numerals import chinese_number
from bizenv_desktop.domain.papers.ledger import time_left
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
    day_in_words,
    fact,
)
from bizenv_desktop.reports.layouts.common import DATE_LINE, paper_facts, paper_properties
from bizenv_desktop.reports.layouts.report import paragraph_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.exchange.consolidation import (
        Consolidation,
        Mean,
        UnitFigures,
    )
    from bizenv_desktop.domain.papers.consolidated_records import (
        ConsolidatedList,
        ConsolidatedReport,
        ScoreTable,
        SharedRow,
    )
    from bizenv_desktop.reports.blocks import Block, Cell, Words

NOTHING = "没有未销号的问题。"
NO_UNITS = "没有收到上报。"
ONLY_TITLES = "单位较多，本表只列检查项，存在问题和整改措施见各单位的整改清单。"
_LIST = (
    Column("number", "序号", 8.5, Stand.CENTRE, repeat=True),
    Column("where", "单位", 20, Stand.CENTRE),
    Column("item", "检查项", 30, flexible=True),
    Column("problem", "存在问题", 44, flexible=True),
    Column("measures", "整改措施", 44, flexible=True),
    Column("unit", "责任单位", 17, Stand.CENTRE),
    Column("person", "责任人", 15, Stand.CENTRE),
    Column("due", "整改时限", 18.5, Stand.CENTRE),
    Column("lost", "失分", 10, Stand.RIGHT),
    Column("state", "整改情况", 22, Stand.CENTRE),
)
_DIMENSIONS = (
    Column("name", "维度", 30, flexible=True),
    Column("units", "单位数", 16, Stand.RIGHT),
    Column("points", "分值合计", 22, Stand.RIGHT),
    Column("score", "得分合计", 22, Stand.RIGHT),
    Column("rate", "得分率（%）", 24, Stand.RIGHT),
    Column("plain", "得分率平均", 24, Stand.RIGHT),
    Column("median", "中位数", 20, Stand.RIGHT),
)


def consolidated_list_paper(record: ConsolidatedList) -> Paper:
    """The list as blocks: gathered by unit or by item."""
    head = record.head
    over = sum(row.days_over > 0 for row in record.rows)
    state = f"没有销号的问题{len(record.rows)}个，其中逾期{over}个"
    note = () if record.whole else (Text(ONLY_TITLES, Look.NOTE),)
    left_out = "where" if not record.by_item else "item"
    columns = tuple(column for column in _LIST if column.key != left_out)
    if not record.whole:
        columns = tuple(column for column in columns if column.key != "measures")
    return Paper(
        **paper_properties(head),
        landscape=head.landscape,
        blocks=(
            Text(head.title, Look.TITLE),
            Facts((*paper_facts(head, fact("进展", state)), fact("上报情况", record.coverage))),
            Table(columns, tuple(_list_lines(record, columns)) or (Group(NOTHING),)),
            *note,
            Signatures(head.signers, (head.centre, DATE_LINE)),
        ),
    )


def _list_lines(record: ConsolidatedList, columns: tuple[Column, ...]) -> Iterator[Line | Group]:
    numbers = count(1)
    for at, group in enumerate(record.groups, 1):
        mark = group.rows[0].finding.name
        if record.by_item:
            mark = group.heading.partition("（")[0]
        yield Group(f"{chinese_number(at)}、{group.heading}", bookmark=mark)
        for row in group.rows:
            cells = _list_cells(row, str(next(numbers)), record)
            yield Line(tuple(cells[column.key] for column in columns))


def _list_cells(row: SharedRow, number: str, record: ConsolidatedList) -> dict[str, Cell]:
    finding = row.finding
    state = row.progress
    if row.days_over:
        state = f"{state}\n{time_left(finding.due, record.head.printed)}"
    lost = Figure(finding.lost) if finding.check_item == finding.item else ""
    item: Words = (Piece(f"{finding.item} ", strong=True), finding.title)
    return {
        "number": number,
        "where": finding.marked,
        "item": item,
        "problem": row.problem,
        "measures": row.measures,
        "unit": finding.unit,
        "person": finding.person,
        "due": finding.due,
        "lost": lost,
        "state": state,
    }


def score_table_paper(record: ScoreTable) -> Paper:
    """Units by code against dimensions, the means under them, what makes them hard to compare."""
    head, figures = record.head, record.consolidation
    names = [(each.code, each.name) for each in figures.dimensions]
    columns = (
        Column("number", "序号", 8.5, Stand.CENTRE, repeat=True),
        Column("unit", "单位", 30, flexible=True),
        Column("total", "总分", 14, Stand.RIGHT),
        *(
            Column(f"d{at}", f"{name}得分率（%）", 18, Stand.RIGHT)
            for at, (_, name) in enumerate(names)
        ),
        Column("before", "上期总分", 14, Stand.RIGHT),
        Column("change", "增减", 13, Stand.RIGHT),
        Column("findings", "问题", 10, Stand.RIGHT),
        Column("closed", "已销号", 12, Stand.RIGHT),
        Column("remark", "备注", 24),
    )
    lines: list[Line | Group] = [
        Line(_unit_cells(unit, str(number), names)) for number, unit in enumerate(figures.units, 1)
    ]
    if lines:
        lines.append(_means(figures, names))
    return Paper(
        **paper_properties(head),
        landscape=head.landscape,
        blocks=(
            Text(head.title, Look.TITLE),
            Facts((*paper_facts(head), fact("上报情况", figures.coverage.sentence))),
            Table(columns, tuple(lines) or (Group(NO_UNITS),)),
            *_score_notes(figures),
            *_ranking(record),
            Signatures(head.signers, (head.centre, DATE_LINE)),
        ),
    )


def _unit_cells(unit: UnitFigures, number: str, names: list[tuple[str, str]]) -> tuple[Cell, ...]:
    rates = [
        Figure(None if (found := unit.dimension(*name)) is None else found.rate, instead="—")
        for name in names
    ]
    change = unit.change
    return (
        number,
        unit.name,
        Figure(unit.total, instead="—"),
        *rates,
        Figure(unit.before, instead="—"),
        "—" if change is None else f"{'+' if change > 0 else ''}{money_like(change)}",
        str(unit.findings),
        str(unit.closed),
        "；".join(_remarks(unit)),
    )


def _remarks(unit: UnitFigures) -> Iterator[str]:
    if unit.grade:
        yield f"等级{unit.grade}"
    if unit.vetoed_by:
        yield f"{'、'.join(unit.vetoed_by)}触发一票否决"
    if not unit.complete:
        yield f"已填{unit.answered}/{unit.asked}项"
    if unit.standing.others:
        yield "有分叉"
    if unit.standing.returned:
        yield "已退回"


def _means(figures: Consolidation, names: list[tuple[str, str]]) -> Line:
    """The weighted rates under the columns they are of."""
    rates = {(each.code, each.name): each.mean.rate for each in figures.dimensions}
    findings = figures.findings.whole
    return Line(
        (
            "",
            "合计得分率（得分合计÷分值合计）",
            Figure(figures.whole.rate, instead="—"),
            *(Figure(rates[name], instead="—") for name in names),
            "",
            "",
            str(findings.total),
            str(findings.closed),
            "",
        ),
        strong=True,
    )


def _score_notes(figures: Consolidation) -> Iterator[Text]:
    if figures.whole.rate is not None:
        yield Text(f"合计：{_mean_words(figures.whole)}。", Look.NOTE)
        for each in figures.dimensions:
            yield Text(f"{each.name}：{_mean_words(each.mean)}。", Look.NOTE)
    for note in figures.notes:
        yield Text(note, Look.NOTE)


def _mean_words(mean: Mean) -> str:
    words = mean.words
    if mean.plain is not None and mean.median is not None:
        words += f"；{mean.units}个单位平均{money_like(mean.plain)}"
        words += f"，中位数{money_like(mean.median)}"
    return words


def _ranking(record: ScoreTable) -> Iterator[Block]:
    ranking = record.ranking
    if ranking is None:
        return
    yield Text("位次（应要求附列）", Look.SUBHEADING, bookmark="位次")
    yield Text(ranking.words, Look.NOTE)
    columns = (
        Column("place", "位次", 14, Stand.CENTRE),
        Column("unit", "单位", 60, flexible=True),
        Column("total", "总分", 20, Stand.RIGHT),
        Column("remark", "不参加比较的原因", 60, flexible=True),
    )
    lines = [
        Line((str(each.place), each.unit.name, Figure(each.unit.total), ""))
        for each in ranking.ranked
    ]
    lines += [
        Line(("—", unit.name, Figure(unit.total, instead="—"), why))
        for unit, why in ranking.left_out
    ]
    yield Table(columns, tuple(lines) or (Group(NO_UNITS),))


def consolidated_report_paper(record: ConsolidatedReport) -> Paper:
    """The report in running text, with the table of dimensions where it speaks of them."""
    properties = paper_properties(record.head)
    properties |= {"title": "".join(record.title_lines), "running_head": ""}
    return Paper(blocks=tuple(_report_blocks(record)), landscape=False, **properties)


def _report_blocks(record: ConsolidatedReport) -> Iterator[Block]:
    for line in record.title_lines:
        yield Text(line, Look.TITLE)
    for paragraph in record.report.printed:
        yield from paragraph_texts(paragraph)
        if paragraph.key == "situation.dimensions":
            yield _dimension_table(record.consolidation)
    head = record.head
    yield Signatures(head.signers, (head.centre, day_in_words(head.printed)))


def _dimension_table(figures: Consolidation) -> Table:
    entries = [(each.name, each.mean) for each in figures.dimensions]
    lines = [_dimension_line(name, mean) for name, mean in entries]
    return Table(_DIMENSIONS, (*lines, _whole_line(figures.whole)), size=10.5)


def _dimension_line(name: str, mean: Mean) -> Line:
    return Line(
        (
            name,
            str(mean.units),
            plain(mean.points),
            plain(mean.score),
            Figure(mean.rate, instead="—"),
            Figure(mean.plain, instead="—"),
            Figure(mean.median, instead="—"),
        )
    )


def _whole_line(mean: Mean) -> Line:
    """The sums; the plain mean and median of totals stand in the text, bonus included."""
    return Line(
        (
            "合计",
            str(mean.units),
            plain(mean.points),
            plain(mean.score),
            Figure(mean.rate, instead="—"),
            "",
            "",
        ),
        strong=True,
    )
