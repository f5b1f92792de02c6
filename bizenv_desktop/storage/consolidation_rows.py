# SPDX-License-Identifier: MIT
"""The Store's part about figures over many units: read from what was worked out on receipt.

No package is opened here. Every query is bounded by a period and by the codes of an area.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.consolidation import (
    ItemFigures,
    UnitDimension,
    UnitFigures,
    UnitLoss,
    points_of,
    total_of,
)
from bizenv_desktop.domain.exchange.finding_figures import SOON_DAYS, FindingCount, UnitFinding
from bizenv_desktop.domain.exchange.received import Outcome, area_of
from bizenv_desktop.domain.exchange.wall import ExpectedUnit, Standing
from bizenv_desktop.domain.findings.lifecycle import State
from bizenv_desktop.storage import consolidation_queries as queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from decimal import Decimal

    from bizenv_desktop.storage.open_tables import OpenTable, Row

_LAST = "["
"""Behind every character a unit's code can have: codes are of 0-9 and A-Z."""
_AREA_LENGTH = len(area_of("0" * 9))
_COPIED = (
    "organisation",
    "name",
    "item",
    "check_item",
    "dimension",
    "kind",
    "title",
    "unit",
    "person",
    "recurrence",
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose self-checks: a period, codes that begin with `under`, not those of `own`."""

    period: str
    under: str = ""
    own: str = ""

    @property
    def values(self) -> tuple[str, str, str, str]:
        """As every query of heads takes them."""
        return (self.period, self.under, self.under + _LAST, self.own)


@dataclass(frozen=True, slots=True)
class UsedChecklist:
    """A checklist that was reported with, and by how many units."""

    id: str
    version: int
    sha256: str
    units: int


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

    def periods_of(self, organisation: str) -> tuple[str, ...]:
        """The codes of the periods something of a unit stands for, in no order."""
        found = self._query("SELECT period FROM head WHERE organisation = ?", (organisation,))
        return tuple(row["period"] for row in found)

    def relays(self, organisation: str, period: str) -> tuple[Standing, ...]:
        """The relays of a unit in a period, or of all periods at once, the last first.

        As what stands for the unit itself, without a checklist.
        """
        found = self._query(queries.RELAYS, (organisation, period, organisation))
        with self._reading():
            return tuple(_standing(row) for row in found)

    def expected(self, under: str = "") -> tuple[ExpectedUnit, ...]:
        """The units on the list whose codes begin with `under`, by code."""
        found = self._query(
            "SELECT code, name, path, expected, level FROM subordinate WHERE code >= ? AND code < ?"
            " ORDER BY code",
            (under, under + _LAST),
        )
        with self._reading():
            return tuple(
                ExpectedUnit(
                    row["code"],
                    row["name"],
                    tuple(json.loads(row["path"])),
                    bool(row["expected"]),
                    row["level"] != "township",
                )
                for row in found
            )

    def standing_packages(self) -> tuple[int, ...]:
        """The numbers of all packages that stand and came from others, in order of arrival."""
        found = self._query(
            "SELECT head.package FROM head JOIN package ON package.number = head.package"
            " WHERE package.state = 'taken' ORDER BY head.package"
        )
        return tuple(row["package"] for row in found)

    def open_rows(self, table: OpenTable, packages: Sequence[int]) -> Iterator[Row]:
        """The rows of a table for other programs, some read at a time."""
        from bizenv_desktop.storage.open_tables import open_rows

        return open_rows(self._query, table, packages)

    def standings(self, scope: Scope) -> tuple[Standing, ...]:
        """What stands for each unit of a period, by code."""
        found = self._query(queries.STANDING, scope.values)
        with self._reading():
            return tuple(_standing(row) for row in found)

    def units(self, scope: Scope, before: str = "") -> tuple[UnitFigures, ...]:
        """Each unit's figures by code, with the totals of the period `before`."""
        dimensions: defaultdict[int, list[UnitDimension]] = defaultdict(list)
        with self._reading():
            for row in self._query(queries.DIMENSIONS, scope.values):
                dimensions[row["number"]].append(
                    UnitDimension(
                        row["code"], row["name"], points_of(row["score"]), points_of(row["points"])
                    )
                )
            totals = {
                (row["organisation"], row["checklist"].partition("@")[0]): total_of(row["total"])
                for row in self._query(queries.TOTALS, (before, *scope.values[1:]))
            }
            return tuple(
                _unit(row, tuple(dimensions[row["number"]]), totals)
                for row in self._query(queries.STANDING, scope.values)
            )

    def checklists(self, scope: Scope) -> tuple[UsedChecklist, ...]:
        """What was reported with, by id, the newest version first."""
        return tuple(UsedChecklist(*row) for row in self._query(queries.CHECKLISTS, scope.values))

    def items(self, scope: Scope) -> tuple[ItemFigures, ...]:
        """Every item over the units, without title and dimension, in no order.

        From the sums kept by county where the area is made of whole counties.
        """
        if len(scope.under) > _AREA_LENGTH:
            rows = [dict(row) for row in self._query(queries.COUNTED, scope.values)]
        else:
            rows = self._summed(scope)
        with self._reading():
            return tuple(
                ItemFigures(
                    family=row["family"],
                    code=row["item"],
                    title="",
                    dimension="",
                    kind="",
                    **{name: row[name] for name in queries.SUMS[: len(Outcome)]},
                    points=points_of(row["points"]),
                    score=points_of(row["score"]),
                )
                for row in rows
                if any(row[name] for name in queries.SUMS[: len(Outcome)])
            )

    def _summed(self, scope: Scope) -> list[dict[str, str | int]]:
        """The sums by item; our own self-check, which is in them, taken out again."""
        rows = [dict(row) for row in self._query(queries.SUMMED, scope.values[:3])]
        if not scope.own.startswith(scope.under) or not scope.own:
            return rows
        own = (scope.period, scope.own, scope.own + " ", "")
        mine = {(row["family"], row["item"]): row for row in self._query(queries.COUNTED, own)}
        for row in rows:
            if taken := mine.get((row["family"], row["item"])):
                row.update({name: row[name] - taken[name] for name in queries.SUMS})
        return rows

    def losing(self, scope: Scope, family: str, item: str) -> tuple[UnitLoss, ...]:
        """The units that lose points on an item, by code."""
        found = self._query(queries.LOSING, (*scope.values, item, family))
        with self._reading():
            return tuple(map(_loss, found))

    def first_losing(self, scope: Scope, family: str, item: str, most: int) -> tuple[UnitLoss, ...]:
        """Those of `losing` who lose all points, then those who lose some, each by code.

        No more than `most`, and only counties that the sums say have one are looked into.
        """
        if len(scope.under) > _AREA_LENGTH:
            return self.losing(scope, family, item)[:most]
        with self._reading():
            areas = self._query(queries.LOSING_AREAS, (*scope.values[:3], family, item))
            found: list[sqlite3.Row] = []
            for outcome in (Outcome.NONE, Outcome.PART):
                wanted = _enough(areas, queries.SUMS[outcome], most - len(found))
                found += self._query(
                    queries.LOSING_IN,
                    (
                        json.dumps(wanted),
                        scope.period,
                        scope.own,
                        item,
                        int(outcome),
                        family,
                        most - len(found),
                    ),
                )
            return tuple(map(_loss, found))

    def finding_counts(self, scope: Scope, today: date) -> tuple[FindingCount, ...]:
        """How many findings there are by kind, dimension and state."""
        soon = today + timedelta(days=SOON_DAYS)
        days = tuple(day.isoformat() for day in (today, today, soon))
        found = self._query(queries.FINDING_COUNTS, (*days, *scope.values))
        with self._reading():
            return tuple(
                FindingCount(**{**dict(row), "state": State(row["state"])}) for row in found
            )

    def findings(
        self,
        scope: Scope,
        *,
        states: Iterable[State] = State,
        overdue_on: date | None = None,
        check_item: str = "",
        most: int = 100_000,
    ) -> tuple[UnitFinding, ...]:
        """Findings by unit, dimension and item; only those overdue on a day, only of an item."""
        wanted = [str(state) for state in states]
        where = f"AND each.state IN ({', '.join('?' * len(wanted))})"
        values: list[str] = wanted
        if overdue_on is not None:
            where += " AND each.state <> 'closed' AND each.due < ?"
            values.append(overdue_on.isoformat())
        if check_item:
            where += " AND each.check_item = ?"
            values.append(check_item)
        found = self._query(queries.FINDINGS.format(where), (*scope.values, *values, most))
        with self._reading():
            return tuple(_finding(row) for row in found)


def _enough(areas: Iterable[sqlite3.Row], outcome: str, wanted: int) -> list[str]:
    """The first areas with so many units of that outcome; one more, as one may be our own."""
    found, count = [], 0
    for row in areas:
        if count > wanted:
            break
        if row[outcome]:
            found.append(row["area"])
            count += row[outcome]
    return found


def _loss(row: sqlite3.Row) -> UnitLoss:
    return UnitLoss(
        row["organisation"],
        row["name"],
        bool(row["sample"]),
        points_of(row["points"]),
        points_of(row["score"]),
    )


def _standing(row: sqlite3.Row) -> Standing:
    return Standing(
        organisation=row["organisation"],
        period=row["period"],
        name=row["name"],
        package=row["package"],
        revision=row["revision"],
        made=row["made"],
        arrived=row["arrived"],
        first_arrived=row["first_arrived"] or row["arrived"],
        others=row["others"],
        returned=bool(row["returned"]),
        checklist=row["checklist"],
        checklist_version=row["checklist_version"],
    )


def _unit(
    row: sqlite3.Row,
    dimensions: tuple[UnitDimension, ...],
    totals: dict[tuple[str, str], Decimal | None],
) -> UnitFigures:
    key = (row["organisation"], row["checklist"].partition("@")[0])
    return UnitFigures(
        standing=_standing(row),
        sample=bool(row["sample"]),
        checklist_sha256=row["checklist_sha256"],
        total=total_of(row["total"]),
        filled_total=total_of(row["filled_total"]),
        bonus=points_of(row["bonus"]),
        grade=row["grade"],
        vetoed_by=tuple(json.loads(row["vetoed_by"])),
        answered=row["answered"],
        asked=row["asked"],
        findings=row["findings"],
        closed=row["closed"],
        dimensions=dimensions,
        before=totals.get(key),
    )


def _finding(row: sqlite3.Row) -> UnitFinding:
    return UnitFinding(
        **{name: row[name] for name in _COPIED},
        sample=bool(row["sample"]),
        state=State(row["state"]),
        raised=date.fromisoformat(row["raised"]),
        due=date.fromisoformat(row["due"]),
        lost=points_of(row["lost"]),
    )
