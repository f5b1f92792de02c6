# SPDX-License-Identifier: MIT
"""What the page shows, read off the GUI thread by a connection of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.actions import consolidation_actions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from bizenv_desktop.domain.exchange.consolidation import Consolidation, ItemFigures, LosingUnits
    from bizenv_desktop.domain.exchange.finding_figures import UnitFinding
    from bizenv_desktop.domain.exchange.wall import Wall
    from bizenv_desktop.domain.period import Period

    Tick = Callable[[int, int], None]

MOST_PERIODS = 4
"""So many periods stand side by side on the wall."""


@dataclass(frozen=True)
class Loaded:
    """Everything the tabs show of one period; the wall goes back some periods more."""

    figures: Consolidation
    wall: Wall
    findings: tuple[UnitFinding, ...]


def loading(
    path: Path, period: Period, periods: Sequence[Period], under: str, today: date
) -> Callable[[Tick], Loaded]:
    """The work that reads a period; `periods` are those known, the latest first."""
    shown = [each for each in periods if each.last_day <= period.last_day][:MOST_PERIODS]

    def work(tick: Tick) -> Loaded:
        from bizenv_desktop.storage import Store

        with Store.open(path, read_only=True) as store:
            tick(0, 3)
            wall = consolidation_actions.wall(store, shown or [period], today, under=under)
            tick(1, 3)
            figures = consolidation_actions.consolidated(store, period.code, today, under=under)
            tick(2, 3)
            findings = consolidation_actions.unit_findings(store, period.code, under=under)
        return Loaded(figures, wall, findings)

    return work


def losing(path: Path, period: str, item: ItemFigures, under: str) -> Callable[[Tick], LosingUnits]:
    """The work that finds the units that lose points on an item, of very many the first."""

    def work(tick: Tick) -> LosingUnits:
        from bizenv_desktop.storage import Store

        with Store.open(path, read_only=True) as store:
            return consolidation_actions.first_losing(store, period, item, under=under)

    return work
