# SPDX-License-Identifier: MIT
"""反弹 as a finding's own list and papers mark it: how often, and how long after closing.

Works from closings alone, so that showing one self-check reads no other one whole; `followup` tells
the same over all periods with the findings themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bizenv_desktop.domain.findings.rectification import FindingView


@dataclass(frozen=True, slots=True)
class Closing:
    """A finding on that check item was closed on `day`; `period` is the label of its period."""

    period: str
    item: str
    day: date


@dataclass(frozen=True, slots=True)
class Comeback:
    """A problem found again on `raised`; `earlier` are the item's closings, the earliest first."""

    raised: date
    earlier: tuple[Closing, ...]

    @property
    def count(self) -> int:
        """The how-manieth return it is."""
        return len(self.earlier)

    @property
    def days(self) -> int:
        """Days from the last closing until it was found again."""
        return (self.raised - self.earlier[-1].day).days

    @property
    def words(self) -> str:
        """第2次反弹，距上次销号35天."""
        return comeback_words(self.count, self.days)

    @property
    def mark(self) -> str:
        """（反弹：第2次，距上次销号35天）, as it stands behind the problem on paper."""
        return f"（反弹：第{self.count}次，距上次销号{self.days}天）"

    @property
    def lineage(self) -> str:
        """2026年第3季度（2026-10-14销号）、…: where it was closed before."""
        return "、".join(f"{one.period}（{one.day:%Y-%m-%d}销号）" for one in self.earlier)


def comeback_words(count: int, days: int) -> str:
    """第2次反弹，距上次销号35天."""
    return f"第{count}次反弹，距上次销号{days}天"


def comebacks(
    views: Iterable[FindingView], period: str, elsewhere: Iterable[Closing]
) -> Mapping[str, Comeback]:
    """By finding's code: those of one self-check that were closed before on the same check item.

    `elsewhere` are closings of other periods; those among `views` count as well.
    """
    views = tuple(views)
    closed: list[tuple[str | None, Closing]] = [(None, closing) for closing in elsewhere]
    for view in views:
        event = view.log.closing
        if event is not None and view.check_item is not None:
            closing = Closing(period, view.check_item, event.at.date())
            closed.append((view.item.code, closing))
    found = {}
    for view in views:
        raised = view.finding.raised
        earlier = [
            closing
            for code, closing in closed
            if closing.item == view.check_item and closing.day <= raised and code != view.item.code
        ]
        if earlier:
            earlier.sort(key=lambda one: one.day)
            found[view.item.code] = Comeback(raised, tuple(earlier))
    return found
