# SPDX-License-Identifier: MIT
"""What a write changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bizenv_desktop.domain.regulations.confirmed import CitationKey

CheckKey = tuple[str, str]
"""A self-check's natural key: organisation code and period code."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a write changed, by natural key; the one signal of the window carries it."""

    answers: frozenset[tuple[str, str, str]] = frozenset()
    findings: frozenset[tuple[str, str, str]] = frozenset()
    self_checks: frozenset[CheckKey] = frozenset()
    organisations: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    report_edits: frozenset[tuple[str, str, str]] = frozenset()
    editions: frozenset[str] = frozenset()
    citations: frozenset[CitationKey] = frozenset()
    visits: frozenset[CheckKey] = frozenset()
    evidence: frozenset[tuple[str, str, str]] = frozenset()
    packages: frozenset[CheckKey] = frozenset()
    keys: frozenset[str] = frozenset()
    reviews: frozenset[tuple[str, str, str]] = frozenset()

    def __or__(self, other: Change) -> Change:
        return Change(
            self.answers | other.answers,
            self.findings | other.findings,
            self.self_checks | other.self_checks,
            self.organisations | other.organisations,
            self.settings | other.settings,
            self.report_edits | other.report_edits,
            self.editions | other.editions,
            self.citations | other.citations,
            self.visits | other.visits,
            self.evidence | other.evidence,
            self.packages | other.packages,
            self.keys | other.keys,
            self.reviews | other.reviews,
        )
