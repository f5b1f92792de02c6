# SPDX-License-Identifier: MIT
"""The frozen record of each paper a superior makes of what it received."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from bizenv_desktop.domain.exchange.wall import WallState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bizenv_desktop.domain.exchange.comparability import Ranking
    from bizenv_desktop.domain.exchange.consolidation import Consolidation
    from bizenv_desktop.domain.exchange.finding_figures import UnitFinding
    from bizenv_desktop.domain.exchange.wall import Wall, WallCell, WallRow
    from bizenv_desktop.domain.papers.paper_head import PaperHead
    from bizenv_desktop.domain.papers.report_draft import SelfCheckReport


@dataclass(frozen=True, slots=True)
class SharedRow:
    """An open finding of a unit as printed; the words of problem and measures are the unit's own.

    `measures` is empty where only the summary was read.
    """

    finding: UnitFinding
    dimension: str
    problem: str
    measures: str
    progress: str
    days_over: int


@dataclass(frozen=True, slots=True)
class SharedGroup:
    """Rows under one heading: a unit's, or those about one item."""

    heading: str
    rows: tuple[SharedRow, ...]


@dataclass(frozen=True, slots=True)
class ConsolidatedList:
    """汇总整改清单; `by_item` gathers by check item, otherwise by unit. `whole` has the words."""

    head: PaperHead
    coverage: str
    groups: tuple[SharedGroup, ...]
    by_item: bool
    whole: bool

    @property
    def rows(self) -> tuple[SharedRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class ConsolidatedReport:
    """汇总报告: the paragraphs, and the figures its tables show."""

    head: PaperHead
    consolidation: Consolidation
    report: SelfCheckReport

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title in two lines: whose and of when, what about."""
        return (f"{self.head.centre}关于{self.head.period}", "营商环境自查情况的汇总报告")


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """汇总得分表: units by code against dimensions; with a `ranking` when one was asked for."""

    head: PaperHead
    consolidation: Consolidation
    ranking: Ranking | None = None


@dataclass(frozen=True, slots=True)
class WallPaper:
    """应报未报表: the wall as it stands the day it is printed."""

    head: PaperHead
    wall: Wall


@dataclass(frozen=True, slots=True)
class UrgedUnit:
    """A unit that is asked to report, with how it stands and its superiors' names."""

    name: str
    superiors: str
    cell: WallCell


@dataclass(frozen=True, slots=True)
class UrgePaper:
    """催报单: a sheet for each unit, or with `as_list` one table of all of them."""

    head: PaperHead
    coverage: str
    units: tuple[UrgedUnit, ...]
    due: date | None
    as_list: bool


ConsolidatedRecord: TypeAlias = (
    ConsolidatedList | ConsolidatedReport | ScoreTable | WallPaper | UrgePaper
)


def shared_groups(rows: Iterable[SharedRow], *, by_item: bool) -> tuple[SharedGroup, ...]:
    """Rows gathered by unit, or by item with those of most units first."""
    if not by_item:
        ordered = sorted(rows, key=lambda row: row.finding.organisation)
        return tuple(
            SharedGroup(_counted(own[0].finding.marked, own), tuple(own))
            for _, found in groupby(ordered, key=lambda row: row.finding.organisation)
            if (own := list(found))
        )
    by_code: dict[tuple[bool, str], list[SharedRow]] = {}
    for row in rows:
        item = row.finding.check_item
        by_code.setdefault((item is None, item or ""), []).append(row)
    groups = [
        (-len({row.finding.organisation for row in own}), missing, code, own)
        for (missing, code), own in by_code.items()
    ]
    return tuple(
        SharedGroup(
            _counted(own[0].finding.title if code else "检查发现、不对应检查项的问题", own, code),
            tuple(own),
        )
        for _, _, code, own in sorted(groups, key=lambda group: group[:3])
    )


def urged_units(rows: Iterable[WallRow]) -> tuple[UrgedUnit, ...]:
    """Of a wall of one period: who has not reported, and whose report was sent back."""
    return tuple(
        UrgedUnit(row.unit.name, "".join(row.unit.path), row.cells[0])
        for row in rows
        if not row.is_unlisted and row.cells[0].state in _URGED
    )


_URGED = (WallState.MISSING, WallState.OVERDUE, WallState.RETURNED)


def _counted(name: str, rows: list[SharedRow], code: str = "") -> str:
    over = sum(row.days_over > 0 for row in rows)
    units = f"涉及{len({row.finding.organisation for row in rows})}个单位，" if code else ""
    words = f"{f'{code} ' if code else ''}{name}（{units}{len(rows)}个问题"
    return f"{words}，逾期{over}个）" if over else f"{words}）"
