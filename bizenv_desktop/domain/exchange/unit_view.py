# SPDX-License-Identifier: MIT
"""One unit's self-check as it stands at the superior: what a drill-down shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bizenv_desktop.domain.period_comparison import compare_periods

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.exchange.relayed_reviews import RelayedReviews
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.period_comparison import PeriodComparison


@dataclass(frozen=True)
class UnitView:
    """A self-check rebuilt from its package, the package, and what stands beside it.

    `others` are the heads of a fork that are not shown, `revisions` everything received of this
    period, the last that arrived first; `previous` is the period before that something of the same
    family of checklists stands for. `missing_photos` were left behind on the way up. `relayed` is
    what the units between said of it, not what was said here.
    """

    filled: FilledCheck
    record: PackageRecord
    submitted_by: str
    device_name: str
    others: tuple[PackageRecord, ...] = ()
    revisions: tuple[PackageRecord, ...] = ()
    previous: FilledCheck | None = None
    missing_photos: frozenset[str] = frozenset()
    relayed: tuple[RelayedReviews, ...] = ()

    @cached_property
    def comparison(self) -> PeriodComparison | None:
        """Against the period before; None without one."""
        return None if self.previous is None else compare_periods(self.filled, self.previous)

    @property
    def words(self) -> str:
        """第2版，核对码7F3A22，2026-11-23收到，王喆上报."""
        record = self.record
        words = f"第{record.revision}版，核对码{record.code}，{record.arrived[:10]}收到"
        return f"{words}，{self.submitted_by}上报" if self.submitted_by else words

    @property
    def fork_words(self) -> str:
        """分叉：另有第3版，核对码B3B4D0，2026-11-29收到; "" when only this one stands."""
        others = "；".join(
            f"第{each.revision}版，核对码{each.code}，{each.arrived[:10]}收到"
            for each in self.others
        )
        return f"分叉：另有{others}" if others else ""
