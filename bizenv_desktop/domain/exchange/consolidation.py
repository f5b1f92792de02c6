# SPDX-License-Identifier: MIT
"""汇总: figures over the self-checks of many units, exact and with their arithmetic in words.

Units stand in the order of their codes: nobody is ranked here (`exchange/ranking.py` does it, when
asked). Numbers come from the whole numbers kept on receipt.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.checklists.codes import family
from bizenv_desktop.domain.figures import half_up
from bizenv_desktop.domain.scoring import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bizenv_desktop.domain.exchange.finding_figures import FindingFigures
    from bizenv_desktop.domain.exchange.wall import Coverage, Standing
    from bizenv_desktop.domain.period import Period


def points_of(ten_thousandths: int) -> Decimal:
    """Points or a score of items as kept on receipt: 15000 → 1.5."""
    return Decimal(ten_thousandths).scaleb(-4).normalize() + 0


def total_of(hundredths: int | None) -> Decimal | None:
    """A total as kept on receipt: 8750 → 87.50."""
    return None if hundredths is None else Decimal(hundredths).scaleb(-2)


@dataclass(frozen=True, slots=True)
class UnitDimension:
    """One dimension of one unit: sums of its base items without what is 不适用."""

    code: str
    name: str
    score: Decimal
    points: Decimal

    @property
    def rate(self) -> Decimal | None:
        """Score per hundred points; None when all is 不适用."""
        return percent(self.score, self.points)


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit's self-check as it stands; `before` is the total of the period before it.

    `before` is None where nothing came or another family of checklists was used.
    """

    standing: Standing
    sample: bool
    checklist_sha256: str
    total: Decimal | None
    filled_total: Decimal | None
    bonus: Decimal
    grade: str | None
    vetoed_by: tuple[str, ...]
    answered: int
    asked: int
    findings: int
    closed: int
    dimensions: tuple[UnitDimension, ...] = ()
    before: Decimal | None = None

    @property
    def code(self) -> str:
        return self.standing.organisation

    @property
    def name(self) -> str:
        """The unit's name, marked where its data are made up."""
        return f"{self.standing.name}（示例）" if self.sample else self.standing.name

    @property
    def family(self) -> str:
        return family(self.standing.checklist)

    @property
    def complete(self) -> bool:
        return self.answered == self.asked

    @property
    def change(self) -> Decimal | None:
        """Points won against the period before; None when there is nothing to compare."""
        return None if self.total is None or self.before is None else self.total - self.before

    def dimension(self, code: str, name: str) -> UnitDimension | None:
        """Its sums in that dimension, None when its checklist has none such."""
        return next(
            (each for each in self.dimensions if (each.code, each.name) == (code, name)), None
        )


@dataclass(frozen=True, slots=True)
class Mean:
    """The middle of several units: weighted by points, plain, and the median.

    `score` and `points` are the sums the weighted one comes from.
    """

    units: int
    score: Decimal
    points: Decimal
    plain: Decimal | None
    median: Decimal | None

    @property
    def rate(self) -> Decimal | None:
        """得分合计÷分值合计, per hundred."""
        return percent(self.score, self.points)

    @property
    def words(self) -> str:
        """The arithmetic: 得分合计23.45÷分值合计26×100=90.19."""
        if self.rate is None:
            return "没有可计分的检查项"
        sums = f"得分合计{plain(self.score)}÷分值合计{plain(self.points)}×100"
        return f"{sums}={money_like(self.rate)}"


@dataclass(frozen=True, slots=True)
class DimensionFigures:
    """One dimension over the units; two of the same code and other names stay apart."""

    code: str
    name: str
    mean: Mean


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One check item over the units: how many got all, part or nothing, and what was lost.

    `points` and `score` are sums without what is 不适用; what is not filled in counts as 0.
    """

    family: str
    code: str
    title: str
    dimension: str
    kind: str
    full: int
    part: int
    none: int
    not_applicable: int
    unanswered: int
    points: Decimal
    score: Decimal

    @property
    def losing(self) -> int:
        """How many units lose points on it."""
        return self.part + self.none

    @property
    def asked(self) -> int:
        """How many units it applies to."""
        return self.full + self.part + self.none + self.unanswered

    @property
    def lost(self) -> Decimal:
        return self.points - self.score

    @property
    def rate(self) -> Decimal | None:
        return percent(self.score, self.points)

    @property
    def words(self) -> str:
        """3个单位中2个失分，共失1.50分，得分合计4.5÷分值合计6×100=75.00."""
        words = f"适用的{self.asked}个单位中{self.losing}个失分"
        if self.unanswered:
            words += f"、{self.unanswered}个未填（按0分计）"
        if self.not_applicable:
            words += f"，另有{self.not_applicable}个不适用"
        if self.rate is None:
            return words
        sums = f"得分合计{plain(self.score)}÷分值合计{plain(self.points)}×100"
        return f"{words}；共失{money_like(self.lost)}分，{sums}={money_like(self.rate)}"


@dataclass(frozen=True, slots=True)
class UnitLoss:
    """A unit that loses points on an item."""

    organisation: str
    name: str
    sample: bool
    points: Decimal
    score: Decimal

    @property
    def marked(self) -> str:
        """The unit's name, marked where its data are made up."""
        return f"{self.name}（示例）" if self.sample else self.name

    @property
    def lost(self) -> Decimal:
        return self.points - self.score


@dataclass(frozen=True, slots=True)
class LosingUnits:
    """Units that lose points on an item, and how many there are in all."""

    units: tuple[UnitLoss, ...] = ()
    total: int = 0

    @property
    def words(self) -> str:
        """What is not listed, in words; empty when all are."""
        if len(self.units) >= self.total:
            return ""
        return (
            f"失分的单位共{self.total}个，这里列出{len(self.units)}个："
            "先列分值全部失掉的，再列失掉一部分的，各按代码排。"
        )


@dataclass(frozen=True, slots=True)
class Consolidation:
    """A period over all units, or over those `under` a code; units by code, items by weight.

    `titles` are those of the checklists by family, `kinds` names the kinds of problems by code.
    """

    period: Period
    under: str
    today: date
    coverage: Coverage
    units: tuple[UnitFigures, ...]
    whole: Mean
    dimensions: tuple[DimensionFigures, ...]
    items: tuple[ItemFigures, ...]
    findings: FindingFigures
    notes: tuple[str, ...]
    titles: Mapping[str, str]
    kinds: Mapping[str, str]

    @property
    def problems(self) -> tuple[ItemFigures, ...]:
        """共性问题: the items anybody loses points on, those of most units first."""
        return tuple(each for each in self.items if each.losing)


def mean_of(entries: Iterable[tuple[Decimal, Decimal, Decimal | None]]) -> Mean:
    """The middle of entries of score, points, and the figure that is averaged plainly."""
    found = list(entries)
    figures = sorted(figure for _, _, figure in found if figure is not None)
    return Mean(
        units=len(found),
        score=sum((score for score, _, _ in found), Decimal(0)),
        points=sum((points for _, points, _ in found), Decimal(0)),
        plain=_average(figures),
        median=_median(figures),
    )


def whole_mean(units: Iterable[UnitFigures]) -> Mean:
    """The middle of the units: weighted over their base items, plain over their totals."""
    return mean_of(
        (
            sum((each.score for each in unit.dimensions), Decimal(0)),
            sum((each.points for each in unit.dimensions), Decimal(0)),
            unit.total,
        )
        for unit in units
    )


def dimension_means(units: Sequence[UnitFigures]) -> tuple[DimensionFigures, ...]:
    """Each dimension over the units whose checklist has it, by code."""
    found: dict[tuple[str, str], list[UnitDimension]] = {}
    for unit in units:
        for each in unit.dimensions:
            found.setdefault((each.code, each.name), []).append(each)
    return tuple(
        DimensionFigures(
            code, name, mean_of((each.score, each.points, each.rate) for each in entries)
        )
        for (code, name), entries in sorted(found.items())
    )


def by_weight(items: Iterable[ItemFigures]) -> tuple[ItemFigures, ...]:
    """Items in the order they weigh: units that lose points, points lost, then the code."""
    return tuple(sorted(items, key=lambda each: (-each.losing, -each.lost, each.code)))


def _average(figures: Sequence[Decimal]) -> Decimal | None:
    if not figures:
        return None
    return half_up(sum(map(Fraction, figures), Fraction(0)) / len(figures))


def _median(figures: Sequence[Decimal]) -> Decimal | None:
    """Of an even number the mean of the two in the middle."""
    if not figures:
        return None
    low, high = figures[(len(figures) - 1) // 2], figures[len(figures) // 2]
    return half_up((Fraction(low) + Fraction(high)) / 2)
