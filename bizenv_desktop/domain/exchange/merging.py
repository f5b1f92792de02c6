# SPDX-License-Identifier: MIT
"""What is written when the differences of two versions were decided, held to the rules of both.

Events are only added. Where two histories part, ours stays; choosing theirs writes their steps
into the finding's remark, where whoever reads the finding sees them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from bizenv_desktop.domain.exchange.differences import Part, Side, Signing
from bizenv_desktop.domain.findings.lifecycle import (
    NO_LOG,
    Log,
    State,
    Step,
    check_responsible,
    replay,
)
from bizenv_desktop.domain.findings.lifecycle_words import history_lines
from bizenv_desktop.domain.findings.rectification import Finding, raises_finding
from bizenv_desktop.domain.selfcheck import Answer
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.evidence import ItemEvidence
    from bizenv_desktop.domain.exchange.differences import Difference, Version
    from bizenv_desktop.domain.findings.lifecycle import Event
    from bizenv_desktop.domain.findings.looks import Look
    from bizenv_desktop.domain.findings.visit import Visit
    from bizenv_desktop.domain.papers.report_draft import EditedParagraph
    from bizenv_desktop.domain.selfcheck import SelfCheck

_NOTED = "另一台电脑上的办理过程（没有并入）："


@dataclass(frozen=True)
class Merge:
    """Everything to be written at once; events and looks are those added behind what is there."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    evidence: Mapping[str, ItemEvidence] = field(default_factory=dict)
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    looks: Mapping[str, tuple[Look, ...]] = field(default_factory=dict)
    visits: tuple[Visit, ...] = ()
    corrected: tuple[Visit, ...] = ()
    edits: Mapping[str, EditedParagraph | None] = field(default_factory=dict)
    check: SelfCheck | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return self == Merge()

    @property
    def hashes(self) -> frozenset[str]:
        """The files its links need."""
        return frozenset(link.sha256 for each in self.evidence.values() for link in each.links)


def undecided(found: Iterable[Difference], choices: Mapping[str, Side]) -> tuple[Difference, ...]:
    """The differences that must be chosen and were not."""
    return tuple(each for each in found if each.default is None and each.name not in choices)


def merged(
    found: Iterable[Difference],
    choices: Mapping[str, Side],
    ours: Version,
    theirs: Version,
    checklist: Checklist,
    today: date,
) -> Merge:
    """What to write over ours; `choices` by the differences' names, others as they stand.

    `UserError` when something is still to be chosen, or when what was chosen does not go together.
    """
    decided = list(found)
    open_ones = undecided(decided, choices)
    if open_ones:
        first = open_ones[0]
        place = f"{first.item}的{first.part.label}" if first.item else first.part.label
        raise UserError(f"还有{len(open_ones)}处两边改得不一样没有选择（如{place}）；请逐处选择。")
    made = _Making(ours, theirs, checklist, today)
    for each in decided:
        side = choices.get(each.name, each.default)
        if side not in each.choices:
            raise UserError(f"{each.item}的{each.part.label}只能保留本机的；请重新选择。")
        assert side is not None
        if side is not Side.OURS:
            made.take(each, side)
    return made.whole()


class _Making:
    """Gathers what is written, part by part."""

    def __init__(self, ours: Version, theirs: Version, checklist: Checklist, today: date) -> None:
        self._ours = ours
        self._theirs = theirs
        self._checklist = checklist
        self._today = today
        self._answers: dict[str, Answer] = {}
        self._findings: dict[str, Finding] = {}
        self._evidence: dict[str, ItemEvidence] = {}
        self._events: dict[str, tuple[Event, ...]] = {}
        self._looks: dict[str, tuple[Look, ...]] = {}
        self._visits: list[Visit] = []
        self._corrected: list[Visit] = []
        self._edits: dict[str, EditedParagraph | None] = {}
        self._check: SelfCheck | None = None
        self._noted: list[Difference] = []

    def take(self, found: Difference, side: Side) -> None:
        """Write that side's version of a part."""
        value, code = found.value(side), found.item
        match found.part:
            case Part.ANSWER:
                self._answers[code] = cast("Answer", value) if value else Answer(code)
            case Part.FINDING:
                self._findings[code] = cast("Finding", value)
            case Part.EVIDENCE:
                self._evidence[code] = cast("ItemEvidence", value)
            case Part.REPORT:
                self._edits[code] = cast("EditedParagraph | None", value)
            case Part.VISIT:
                (self._visits if found.ours is None else self._corrected).append(
                    cast("Visit", value)
                )
            case Part.CHECK:
                self._check = _signed(self._ours.check, cast("Signing", value))
            case Part.LOG | Part.LOOKS if found.parted:
                self._noted.append(found)
            case Part.LOG:
                have = len(cast("tuple[Event, ...]", found.ours))
                self._events[code] = cast("tuple[Event, ...]", value)[have:]
            case Part.LOOKS:
                have = len(cast("tuple[Look, ...]", found.ours))
                self._looks[code] = cast("tuple[Look, ...]", value)[have:]

    def whole(self) -> Merge:
        """All of it, with the findings that go with it, held to the rules."""
        self._raise_findings()
        for found in self._noted:
            self._note(found)
        fault = next(self._faults(), None)
        if fault is not None:
            raise UserError(fault)
        return Merge(
            self._answers,
            self._findings,
            self._evidence,
            self._events,
            self._looks,
            tuple(self._visits),
            tuple(self._corrected),
            self._edits,
            self._check,
        )

    def _finding(self, code: str) -> Finding | None:
        return self._findings.get(code) or self._ours.findings.get(code)

    def _raise_findings(self) -> None:
        """An answer that newly loses points, or a step, has its finding stored."""
        for code in (*self._answers, *self._events):
            item = self._checklist.by_code.get(code)
            raised = item is not None and raises_finding(item, self._answers.get(code))
            if self._finding(code) is None and (raised or code in self._events):
                theirs = self._theirs.findings.get(code)
                self._findings[code] = theirs or Finding(code, self._today)

    def _note(self, found: Difference) -> None:
        """Their steps in our finding's remark, once."""
        if found.part is Part.LOOKS:
            raise UserError(
                f"{found.item}的回头看两边记得不一样，只能保留本机的；请照对方的补记一次。"
            )
        finding = self._finding(found.item) or Finding(found.item, self._today)
        events = cast("tuple[Event, ...]", found.theirs)
        words = _NOTED + "；".join(each.text for each in history_lines(Log(events)))
        if words not in finding.remark:
            remark = f"{finding.remark}\n{words}" if finding.remark else words
            self._findings[found.item] = replace(finding, remark=remark)

    def _faults(self) -> Iterator[str]:
        """What of the choices does not go together, in words."""
        for code in (*self._answers, *self._evidence):
            known = self._checklist.by_code.get(code)
            if known is None and code not in self._codes():
                yield f"{code}不在本机的自查表里，不能并入；请两边先换成同一版自查表。"
        for code in sorted(self._events.keys() | self._findings.keys() | self._looks.keys()):
            events = self._log(code)
            finding = self._finding(code)
            try:
                log = replay(events)
                if finding is not None:
                    check_responsible(log, finding.person)
            except UserError as error:
                reason = str(error).rstrip("。").partition("；")[0]
                yield f"{code}的问题和办理过程要取同一边的：{reason}；请重新选择。"
            if finding is not None and self._due_moved(code, finding, events):
                yield f"{code}已经开始整改，整改时限要和办理过程取同一边的；请重新选择。"
            for look in self._looks.get(code, ()):
                if not _fits(look, events, self._theirs.logs.get(code, NO_LOG).events):
                    yield f"{code}的回头看要和办理过程取同一边的；请重新选择。"

    def _due_moved(self, code: str, finding: Finding, events: tuple[Event, ...]) -> bool:
        """Whether a deadline would change without an extension after work began."""
        before = self._ours.findings.get(code)
        if before is None or before.due == finding.due or Log(events).state is State.OPEN:
            return False
        return events != self._theirs.logs.get(code, NO_LOG).events

    def _log(self, code: str) -> tuple[Event, ...]:
        return (*self._ours.logs.get(code, NO_LOG).events, *self._events.get(code, ()))

    def _codes(self) -> frozenset[str]:
        visits = (*self._ours.visits, *self._visits)
        return frozenset(each.code for visit in visits for each in visit.problems)


def _fits(look: Look, events: tuple[Event, ...], theirs: tuple[Event, ...]) -> bool:
    """Whether a look's closing is the same one here."""
    upto = look.closing
    return (
        len(events) >= upto
        and events[:upto] == theirs[:upto]
        and events[upto - 1].step is Step.CLOSE
    )


def _signed(check: SelfCheck, signing: Signing) -> SelfCheck:
    return replace(
        check,
        preparer=signing.preparer,
        reviewer=signing.reviewer,
        head=signing.head,
        options=signing.options,
    )
