# SPDX-License-Identifier: MIT
"""The statements and rows of looks back at closed findings.

A row that is no record raises ValueError; the Store says it in words.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from bizenv_desktop.domain.findings.looks import Look, LookOutcome
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from bizenv_desktop.storage.change import CheckKey
    from bizenv_desktop.storage.writing import Written

_INSERT = (
    "INSERT INTO look_back (organisation, period, item, position, closing, after_days, day, who,"
    " outcome, words, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_IS_CLOSED_AT = """
    SELECT 1 FROM finding_event AS event
    WHERE organisation = ? AND period = ? AND item = ? AND position = ? AND step = 'close'
      AND NOT EXISTS (
        SELECT 1 FROM finding_event AS later
        WHERE (later.organisation, later.period, later.item)
            = (event.organisation, event.period, event.item)
          AND later.position > event.position
      )
"""


def looks_from(found: Iterable[sqlite3.Row]) -> dict[str, tuple[Look, ...]]:
    """Looks by finding, from rows in the order of findings and positions."""
    looks: dict[str, tuple[Look, ...]] = {}
    for row in found:
        look = Look(
            closing=row["closing"],
            after=row["after_days"],
            day=date.fromisoformat(row["day"]),
            who=row["who"],
            outcome=LookOutcome(row["outcome"]),
            at=datetime.fromisoformat(row["at"]),
            words=row["words"],
        )
        looks[row["item"]] = (*looks.get(row["item"], ()), look)
    return looks


def insert_look(
    connection: sqlite3.Connection, key: CheckKey, item: str, position: int, look: Look
) -> Written:
    """Add a look at its place, which must be the next one, at the closing that still stands."""
    where = (*key, item)
    last = connection.execute(
        "SELECT max(position) FROM look_back WHERE organisation = ? AND period = ? AND item = ?",
        where,
    ).fetchone()[0]
    closed = connection.execute(_IS_CLOSED_AT, (*where, look.closing)).fetchone()
    if position != (last or 0) + 1 or closed is None:
        raise UserError("这个问题刚刚在别处有了改动，没有登记回头看；请重新打开后再登记。")
    return insert_past_look(connection, key, item, position, look)


def insert_past_look(
    connection: sqlite3.Connection, key: CheckKey, item: str, position: int, look: Look
) -> Written:
    """Add a look as it was recorded on another PC; its closing may have been taken back since."""
    where = (*key, item)
    seen = (look.day.isoformat(), look.who.strip(), str(look.outcome), look.words)
    place = (*where, position, look.closing, look.after)
    connection.execute(_INSERT, (*place, *seen, look.at.isoformat()))
    return frozenset({where})
