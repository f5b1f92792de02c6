# SPDX-License-Identifier: MIT
"""The arithmetic of a score in words: a clerk can follow it with a pencil."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklist import CheckItem, Method
from bizenv_desktop.domain.selfcheck import Answer, Verdict

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklist import Measure


def plain(number: Decimal) -> str:
    """A number without trailing zeros or exponent: 1.50 → 1.5, 1E+2 → 100."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money_like(number: Decimal) -> str:
    """A score with exactly two places, as printed: 1.4 → 1.40."""
    return format(number.quantize(Decimal("0.01")), "f")


def explain(item: CheckItem, answer: Answer, score: Decimal) -> str:
    """One line from what was found to the score, e.g. 发现3处×0.2=−0.6,得1.40/2.00."""
    result = f"得{money_like(score)}/{money_like(item.points)}"
    match item.method:
        case Method.DEDUCTION:
            return f"{_deduction_steps(item, answer)},{result}"
        case Method.MEASURE if item.measure is not None:
            return f"{_measure_steps(item, item.measure, answer)},{result}"
        case Method.TIER if item.tiers is not None and answer.value is not None:
            band = item.tiers.band_of(answer.value)
            return f"{item.tiers.label}{plain(answer.value)}{item.tiers.unit}，属“{band.text}”档，{result}"
        case Method.VETO:
            return "触发一票否决" if answer.verdict is Verdict.NOT_MET else "未触发一票否决"
        case _:
            return f"{_judgement_steps(item, answer)},{result}"


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
    if lost > item.points:
        words += "，扣完为止"
    return words


def _measure_steps(item: CheckItem, measure: Measure, answer: Answer) -> str:
    figure = figure_in_words(measure, answer)
    low, high = plain(measure.floor), plain(measure.target)
    unit = measure.unit
    if measure.less_is_better:
        rule = f"{high}{unit}及以下得满分，{low}{unit}及以上不得分"
    else:
        rule = f"{high}{unit}及以上得满分，{low}{unit}及以下不得分"
    span = f"({{value}}−{low})÷({high}−{low})×{plain(item.points)}"
    shown = _shown_value(measure, answer)
    return f"{figure}；{rule}，之间按比例：{span.format(value=shown)}"


def _shown_value(measure: Measure, answer: Answer) -> str:
    if not measure.is_ratio:
        return plain(answer.value or Decimal(0))
    numerator, denominator = answer.numerator or Decimal(0), answer.denominator or Decimal(1)
    return f"{plain(numerator)}÷{plain(denominator)}×100"


def figure_in_words(measure: Measure, answer: Answer) -> str:
    """A measure's figure with where it comes from: 按时签收数95÷收到工单数100=95%."""
    if not measure.is_ratio:
        return f"{measure.value}{_shown_value(measure, answer)}{measure.unit}"
    numerator, denominator = answer.numerator or Decimal(0), answer.denominator or Decimal(1)
    ratio = plain((numerator * 100 / denominator).quantize(Decimal("0.01")))
    exact = numerator * 10000 % denominator == 0
    sign = "=" if exact else "≈"
    return f"{measure.numerator}{plain(numerator)}÷{measure.denominator}{plain(denominator)}{sign}{ratio}%"
