# SPDX-License-Identifier: MIT
"""A self-check as it was submitted: everything filled into it, and the score as it was frozen.

Whoever receives one works the score out again, takes every step about a finding again, and refuses
what does not agree: a figure in a package is never believed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.exchange.header import BlobKind, PackageKind
from bizenv_desktop.domain.filled import FilledCheck
from bizenv_desktop.domain.findings.lifecycle import NO_LOG, check_responsible, replay
from bizenv_desktop.domain.findings.rectification import raises_finding
from bizenv_desktop.errors import PackageError, UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.evidence import EvidenceBook
    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.findings.comeback import Closing
    from bizenv_desktop.domain.findings.lifecycle import Log, State
    from bizenv_desktop.domain.findings.looks import Look
    from bizenv_desktop.domain.findings.rectification import Finding
    from bizenv_desktop.domain.findings.visit import Visit
    from bizenv_desktop.domain.papers.report_draft import EditedParagraph
    from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation
    from bizenv_desktop.domain.scoring import ItemScore, ItemState
    from bizenv_desktop.domain.selfcheck import Answer, SelfCheck


@dataclass(frozen=True, slots=True)
class FrozenItem:
    """An item's state and score on the day of submission."""

    state: ItemState
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class FrozenFinding:
    """A finding on the day of submission: where it stood, its deadline, how often it came back."""

    item: str
    check_item: str | None
    state: State
    due: date
    recurrence: int


@dataclass(frozen=True, slots=True)
class FrozenScore:
    """The figures as they were submitted, and who submitted them."""

    checklist_sha256: str
    total: Decimal | None
    filled_total: Decimal | None
    bonus: Decimal
    grade: str | None
    vetoed_by: tuple[str, ...]
    submitted_by: str = ""
    items: Mapping[str, FrozenItem] = field(default_factory=dict)
    findings: Mapping[str, FrozenFinding] = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """Everything a core holds of one self-check."""

    check: SelfCheck
    answers: Mapping[str, Answer]
    findings: Mapping[str, Finding]
    logs: Mapping[str, Log]
    visits: tuple[Visit, ...]
    evidence: EvidenceBook
    edits: Mapping[str, EditedParagraph]
    citations: tuple[ConfirmedCitation, ...]
    closings: tuple[Closing, ...]
    frozen: FrozenScore
    looks: Mapping[str, tuple[Look, ...]] = field(default_factory=dict)

    def filled(self, checklist: Checklist, today: date) -> FilledCheck:
        """The self-check as the unit itself sees it."""
        return FilledCheck(
            self.check,
            checklist,
            self.answers,
            self.findings,
            today,
            provincial={each.item: each for each in self.citations},
            logs=self.logs,
            looks=self.looks,
            visits=self.visits,
            evidence=self.evidence,
            closed_elsewhere=self.closings,
        )


def frozen_score(filled: FilledCheck, checklist_sha256: str, submitted_by: str) -> FrozenScore:
    """Freeze the figures of a self-check as they stand."""
    card = filled.card
    comebacks = filled.comebacks
    return FrozenScore(
        checklist_sha256=checklist_sha256,
        total=card.total,
        filled_total=card.filled_total,
        bonus=card.bonus,
        grade=card.grade,
        vetoed_by=card.vetoed_by,
        submitted_by=submitted_by,
        items={each.item.code: FrozenItem(each.state, each.score) for each in card.items},
        findings={
            view.item.code: FrozenFinding(
                view.item.code,
                view.check_item,
                view.log.state,
                view.due,
                comebacks[view.item.code].count if view.item.code in comebacks else 0,
            )
            for view in filled.findings
        },
    )


@dataclass(frozen=True)
class Judged:
    """A submission that agrees with itself, with its checklist and the scores worked out again."""

    submission: Submission
    checklist: Checklist

    @cached_property
    def filled(self) -> FilledCheck:
        """As of the day it was begun: what is asked of it here does not depend on the day."""
        submission = self.submission
        return submission.filled(self.checklist, submission.check.created.date())


def judge(header: Header, submission: Submission, checklist: Checklist) -> Judged:
    """Hold a submission to its header and to the rules; `PackageError` says what does not agree."""
    judged = Judged(submission, checklist)
    fault = next(_faults(header, judged), None)
    if fault is not None:
        raise PackageError(f"{fault}，没有接收；请让对方核对后重新上报。")
    return judged


def _faults(header: Header, judged: Judged) -> Iterator[str]:
    submission, checklist = judged.submission, judged.checklist
    check, own = submission.check, submission.check.organisation
    if own.code != header.organisation or check.period.code != header.period:
        yield "包里的自查和包头写的单位、期次不一致"
    sender = header.sender
    if header.kind is PackageKind.SUBMISSION and (own.code, own.name, own.level, own.path) != (
        sender.code,
        sender.name,
        sender.level,
        sender.path,
    ):
        yield "包里的单位和签名的单位不一致"
    if (checklist.id, checklist.version) != (check.checklist, check.checklist_version):
        yield "包里的自查表不是这次自查用的"
    unknown = submission.answers.keys() - checklist.by_code.keys()
    if unknown:
        yield f"填报结果里有自查表没有的{min(unknown)}"
    yield from _evidence_faults(header, submission)
    yield from _score_faults(judged)
    yield from _finding_faults(judged)


def _evidence_faults(header: Header, submission: Submission) -> Iterator[str]:
    carried = {blob.sha256: blob.size for blob in header.blobs if blob.kind is BlobKind.EVIDENCE}
    for code, entry in submission.evidence.items.items():
        for link in entry.links:
            known = submission.evidence.files.get(link.sha256)
            if known is None or carried.get(link.sha256) != known.size:
                yield f"{code}的佐证没有随包带来"


def _score_faults(judged: Judged) -> Iterator[str]:
    card, frozen = judged.filled.card, judged.submission.frozen
    figures = (
        ("总分", card.total, frozen.total),
        ("已填部分得分", card.filled_total, frozen.filled_total),
        ("加分", card.bonus, frozen.bonus),
        ("等级", card.grade, frozen.grade),
        ("一票否决项", card.vetoed_by, frozen.vetoed_by),
    )
    for name, one, other in figures:
        if one != other:
            yield f"包里的{name}与填报结果重新计算的不一致"
    items = {each.item.code: FrozenItem(each.state, each.score) for each in card.items}
    if items != frozen.items:
        wrong = min(
            code
            for code in items.keys() | frozen.items.keys()
            if items.get(code) != frozen.items.get(code)
        )
        yield f"包里{wrong}的得分与填报结果重新计算的不一致"


def _finding_faults(judged: Judged) -> Iterator[str]:
    submission = judged.submission
    frozen = submission.frozen.findings
    raised = {
        entry.item.code
        for entry in judged.filled.card.items
        if _raises_finding(entry) or submission.logs.get(entry.item.code, NO_LOG).effective
    }
    raised |= {problem.code for visit in submission.visits for problem in visit.problems}
    if raised != frozen.keys():
        yield f"包里的问题与填报结果不一致（{min(raised ^ frozen.keys())}）"
    for code, log in submission.logs.items():
        finding = submission.findings.get(code)
        try:
            replay(log.events)
            if finding is not None:
                check_responsible(log, finding.person)
        except UserError as error:
            yield f"{code}的整改过程不合规定（{str(error).rstrip('。')}）"
    for code, one in frozen.items():
        if submission.logs.get(code, NO_LOG).state is not one.state:
            yield f"包里{code}的整改状态与办理过程不一致"


def _raises_finding(entry: ItemScore) -> bool:
    """As `raises_finding`, from the score that was worked out already."""
    if entry.item.method in (Method.VETO, Method.BONUS):
        return raises_finding(entry.item, entry.answer)
    return entry.score is not None and entry.score < entry.item.points


def changed_items(one: Submission, other: Submission) -> tuple[str, ...]:
    """The codes of items and findings of which anything differs, in order."""
    codes: set[str] = set()
    pairs: Iterable[tuple[Mapping[str, object], Mapping[str, object]]] = (
        (one.answers, other.answers),
        (one.findings, other.findings),
        (one.logs, other.logs),
        (one.evidence.items, other.evidence.items),
    )
    for mine, theirs in pairs:
        codes |= {
            code for code in mine.keys() | theirs.keys() if mine.get(code) != theirs.get(code)
        }
    return tuple(sorted(codes))
