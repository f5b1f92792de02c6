# SPDX-License-Identifier: MIT
"""The queries behind a superior's list of receipts: who signed what, and which package is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import Header, parse_header

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from bizenv_desktop.storage.change import CheckKey

    Query = Callable[..., list[sqlite3.Row]]

_IN_ONE_QUERY = 500


def headers(query: Query, packages: Iterable[str]) -> dict[str, Header]:
    """What these packages' senders signed, by id; those that are not here are left out."""
    wanted = list(packages)
    found: dict[str, Header] = {}
    for at in range(0, len(wanted), _IN_ONE_QUERY):
        part = wanted[at : at + _IN_ONE_QUERY]
        marks = ", ".join("?" * len(part))
        rows = query(
            "SELECT id, header FROM package_content JOIN package USING (number)"
            f" WHERE id IN ({marks})",
            tuple(part),
        )
        found |= {row["id"]: parse_header(row["header"]) for row in rows}
    return found


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units are listed and owe a report, keys that are good, keys that wait.

    `taken` is 0 until something was received that counts.
    """

    listed: int
    expected: int
    keys: int
    waiting: int
    taken: int


def counts(query: Query) -> Counts:
    """The figures over a superior's lists, without reading the lists."""
    found = query(
        "SELECT (SELECT count(*) FROM subordinate) AS listed,"
        " (SELECT count(*) FROM subordinate WHERE expected) AS expected,"
        " (SELECT count(*) FROM trusted_key WHERE revoked IS NULL) AS keys,"
        " (SELECT count(DISTINCT key) FROM package WHERE state = 'quarantined') AS waiting,"
        " EXISTS (SELECT 1 FROM head) AS taken"
    )
    return Counts(**dict(found[0]))


def numbers_shown(query: Query) -> dict[CheckKey, tuple[int, int]]:
    """By unit and period: the number of the submission shown, and how many stand beside it."""
    found = query("SELECT organisation, period, package, others FROM head")
    return {(row["organisation"], row["period"]): (row["package"], row["others"]) for row in found}
