# SPDX-License-Identifier: MIT
"""Checklists: dimensions, items and the six ways an item can be scored."""

# annotations are evaluated here: domain/record_json.py reads them

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.regulations.citation import Citation

DEFAULT_PARTIAL = Decimal("0.5")


class Method(StrEnum):
    """How an item is scored (DESIGN §4); veto items carry no points."""

    JUDGEMENT = "judgement"
    DEDUCTION = "deduction"
    MEASURE = "measure"
    TIER = "tier"
    BONUS = "bonus"
    VETO = "veto"

    @property
    def label(self) -> str:
        """The method in Chinese."""
        return _METHOD_LABELS[self]

    @property
    def in_base(self) -> bool:
        """Whether its points belong to the hundred."""
        return self not in (Method.BONUS, Method.VETO)


_METHOD_LABELS = {
    Method.JUDGEMENT: "判断",
    Method.DEDUCTION: "逐处扣分",
    Method.MEASURE: "指标",
    Method.TIER: "分档",
    Method.BONUS: "加分",
    Method.VETO: "一票否决",
}


class Way(StrEnum):
    """Where the clerk looks."""

    ON_SITE = "看现场"
    RECORDS = "查台账"
    SYSTEM = "系统核"
    PEOPLE = "问人员"


class DayKind(StrEnum):
    """What a deadline counts in; the rule it comes from decides."""

    WORKING = "working"
    CALENDAR = "calendar"

    @property
    def label(self) -> str:
        """工作日 or 日."""
        return "工作日" if self is DayKind.WORKING else "日"


class Requirement(StrEnum):
    """What an answer that loses points must bring along."""

    NOTE = "note"
    PHOTO = "photo"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Deduction:
    """One kind of deduction; `each` points per occurrence, counted in `unit` (处, 件, 次, 人次)."""

    code: str
    text: str
    each: Decimal
    unit: str = "处"


@dataclass(frozen=True, slots=True)
class Measure:
    """A ratio (numerator and denominator named) or a plain number (`value` named).

    At `floor` it scores nothing, at `target` everything, linear between, clamped; a floor above the
    target means that less is better. A ratio is in percent.
    """

    floor: Decimal
    target: Decimal
    unit: str
    numerator: str = ""
    denominator: str = ""
    value: str = ""
    before: str = ""
    basis: str = ""

    @property
    def is_ratio(self) -> bool:
        """Whether it is a numerator over a denominator rather than a plain number."""
        return bool(self.denominator)

    @property
    def less_is_better(self) -> bool:
        """Whether the floor lies above the target."""
        return self.floor > self.target


@dataclass(frozen=True, slots=True)
class Band:
    """A tier's band; without a bound it takes whatever no earlier band took."""

    score: Decimal
    text: str
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies within the bounds, both included."""
        if self.at_least is not None and value < self.at_least:
            return False
        return self.at_most is None or value <= self.at_most


@dataclass(frozen=True, slots=True)
class Tiers:
    """A counted figure and its bands, first match wins; the last band has no bound."""

    label: str
    unit: str
    bands: tuple[Band, ...]

    def band_of(self, value: Decimal) -> Band:
        """The first band that holds the value; the last one holds every value."""
        return next(band for band in self.bands if band.holds(value))


@dataclass(frozen=True, slots=True)
class Deadline:
    """How many days to put it right, counted how, and why."""

    days: int
    kind: DayKind
    basis: str

    @property
    def label(self) -> str:
        """5个工作日 or 5日."""
        counter = "个" if self.kind is DayKind.WORKING else ""
        return f"{self.days}{counter}{self.kind.label}"


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing to check; `code` never changes and is never used twice.

    `locked` names the level that keeps the item as it is: a unit below it may not change it.
    """

    code: str
    dimension: str
    title: str
    standard: str
    ways: tuple[Way, ...]
    check: str
    points: Decimal
    method: Method
    topic_words: tuple[str, ...]
    evidence: tuple[str, ...]
    measures: tuple[str, ...]
    deadline: Deadline
    problem: str
    problem_kind: str
    citations: tuple[Citation, ...] = ()
    policy: str = ""
    partial: Decimal = DEFAULT_PARTIAL
    veto: bool = False
    deductions: tuple[Deduction, ...] = ()
    measure: Measure | None = None
    tiers: Tiers | None = None
    on_fail: tuple[Requirement, ...] = ()
    survey: tuple[str, ...] = ()
    standards: tuple[int, ...] = ()
    na_reasons: tuple[str, ...] = ()
    locked: Level | None = None

    def deduction(self, code: str) -> Deduction | None:
        """The kind of deduction of that code, None when the item has none such."""
        return next((kind for kind in self.deductions if kind.code == code), None)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the six sides of the business environment (政务环境 …)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade from `minimum` points up."""

    name: str
    minimum: Decimal


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One of the five kinds problems are sorted into in a report (survey_facts S15)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Retired:
    """The code of an item no longer asked: kept for good, so that it is never given out again."""

    code: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class ScoringOptions:
    """The three switches of a self-check: off unless the checklist or the unit says so."""

    bonus: bool = False
    veto: bool = False
    grades: bool = False


@dataclass(frozen=True)
class Checklist:
    """A checklist of one version; items are in the order they are checked and printed.

    `parent` is the id of the checklist a unit made its own from; empty when it was made from none.
    """

    id: str
    version: int
    title: str
    level: Level
    edition: str
    base_points: Decimal
    dimensions: tuple[Dimension, ...]
    items: tuple[CheckItem, ...]
    options: ScoringOptions = ScoringOptions()
    bonus_cap: Decimal = Decimal(0)
    grades: tuple[Grade, ...] = ()
    problem_kinds: tuple[ProblemKind, ...] = ()
    source: str = ""
    note: str = ""
    retired: tuple[Retired, ...] = ()
    parent: str = ""

    @cached_property
    def by_code(self) -> Mapping[str, CheckItem]:
        """The items by their codes."""
        return {item.code: item for item in self.items}

    def item(self, code: str) -> CheckItem:
        """The item of that code; KeyError when there is none."""
        return self.by_code[code]

    def get(self, code: str) -> CheckItem | None:
        """The item of that code, None when there is none."""
        return self.by_code.get(code)

    def dimension(self, code: str) -> Dimension:
        """The dimension of that code; KeyError when there is none."""
        for dimension in self.dimensions:
            if dimension.code == code:
                return dimension
        raise KeyError(code)

    def problem_kind(self, code: str) -> str:
        """The name of that kind of problem; empty when there is none."""
        return next((kind.name for kind in self.problem_kinds if kind.code == code), "")

    def asked(self, options: ScoringOptions) -> tuple[CheckItem, ...]:
        """The items to be answered: bonus and veto items only where their switch is on."""
        return tuple(
            item
            for item in self.items
            if item.method.in_base
            or (item.method is Method.BONUS and options.bonus)
            or (item.method is Method.VETO and options.veto)
        )
