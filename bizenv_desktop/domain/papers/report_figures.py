# SPDX-License-Identifier: MIT
"""The figures of a dimension in prose: those that reach their target, those that fall short."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.papers.report_words import figure_name, figure_unit, figure_value, joined
from bizenv_desktop.domain.scoring import ItemState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.papers.report_facts import ReportFacts
    from bizenv_desktop.domain.scoring import ItemScore


@dataclass(frozen=True, slots=True)
class Reported:
    """A scored figure as a report tells it: name, value with its unit, the two numbers behind."""

    item: CheckItem
    name: str
    value: str
    parts: str
    reached: bool


def reported(facts: ReportFacts, own: Sequence[ItemScore]) -> Iterator[Reported]:
    """The scored measures and tiers among these items."""
    for entry in own:
        item = entry.item
        if entry.state is not ItemState.SCORED or (item.measure is None and item.tiers is None):
            continue
        answer = facts.filled.answers[item.code]
        value = figure_value(item, answer)
        if value is None:
            continue
        parts = ""
        if item.measure is not None and item.measure.is_ratio:
            numbers = (answer.numerator or Decimal(0), answer.denominator or Decimal(0))
            parts = f"（{plain(numbers[0])}/{plain(numbers[1])}）"
        shown = f"{plain(value)}{figure_unit(item)}"
        yield Reported(item, figure_name(item), shown, parts, entry.score == item.points)


def figures(facts: ReportFacts, own: Sequence[ItemScore]) -> str:
    """One sentence on what reached its target, one on what did not; empty without figures.

    Figures with a before are told in the comparison instead.
    """
    told = [
        figure
        for figure in reported(facts, own)
        if figure.item.measure is None or not figure.item.measure.before
    ]
    reached = [figure for figure in told if figure.reached]
    short = [figure for figure in told if not figure.reached]
    sentences = []
    if reached:
        sentences.append(f"{_by_value(reached)}，{'都' if len(reached) > 1 else ''}达到目标。")
    if short:
        missed = "；".join(
            f"{figure.name}{figure.value}{figure.parts}，{target_missed(figure.item)}"
            for figure in short
        )
        sentences.append(f"{missed}。")
    return "".join(sentences)


def target_missed(item: CheckItem) -> str:
    """没有达到82.5%的目标, or 高于10分钟的目标 where less is better."""
    if item.measure is not None:
        verb = "高于" if item.measure.less_is_better else "没有达到"
        return f"{verb}{plain(item.measure.target)}{item.measure.unit}的目标"
    if item.tiers is None:
        return ""
    best = max(item.tiers.bands, key=lambda band: band.score)
    return f"没有达到“{best.text}”"


def _by_value(reached: Sequence[Reported]) -> str:
    """甲（9/9）、乙（7/7）和丙（3/3）均为100%，丁10分钟: equal figures are told together."""
    groups: dict[str, list[Reported]] = {}
    for figure in reached:
        groups.setdefault(figure.value, []).append(figure)
    words = []
    for value, group in groups.items():
        if len(group) == 1:
            words.append(f"{group[0].name}{value}{group[0].parts}")
        else:
            names = joined([f"{figure.name}{figure.parts}" for figure in group])
            words.append(f"{names}均为{value}")
    return "，".join(words)
