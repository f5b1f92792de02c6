# SPDX-License-Identifier: MIT
"""The reviews inside relays received: which relays stand over a unit, and what one says of it.

A relay's core was looked at when it came, its reviews were not: here each row is held to the rules
of feedback, and one that breaks them is counted and left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bizenv_desktop.domain.exchange.header import Header, PackageKind, parse_header
from bizenv_desktop.domain.exchange.heads import Revision, heads
from bizenv_desktop.domain.exchange.keys import is_below
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.errors import PackageError
from bizenv_desktop.storage.core_database import open_core
from bizenv_desktop.storage.core_schema import columns
from bizenv_desktop.storage.feedback_rows import MOST_ROWS, believed_note, believed_review

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Hashable

    from bizenv_desktop.domain.exchange.feedback import Review, ReviewNote
    from bizenv_desktop.storage.change import CheckKey
    from bizenv_desktop.storage.package_rows import Query

_SECONDS = 5.0
_LONGEST_CODE = 12
_LEVELS = tuple(Level)
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class StandingRelay:
    """The relay of a sender that speaks for a unit's period; `others` stand beside it."""

    id: str
    header: Header
    others: int


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What a relay says of one unit's period, and how many of its rows are not to be believed."""

    reviews: tuple[Review, ...]
    notes: tuple[ReviewNote, ...]
    unbelieved: int


def standing_relays(query: Query, place: CheckKey) -> tuple[StandingRelay, ...]:
    """For each unit above that one: the relay received from it that stands, the nearest first.

    A relay is of one period or of all, each a chain of its own that says nothing of the other: of
    the two the one that the sender's clock made later.
    """
    organisation, period = place
    above = _superiors(organisation)
    marks = ", ".join("?" * len(above))
    found = query(
        "SELECT id, header FROM package JOIN package_content USING (number)"
        f" WHERE organisation IN ({marks}) AND period IN (?, '') AND kind = 'relay'"
        " AND sender = organisation AND state = 'taken' AND NOT undone",
        (*above, period),
    )
    headers = {row["id"]: parse_header(row["header"]) for row in found}
    chains: defaultdict[CheckKey, list[Revision]] = defaultdict(list)
    for package, header in headers.items():
        revision = Revision(package, header.revision, frozenset(header.ancestors))
        chains[header.sender.code, header.period].append(revision)
    standing: dict[str, StandingRelay] = {}
    for (sender, _), chain in chains.items():
        first, *others = heads(chain)
        relay = StandingRelay(first.id, headers[first.id], len(others))
        known = standing.get(sender)
        if known is None or _age(known) < _age(relay):
            standing[sender] = relay
    return tuple(
        standing[sender] for sender in sorted(standing, key=lambda code: (-len(code), code))
    )


def _age(relay: StandingRelay) -> tuple[float, int, str]:
    return (relay.header.made_at.timestamp(), relay.header.revision, relay.id)


def _superiors(organisation: str) -> list[str]:
    """Every code a unit above that one can have: its beginnings, filled up with zeros or not."""
    codes = {
        organisation[:length] + "00" * pairs
        for length in range(1, len(organisation))
        for pairs in range((_LONGEST_CODE - length) // 2 + 1)
    }
    return sorted(code for code in codes if is_below(organisation, code))


def said_of(core: bytes, place: CheckKey) -> SaidOf:
    """What a relay's core says of a unit's period; `PackageError` when it cannot be read."""
    kind = PackageKind.RELAY
    found: dict[str, list[sqlite3.Row]] = {}
    with open_core(kind, core, _SECONDS) as opened:
        for table in ("review", "review_note"):
            names = ", ".join(columns(kind, table))
            found[table] = opened.execute(
                f"SELECT {names} FROM {table} WHERE organisation = ? AND period = ?"
                f" ORDER BY rowid LIMIT {MOST_ROWS + 1}",
                place,
            ).fetchall()
    if any(len(rows) > MOST_ROWS for rows in found.values()):
        raise PackageError("汇总上报包里的考核意见多得不合常理；请电话核实。")
    reviews = _once([believed_review(row) for row in found["review"]], lambda each: each.item)
    notes = _once([believed_note(row) for row in found["review_note"]], lambda each: each.position)
    rows = sum(map(len, found.values()))
    return SaidOf(reviews, notes, rows - len(reviews) - len(notes))


def _once(found: list[_Thing | None], key: Callable[[_Thing], Hashable]) -> tuple[_Thing, ...]:
    """Those that were believed and of whose kind there is one; two contradict each other."""
    believed = [each for each in found if each is not None]
    count = Counter(key(each) for each in believed)
    return tuple(each for each in believed if count[key(each)] == 1)
