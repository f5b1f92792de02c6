# SPDX-License-Identifier: MIT
"""The statements that keep packages, and what is worked out from them, in one transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.heads import Revision, heads
from bizenv_desktop.domain.exchange.package_record import PackageRecord, PackageState
from bizenv_desktop.domain.exchange.received import area_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.received import ReceivedFacts
    from bizenv_desktop.storage.change import CheckKey
    from bizenv_desktop.storage.package_files import PackageFiles

    Query = Callable[..., Iterable[sqlite3.Row]]
    _Move = tuple[int, str, int]  # a package's number, its area, 1 in or -1 out

RECORD = (
    "number, id, kind, sender, organisation, period, revision, key, made, digest, state, undone,"
    " arrived, source, via, delivered, delivered_to"
)
_IN_ONE_QUERY = 500
COUNTS = "state <> 'quarantined' AND NOT undone"


def record_from(row: sqlite3.Row | dict[str, Any]) -> PackageRecord:
    """A package's record from its row."""
    values = dict(row)
    values["kind"] = PackageKind(values["kind"])
    values["state"] = PackageState(values["state"])
    values["undone"] = bool(values["undone"])
    return PackageRecord(**values)


def insert_package(
    connection: sqlite3.Connection,
    identity: str,
    header: Header,
    content: tuple[bytes, bytes, bytes],
    state: PackageState,
    arrived: str,
    source: str,
    via: str,
) -> int:
    """Keep a package; `content` is header, signature and packed core. Returns its number."""
    made = connection.execute(
        "INSERT INTO package (id, kind, sender, organisation, period, revision, key, made, digest,"
        " state, arrived, source, via) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            identity,
            str(header.kind),
            header.sender.code,
            header.organisation,
            header.period,
            header.revision,
            header.key,
            header.made,
            header.digest,
            str(state),
            arrived,
            source,
            via,
        ),
    )
    number = made.lastrowid
    assert number is not None
    connection.execute(
        "INSERT INTO package_content (number, header, signature, core) VALUES (?, ?, ?, ?)",
        (number, *content),
    )
    return number


def insert_facts(connection: sqlite3.Connection, number: int, facts: ReceivedFacts) -> None:
    """Keep what figures over many units are worked out from."""
    closed = sum(each.state.value == "closed" for each in facts.findings)
    connection.execute(
        "INSERT INTO received_check VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            facts.organisation,
            facts.period,
            facts.name,
            facts.sample,
            facts.checklist,
            facts.checklist_version,
            facts.checklist_sha256,
            facts.total,
            facts.filled_total,
            facts.bonus,
            facts.grade,
            json.dumps(facts.vetoed_by),
            facts.answered,
            facts.asked,
            len(facts.findings),
            closed,
        ),
    )
    connection.executemany(
        "INSERT INTO received_dimension VALUES (?, ?, ?, ?, ?)",
        [(number, each.code, each.name, each.score, each.points) for each in facts.dimensions],
    )
    connection.executemany(
        "INSERT INTO received_item VALUES (?, ?, ?, ?, ?)",
        [(number, each.item, int(each.outcome), each.points, each.score) for each in facts.items],
    )
    connection.executemany(
        "INSERT INTO received_finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number,
                each.item,
                each.check_item,
                each.dimension,
                each.kind,
                each.title,
                str(each.state),
                each.raised,
                each.due,
                each.lost,
                each.unit,
                each.person,
                each.recurrence,
            )
            for each in facts.findings
        ],
    )


def delete_facts(connection: sqlite3.Connection, number: int) -> None:
    """Forget what was worked out from a package, so that it can be worked out anew."""
    for table in ("received_check", "received_dimension", "received_item", "received_finding"):
        connection.execute(f"DELETE FROM {table} WHERE package = ?", (number,))


def revisions(
    query: Query, key: CheckKey, sender: str | None = None
) -> dict[str, tuple[int, Revision]]:
    """By id: number and revision of the submissions of a unit's period that count.

    With `sender` the feedback of that superior instead, in its own chain.
    """
    kind, who = (
        (PackageKind.SUBMISSION, key[0]) if sender is None else (PackageKind.FEEDBACK, sender)
    )
    found = query(
        "SELECT number, id, revision, header FROM package JOIN package_content USING (number)"
        f" WHERE organisation = ? AND period = ? AND kind = ? AND sender = ? AND {COUNTS}",
        (*key, str(kind), who),
    )
    return {
        row["id"]: (
            row["number"],
            Revision(row["id"], row["revision"], frozenset(json.loads(row["header"])["ancestors"])),
        )
        for row in found
    }


def refresh_heads(connection: sqlite3.Connection, places: Iterable[CheckKey]) -> None:
    """Work out anew which package stands for these units and periods.

    The sums over items follow: what the old ones gave is taken out, what the new ones give added,
    for many packages at once, as those of a county change the same sums.
    """
    moves: list[_Move] = []
    for place in places:
        moves += _refresh(connection, place)
        if len(moves) >= _MOVES_TOGETHER:
            _sum_up(connection, moves)
            moves.clear()
    _sum_up(connection, moves)


def _refresh(connection: sqlite3.Connection, key: CheckKey) -> Iterator[_Move]:
    """Bring one head up to date; the packages that are not, and are, shown any more."""
    found = revisions(connection.execute, key)
    standing = heads(revision for _, revision in found.values())
    row = connection.execute(
        "SELECT package, others FROM head WHERE organisation = ? AND period = ?", key
    ).fetchone()
    old = None if row is None else (row["package"], row["others"])
    new = (found[standing[0].id][0], len(standing) - 1) if standing else None
    if new == old:
        return
    connection.execute("DELETE FROM head WHERE organisation = ? AND period = ?", key)
    if new is not None:
        connection.execute(
            "INSERT INTO head (organisation, period, package, others) VALUES (?, ?, ?, ?)",
            (*key, *new),
        )
    old_number, new_number = old and old[0], new and new[0]
    if old_number != new_number:
        if old_number is not None:
            yield old_number, area_of(key[0]), -1
        if new_number is not None:
            yield new_number, area_of(key[0]), 1


def _sum_up(connection: sqlite3.Connection, moves: list[_Move]) -> None:
    """Take packages out of the sums over items, or into them."""
    if moves:
        marks = ", ".join(["(?, ?, ?)"] * len(moves))
        values = [value for move in moves for value in move]
        connection.execute(f"WITH moved (number, area, sign) AS (VALUES {marks}) {_SUM_UP}", values)


_MOVES_TOGETHER = 200
_OUTCOMES = ("full", "part", "none", "not_applicable", "unanswered")
_COUNTED = (*_OUTCOMES, "points", "score")
_SUM_UP = (
    "INSERT INTO item_summary (period, checklist, item, area, "
    + ", ".join(_COUNTED)
    + ") SELECT own.period, CASE instr(own.checklist, '@') WHEN 0 THEN own.checklist"
    " ELSE substr(own.checklist, 1, instr(own.checklist, '@') - 1) END, each.item, moved.area, "
    + ", ".join(f"sum(sign * (each.outcome = {place}))" for place in range(len(_OUTCOMES)))
    + ", sum(sign * each.points), sum(sign * each.score)"
    " FROM moved CROSS JOIN received_item AS each CROSS JOIN received_check AS own"
    " WHERE each.package = moved.number AND own.package = moved.number GROUP BY 1, 2, 3, 4"
    " ON CONFLICT (period, checklist, item, area) DO UPDATE SET "
    + ", ".join(f"{name} = {name} + excluded.{name}" for name in _COUNTED)
)


def all_places(connection: sqlite3.Connection) -> Iterable[CheckKey]:
    """Every unit and period a submission speaks of."""
    found = connection.execute(
        "SELECT DISTINCT organisation, period FROM package WHERE kind = 'submission'"
    )
    return [(row["organisation"], row["period"]) for row in found.fetchall()]


def missing(query: Query, hashes: Iterable[str], files: PackageFiles) -> frozenset[str]:
    """Which of these attachments are not here: unknown, or their pack is gone or cut off."""
    wanted = list(hashes)
    here: set[str] = set()
    lengths: dict[str, int] = {}
    for at in range(0, len(wanted), _IN_ONE_QUERY):
        part = wanted[at : at + _IN_ONE_QUERY]
        marks = ", ".join("?" * len(part))
        for row in query(
            f"SELECT sha256, pack, place + size AS ends FROM attachment WHERE sha256 IN ({marks})",
            tuple(part),
        ):
            pack = row["pack"]
            if pack and pack not in lengths:
                lengths[pack] = files.length(pack)
            if not pack or lengths[pack] >= row["ends"]:
                here.add(row["sha256"])
    return frozenset(wanted) - here


def undo_relayed(
    connection: sqlite3.Connection,
    relay: str,
    setting: str,
    moved: Mapping[str, str],
    *,
    undone: bool,
) -> set[CheckKey]:
    """Let what came in a relay go, or come, with it; the places of those that did.

    Those that go are noted in a setting, so that just these come back.
    """
    for package, other in moved.items():
        connection.execute(
            "UPDATE package SET via = ? WHERE id = ? AND via = ?", (other, package, relay)
        )
    if undone:
        rows = connection.execute(
            "SELECT id FROM package WHERE via = ? AND NOT undone AND state <> 'own'", (relay,)
        )
        going = [row["id"] for row in rows.fetchall()]
        connection.execute(
            "INSERT INTO setting (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (setting, json.dumps(going)),
        )
    else:
        found = connection.execute("SELECT value FROM setting WHERE name = ?", (setting,))
        row = found.fetchone()
        going = [] if row is None else json.loads(row["value"])
        connection.execute("DELETE FROM setting WHERE name = ?", (setting,))
    places = set()
    for package in going:
        done = connection.execute(
            "UPDATE package SET undone = ? WHERE id = ? AND via = ? RETURNING organisation, period",
            (undone, package, relay),
        )
        places |= {(row["organisation"], row["period"]) for row in done.fetchall()}
    return places
