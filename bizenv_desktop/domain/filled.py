# SPDX-License-Identifier: MIT
"""A self-check with everything filled into it: what screens show and papers are drawn from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from bizenv_desktop.domain.evidence import EvidenceBook
from bizenv_desktop.domain.findings.rectification import findings_of
from bizenv_desktop.domain.scoring import score_check

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist
    from bizenv_desktop.domain.findings.comeback import Closing, Comeback
    from bizenv_desktop.domain.findings.lifecycle import Log
    from bizenv_desktop.domain.findings.looks import Look
    from bizenv_desktop.domain.findings.rectification import Finding, FindingView
    from bizenv_desktop.domain.findings.visit import Visit
    from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation
    from bizenv_desktop.domain.review import Remark
    from bizenv_desktop.domain.scoring import ScoreCard
    from bizenv_desktop.domain.selfcheck import Answer, SelfCheck


@dataclass(frozen=True)
class FilledCheck:
    """A snapshot of one self-check as of `today`.

    Scores, findings and remarks are worked out when they are first asked for, and kept.
    """

    check: SelfCheck
    checklist: Checklist
    answers: Mapping[str, Answer]
    stored_findings: Mapping[str, Finding]
    today: date
    previous: ScoreCard | None = field(default=None, compare=False, repr=False)
    """The scores before the last edit: what did not change need not be scored again."""
    provincial: Mapping[str, ConfirmedCitation] = field(default_factory=dict)
    """Of the edition the checklist names: what was confirmed, by item code."""

    logs: Mapping[str, Log] = field(default_factory=dict)
    """What was done about each finding, by its code."""
    looks: Mapping[str, tuple[Look, ...]] = field(default_factory=dict)
    """Looks back at closed findings, by their codes."""
    visits: tuple[Visit, ...] = ()
    """Inspections by others, the earliest first."""
    evidence: EvidenceBook = field(default_factory=EvidenceBook)
    """Files that prove answers and findings."""
    closed_elsewhere: tuple[Closing, ...] = ()
    """Findings closed in the unit's other periods, on items of the same family of checklists."""

    @cached_property
    def card(self) -> ScoreCard:
        """Its scores."""
        return score_check(self.checklist, self.answers, self.check.options, self.previous)

    @cached_property
    def findings(self) -> tuple[FindingView, ...]:
        """What is to be put right: the self-check's own, then what visits found."""
        if not self.visits:
            return self.own_findings
        from bizenv_desktop.domain.findings.visit import (
            visit_findings,  # most self-checks have none
        )

        found = visit_findings(self.checklist, self.visits, self.stored_findings, self.logs)
        return self.own_findings + self._with_looks(found)

    @cached_property
    def comebacks(self) -> Mapping[str, Comeback]:
        """反弹: by code, the findings whose item had one closed before."""
        from bizenv_desktop.domain.findings.comeback import comebacks  # a window starts without it

        return comebacks(self.findings, self.check.period.label, self.closed_elsewhere)

    @cached_property
    def own_findings(self) -> tuple[FindingView, ...]:
        """What the self-check itself found, in the checklist's order."""
        found = findings_of(
            self.checklist,
            self.answers,
            self.stored_findings,
            self.check.options,
            self.today,
            self.logs,
        )
        return self._with_looks(found)

    def _with_looks(self, views: tuple[FindingView, ...]) -> tuple[FindingView, ...]:
        if not self.looks:
            return views
        return tuple(
            replace(view, looks=self.looks[view.item.code])
            if view.item.code in self.looks
            else view
            for view in views
        )

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What 审核 says of it."""
        from bizenv_desktop.domain.review import review  # a window starts without it

        return review(self)

    @cached_property
    def items(self) -> tuple[CheckItem, ...]:
        """The items asked, in order."""
        return self.checklist.asked(self.check.options)
