# SPDX-License-Identifier: MIT
"""The statements and rows of finding events, visits and their problems.

A row that is no record raises ValueError; the Store says it in words.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.codes import family
from bizenv_desktop.domain.findings.comeback import Closing
from bizenv_desktop.domain.findings.lifecycle import Event, Log, Step
from bizenv_desktop.domain.findings.visit import Visit, VisitKind, VisitProblem, photo_code
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from bizenv_desktop.storage.change import CheckKey
    from bizenv_desktop.storage.writing import Written

_INSERT_EVENT = (
    "INSERT INTO finding_event (organisation, period, item, position, step, at, who, words,"
    " responsible, old_due, new_due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_VISIT = (
    "INSERT INTO visit (organisation, period, number, day, kind, inspectors, summary)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_PROBLEM = (
    "INSERT INTO visit_finding (organisation, period, item, visit, position, problem, dimension,"
    " check_item) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_WHERE = "WHERE organisation = ? AND period = ?"


def logs_from(found: Iterable[sqlite3.Row]) -> dict[str, Log]:
    """Logs by finding, from rows in the order of findings and positions."""
    events: dict[str, list[Event]] = {}
    for row in found:
        events.setdefault(row["item"], []).append(_event_from(row))
    return {item: Log(tuple(own)) for item, own in events.items()}


def closings_from(found: Iterable[sqlite3.Row], checklist: str) -> tuple[Closing, ...]:
    """Closings on check items of that checklist's family, in the order of the rows."""
    wanted = family(checklist)
    return tuple(
        Closing(
            Period.parse(row["period"]).label,
            row["check_item"],
            datetime.fromisoformat(row["at"]).date(),
        )
        for row in found
        if row["check_item"] is not None and family(row["checklist"]) == wanted
    )


def insert_events(
    connection: sqlite3.Connection, key: CheckKey, events: Mapping[str, tuple[int, Event]]
) -> Written:
    """Add each event at its place, which must be the next one of its log."""
    for item, (position, event) in events.items():
        last = connection.execute(
            f"SELECT max(position) FROM finding_event {_WHERE} AND item = ?", (*key, item)
        ).fetchone()[0]
        if position != (last or 0) + 1:
            raise UserError("这个问题刚刚在别处办理了一步，请重新打开后再办理。")
        days = (_iso(event.old_due), _iso(event.new_due))
        values = (str(event.step), event.at.isoformat(), event.who.strip(), event.words)
        connection.execute(_INSERT_EVENT, (*key, item, position, *values, event.responsible, *days))
    return frozenset((*key, item) for item in events)


def visits_from(found: Iterable[sqlite3.Row], problems: Iterable[sqlite3.Row]) -> tuple[Visit, ...]:
    """Visits with their problems, from the rows of both tables."""
    own: dict[int, list[VisitProblem]] = {}
    for row in problems:
        problem = VisitProblem(row["item"], row["problem"], row["dimension"], row["check_item"])
        own.setdefault(row["visit"], []).append(problem)
    return tuple(
        Visit(
            number=row["number"],
            day=date.fromisoformat(row["day"]),
            kind=VisitKind(row["kind"]),
            inspectors=row["inspectors"],
            summary=row["summary"],
            problems=tuple(own.get(row["number"], ())),
        )
        for row in found
    )


def insert_visits(
    connection: sqlite3.Connection, key: CheckKey, visits: Iterable[Visit]
) -> Written:
    """Insert visits and problems; the keys of the findings the problems raise."""
    written = set()
    for visit in visits:
        taken = connection.execute(
            f"SELECT 1 FROM visit {_WHERE} AND number = ?", (*key, visit.number)
        ).fetchone()
        if taken:
            raise UserError(f"第{visit.number}次检查刚刚已经登记，请重新打开后再登记。")
        values = (visit.day.isoformat(), str(visit.kind), visit.inspectors, visit.summary)
        connection.execute(_INSERT_VISIT, (*key, visit.number, *values))
        for position, problem in enumerate(visit.problems, 1):
            place = (problem.code, visit.number, position)
            words = (problem.problem, problem.dimension, problem.check_item)
            connection.execute(_INSERT_PROBLEM, (*key, *place, *words))
            written.add((*key, problem.code))
    return frozenset(written)


def update_visit(connection: sqlite3.Connection, key: CheckKey, visit: Visit) -> Written:
    """Put a visit's facts and its problems' words right; codes and places stay, new ones follow.

    The findings of its problems were raised that day: they follow it until work on them began.
    """
    where = (*key, visit.number)
    before = connection.execute(f"SELECT day FROM visit {_WHERE} AND number = ?", where).fetchone()
    if before is None:
        raise UserError(f"第{visit.number}次检查刚刚在别处删除了，不能更正；请重新打开后再看。")
    day = visit.day.isoformat()
    connection.execute(
        f"UPDATE visit SET day = ?, kind = ?, inspectors = ?, summary = ? {_WHERE} AND number = ?",
        (day, str(visit.kind), visit.inspectors, visit.summary, *where),
    )
    for position, problem in enumerate(visit.problems, 1):
        own = (*key, problem.code)
        known = connection.execute(
            f"UPDATE visit_finding SET problem = ? {_WHERE} AND item = ?", (problem.problem, *own)
        )
        if not known.rowcount:
            place = (problem.code, visit.number, position)
            told = (problem.problem, problem.dimension, problem.check_item)
            connection.execute(_INSERT_PROBLEM, (*key, *place, *told))
        connection.execute(
            f"UPDATE finding SET raised = ? {_WHERE} AND item = ? AND raised = ? AND NOT EXISTS ("
            f"SELECT 1 FROM finding_event {_WHERE} AND item = ?)",
            (day, *own, before["day"], *own),
        )
    return frozenset((*key, problem.code) for problem in visit.problems)


def delete_visit(connection: sqlite3.Connection, key: CheckKey, number: int) -> Written:
    """Delete a visit nothing was done about yet, and what was written about its problems."""
    codes = [
        row["item"]
        for row in connection.execute(
            f"SELECT item FROM visit_finding {_WHERE} AND visit = ?", (*key, number)
        ).fetchall()
    ]
    for code in (photo_code(number), *codes):  # photos too: another visit may get the number
        where = (*key, code)
        if connection.execute(
            f"SELECT 1 FROM finding_event {_WHERE} AND item = ?", where
        ).fetchone():
            raise UserError(f"{code}已经开始整改，这次检查不能删除；办理过程要留存。")
        connection.execute(f"DELETE FROM finding {_WHERE} AND item = ?", where)
        connection.execute(f"DELETE FROM evidence_link {_WHERE} AND item = ?", where)
    connection.execute(f"DELETE FROM visit {_WHERE} AND number = ?", (*key, number))
    return frozenset((*key, code) for code in codes)


def _event_from(row: sqlite3.Row) -> Event:
    return Event(
        step=Step(row["step"]),
        at=datetime.fromisoformat(row["at"]),
        who=row["who"],
        words=row["words"],
        responsible=row["responsible"],
        old_due=_day(row["old_due"]),
        new_due=_day(row["new_due"]),
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
