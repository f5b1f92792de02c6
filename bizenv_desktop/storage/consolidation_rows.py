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
    SOON_DAYS,
    FindingCount,
    ItemFigures,
    UnitDimension,
    UnitFigures,
    UnitFinding,
    UnitLoss,
    points_of,
    total_of,
)
from bizenv_desktop.domain.exchange.heads import Revision, heads
from bizenv_desktop.domain.exchange.received import Outcome, area_of
from bizenv_desktop.domain.exchange.wall import ExpectedUnit, Standing
from bizenv_desktop.domain.findings.lifecycle import State
from bizenv_desktop.storage.package_rows import COUNTS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from decimal import Decimal

    from bizenv_desktop.storage.change import CheckKey

_LAST = "["
"""Behind every character a unit's code can have: codes are of 0-9 and A-Z."""
_AREA_LENGTH = len(area_of("0" * 9))

_HEADS = (
    "head INDEXED BY head_period"
    " WHERE head.period = ? AND head.organisation >= ? AND head.organisation < ?"
    " AND head.organisation <> ?"
)
_HEAD_COLUMNS = "head.organisation, head.period, head.package AS number"
_STANDING = f"""
    SELECT one.organisation, one.period, own.name, package.id AS package, package.revision,
           package.made, package.arrived, head.others, own.checklist, own.checklist_version,
           (SELECT min(each.arrived) FROM package AS each
             WHERE each.organisation = one.organisation AND each.period = one.period
               AND each.kind = 'submission' AND each.state <> 'quarantined' AND NOT each.undone
           ) AS first_arrived,
           EXISTS (SELECT 1 FROM review_note AS note
             WHERE note.organisation = one.organisation AND note.period = one.period
               AND note.kind = 'return' AND note.package = package.id) AS returned,
           own.sample, own.checklist_sha256, own.total, own.filled_total, own.bonus, own.grade,
           own.vetoed_by, own.answered, own.asked, own.findings, own.closed, one.number
      FROM (SELECT {_HEAD_COLUMNS} FROM {_HEADS}) AS one
      JOIN head ON head.organisation = one.organisation AND head.period = one.period
      JOIN package ON package.number = one.number
      JOIN received_check AS own ON own.package = one.number
     ORDER BY one.organisation
"""
_DIMENSIONS = f"""
    SELECT each.package AS number, each.code, each.name, each.score, each.points
      FROM (SELECT {_HEAD_COLUMNS} FROM {_HEADS}) AS one
      JOIN received_dimension AS each ON each.package = one.number
"""
_TOTALS = f"""
    SELECT one.organisation, own.checklist, own.total
      FROM (SELECT {_HEAD_COLUMNS} FROM {_HEADS}) AS one
      JOIN received_check AS own ON own.package = one.number
"""
_CHECKLISTS = f"""
    SELECT own.checklist, own.checklist_version, own.checklist_sha256, count(*) AS units
      FROM (SELECT {_HEAD_COLUMNS} FROM {_HEADS}) AS one
      JOIN received_check AS own ON own.package = one.number
     GROUP BY 1, 2, 3 ORDER BY 1, 2 DESC, 4 DESC
"""
_SUMS = ("full", "part", "none", "not_applicable", "unanswered", "points", "score")
_FAMILY = (
    "CASE instr(own.checklist, '@') WHEN 0 THEN own.checklist"
    " ELSE substr(own.checklist, 1, instr(own.checklist, '@') - 1) END"
)
_SUMMED = (
    "SELECT checklist AS family, item, "
    + ", ".join(f"sum({name}) AS {name}" for name in _SUMS)
    + " FROM item_summary WHERE period = ? AND area >= ? AND area < ? GROUP BY checklist, item"
)
_COUNTED = (
    f"SELECT {_FAMILY} AS family, each.item, "
    + ", ".join(
        f"sum(each.outcome = {place}) AS {name}" for place, name in enumerate(_SUMS[: len(Outcome)])
    )
    + ", sum(each.points) AS points, sum(each.score) AS score"
    f" FROM (SELECT {_HEAD_COLUMNS} FROM {_HEADS}) AS one"
    " JOIN received_check AS own ON own.package = one.number"
    " JOIN received_item AS each ON each.package = one.number GROUP BY 1, 2"
)
_LOSING = f"""
    SELECT one.organisation, own.name, own.sample, each.points, each.score
      FROM (SELECT {_HEAD_COLUMNS} FROM {_HEADS}) AS one
      JOIN received_item AS each ON each.package = one.number AND each.item = ?
       AND each.outcome IN (1, 2)
      JOIN received_check AS own ON own.package = one.number AND {_FAMILY} = ?
     ORDER BY one.organisation
"""
_FINDING_COUNTS = f"""
    SELECT each.kind, each.dimension, each.state, count(*) AS count,
           sum(each.state <> 'closed' AND each.due < ?) AS overdue,
           sum(each.state <> 'closed' AND each.due BETWEEN ? AND ?) AS soon,
           sum(each.recurrence > 0) AS recurring
      FROM (SELECT {_HEAD_COLUMNS} FROM {_HEADS}) AS one
      JOIN received_finding AS each ON each.package = one.number
     GROUP BY 1, 2, 3
"""
_FINDINGS = f"""
    SELECT one.organisation, own.name, own.sample, each.*
      FROM (SELECT {_HEAD_COLUMNS} FROM {_HEADS}) AS one
      JOIN received_finding AS each ON each.package = one.number
      JOIN received_check AS own ON own.package = one.number
     WHERE 1 {{}}
     ORDER BY one.organisation, each.dimension, each.item LIMIT ?
"""
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

    def heads(self, place: CheckKey) -> tuple[str, ...]:
        """The ids of what stands for a unit's period, the one that is shown first; reads only."""
        found = self._query(
            "SELECT id, revision, header FROM package JOIN package_content USING (number)"
            " WHERE organisation = ? AND period = ? AND kind = 'submission' AND sender = ?"
            f" AND {COUNTS}",
            (*place, place[0]),
        )
        with self._reading():
            revisions = [
                Revision(
                    row["id"], row["revision"], frozenset(json.loads(row["header"])["ancestors"])
                )
                for row in found
            ]
        return tuple(each.id for each in heads(revisions))

    def expected(self, under: str = "") -> tuple[ExpectedUnit, ...]:
        """The units on the list whose codes begin with `under`, by code."""
        found = self._query(
            "SELECT code, name, path, expected FROM subordinate WHERE code >= ? AND code < ?"
            " ORDER BY code",
            (under, under + _LAST),
        )
        with self._reading():
            return tuple(
                ExpectedUnit(
                    row["code"], row["name"], tuple(json.loads(row["path"])), bool(row["expected"])
                )
                for row in found
            )

    def standings(self, scope: Scope) -> tuple[Standing, ...]:
        """What stands for each unit of a period, by code."""
        found = self._query(_STANDING, scope.values)
        with self._reading():
            return tuple(_standing(row) for row in found)

    def units(self, scope: Scope, before: str = "") -> tuple[UnitFigures, ...]:
        """Each unit's figures by code, with the totals of the period `before`."""
        dimensions: defaultdict[int, list[UnitDimension]] = defaultdict(list)
        with self._reading():
            for row in self._query(_DIMENSIONS, scope.values):
                dimensions[row["number"]].append(
                    UnitDimension(
                        row["code"], row["name"], points_of(row["score"]), points_of(row["points"])
                    )
                )
            totals = {
                (row["organisation"], row["checklist"].partition("@")[0]): total_of(row["total"])
                for row in self._query(_TOTALS, (before, *scope.values[1:]))
            }
            return tuple(
                _unit(row, tuple(dimensions[row["number"]]), totals)
                for row in self._query(_STANDING, scope.values)
            )

    def checklists(self, scope: Scope) -> tuple[UsedChecklist, ...]:
        """What was reported with, by id, the newest version first."""
        return tuple(UsedChecklist(*row) for row in self._query(_CHECKLISTS, scope.values))

    def items(self, scope: Scope) -> tuple[ItemFigures, ...]:
        """Every item over the units, without title and dimension, in no order.

        From the sums kept by county where the area is made of whole counties.
        """
        if len(scope.under) > _AREA_LENGTH:
            rows = [dict(row) for row in self._query(_COUNTED, scope.values)]
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
                    **{name: row[name] for name in _SUMS[: len(Outcome)]},
                    points=points_of(row["points"]),
                    score=points_of(row["score"]),
                )
                for row in rows
                if any(row[name] for name in _SUMS[: len(Outcome)])
            )

    def _summed(self, scope: Scope) -> list[dict[str, str | int]]:
        """The sums by item; our own self-check, which is in them, taken out again."""
        rows = [dict(row) for row in self._query(_SUMMED, scope.values[:3])]
        if not scope.own.startswith(scope.under) or not scope.own:
            return rows
        own = (scope.period, scope.own, scope.own + " ", "")
        mine = {(row["family"], row["item"]): row for row in self._query(_COUNTED, own)}
        for row in rows:
            if taken := mine.get((row["family"], row["item"])):
                row.update({name: row[name] - taken[name] for name in _SUMS})
        return rows

    def losing(self, scope: Scope, family: str, item: str) -> tuple[UnitLoss, ...]:
        """The units that lose points on an item, by code."""
        found = self._query(_LOSING, (*scope.values, item, family))
        with self._reading():
            return tuple(
                UnitLoss(
                    row["organisation"],
                    row["name"],
                    bool(row["sample"]),
                    points_of(row["points"]),
                    points_of(row["score"]),
                )
                for row in found
            )

    def finding_counts(self, scope: Scope, today: date) -> tuple[FindingCount, ...]:
        """How many findings there are by kind, dimension and state."""
        soon = today + timedelta(days=SOON_DAYS)
        days = tuple(day.isoformat() for day in (today, today, soon))
        found = self._query(_FINDING_COUNTS, (*days, *scope.values))
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
        found = self._query(_FINDINGS.format(where), (*scope.values, *values, most))
        with self._reading():
            return tuple(_finding(row) for row in found)


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
