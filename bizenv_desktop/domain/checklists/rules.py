# SPDX-License-Identifier: MIT
"""What must hold of a checklist's figures: sums, bounds, methods and their parts.

The bounds also keep `storage/second_scorer.py` exact: it counts in whole hundredths of 64 bits.
`domain/checklists/faults.py` puts these rules together with those on words and citations.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.checklists.words import ITEM_WORDS, shown, words_for
from bizenv_desktop.domain.numbers import LARGEST_NUMBER, at_most_two_places

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bizenv_desktop.domain.checklists.checklist import (
        Band,
        CheckItem,
        Checklist,
        Measure,
        Tiers,
    )

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold, and where.

    `part` is a field of the item, or of the head when `item` is empty; `entry` counts from 1 where
    the part is a list, `field` is a field inside the part. `row` is the item's position from 1.
    """

    part: str
    reason: str
    entry: int = 0
    field: str = ""
    item: str = ""
    row: int = 0

    @property
    def key(self) -> str:
        """The keys that lead there in a content file: deductions[2] each."""
        part = f"{self.part}[{self.entry}]" if self.entry else self.part
        return f"{part} {self.field}".rstrip()

    @property
    def place(self) -> str:
        """Where it is, in words: A05 扣分情形第2条 每处扣分."""
        return words_for(self.item, self.part, self.field, self.entry)


def item_faults(item: CheckItem, problem_kinds: Collection[str]) -> Iterator[Fault]:
    """What does not hold of one item; `problem_kinds` are the codes its checklist knows."""
    if not item.citations and not item.policy:
        yield Fault("citations", "没有上位法依据，也没有写政策要求及出处")
    if item.problem_kind not in problem_kinds:
        yield Fault("problem_kind", f"自查表没有“{shown(item.problem_kind)}”这个问题分类")
    yield from _points_faults(item)
    yield from _parts_faults(item)
    yield from _deduction_faults(item)
    if item.measure is not None:
        yield from _measure_faults(item.measure)
    if item.tiers is not None and item.tiers.bands:
        yield from _tiers_faults(item.tiers, item.points)


def whole_faults(checklist: Checklist) -> Iterator[Fault]:
    """What does not hold of the whole; its items are looked at one by one by `item_faults`."""
    codes = (entry.code for entry in checklist.dimensions)
    yield from doubled("dimension", codes, field="code")
    codes = (entry.code for entry in checklist.problem_kinds)
    yield from doubled("problem_kind", codes, field="code")
    yield from _grade_faults(checklist)
    used = {item.dimension for item in checklist.items}
    for number, dimension in enumerate(checklist.dimensions, 1):
        if dimension.code not in used:
            yield Fault("dimension", f"“{shown(dimension.name)}”这个维度没有检查项", number)
    if points_left(checklist):
        base, stated = plain(points_used(checklist)), plain(checklist.base_points)
        yield Fault("base_points", f"各检查项分值合计{base}，与写明的{stated}不符")
    if not _within(checklist.bonus_cap, _ZERO, _HUNDRED):
        yield Fault("bonus_cap", "应在0与100之间，最多两位小数")
    elif not checklist.bonus_cap and any(item.method is Method.BONUS for item in checklist.items):
        yield Fault("bonus_cap", "有加分项，应写明加分上限")


def points_used(checklist: Checklist) -> Decimal:
    """Σ points of the base items."""
    return sum((item.points for item in checklist.items if item.method.in_base), _ZERO)


def points_left(checklist: Checklist) -> Decimal:
    """What is still to be given out of the base points; negative when too much was given."""
    return checklist.base_points - points_used(checklist)


def doubled(
    part: str, codes: Iterable[str], name: str = "编号", field: str = ""
) -> Iterator[Fault]:
    """A fault at every entry that repeats an earlier one."""
    first: dict[str, int] = {}
    for number, code in enumerate(codes, 1):
        if first.setdefault(code, number) != number:
            reason = f"{name}“{shown(code)}”在第{first[code]}条已经用过"
            yield Fault(part, reason, number, field)


def _grade_faults(checklist: Checklist) -> Iterator[Fault]:
    minimums = [grade.minimum for grade in checklist.grades]
    if checklist.options.grades and not minimums:
        yield Fault("grade", "开启了等级，应写明各等级")
    if minimums and (minimums != sorted(set(minimums), reverse=True) or minimums[-1] != 0):
        yield Fault("grade", "等级应从高到低排列，最后一级的最低分为0", len(minimums), "minimum")
    for number, minimum in enumerate(minimums, 1):
        if not _within(minimum, _ZERO, 2 * _HUNDRED):
            yield Fault("grade", "应在0与200之间，最多两位小数", number, "minimum")


def _points_faults(item: CheckItem) -> Iterator[Fault]:
    if item.method is Method.VETO:
        if item.points != 0:
            yield Fault("points", "一票否决项不计分，应写0")
    elif item.points == 0 or not _within(item.points, _ZERO, _HUNDRED):
        yield Fault("points", "应大于0、不超过100，最多两位小数")
    if not _ZERO < item.partial < 1 or not at_most_two_places(item.partial):
        yield Fault("partial", "应大于0、小于1，最多两位小数")
    elif item.method in (Method.JUDGEMENT, Method.BONUS) and not at_most_two_places(
        item.points * item.partial
    ):
        yield Fault("partial", "分值与它相乘，最多两位小数")


def _parts_faults(item: CheckItem) -> Iterator[Fault]:
    """A method's own table must be there, and no other method's."""
    parts = {
        "deductions": (bool(item.deductions), Method.DEDUCTION),
        "measure": (item.measure is not None, Method.MEASURE),
        "tiers": (item.tiers is not None, Method.TIER),
    }
    for part, (present, method) in parts.items():
        if present != (item.method is method):
            fault = "不该有" if present else "缺少"
            yield Fault(part, f"计分方法是{item.method.label}，{fault}{ITEM_WORDS[part]}")


def _deduction_faults(item: CheckItem) -> Iterator[Fault]:
    yield from doubled("deductions", (kind.code for kind in item.deductions), field="code")
    for number, kind in enumerate(item.deductions, 1):
        if kind.each == 0 or not _within(kind.each, _ZERO, item.points):
            yield Fault("deductions", "应大于0、不超过分值，最多两位小数", number, "each")


def _measure_faults(measure: Measure) -> Iterator[Fault]:
    if bool(measure.numerator) != bool(measure.denominator):
        missing = "denominator" if measure.numerator else "numerator"
        yield Fault("measure", "比率的分子、分母名称要同时写", field=missing)
    elif measure.is_ratio == bool(measure.value):
        yield Fault("measure", "写分子、分母名称（比率），或只写数值名称", field="value")
    if measure.is_ratio and measure.unit != "%":
        yield Fault("measure", "比率的单位应写“%”", field="unit")
    if measure.floor == measure.target:
        yield Fault("measure", "满分线与不得分线相同，无法按比例计分", field="target")
    most = _HUNDRED if measure.is_ratio else LARGEST_NUMBER
    for field, bound in (("floor", measure.floor), ("target", measure.target)):
        if not _within(bound, _ZERO, most):
            yield Fault("measure", f"应在0与{most}之间，最多两位小数", field=field)


def _tiers_faults(tiers: Tiers, points: Decimal) -> Iterator[Fault]:
    *bounded, last = tiers.bands
    count = len(tiers.bands)
    if last.at_least is not None or last.at_most is not None:
        side = "at_least" if last.at_least is not None else "at_most"
        yield Fault("tiers", "最后一档不写界限，收下其余的数", count, side)
    if (wrong := _first_out_of_order(bounded)) is not None:
        reason = "除最后一档外，各档都写“不少于”且从大到小，或都写“不多于”且从小到大"
        yield Fault("tiers", reason, wrong + 1, "at_least")
    for number, band in enumerate(tiers.bands, 1):
        if not _within(band.score, _ZERO, points):
            yield Fault("tiers", "应在0与分值之间，最多两位小数", number, "score")
        for field, bound in (("at_least", band.at_least), ("at_most", band.at_most)):
            if bound is not None and not _within(bound, _ZERO, LARGEST_NUMBER):
                reason = f"应在0与{LARGEST_NUMBER}之间，最多两位小数"
                yield Fault("tiers", reason, number, field)
    if max(band.score for band in tiers.bands) != points:
        yield Fault("tiers", f"最好的一档应得满分（{plain(points)}）", 1, "score")


def _first_out_of_order(bands: list[Band]) -> int | None:
    """The first band that cannot be reached: one side bounds all, each wider than the last."""
    downwards = bool(bands) and bands[0].at_least is not None
    for number, band in enumerate(bands):
        bound, other = (band.at_least, band.at_most) if downwards else (band.at_most, band.at_least)
        if bound is None or other is not None:
            return number
    bounds = [band.at_least if downwards else band.at_most for band in bands]
    for number, (before, after) in enumerate(pairwise(bounds), 1):
        if before is None or after is None or (before <= after if downwards else before >= after):
            return number
    return None


def _within(number: Decimal, least: Decimal, most: Decimal) -> bool:
    """Whether the number lies within the bounds, both included, and has at most two places."""
    return least <= number <= most and at_most_two_places(number)
