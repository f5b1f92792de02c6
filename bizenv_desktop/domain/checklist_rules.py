# SPDX-License-Identifier: MIT
"""What must hold of a checklist whatever it was read from: sums, bounds, methods and their parts.

The bounds also keep `storage/second_scorer.py` exact: it counts in whole hundredths of 64 bits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.checklist import Method
from bizenv_desktop.domain.numbers import LARGEST_NUMBER, at_most_two_places

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bizenv_desktop.domain.checklist import Band, CheckItem, Checklist, Measure, Tiers

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: the keys that lead there from the item or the head, and the reason."""

    key: str
    reason: str


def item_faults(item: CheckItem, problem_kinds: Collection[str]) -> Iterator[Fault]:
    """What does not hold of one item; `problem_kinds` are the codes its checklist knows."""
    if not item.citations and not item.policy:
        yield Fault("citations", "没有上位法依据，也没有写政策要求及出处")
    if item.problem_kind not in problem_kinds:
        yield Fault("problem_kind", f"自查表没有“{item.problem_kind}”这个问题分类")
    yield from _points_faults(item)
    yield from _parts_faults(item)
    yield from _deduction_faults(item)
    if item.measure is not None:
        yield from _measure_faults(item.measure)
    if item.tiers is not None:
        yield from _tiers_faults(item.tiers, item.points)


def checklist_faults(checklist: Checklist) -> Iterator[Fault]:
    """What does not hold of the whole; its items are looked at one by one by `item_faults`."""
    yield from _doubled("dimension", (entry.code for entry in checklist.dimensions))
    yield from _doubled("problem_kind", (entry.code for entry in checklist.problem_kinds))
    yield from _grade_faults(checklist)
    used = {item.dimension for item in checklist.items}
    for dimension in checklist.dimensions:
        if dimension.code not in used:
            yield Fault(f"dimension {dimension.code}", "这个维度没有检查项")
    base = sum((item.points for item in checklist.items if item.method.in_base), _ZERO)
    if base != checklist.base_points:
        stated = plain(checklist.base_points)
        yield Fault("checklist base_points", f"各检查项分值合计{plain(base)}，与写明的{stated}不符")
    if not _within(checklist.bonus_cap, _ZERO, _HUNDRED):
        yield Fault("checklist bonus_cap", "应在0与100之间，最多两位小数")
    elif not checklist.bonus_cap and any(item.method is Method.BONUS for item in checklist.items):
        yield Fault("checklist bonus_cap", "有加分项，应写明加分上限")


def _grade_faults(checklist: Checklist) -> Iterator[Fault]:
    minimums = [grade.minimum for grade in checklist.grades]
    if checklist.options.grades and not minimums:
        yield Fault("grade", "开启了等级，应写明各等级")
    if minimums and (minimums != sorted(set(minimums), reverse=True) or minimums[-1] != 0):
        yield Fault("grade", "等级应从高到低排列，最后一级的 minimum 为 0")
    if not all(_within(minimum, _ZERO, 2 * _HUNDRED) for minimum in minimums):
        yield Fault("grade", "minimum 应在0与200之间，最多两位小数")


def _points_faults(item: CheckItem) -> Iterator[Fault]:
    if item.method is Method.VETO:
        if item.points != 0:
            yield Fault("points", "一票否决项不计分，应写 0")
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
    for key, (present, method) in parts.items():
        if present != (item.method is method):
            fault = "不该有这一项" if present else "缺少这一项"
            yield Fault(key, f"计分方法是{item.method.label}，{fault}")


def _deduction_faults(item: CheckItem) -> Iterator[Fault]:
    yield from _doubled("deductions", (kind.code for kind in item.deductions))
    for kind in item.deductions:
        if kind.each == 0 or not _within(kind.each, _ZERO, item.points):
            yield Fault("deductions", f"{kind.code} 每处扣分应大于0、不超过分值，最多两位小数")


def _measure_faults(measure: Measure) -> Iterator[Fault]:
    if bool(measure.numerator) != bool(measure.denominator):
        yield Fault("measure", "比率要同时写 numerator 和 denominator")
    elif measure.is_ratio == bool(measure.value):
        yield Fault("measure", "写 numerator 和 denominator（比率），或只写 value（数值）")
    if measure.is_ratio and measure.unit != "%":
        yield Fault("measure unit", "比率的单位应写“%”")
    if measure.floor == measure.target:
        yield Fault("measure", "floor 与 target 相同，无法按比例计分")
    most = _HUNDRED if measure.is_ratio else LARGEST_NUMBER
    for key, bound in (("floor", measure.floor), ("target", measure.target)):
        if not _within(bound, _ZERO, most):
            yield Fault(f"measure {key}", f"应在0与{most}之间，最多两位小数")


def _tiers_faults(tiers: Tiers, points: Decimal) -> Iterator[Fault]:
    *bounded, last = tiers.bands
    if last.at_least is not None or last.at_most is not None:
        yield Fault("tiers bands", "最后一档不写 at_least 或 at_most，收下其余的数")
    if not _in_order(bounded):
        yield Fault(
            "tiers bands",
            "除最后一档外，各档都写 at_least 且从大到小，或都写 at_most 且从小到大",
        )
    for band in tiers.bands:
        if not _within(band.score, _ZERO, points):
            yield Fault("tiers bands", f"“{band.text}”的得分应在0与分值之间，最多两位小数")
        for bound in (band.at_least, band.at_most):
            if bound is not None and not _within(bound, _ZERO, LARGEST_NUMBER):
                yield Fault(
                    "tiers bands", f"“{band.text}”的界限应在0与{LARGEST_NUMBER}之间，最多两位小数"
                )
    if max(band.score for band in tiers.bands) != points:
        yield Fault("tiers bands", "最好的一档应得满分")


def _in_order(bands: list[Band]) -> bool:
    """Whether every band can be reached: bounded on one side, each wider than the last."""
    least = [band.at_least for band in bands if band.at_least is not None]
    most = [band.at_most for band in bands if band.at_most is not None]
    if len(least) == len(bands) and not most:
        return all(before > after for before, after in pairwise(least))
    if len(most) == len(bands) and not least:
        return all(before < after for before, after in pairwise(most))
    return False


def _within(number: Decimal, least: Decimal, most: Decimal) -> bool:
    """Whether the number lies within the bounds, both included, and has at most two places."""
    return least <= number <= most and at_most_two_places(number)


def _doubled(key: str, codes: Iterable[str]) -> Iterator[Fault]:
    for code, count in Counter(codes).items():
        if count > 1:
            yield Fault(key, f"编号“{code}”用了{count}次")
