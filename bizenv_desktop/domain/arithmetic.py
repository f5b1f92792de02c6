# SPDX-License-Identifier: MIT
"""The arithmetic of a score in words: a clerk can follow it with a pencil."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import CheckItem, Method
from bizenv_desktop.domain.figures import half_up, measured_value
from bizenv_desktop.domain.selfcheck import Answer, Verdict

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import Measure, Tiers


def plain(number: Decimal) -> str:
    """A number without trailing zeros or exponent: 1.50 → 1.5, 1E+2 → 100."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money_like(number: Decimal) -> str:
    """A score with exactly two places, as printed: 1.4 → 1.40."""
    return format(number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), "f")


def explain(item: CheckItem, answer: Answer, score: Decimal) -> str:
    """One line from what was found to the score: 发现3处×0.2=−0.6，得1.40/2.00."""
    result = f"得{money_like(score)}/{money_like(item.points)}"
    match item.method:
        case Method.DEDUCTION:
            return f"{_deduction_steps(item, answer)}，{result}"
        case Method.MEASURE if item.measure is not None:
            return f"{_measure_steps(item, item.measure, answer)}，{result}"
        case Method.TIER if item.tiers is not None and answer.value is not None:
            band = item.tiers.band_of(answer.value)
            counted = count_in_words(item.tiers, answer.value)
            return f"{counted}，属“{band.text}”档，{result}"
        case Method.VETO:
            return "触发一票否决" if answer.verdict is Verdict.NOT_MET else "未触发一票否决"
        case _:
            return f"{_judgement_steps(item, answer)}，{result}"


def explain_open(item: CheckItem, answer: Answer) -> str:
    """Why an item has no score: it does not apply, or something is still to be filled in."""
    if answer.verdict is Verdict.NOT_APPLICABLE:
        reason = answer.na_reason.strip() or "未写原因"
        left_out = f"，{plain(item.points)}分不计入总分" if item.method.in_base else ""
        return f"不适用（{reason}），合理缺项{left_out}"
    if item.method is Method.DEDUCTION and answer.verdict is Verdict.PARTLY_MET:
        return "部分符合，还没有登记扣分处"
    if item.measure is not None and item.measure.is_ratio and answer.has_numbers:
        return "分母为0，不能计算" if answer.denominator == 0 else "数字没有填全"
    return "未填"


def explain_total(
    score: Decimal,
    points: Decimal,
    left_out: Decimal,
    base_total: Decimal | None,
    bonus: Decimal | None,
) -> str:
    """From the sums of the base items to the total; `bonus` is None where it is switched off."""
    if base_total is None:
        return "没有可计分的检查项"
    words = f"得分合计{money_like(score)}÷应得分合计{plain(points)}×100={money_like(base_total)}"
    if left_out:
        words += f"（合理缺项{plain(left_out)}分不计入应得分）"
    if bonus is not None:
        words += f"，加分{money_like(bonus)}，总分{money_like(base_total + bonus)}"
    return words


def _judgement_steps(item: CheckItem, answer: Answer) -> str:
    match answer.verdict:
        case Verdict.PARTLY_MET:
            return f"部分符合，{plain(item.points)}×{plain(item.partial)}"
        case Verdict.NOT_MET:
            return "不符合，不得分"
        case _:
            return "符合，得满分"


def _deduction_steps(item: CheckItem, answer: Answer) -> str:
    if answer.verdict is Verdict.NOT_MET:
        return "不符合，不得分"
    counts: Counter[str] = Counter()
    for occurrence in answer.occurrences:
        counts[occurrence.kind] += occurrence.count
    steps, lost = [], Decimal(0)
    for kind in item.deductions:
        if count := counts[kind.code]:
            taken = kind.each * count
            lost += taken
            steps.append(f"{count}{kind.unit}×{plain(kind.each)}=−{plain(taken)}")
    if not steps:
        return "未发现扣分情形，得满分"
    words = "发现" + "、".join(steps)
    if len(steps) > 1:
        words += f"，共−{plain(lost)}"
    return f"{words}，扣完为止" if lost > item.points else words


def _measure_steps(item: CheckItem, measure: Measure, answer: Answer) -> str:
    """The figure, the rule, and between floor and target the sum the score comes from."""
    low, high, unit = plain(measure.floor), plain(measure.target), measure.unit
    best, worst = ("以下", "以上") if measure.less_is_better else ("以上", "以下")
    rule = f"{high}{unit}及{best}得满分，{low}{unit}及{worst}不得分，之间按比例"
    words = f"{figure_in_words(measure, answer)}；{rule}"
    measured = measured_value(item, answer)
    bounds = sorted((measure.floor, measure.target))
    if measured is None or not bounds[0] < measured < bounds[1]:
        return words
    shown = _shown_value(measure, answer)
    above, below = (low, shown) if measure.less_is_better else (shown, low)
    span = f"{low}−{high}" if measure.less_is_better else f"{high}−{low}"
    return f"{words}：（{above}−{below}）÷（{span}）×{plain(item.points)}"


def _shown_value(measure: Measure, answer: Answer) -> str:
    if not measure.is_ratio:
        return plain(answer.value or Decimal(0))
    numerator, denominator = answer.numerator or Decimal(0), answer.denominator or Decimal(1)
    return f"{plain(numerator)}÷{plain(denominator)}×100"


def figure_in_words(measure: Measure, answer: Answer) -> str:
    """A scored measure's figure with where it comes from: 按时签收数95÷收到工单数100=95%."""
    if not measure.is_ratio:
        return f"{measure.value}{_shown_value(measure, answer)}{measure.unit}"
    numerator, denominator = answer.numerator or Decimal(0), answer.denominator or Decimal(1)
    ratio = Fraction(numerator) * 100 / Fraction(denominator)
    rounded = half_up(ratio)
    sign = "=" if Fraction(rounded) == ratio else "≈"
    parts = f"{measure.numerator}{plain(numerator)}÷{measure.denominator}{plain(denominator)}"
    return f"{parts}{sign}{plain(rounded)}%"


def count_in_words(tiers: Tiers, value: Decimal) -> str:
    """A tier's figure: 本期开展次数2次."""
    return f"{tiers.label}{plain(value)}{tiers.unit}"
