# SPDX-License-Identifier: MIT
"""Moving an open self-check to another version of its checklist: the preview, item by item.

Answers go by item code. What an item asks may have changed: such an answer comes along as far as
it still fits, unconfirmed, so that somebody looks again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.change import ChangedItem, changed_parts
from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.checklists.codes import family
from bizenv_desktop.domain.selfcheck import Answer, Verdict, settled
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.findings.rectification import Finding

# what an answer rests on; other fields of an item may change without asking anybody again
_ASKED = (
    "title",
    "standard",
    "ways",
    "check",
    "points",
    "method",
    "partial",
    "veto",
    "deductions",
    "measure",
    "tiers",
)
_JUDGED = (Method.JUDGEMENT, Method.BONUS, Method.VETO)


@dataclass(frozen=True, slots=True)
class LookAgain:
    """An answer to an item that changed, before and after the move; `after` may be blank."""

    change: ChangedItem
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class RemovedItem:
    """An item the new checklist does not have, with what was written about it."""

    item: CheckItem
    answer: Answer | None
    finding: Finding | None

    @property
    def was_filled(self) -> bool:
        """Whether anything written goes with it."""
        return self.answer is not None or self.finding is not None


@dataclass(frozen=True)
class Move:
    """What moving `filled` to `checklist` does; nothing is done yet."""

    filled: FilledCheck
    checklist: Checklist
    kept: tuple[Answer, ...]
    to_look_again: tuple[LookAgain, ...]
    removed: tuple[RemovedItem, ...]
    added: tuple[CheckItem, ...]

    @property
    def words(self) -> str:
        """In one line, for the question before it is done."""
        lost = sum(removed.was_filled for removed in self.removed)
        return (
            f"保留{len(self.kept)}项填报结果，{len(self.to_look_again)}项有变化、须再确认，"
            f"停用{len(self.removed)}项（其中已填{lost}项），新增{len(self.added)}项"
        )


def moving(filled: FilledCheck, checklist: Checklist) -> Move:
    """Preview the move; `UserError` when the checklist is the same one or no kin of the old one."""
    old = filled.checklist
    if (old.id, old.version) == (checklist.id, checklist.version):
        raise UserError("这期自查用的就是这一版自查表，不用换。")
    if family(old.id) != family(checklist.id):
        raise UserError(
            f"“{checklist.title}”和这期自查用的不是同一张自查表，不能换；请用它另建一期自查。"
        )
    kept: list[Answer] = []
    again: list[LookAgain] = []
    for item in checklist.items:
        answer, before = filled.answers.get(item.code), old.get(item.code)
        if answer is None or before is None:
            continue
        parts = tuple(part for part in changed_parts(before, item) if part in _ASKED)
        if parts:
            changed = ChangedItem(before, item, parts)
            again.append(LookAgain(changed, answer, _brought_over(before, item, answer)))
        else:
            kept.append(answer)
    return Move(
        filled=filled,
        checklist=checklist,
        kept=tuple(kept),
        to_look_again=tuple(again),
        removed=tuple(
            RemovedItem(item, filled.answers.get(item.code), filled.stored_findings.get(item.code))
            for item in old.items
            if item.code not in checklist.by_code
        ),
        added=tuple(item for item in checklist.items if item.code not in old.by_code),
    )


def _brought_over(before: CheckItem, item: CheckItem, answer: Answer) -> Answer:
    """The answer as far as it fits the changed item, unconfirmed; blank when nothing is left."""
    if answer.verdict is not Verdict.NOT_APPLICABLE:
        if not _asks_alike(before, item):
            answer = replace(answer, verdict=None, numerator=None, denominator=None, value=None)
        known = tuple(found for found in answer.occurrences if item.deduction(found.kind))
        answer = replace(answer, occurrences=known)
        partly_without_ground = not known and item.method in (Method.DEDUCTION, Method.VETO)
        if partly_without_ground and answer.verdict is Verdict.PARTLY_MET:
            answer = replace(answer, verdict=None)
        answer = settled(item, answer)
    if replace(answer, confirmed=True).is_blank:
        return Answer(item.code)
    return replace(answer, confirmed=False)


def _asks_alike(before: CheckItem, item: CheckItem) -> bool:
    """Whether a verdict or a number for the one can be one for the other."""
    if before.method in _JUDGED and item.method in _JUDGED:
        return True
    if before.method is not item.method:
        return False
    if before.measure is not None and item.measure is not None:
        return (before.measure.is_ratio, before.measure.unit) == (
            item.measure.is_ratio,
            item.measure.unit,
        )
    return before.tiers is None or item.tiers is None or before.tiers.unit == item.tiers.unit
