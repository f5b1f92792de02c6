# SPDX-License-Identifier: MIT
"""What a report is written from: this period's self-check and, where it compares, the last one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from bizenv_desktop.domain.papers.trend import shared_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.domain.selfcheck import Answer

OTHER_KIND = ""


@dataclass(frozen=True)
class ReportFacts:
    """One self-check with the law it rests on; `previous` was made with the same checklist."""

    filled: FilledCheck
    editions: Mapping[str, Edition]
    previous: FilledCheck | None = None

    @cached_property
    def findings(self) -> tuple[tuple[str, tuple[FindingView, ...]], ...]:
        """Findings by kind of problem in the checklist's order, OTHER_KIND last."""
        kinds = [kind.code for kind in self.filled.checklist.problem_kinds]
        order = {code: place for place, code in enumerate(kinds)}

        def place(view: FindingView) -> int:
            return order.get(view.item.problem_kind, len(kinds))

        return tuple(
            (kinds[at] if at < len(kinds) else OTHER_KIND, tuple(views))
            for at, views in groupby(sorted(self.filled.own_findings, key=place), key=place)
        )

    @cached_property
    def shared(self) -> frozenset[str]:
        """Base items that are the same in the last period."""
        return shared_items(self.filled, self.previous) if self.previous else frozenset()

    @cached_property
    def recurring(self) -> frozenset[str]:
        """Items with a finding in the last period, too."""
        if self.previous is None:
            return frozenset()
        before = {view.item.code for view in self.previous.own_findings}
        return frozenset(view.item.code for view in self.filled.own_findings) & before

    def before(self, code: str) -> Answer | None:
        """The last period's confirmed answer to an item."""
        answer = self.previous.answers.get(code) if self.previous else None
        return answer if answer is not None and answer.confirmed else None
