# SPDX-License-Identifier: MIT
"""The Store's part about figures over many units: read from what was worked out on receipt.

No package is opened here. Every query is bounded by a period and, with `under`, by the codes that
begin with a stem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.wall import Standing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

_LAST = "["
"""Behind every character a unit's code can have: codes are of 0-9 and A-Z."""

_STANDING = """
    SELECT head.organisation, head.period, own.name, package.id AS package, package.revision,
           package.made, package.arrived, head.others, own.checklist, own.checklist_version,
           (SELECT min(each.arrived) FROM package AS each
             WHERE each.organisation = head.organisation AND each.period = head.period
               AND each.kind = 'submission' AND each.state <> 'quarantined' AND NOT each.undone
           ) AS first_arrived,
           EXISTS (SELECT 1 FROM review_note AS note
             WHERE note.organisation = head.organisation AND note.period = head.period
               AND note.kind = 'return' AND note.package = package.id) AS returned
      FROM head INDEXED BY head_period
      JOIN package ON package.number = head.package
      JOIN received_check AS own ON own.package = head.package
     WHERE head.period = ? AND head.organisation >= ? AND head.organisation < ?
       AND package.state = 'taken'
     ORDER BY head.organisation
"""


class ConsolidationShelf:
    """Made by the Store, which lends it its ways of reading."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[None]],
        query: Callable[..., list[sqlite3.Row]],
    ) -> None:
        self._reading = reading
        self._query = query

    def periods(self) -> tuple[str, ...]:
        """The codes of all periods something stands for, in no order."""
        return tuple(row["period"] for row in self._query("SELECT DISTINCT period FROM head"))

    def standings(self, periods: Sequence[str], under: str = "") -> tuple[Standing, ...]:
        """What stands for each unit in these periods, by period and code; our own is left out."""
        found: list[Standing] = []
        for period in periods:
            rows = self._query(_STANDING, (period, *code_range(under)))
            with self._reading():
                found += [
                    Standing(**{**dict(row), "returned": bool(row["returned"])}) for row in rows
                ]
        return tuple(found)


def code_range(under: str) -> tuple[str, str]:
    """From where to where the codes go that begin with a stem."""
    return under, under + _LAST
