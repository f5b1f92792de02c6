# SPDX-License-Identifier: MIT
"""未上报的修改: what is different in a self-check from the revision that was submitted last."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bizenv_desktop.domain.evidence import EvidenceBook, ItemEvidence
    from bizenv_desktop.domain.exchange.submission import Submission
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.report_draft import EditedParagraph
    from bizenv_desktop.domain.selfcheck import SelfCheck

ANSWER, FINDING, STEPS, EVIDENCE = "填报结果", "整改内容", "整改过程", "佐证材料"


class Part(StrEnum):
    """What of a self-check is of no item; the value is what it is called."""

    UNIT = "单位信息"
    CHECKLIST = "自查表版本"
    OPTIONS = "计分选项"
    SIGNATORIES = "签字人"
    VISITS = "督导检查"
    CITATIONS = "条例依据"
    EARLIER = "往期销号情况"
    REPORT = "报告文字"


@dataclass(frozen=True, slots=True)
class UnsentItem:
    """An item or finding that is different, and in what.

    `is_finding` when it is worked on as one: nothing else is different, or a visit found it.
    """

    code: str
    title: str
    parts: tuple[str, ...]
    is_finding: bool


@dataclass(frozen=True, slots=True)
class Unsent:
    """All that is different: items in the checklist's order, then parts that are of no item."""

    items: tuple[UnsentItem, ...] = ()
    others: tuple[Part, ...] = ()

    @property
    def count(self) -> int:
        """How many changes are waiting."""
        return len(self.items) + len(self.others)


def unsent(before: Submission, filled: FilledCheck, edits: Mapping[str, EditedParagraph]) -> Unsent:
    """What a self-check, with the `edits` of its report, would submit now and `before` lacks."""
    titles = _titles(before, filled)
    places = {code: at for at, code in enumerate(titles)}
    changed: dict[str, list[str]] = {}
    for name, mine, theirs in (
        (ANSWER, filled.answers, before.answers),
        (FINDING, filled.stored_findings, before.findings),
        (STEPS, filled.logs, before.logs),
        (EVIDENCE, _linked(filled.evidence), _linked(before.evidence)),
    ):
        for code in mine.keys() | theirs.keys():
            if mine.get(code) != theirs.get(code):
                changed.setdefault(code, []).append(name)
    codes = sorted(changed, key=lambda code: (places.get(code, len(places)), code))
    asked = filled.checklist.by_code
    items = tuple(
        UnsentItem(
            code,
            titles.get(code, ""),
            tuple(changed[code]),
            code not in asked or not {ANSWER, EVIDENCE} & set(changed[code]),
        )
        for code in codes
    )
    others = (*_others(before, filled), *((Part.REPORT,) if before.edits != edits else ()))
    return Unsent(items, others)


def _linked(book: EvidenceBook) -> dict[str, ItemEvidence]:
    """An item whose files were all removed is as one that never had any."""
    return {code: entry for code, entry in book.items.items() if entry.links}


def _titles(before: Submission, filled: FilledCheck) -> dict[str, str]:
    """What is at each code, in the checklist's order; what visits found comes after."""
    titles = {item.code: item.title for item in filled.checklist.items}
    for visits in (filled.visits, before.visits):
        for visit in visits:
            for problem in visit.problems:
                titles.setdefault(problem.code, " ".join(problem.problem.split()))
    return titles


def _others(before: Submission, filled: FilledCheck) -> Iterator[Part]:
    parts: tuple[tuple[Part, Callable[[SelfCheck], object]], ...] = (
        (Part.UNIT, lambda check: check.organisation),
        (Part.CHECKLIST, lambda check: (check.checklist, check.checklist_version)),
        (Part.OPTIONS, lambda check: check.options),
        (Part.SIGNATORIES, lambda check: (check.preparer, check.reviewer, check.head)),
    )
    for name, part in parts:
        if part(before.check) != part(filled.check):
            yield name
    if before.visits != filled.visits:
        yield Part.VISITS
    if {each.key: each for each in before.citations} != {
        each.key: each for each in filled.provincial.values()
    }:
        yield Part.CITATIONS
    if set(before.closings) != set(filled.closed_elsewhere):
        yield Part.EARLIER
