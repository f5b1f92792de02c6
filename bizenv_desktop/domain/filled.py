# SPDX-License-Identifier: MIT
"""A self-check with everything filled into it: what screens show and papers are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bizenv_desktop.domain.rectification import findings_of
from bizenv_desktop.domain.review import review
from bizenv_desktop.domain.scoring import score_check

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bizenv_desktop.domain.checklist import Checklist, CheckItem
    from bizenv_desktop.domain.rectification import Finding, FindingView
    from bizenv_desktop.domain.review import Remark
    from bizenv_desktop.domain.scoring import ScoreCard
    from bizenv_desktop.domain.selfcheck import Answer, SelfCheck


@dataclass(frozen=True)
class FilledCheck:
    """A snapshot of one self-check as of `today`; scores, findings and remarks are worked out when asked for."""

    check: SelfCheck
    checklist: Checklist
    answers: Mapping[str, Answer]
    stored_findings: Mapping[str, Finding]
    today: date

    @cached_property
    def card(self) -> ScoreCard:
        return score_check(self.checklist, self.answers, self.check.options)

    @cached_property
    def findings(self) -> tuple[FindingView, ...]:
        return findings_of(
            self.checklist, self.answers, self.stored_findings, self.check.options, self.today
        )

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        return review(self)

    @cached_property
    def items(self) -> tuple[CheckItem, ...]:
        """The items asked, in order."""
        return self.checklist.asked(self.check.options)
