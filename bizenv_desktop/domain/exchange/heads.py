# SPDX-License-Identifier: MIT
"""Which package stands for a unit's period, computed from the set received and nothing else.

The order of arrival, repetitions and clocks do not matter. A package says all that went before it
(`ancestors`), so that a middle one that never arrived makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Revision:
    """A package as far as heads go: its id, its number, what went before it."""

    id: str
    revision: int
    ancestors: frozenset[str]


def heads(revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """The packages that no other one replaces, the one that is shown first; two make a fork.

    Of several the highest revision is shown, then the smaller id: a rule that needs no clock.
    """
    found = {each.id: each for each in revisions}
    replaced = frozenset[str]().union(*(each.ancestors for each in found.values()))
    standing = [each for each in found.values() if each.id not in replaced]
    return tuple(sorted(standing, key=lambda each: (-each.revision, each.id)))


def next_revision(standing: Iterable[Revision]) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Number, parents and ancestors of a package that replaces all of these."""
    known = tuple(standing)
    parents = tuple(sorted(each.id for each in known))
    ancestors = sorted({*parents, *(before for each in known for before in each.ancestors)})
    return max((each.revision for each in known), default=0) + 1, parents, tuple(ancestors)
