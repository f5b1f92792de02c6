# SPDX-License-Identifier: MIT
"""What a superior's figures are worked out from: the facts of one submission, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.codes import family
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.scoring import ItemState

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.submission import Judged
    from bizenv_desktop.domain.findings.lifecycle import State
    from bizenv_desktop.domain.scoring import ItemScore

PLACES = 10_000
"""Points and scores of items are kept in ten-thousandths: points have two places, a share of them
two more."""
_AREA_LENGTH = 6
_LARGEST = 10**12


class Outcome(IntEnum):
    """How an item came out, whatever its method; the value is what is stored."""

    FULL = 0
    PART = 1
    NONE = 2
    NOT_APPLICABLE = 3
    UNANSWERED = 4

    @property
    def label(self) -> str:
        """满分, 部分失分, 不得分, 不适用 or 未填."""
        return ("满分", "部分失分", "不得分", "不适用", "未填")[self]


@dataclass(frozen=True, slots=True)
class ReceivedItem:
    """One base item or veto; points and score in ten-thousandths."""

    item: str
    outcome: Outcome
    points: int
    score: int


@dataclass(frozen=True, slots=True)
class ReceivedDimension:
    """One dimension's sums in ten-thousandths, without what is 不适用."""

    code: str
    name: str
    score: int
    points: int


@dataclass(frozen=True, slots=True)
class ReceivedFinding:
    """One finding as lists over many units show it; `lost` in ten-thousandths of a point."""

    item: str
    check_item: str | None
    dimension: str
    kind: str
    title: str
    state: State
    raised: str
    due: str
    lost: int
    unit: str
    person: str
    recurrence: int


@dataclass(frozen=True, slots=True)
class ReceivedFacts:
    """What is kept of a submission beside its package; totals in hundredths."""

    organisation: str
    period: str
    name: str
    sample: bool
    checklist: str
    checklist_version: int
    checklist_sha256: str
    total: int | None
    filled_total: int | None
    bonus: int
    grade: str | None
    vetoed_by: tuple[str, ...]
    answered: int
    asked: int
    dimensions: tuple[ReceivedDimension, ...]
    items: tuple[ReceivedItem, ...]
    findings: tuple[ReceivedFinding, ...]

    @property
    def family(self) -> str:
        """The family of checklists within which item codes mean the same."""
        return family(self.checklist)

    @property
    def is_plausible(self) -> bool:
        """Whether sums over a whole country of such figures stay numbers a database holds."""
        figures = [self.total or 0, self.filled_total or 0, self.bonus, self.checklist_version]
        for entries in (self.items, self.dimensions):
            figures += [number for each in entries for number in (each.points, each.score)]
        figures += [each.lost for each in self.findings]
        return max(map(abs, figures)) <= _LARGEST


def area_of(organisation: str) -> str:
    """The county an organisation's code lies in: figures are summed up by these."""
    return organisation[:_AREA_LENGTH]


def received_facts(judged: Judged) -> ReceivedFacts:
    """The facts of a submission that was judged."""
    submission, card = judged.submission, judged.filled.card
    check, frozen = submission.check, submission.frozen
    return ReceivedFacts(
        organisation=check.organisation.code,
        period=check.period.code,
        name=check.organisation.name,
        sample=check.organisation.sample,
        checklist=check.checklist,
        checklist_version=check.checklist_version,
        checklist_sha256=frozen.checklist_sha256,
        total=_hundredths(card.total),
        filled_total=_hundredths(card.filled_total),
        bonus=_whole(card.bonus),
        grade=card.grade,
        vetoed_by=card.vetoed_by,
        answered=card.answered,
        asked=card.asked,
        dimensions=tuple(
            ReceivedDimension(each.code, each.name, _whole(each.score), _whole(each.points))
            for each in card.dimensions
        ),
        items=tuple(
            ReceivedItem(
                each.item.code,
                _outcome(each),
                0 if each.state is ItemState.NOT_APPLICABLE else _whole(each.item.points),
                _whole(each.score or Decimal(0)),
            )
            for each in card.items
            if each.item.method.in_base
        ),
        findings=tuple(_findings(judged)),
    )


def _findings(judged: Judged) -> list[ReceivedFinding]:
    submission, checklist = judged.submission, judged.checklist
    problems = {problem.code: problem for visit in submission.visits for problem in visit.problems}
    lost = {each.item.code: each.lost for each in judged.filled.card.items}
    today = submission.check.created.date()
    found = []
    for code, frozen in submission.frozen.findings.items():
        problem = problems.get(code)
        item = checklist.by_code.get(code if problem is None else (problem.check_item or ""))
        finding = submission.findings.get(code) or Finding(code, today)
        found.append(
            ReceivedFinding(
                item=code,
                check_item=None if item is None else item.code,
                dimension=problem.dimension if problem else item.dimension if item else "",
                kind=item.problem_kind if item else "",
                title=problem.problem if problem else item.title if item else code,
                state=frozen.state,
                raised=finding.raised.isoformat(),
                due=frozen.due.isoformat(),
                lost=0 if problem else _whole(lost.get(code, Decimal(0))),
                unit=finding.unit,
                person=finding.person,
                recurrence=frozen.recurrence,
            )
        )
    return found


def _outcome(entry: ItemScore) -> Outcome:
    if entry.state is ItemState.NOT_APPLICABLE:
        return Outcome.NOT_APPLICABLE
    if entry.score is None:
        return Outcome.UNANSWERED
    if entry.vetoes or not entry.score:
        return Outcome.NONE if entry.item.points or entry.vetoes else Outcome.FULL
    return Outcome.FULL if entry.score >= entry.item.points else Outcome.PART


def _hundredths(number: Decimal | None) -> int | None:
    return None if number is None else int((number * 100).to_integral_value())


def _whole(number: Decimal) -> int:
    """In ten-thousandths; exact for everything the scoring gives, nearest otherwise."""
    return int((number * PLACES).to_integral_value())
