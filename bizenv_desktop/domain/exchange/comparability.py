# SPDX-License-Identifier: MIT
"""What must be known before units are compared, in sentences; and a ranking for who asks for one.

A ranking says what it compares and leaves out what cannot be compared with the rest.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bizenv_desktop.domain.arithmetic import money_like
from bizenv_desktop.domain.checklists.codes import family
from bizenv_desktop.domain.exchange.wall import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from bizenv_desktop.domain.exchange.consolidation import UnitFigures

VersionKey = tuple[str, int]
Titles: TypeAlias = "Mapping[str, str]"
_NO_TITLES: Titles = {}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit's place by total; equal totals share a place."""

    place: int
    unit: UnitFigures


@dataclass(frozen=True, slots=True)
class Ranking:
    """Comparable units from the highest total down; `left_out` cannot be compared, with why."""

    ranked: tuple[Ranked, ...]
    left_out: tuple[tuple[UnitFigures, str], ...]
    words: str


def comparability(
    units: Sequence[UnitFigures], quarantined: int = 0, titles: Titles = _NO_TITLES
) -> tuple[str, ...]:
    """One sentence for each thing that makes units hard to compare; empty when nothing does.

    `titles` are those of the checklists by family.
    """
    return tuple(_notes(units, quarantined, titles))


def _notes(units: Sequence[UnitFigures], quarantined: int, titles: Titles) -> Iterator[str]:
    families = sorted({unit.family for unit in units})
    if len(families) > 1:
        parts = [
            f"“{titles.get(each, each)}”{sum(unit.family == each for unit in units)}个单位"
            for each in families
        ]
        listed = "，".join(parts)
        yield f"用了{len(families)}种自查表（{listed}），检查项分开统计，总分不宜直接比较。"
    versions = Counter(map(_version, units))
    usual = usual_version(units)
    for (checklist, version), _ in sorted(versions.items()):
        if usual is None or (checklist, version) == usual or checklist != usual[0]:
            continue
        names = [unit.name for unit in units if _version(unit) == (checklist, version)]
        yield f"多数单位用第{usual[1]}版自查表，{named(names)}用第{version}版。"
    open_units = [
        f"{unit.name}（已填{unit.answered}/{unit.asked}项）" for unit in units if not unit.complete
    ]
    if open_units:
        yield f"没有填完、未填按0分计的：{named(open_units)}。"
    vetoed = [f"{unit.name}（{'、'.join(unit.vetoed_by)}）" for unit in units if unit.vetoed_by]
    if vetoed:
        yield f"触发一票否决的：{named(vetoed)}；等级按最低档，分数照计。"
    bonus = [f"{unit.name}（{money_like(unit.bonus)}分）" for unit in units if unit.bonus]
    if bonus:
        yield f"总分含加分的：{named(bonus)}；得分率不含加分。"
    forks = [unit.name for unit in units if unit.standing.others]
    if forks:
        yield f"有分叉、只计其中一份的：{named(forks)}；请通知该单位合并后再报。"
    returned = [unit.name for unit in units if unit.standing.returned]
    if returned:
        yield f"已退回、仍按退回前的上报计的：{named(returned)}。"
    samples = [unit.standing.name for unit in units if unit.sample]
    if samples:
        yield f"内容为虚构的示例单位：{named(samples)}。"
    if quarantined:
        yield f"另有{quarantined}个包的密钥没有登记，没有计入。"


def usual_version(units: Sequence[UnitFigures]) -> VersionKey | None:
    """The checklist and version most units used; of two alike the newer, then the first by name."""
    counted = Counter(map(_version, units))
    return min(counted, key=lambda key: (-counted[key], -key[1], key[0]), default=None)


def rank(units: Sequence[UnitFigures], titles: Titles = _NO_TITLES) -> Ranking:
    """Comparable units by total, the highest first; equal ones share a place, by code."""
    usual = usual_version(units)
    left_out = tuple((unit, why) for unit in units if (why := _why_not(unit, usual, titles)))
    compared = [unit for unit in units if not _why_not(unit, usual, titles)]
    totals: list[Decimal] = [unit.total for unit in compared if unit.total is not None]
    ranked = [
        Ranked(1 + sum(other > unit.total for other in totals), unit)
        for unit in compared
        if unit.total is not None
    ]
    ranked.sort(key=lambda each: (each.place, each.unit.code))
    words = "没有可以比较的单位。"
    if usual is not None and ranked:
        words = (
            f"按自评总分（含加分）从高到低，只比较同用“{_titled(usual[0], titles)}”第{usual[1]}版、"
            f"已填完、没有分叉的{len(ranked)}个单位；自评分由各单位自己填报，同分同位次。"
        )
    return Ranking(tuple(ranked), left_out, words)


def _titled(checklist: str, titles: Titles) -> str:
    return titles.get(family(checklist), checklist)


def _why_not(unit: UnitFigures, usual: VersionKey | None, titles: Titles) -> str:
    if unit.sample:
        return "示例"
    if unit.total is None:
        return "没有可计分的检查项"
    if _version(unit) != usual:
        return (
            f"用第{unit.standing.checklist_version}版“{_titled(unit.standing.checklist, titles)}”"
        )
    if not unit.complete:
        return f"没有填完（{unit.answered}/{unit.asked}项）"
    return "有分叉" if unit.standing.others else ""


def _version(unit: UnitFigures) -> VersionKey:
    return (unit.standing.checklist, unit.standing.checklist_version)
