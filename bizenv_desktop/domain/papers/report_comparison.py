# SPDX-License-Identifier: MIT
"""What changed: against the last period by dimension, and 六最 against before the reform."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.papers.report_draft import DraftParagraph, ParagraphKind
from bizenv_desktop.domain.papers.report_words import (
    figure_name,
    figure_unit,
    figure_value,
    joined,
    moved,
)
from bizenv_desktop.domain.papers.trend import rate_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.papers.report_facts import ReportFacts
    from bizenv_desktop.domain.scoring import DimensionScore, ItemScore
    from bizenv_desktop.domain.selfcheck import Answer

_UNIT = re.compile(r"（([^（）]+)）$")
_UNITS = {"工作日": "个工作日"}


def change_since(facts: ReportFacts, dimension: DimensionScore, own: Sequence[ItemScore]) -> str:
    """The dimension's rate and its figures against the last period; empty without one."""
    if facts.previous is None:
        return ""
    before = rate_of(facts.previous, facts.shared, dimension.code)
    now = rate_of(facts.filled, facts.shared, dimension.code)
    if before is None or now is None:
        return ""
    if before == now:
        rate = f"得分率持平（{money_like(now)}%）"
    else:
        way = "升至" if now > before else "降至"
        rate = f"得分率由{money_like(before)}%{way}{money_like(now)}%"
    words = f"与{facts.previous.check.period.label}相比，{rate}"
    changed, same = _figures_since(facts, own)
    if changed:
        words += f"，{'，'.join(changed)}"
        if same:
            words += f"，其余{same}项指标持平" if same > 1 else "，其余指标持平"
    elif same:
        words += f"，{same}项指标没有变化" if same > 1 else ""
    return f"{words}。"


def _figures_since(facts: ReportFacts, own: Sequence[ItemScore]) -> tuple[list[str], int]:
    """What moved, in words, and how many figures did not."""
    changed, same = [], 0
    for entry in own:
        item = entry.item
        was, answer = facts.before(item.code), facts.filled.answers.get(item.code)
        if item.code not in facts.shared or was is None or entry.score is None or answer is None:
            continue
        before, now = figure_value(item, was), figure_value(item, answer)
        if before is None or now is None:
            continue
        if before == now:
            same += 1
        else:
            changed.append(moved(figure_name(item), before, now, figure_unit(item)))
    return changed, same


def before_and_after(facts: ReportFacts) -> Iterator[DraftParagraph]:
    """六最: each figure that has a before, as it was and as it is; nothing where none is asked."""
    asked = [item for item in facts.filled.items if item.measure and item.measure.before]
    if not asked:
        return
    six = any(item.title.startswith("六最") for item in asked)
    name = "“六最”改革前后对比" if six else "改革前后对比"
    yield DraftParagraph("before_after", ParagraphKind.PART, name)
    compared, without = [], []
    for item in asked:
        answer = facts.filled.answers.get(item.code)
        if answer is None or not answer.confirmed or not answer.has_numbers:
            continue
        words = _before_after(item, answer)
        if words:
            compared.append(words)
        elif (value := figure_value(item, answer)) is not None:
            without.append(f"{figure_name(item)}{plain(value)}{figure_unit(item)}")
    yield DraftParagraph("before_after.figures", ParagraphKind.TEXT, _told(compared, without))


def _told(compared: Sequence[str], without: Sequence[str]) -> str:
    if not compared and not without:
        return "本期没有填写这些数字，暂不能对比。"
    words = f"与改革前相比，{'，'.join(compared)}。" if compared else ""
    if without:
        words += f"{joined(without)}，没有填写改革前的数字，未作对比。"
    return words


def _before_after(item: CheckItem, answer: Answer) -> str:
    """One figure then and now; empty while either is missing.

    A before counted in another unit than the measure belongs to the ratio's numerator.
    """
    measure = item.measure
    if measure is None or answer.before is None:
        return ""
    named = _UNIT.search(measure.before)
    unit = named[1] if named else measure.unit
    if unit == measure.unit:
        value = figure_value(item, answer)
        return "" if value is None else moved(figure_name(item), answer.before, value, unit)
    if answer.numerator is None:
        return ""
    return moved(measure.numerator, answer.before, answer.numerator, _UNITS.get(unit, unit))
