# SPDX-License-Identifier: MIT
"""A finished self-check that nobody made: believable, and the same for the same seed.

Everything is derived from the checklist's own items, every day from the period. Chance is seeded by
text (`random.Random` hashes it with SHA-512), so PYTHONHASHSEED does not change it.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import Method, Way
from bizenv_desktop.domain.findings.rectification import (
    Finding,
    raises_finding,
    suggested_due,
    suggested_measures,
)
from bizenv_desktop.domain.sample import sample_words as words
from bizenv_desktop.domain.sample.sample_answer import AnswerMaker, working_day
from bizenv_desktop.domain.selfcheck import Answer, Verdict

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist, ScoringOptions
    from bizenv_desktop.domain.period import Period

_FEWEST_LOSING, _MOST_LOSING = 18, 28
_NOT_APPLICABLE, _HIGHLIGHTS = 4, 3


@dataclass(frozen=True, slots=True)
class SampleAnswers:
    """What the made-up clerk filled in, when, and who signed."""

    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]
    created: datetime
    printed: date
    preparer: str
    reviewer: str
    head: str


def sample_answers(
    checklist: Checklist, period: Period, seed: str, options: ScoringOptions | None = None
) -> SampleAnswers:
    """Fill every item that is asked; another `seed`, whatever text, gives another township."""
    created = working_day(period.first_day + (period.last_day - period.first_day) / 2)
    asked = checklist.asked(options or checklist.options)
    maker = AnswerMaker(seed, period.code, created)
    roles = _roles(asked, random.Random(f"{seed} {period.code} roles"))
    answers = tuple(_answer(maker, item, roles.get(item.code, "")) for item in asked)
    printed = min(created + timedelta(days=7), period.last_day)
    staff = _staff(checklist, seed)
    findings = tuple(
        _finding(item, maker, staff, printed)
        for item, answer in zip(asked, answers, strict=True)
        if raises_finding(item, answer)
    )
    return SampleAnswers(
        answers,
        findings,
        datetime.combine(created, time(9, 5)),
        printed,
        preparer=staff["填表人"],
        reviewer=staff["审核人"],
        head=staff["单位负责人"],
    )


def closed(filling: SampleAnswers) -> SampleAnswers:
    """The same self-check some months later: every finding put right and struck off."""
    findings = tuple(
        replace(finding, progress="已完成，现场复核后销号") for finding in filling.findings
    )
    return replace(filling, findings=findings)


def _roles(asked: tuple[CheckItem, ...], dice: random.Random) -> dict[str, str]:
    """Which items lose points, do not apply or are shown off; each dimension has one that loses."""
    absent = _absent(asked, dice)
    rest = [item for item in asked if item.code not in absent and item.points]
    base = [item for item in rest if item.method.in_base]
    dice.shuffle(base)
    firsts = list({item.dimension: item for item in base}.values())
    others = [item for item in base if item not in firsts]
    wanted = dice.randint(_FEWEST_LOSING, _MOST_LOSING)
    losing = (firsts + others)[: min(wanted, max(1, len(base) // 3))]
    roles = {item.code: "absent" for item in absent.values()}
    roles |= {item.code: "losing" for item in losing}
    praised = [
        item
        for item in base
        if item not in losing and item.method is Method.JUDGEMENT and Way.PEOPLE in item.ways
    ]
    return roles | {item.code: "praised" for item in praised[:_HIGHLIGHTS]}


def _absent(asked: tuple[CheckItem, ...], dice: random.Random) -> dict[str, CheckItem]:
    """A few items that do not apply this period, at most one of a dimension."""
    possible = [item for item in asked if item.method.in_base and _luck(item)]
    dice.shuffle(possible)
    by_dimension = {item.dimension: item for item in possible}
    chosen = sorted(by_dimension.values(), key=lambda item: item.code)
    return {item.code: item for item in dice.sample(chosen, min(_NOT_APPLICABLE, len(chosen)))}


def _luck(item: CheckItem) -> str:
    """A reason why the item may not apply to this period alone; empty when there is none."""
    return next((reason for reason in item.na_reasons if _believable(reason)), "")


def _believable(reason: str) -> bool:
    return reason.startswith(words.RARE_CASES) and not any(
        word in reason for word in words.UNLIKELY
    )


def _answer(maker: AnswerMaker, item: CheckItem, role: str) -> Answer:
    match role:
        case "absent":
            reason = _luck(item)
            return Answer(item.code, verdict=Verdict.NOT_APPLICABLE, na_reason=reason)
        case "losing":
            return maker.losing(item)
        case "praised":
            return maker.praised(item)
        case _:
            return maker.met(item)


def _staff(checklist: Checklist, seed: str) -> dict[str, str]:
    """Who signs, is responsible in each office, leads each dimension; the same every period."""
    dice = random.Random(f"{seed} staff")
    offices = (words.OWN_UNIT, *(unit for _, unit in words.UNITS))
    leaders = (dimension.code for dimension in checklist.dimensions)
    posts = ("填表人", "审核人", "单位负责人", *offices, *leaders)
    surnames = dice.sample(words.SURNAMES, len(words.GIVEN_NAMES))
    given = dice.sample(words.GIVEN_NAMES, len(words.GIVEN_NAMES))
    names = itertools.cycle(surname + name for surname, name in zip(surnames, given, strict=True))
    staff = dict(zip(posts, names, strict=False))
    return staff | {words.OWN_UNIT: dice.choice(words.RARE_NAMES)}


def _unit_of(item: CheckItem) -> str:
    text = item.title + item.problem
    fits = (unit for keys, unit in words.UNITS if any(key in text for key in keys))
    return next(fits, words.OWN_UNIT)


def _finding(item: CheckItem, maker: AnswerMaker, staff: dict[str, str], printed: date) -> Finding:
    """What the clerk wrote about a finding; most of it is left to the program's suggestions."""
    dice = maker.dice(item, "finding")
    raised = maker.day_of(item)
    unit = _unit_of(item)
    due = suggested_due(item, raised).day
    measures = None
    if dice.random() < 0.2:
        measures = f"{suggested_measures(item)}\n由{staff['审核人']}每周复看一次"
    return Finding(
        item=item.code,
        raised=raised,
        measures=measures,
        unit=unit,
        person=staff[unit],
        leader=staff[item.dimension],
        due=due + timedelta(days=7) if dice.random() < 0.1 else None,
        progress=_progress(due, printed, dice),
        remark=dice.choice(words.REMARKS) if dice.random() < 0.15 else "",
    )


def _progress(due: date, printed: date, dice: random.Random) -> str:
    if due < printed and dice.random() < 0.8:
        return f"已完成（{due.month}月{due.day}日）"
    return "正在整改" if dice.random() < 0.7 else ""
