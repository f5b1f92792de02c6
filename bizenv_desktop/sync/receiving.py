# SPDX-License-Identifier: MIT
"""Taking packages in: many files in few transactions, an outcome for each; quarantine let out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.errors import Cancelled, UserError
from bizenv_desktop.sync.outcomes import Outcome, Taken
from bizenv_desktop.sync.receiver import Entry, Receiver, reopened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.domain.exchange.keys import TrustedKey
    from bizenv_desktop.storage import Store

__all__ = ["Outcome", "Taken", "accept_quarantined", "receive_file", "receive_files", "reopened"]


def receive_files(
    store: Store,
    paths: Sequence[Path],
    now: datetime,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Outcome, ...]:
    """Receive package files in their order; one that is refused changes nothing.

    When `tick` raises `Cancelled`, what was looked at is kept and the rest told as left.
    """
    entries: list[Entry] = []
    with Receiver(store, now) as receiver:
        try:
            for path in paths:
                entries.append(receiver.receive(path))
                tick(len(entries), len(paths))
        except Cancelled:
            entries += [Entry(Outcome(path.name, Taken.LEFT)) for path in paths[len(entries) :]]
    return tuple(entry.told() for entry in entries)


def receive_file(store: Store, path: Path, now: datetime) -> Outcome:
    """Receive one package file; refusals come back as outcomes, the database unchanged."""
    (outcome,) = receive_files(store, [path], now)
    return outcome


def accept_quarantined(store: Store, key: TrustedKey, now: datetime) -> tuple[Outcome, ...]:
    """Take the packages of a key that was just accepted out of quarantine, each judged now."""
    entries: list[Entry] = []
    with Receiver(store, now) as receiver:
        for record in store.packages.quarantined(key.card.key):
            name = record.source or record.code
            try:
                package = reopened(store.packages.content(record.id))
            except UserError as error:
                outcome = Outcome(name, Taken.REFUSED, None, record.id, str(error))
                entries.append(Entry(outcome))
            else:
                entries.append(receiver.take(package, name))
    return tuple(entry.told() for entry in entries)
