# SPDX-License-Identifier: MIT
"""The statements that keep keys and units, each to be run inside a transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from bizenv_desktop.domain.exchange.keys import TrustedKey
    from bizenv_desktop.domain.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Subordinate:
    """A unit below ours: `direct` when it sends to us, `expected` when it owes a report."""

    organisation: Organisation
    direct: bool = True
    expected: bool = True


def write_trust(
    connection: sqlite3.Connection, keys: Iterable[tuple[TrustedKey, str]]
) -> frozenset[str]:
    """Accept keys, each with its card's text; one revoked before stays revoked.

    A key that was enrolled here stays so when another unit vouches for it as well; of several that
    vouch the last one counts.
    """
    accepted = set()
    for key, card in keys:
        connection.execute(
            "INSERT INTO trusted_key (key, organisation, card, accepted, accepted_by, vouched_by)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
            " vouched_by = excluded.vouched_by, accepted = excluded.accepted,"
            " accepted_by = excluded.accepted_by"
            " WHERE organisation = excluded.organisation"
            " AND (excluded.vouched_by = '' OR vouched_by NOT IN ('', excluded.vouched_by))",
            (
                key.card.key,
                key.card.organisation,
                card,
                key.accepted,
                key.accepted_by,
                key.vouched_by,
            ),
        )
        accepted.add(key.card.key)
    return frozenset(accepted)


def write_units(
    connection: sqlite3.Connection, units: Iterable[Subordinate], added: str
) -> frozenset[str]:
    """Know these units, in place of what was known under their codes."""
    return _write(connection, units, added, "")


def introduce_units(
    connection: sqlite3.Connection, units: Iterable[Subordinate], added: str
) -> frozenset[str]:
    """Know these units, but for those that are known to report here themselves."""
    return _write(connection, units, added, " WHERE NOT direct")


def _write(
    connection: sqlite3.Connection, units: Iterable[Subordinate], added: str, only: str
) -> frozenset[str]:
    codes = set()
    for unit in units:
        own = unit.organisation
        path = json.dumps(list(own.path), ensure_ascii=False)
        connection.execute(
            "INSERT INTO subordinate (code, name, level, path, direct, expected, added)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (code) DO UPDATE SET"
            " name = excluded.name, level = excluded.level, path = excluded.path,"
            f" direct = excluded.direct, expected = excluded.expected{only}",
            (own.code, own.name, str(own.level), path, unit.direct, unit.expected, added),
        )
        codes.add(own.code)
    return frozenset(codes)
