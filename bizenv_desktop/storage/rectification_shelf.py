# SPDX-License-Identifier: MIT
"""The Store's methods on what was done about findings, and on visits."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from bizenv_desktop.storage.change import Change

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractContextManager
    from datetime import date

    from bizenv_desktop.domain.findings.comeback import Closing
    from bizenv_desktop.domain.findings.lifecycle import Event, Log
    from bizenv_desktop.domain.findings.looks import Look
    from bizenv_desktop.domain.findings.rectification import Finding
    from bizenv_desktop.domain.findings.visit import Visit
    from bizenv_desktop.storage.change import CheckKey

_CLOSED_ELSEWHERE = """
    SELECT event.period, event.at, own.checklist,
      CASE WHEN found.item IS NULL THEN event.item ELSE found.check_item END AS check_item
    FROM finding_event AS event
    JOIN self_check AS own USING (organisation, period)
    LEFT JOIN visit_finding AS found USING (organisation, period, item)
    WHERE event.organisation = ? AND event.period <> ? AND event.step = 'close'
      AND NOT EXISTS (
        SELECT 1 FROM finding_event AS later
        WHERE (later.organisation, later.period, later.item)
            = (event.organisation, event.period, event.item)
          AND later.position > event.position
      )
    ORDER BY event.at
"""


class RectificationShelf(ABC):
    """What a Store does for rectification; how it reads and writes is the Store's."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[sqlite3.Connection]: ...

    @abstractmethod
    def _reading(self) -> AbstractContextManager[None]: ...

    @abstractmethod
    def _all(self, sql: str, values: tuple[str | int, ...] = ()) -> list[sqlite3.Row]: ...

    def finding_logs(self, key: CheckKey) -> dict[str, Log]:
        """What was done about each finding of a self-check, by its code."""
        found = self._all(
            "SELECT * FROM finding_event WHERE organisation = ? AND period = ?"
            " ORDER BY item, position",
            key,
        )
        if not found:
            return {}
        from bizenv_desktop.storage import rectification_rows  # most start without events

        with self._reading():
            return rectification_rows.logs_from(found)

    def looks(self, key: CheckKey) -> dict[str, tuple[Look, ...]]:
        """Every look back at each closed finding of a self-check, by its code."""
        found = self._all(
            "SELECT * FROM look_back WHERE organisation = ? AND period = ? ORDER BY item, position",
            key,
        )
        if not found:
            return {}
        from bizenv_desktop.storage import look_rows  # most start without looks

        with self._reading():
            return look_rows.looks_from(found)

    def add_look(self, key: CheckKey, item: str, position: int, look: Look) -> Change:
        """Add one look at that place of a finding's looks, as `add_looks`."""
        return self.add_looks([(key, item, position, look)])

    def add_looks(self, looks: Iterable[tuple[CheckKey, str, int, Look]]) -> Change:
        """Add looks, all or none: self-check, finding's code, place among its looks.

        `UserError` when another window added one there meanwhile, or a closing no longer stands.
        """
        from bizenv_desktop.storage import look_rows

        with self._writing() as connection:
            written = [look_rows.insert_look(connection, *each) for each in looks]
        return Change(findings=frozenset().union(*written))

    def closings_elsewhere(self, key: CheckKey, checklist: str) -> tuple[Closing, ...]:
        """What was closed in the unit's other periods, where the checklist is of one family.

        A finding is closed while closing it was its last event: all that can follow takes it back.
        """
        found = self._all(_CLOSED_ELSEWHERE, key)
        if not found:
            return ()
        from bizenv_desktop.storage import rectification_rows

        with self._reading():
            return rectification_rows.closings_from(found, checklist)

    def closed_since(self, organisation: str, day: date) -> frozenset[str]:
        """Codes of the unit's periods in which a finding was closed on that day or later."""
        found = self._all(
            "SELECT DISTINCT period FROM finding_event"
            " WHERE organisation = ? AND step = 'close' AND at >= ?",
            (organisation, day.isoformat()),
        )
        return frozenset(row["period"] for row in found)

    def add_events(
        self,
        key: CheckKey,
        events: Mapping[str, tuple[int, Event]],
        raised: Iterable[Finding] = (),
    ) -> Change:
        """Add one event to each of these findings, by code, with its place in the log.

        `raised` are findings to be stored at once with them. `UserError` when another window added
        one at that place meanwhile; nothing is written then.
        """
        from bizenv_desktop.storage import rectification_rows, writing

        with self._writing() as connection:
            stored = writing.write_findings(connection, key, raised)
            added = rectification_rows.insert_events(connection, key, events)
        return Change(findings=stored | added)

    def visits(self, key: CheckKey) -> tuple[Visit, ...]:
        """The visits recorded with a self-check, by number."""
        where = "WHERE organisation = ? AND period = ? ORDER BY"
        found = self._all(f"SELECT * FROM visit {where} number", key)
        if not found:
            return ()
        from bizenv_desktop.storage import rectification_rows

        problems = self._all(f"SELECT * FROM visit_finding {where} visit, position", key)
        with self._reading():
            return rectification_rows.visits_from(found, problems)

    def save_visits(self, key: CheckKey, visits: Iterable[Visit]) -> Change:
        """Keep new visits with their problems; `UserError` for a number that is taken."""
        from bizenv_desktop.storage import rectification_rows

        with self._writing() as connection:
            written = rectification_rows.insert_visits(connection, key, visits)
        return Change(findings=written, visits=frozenset({key}))

    def correct_visit(self, key: CheckKey, visit: Visit) -> Change:
        """Write a visit anew under its number, with the words of its problems, which stay its own.

        `UserError` when it is no longer there.
        """
        from bizenv_desktop.storage import rectification_rows

        with self._writing() as connection:
            written = rectification_rows.update_visit(connection, key, visit)
        return Change(findings=written, visits=frozenset({key}))

    def forget_visit(self, key: CheckKey, number: int) -> Change:
        """Delete a visit that was recorded by mistake, with its problems.

        `UserError` once a step was taken about one of them: what happened is kept.
        """
        from bizenv_desktop.storage import rectification_rows

        with self._writing() as connection:
            gone = rectification_rows.delete_visit(connection, key, number)
        return Change(findings=gone, visits=frozenset({key}))
