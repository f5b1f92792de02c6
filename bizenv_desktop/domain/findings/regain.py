# SPDX-License-Identifier: MIT
"""补分测算: what open findings would bring back, and the score after some are put right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.scoring import card_of, percent
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.domain.scoring import ScoreCard


@dataclass(frozen=True, slots=True)
class Regain:
    """An answer that loses points: what its item gives back, of itself and of the total of 100.

    `vetoes` says that it holds the grade down as well.
    """

    view: FindingView
    points: Decimal
    of_total: Decimal
    vetoes: bool


def regains(filled: FilledCheck) -> tuple[Regain, ...]:
    """What can be regained, the most first, a veto before everything; closed findings included.

    Closing a finding changes no answer: the score rises when the item is checked again.
    """
    found = []
    for view in filled.findings:
        if view.visit is not None:
            continue
        scored = filled.card.of(view.item.code)
        if scored.lost or scored.vetoes:
            base = scored.lost if view.item.method.in_base else scored.lost * 0
            share = percent(base, filled.card.base_points) or scored.lost * 0
            found.append(Regain(view, scored.lost, share, scored.vetoes))
    return tuple(sorted(found, key=lambda one: (not one.vetoes, -one.points, one.view.item.code)))


def score_after(filled: FilledCheck, codes: Iterable[str]) -> ScoreCard:
    """The scores as if these items were met in full, everything else as it stands.

    `UserError` for an item that loses nothing.
    """
    chosen = frozenset(codes)
    known = {one.view.item.code for one in regains(filled)}
    for code in sorted(chosen - known):
        raise UserError(f"“{code}”没有扣分，不能测算补分；请核对编号。")
    scored = tuple(
        replace(entry, score=entry.item.points, vetoes=False)
        if entry.item.code in chosen
        else entry
        for entry in filled.card.items
    )
    return card_of(filled.checklist, scored, filled.check.options)
