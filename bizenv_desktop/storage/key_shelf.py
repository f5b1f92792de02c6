# SPDX-License-Identifier: MIT
"""The Store's part about keys and units: our own key, those of others, who reports here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.keys import TrustedKey, parse_card
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.storage import key_rows
from bizenv_desktop.storage.change import Change
from bizenv_desktop.storage.key_rows import Subordinate
from bizenv_desktop.storage.shelf import Shelf

__all__ = ["KeyShelf", "OwnKey", "Subordinate"]

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class OwnKey:
    """This database's signing key, both halves in hex; `secret` never leaves the database."""

    key: str
    secret: str
    made: str


class KeyShelf(Shelf):
    """The own key, the keys enrolled, the units below."""

    def own(self) -> OwnKey | None:
        """The key this database signs with, the newest; None before there is one."""
        found = self._query("SELECT key, secret, made FROM own_key ORDER BY rowid DESC LIMIT 1")
        return OwnKey(**dict(found[0])) if found else None

    def save_own(self, own: OwnKey) -> Change:
        """Sign with this key from now on."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO own_key (key, secret, made) VALUES (?, ?, ?)",
                (own.key, own.secret, own.made),
            )
        return Change(keys=frozenset({own.key}))

    def trusted(self) -> tuple[TrustedKey, ...]:
        """Every key that was ever accepted, by unit; also those that were revoked."""
        found = self._query("SELECT * FROM trusted_key ORDER BY organisation, accepted, key")
        with self._reading():
            return tuple(
                TrustedKey(
                    parse_card(row["card"]),
                    row["accepted"],
                    row["accepted_by"],
                    row["vouched_by"],
                    row["revoked"] or "",
                )
                for row in found
            )

    def trust(self, keys: Iterable[tuple[TrustedKey, str]]) -> Change:
        """Accept keys, each with its card's text; one revoked before stays revoked."""
        with self._writing() as connection:
            return Change(keys=key_rows.write_trust(connection, keys))

    def revoke(self, key: str, at: str | None) -> Change:
        """Stop believing a key from now on, or with None believe it again; what came stays."""
        with self._writing() as connection:
            connection.execute("UPDATE trusted_key SET revoked = ? WHERE key = ?", (at, key))
        return Change(keys=frozenset({key}))

    def subordinates(self) -> tuple[Subordinate, ...]:
        """The units below ours, by code."""
        found = self._query("SELECT * FROM subordinate ORDER BY code")
        with self._reading():
            return tuple(
                Subordinate(
                    Organisation(
                        row["code"],
                        row["name"],
                        Level(row["level"]),
                        tuple(json.loads(row["path"])),
                    ),
                    bool(row["direct"]),
                    bool(row["expected"]),
                )
                for row in found
            )

    def save_subordinates(self, units: Iterable[Subordinate], added: str) -> Change:
        """Know these units, in place of what was known under their codes."""
        with self._writing() as connection:
            return Change(organisations=key_rows.write_units(connection, units, added))

    def forget_subordinate(self, code: str) -> Change:
        """Take a unit off the list; its packages and keys stay."""
        with self._writing() as connection:
            connection.execute("DELETE FROM subordinate WHERE code = ?", (code,))
        return Change(organisations=frozenset({code}))
