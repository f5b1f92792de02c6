# SPDX-License-Identifier: MIT
"""What two versions of a self-check differ in, part by part, seen from what both began with.

What one side alone changed is taken from it; what both changed alike is no difference; what both
changed in different ways is asked. Steps about findings and looks back are only ever added to:
where one side's go further than the other's they are taken on, where they part both are shown and
ours stay, as nothing that happened is ever rewritten here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.evidence import ItemEvidence
from bizenv_desktop.domain.findings.lifecycle import NO_LOG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from bizenv_desktop.domain.checklists.checklist import ScoringOptions
    from bizenv_desktop.domain.evidence import EvidenceBook, EvidenceLink
    from bizenv_desktop.domain.exchange.submission import Submission
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.findings.lifecycle import Log
    from bizenv_desktop.domain.findings.looks import Look
    from bizenv_desktop.domain.findings.rectification import Finding
    from bizenv_desktop.domain.findings.visit import Visit
    from bizenv_desktop.domain.papers.report_draft import EditedParagraph
    from bizenv_desktop.domain.selfcheck import Answer, SelfCheck

    Looks = tuple[Look, ...]


class Part(StrEnum):
    """What of a self-check differs; the order is that in which parts of an item are shown."""

    CHECK = "check"
    ANSWER = "answer"
    FINDING = "finding"
    EVIDENCE = "evidence"
    LOG = "log"
    LOOKS = "looks"
    VISIT = "visit"
    REPORT = "report"

    @property
    def label(self) -> str:
        """The part in Chinese."""
        return _LABELS[self]

    @property
    def is_history(self) -> bool:
        """Whether it is only ever added to."""
        return self in (Part.LOG, Part.LOOKS)


_LABELS = {
    Part.CHECK: "签字人和选项",
    Part.ANSWER: "填报结果",
    Part.FINDING: "问题和整改",
    Part.EVIDENCE: "佐证",
    Part.LOG: "办理过程",
    Part.LOOKS: "回头看",
    Part.VISIT: "外来检查",
    Part.REPORT: "报告文字",
}
_ORDER = list(Part)


class Side(StrEnum):
    """Whose version of a part holds; JOINED where what both added fits together."""

    OURS = "ours"
    THEIRS = "theirs"
    JOINED = "joined"

    @property
    def label(self) -> str:
        """取本机的, 取对方的 or 两边都要."""
        return {"ours": "取本机的", "theirs": "取对方的", "joined": "两边都要"}[self.value]


class Origin(StrEnum):
    """Who changed a part since both had the same."""

    OURS = "ours"
    THEIRS = "theirs"
    JOINED = "joined"
    ASK = "ask"

    @property
    def label(self) -> str:
        """Who changed it, in Chinese."""
        return _ORIGIN_LABELS[self]


_ORIGIN_LABELS = {
    Origin.OURS: "只有本机改了",
    Origin.THEIRS: "只有对方改了",
    Origin.JOINED: "两边都加了，可以合在一起",
    Origin.ASK: "两边改得不一样，请选择",
}


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs a self-check, and how it is scored."""

    preparer: str
    reviewer: str
    head: str
    options: ScoringOptions


@dataclass(frozen=True)
class Version:
    """A self-check as one side has it."""

    check: SelfCheck
    answers: Mapping[str, Answer]
    findings: Mapping[str, Finding]
    logs: Mapping[str, Log]
    looks: Mapping[str, Looks]
    visits: tuple[Visit, ...]
    evidence: EvidenceBook
    edits: Mapping[str, EditedParagraph] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in yet."""
        filled = (self.answers, self.findings, self.logs, self.visits, self.evidence.items)
        return not any((*filled, self.looks, self.edits))

    @property
    def signing(self) -> Signing:
        check = self.check
        return Signing(check.preparer, check.reviewer, check.head, check.options)


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of one item in which the versions differ; None stands for nothing there.

    `item` is the code of an item or finding, 督1 for a visit, a paragraph's key, "" for the whole.
    `joined` is both sides' additions together, where they fit.
    """

    item: str
    part: Part
    origin: Origin
    base: object | None
    ours: object | None
    theirs: object | None
    joined: object | None = None

    @property
    def name(self) -> str:
        """What a choice about it is kept under."""
        return f"{self.item}/{self.part}"

    @property
    def default(self) -> Side | None:
        """What holds unless somebody chooses otherwise; None where it must be chosen."""
        return None if self.origin is Origin.ASK else Side(self.origin)

    @property
    def parted(self) -> bool:
        """Whether these are histories of which neither goes on from the other."""
        return self.part.is_history and self.origin is Origin.ASK

    @property
    def choices(self) -> tuple[Side, ...]:
        """What can be chosen; a history of ours that goes further is never cut short."""
        if self.origin is Origin.OURS and (self.part.is_history or self.part is Part.VISIT):
            return (Side.OURS,)
        both = (Side.OURS, Side.THEIRS)
        return both if self.joined is None else (*both, Side.JOINED)

    def value(self, side: Side) -> object | None:
        """That side's version."""
        match side:
            case Side.OURS:
                return self.ours
            case Side.THEIRS:
                return self.theirs
            case Side.JOINED:
                return self.joined


def version_of(submission: Submission) -> Version:
    """The version a package holds."""
    return Version(
        submission.check,
        submission.answers,
        submission.findings,
        submission.logs,
        submission.looks,
        submission.visits,
        submission.evidence,
        submission.edits,
    )


def version_here(
    filled: FilledCheck, looks: Mapping[str, Looks], edits: Mapping[str, EditedParagraph]
) -> Version:
    """The version of this database as it stands."""
    return Version(
        filled.check,
        filled.answers,
        filled.stored_findings,
        filled.logs,
        looks,
        filled.visits,
        filled.evidence,
        edits,
    )


def differences(
    ours: Version,
    theirs: Version,
    base: Version | None = None,
    *,
    within: Collection[str] | None = None,
) -> tuple[Difference, ...]:
    """Every part that differs, items in order; `within` keeps to these items and visits' findings.

    Without a base nobody knows who changed what: every difference is asked, histories apart.
    """
    found = [each for each in _all(ours, theirs, base) if within is None or each.item in within]
    return tuple(sorted(found, key=lambda each: (each.item, _ORDER.index(each.part))))


def _all(ours: Version, theirs: Version, base: Version | None) -> Iterator[Difference]:
    known = base is not None
    before = base or ours
    yield from _found(_plain("", Part.CHECK, before.signing, ours.signing, theirs.signing, known))
    for part, name in (
        (Part.ANSWER, "answers"),
        (Part.FINDING, "findings"),
        (Part.REPORT, "edits"),
    ):
        one, other = getattr(ours, name), getattr(theirs, name)
        old = getattr(before, name)
        for code in one.keys() | other.keys():
            yield from _found(
                _plain(code, part, old.get(code), one.get(code), other.get(code), known)
            )
    for code in ours.evidence.items.keys() | theirs.evidence.items.keys():
        triple = tuple(each.evidence.of(code) for each in (before, ours, theirs))
        yield from _found(_evidence(code, *triple, known=known))
    sides = (ours, theirs, base)
    for code in ours.logs.keys() | theirs.logs.keys():
        events = (None if each is None else each.logs.get(code, NO_LOG).events for each in sides)
        yield from _found(_history(code, Part.LOG, *events))
    for code in ours.looks.keys() | theirs.looks.keys():
        looks = (None if each is None else each.looks.get(code, ()) for each in sides)
        yield from _found(_history(code, Part.LOOKS, *looks))
    yield from _visits(ours, theirs, before, known=known)


def _found(difference: Difference | None) -> tuple[Difference, ...]:
    return () if difference is None else (difference,)


def _plain(
    item: str,
    part: Part,
    base: object | None,
    ours: object | None,
    theirs: object | None,
    known: bool,  # whether `base` is one
) -> Difference | None:
    if ours == theirs:
        return None
    if part is Part.FINDING and theirs is None:
        return None  # a finding is written once points are lost, and never taken away again
    if known and ours == base:
        return Difference(item, part, Origin.THEIRS, base, ours, theirs)
    if known and theirs == base:
        return Difference(item, part, Origin.OURS, base, ours, theirs)
    return Difference(item, part, Origin.ASK, base if known else None, ours, theirs)


def _evidence(
    item: str, base: ItemEvidence, ours: ItemEvidence, theirs: ItemEvidence, *, known: bool
) -> Difference | None:
    plain = _plain(item, Part.EVIDENCE, base, ours, theirs, known)
    if plain is None or plain.origin is not Origin.ASK:
        return plain
    joined = _joined(base if known else ItemEvidence(item), ours, theirs)
    if joined is None:
        return plain
    return replace(plain, origin=Origin.JOINED if known else Origin.ASK, joined=joined)


def _joined(base: ItemEvidence, ours: ItemEvidence, theirs: ItemEvidence) -> ItemEvidence | None:
    """What both added behind what both had; None when one removed, moved or reworded something."""
    had = len(base.links)
    if ours.links[:had] != base.links or theirs.links[:had] != base.links:
        return None
    added: dict[tuple[str, str], EvidenceLink] = {}
    for link in (*ours.links[had:], *theirs.links[had:]):
        known = added.setdefault((link.use, link.sha256), link)
        if known != link:
            return None
    # in an order that does not ask which side is ours
    return replace(base, links=(*base.links, *(added[place] for place in sorted(added))))


def _history(
    item: str,
    part: Part,
    ours: tuple[object, ...] | None,
    theirs: tuple[object, ...] | None,
    base: tuple[object, ...] | None,
) -> Difference | None:
    ours, theirs = ours or (), theirs or ()
    if ours == theirs:
        return None
    common = min(len(ours), len(theirs))
    if theirs == base:
        origin = Origin.OURS
    elif ours[:common] != theirs[:common]:
        origin = Origin.ASK
    else:
        origin = Origin.THEIRS if len(theirs) > len(ours) else Origin.OURS
    return Difference(item, part, origin, None, ours, theirs)


def _visits(ours: Version, theirs: Version, base: Version, *, known: bool) -> Iterator[Difference]:
    one = {visit.number: visit for visit in ours.visits}
    old = {visit.number: visit for visit in base.visits} if known else {}
    for visit in theirs.visits:
        mine, before = one.get(visit.number), old.get(visit.number)
        found = _plain(f"督{visit.number}", Part.VISIT, before, mine, visit, known)
        if found is None:
            continue
        codes = None if mine is None else [each.code for each in mine.problems]
        if before is not None and mine is None:
            continue  # taken away here: it had no step yet
        if codes is not None and codes != [each.code for each in visit.problems]:
            found = replace(found, origin=Origin.OURS)  # problems are never moved to other codes
        yield found


def items_within(
    dimension_of: Mapping[str, str], scope: Collection[str], visits: Iterable[Visit]
) -> frozenset[str]:
    """The items, visits and findings of visits that belong to these dimensions."""
    found = {code for code, dimension in dimension_of.items() if dimension in scope}
    for visit in visits:
        inside = {each.code for each in visit.problems if each.dimension in scope}
        if inside:
            found |= inside | {f"督{visit.number}"}
    return frozenset(found)


def count_words(found: Iterable[Difference]) -> str:
    """只有对方改了3处，两边改得不一样2处; "" when there is none."""
    counted = Counter(each.origin for each in found)
    words = {
        Origin.THEIRS: "只有对方改了{}处",
        Origin.OURS: "只有本机改了{}处",
        Origin.JOINED: "两边都加了可以合并的{}处",
        Origin.ASK: "两边改得不一样、要选择的{}处",
    }
    return "，".join(
        text.format(counted[origin]) for origin, text in words.items() if counted[origin]
    )
