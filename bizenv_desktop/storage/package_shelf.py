# SPDX-License-Identifier: MIT
"""The Store's part about packages: keys, packages made and received, which of them stand.

Nothing that arrived is ever deleted: undoing a receipt marks it, and marking it back redoes it.
"""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import BlobKind, Header, PackageKind, parse_header
from bizenv_desktop.domain.exchange.heads import heads
from bizenv_desktop.errors import DatabaseError, UserError
from bizenv_desktop.storage import package_rows
from bizenv_desktop.storage.change import Change
from bizenv_desktop.storage.package_files import PackageFiles

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bizenv_desktop.domain.exchange.heads import Revision
    from bizenv_desktop.domain.exchange.package_record import PackageRecord, PackageState
    from bizenv_desktop.domain.exchange.received import ReceivedFacts
    from bizenv_desktop.storage.change import CheckKey
    from bizenv_desktop.storage.package_files import Staged

_IN_ONE_QUERY = 500
_PACKED_LEVEL = 6


@dataclass(frozen=True, slots=True)
class KeptPackage:
    """A package's own bytes: the signed header, the signature, the core."""

    header_content: bytes
    signature: bytes
    core: bytes

    @property
    def header(self) -> Header:
        return parse_header(self.header_content)


class Intake:
    """Adds packages within one transaction; made by `PackageShelf.adding`."""

    def __init__(self, connection: sqlite3.Connection, files: PackageFiles) -> None:
        self._connection = connection
        self._files = files
        self._places: set[CheckKey] = set()
        self.change = Change()

    def has(self, package: str) -> bool:
        """Whether that package is here already, whatever became of it."""
        row = self._connection.execute("SELECT 1 FROM package WHERE id = ?", (package,)).fetchone()
        return row is not None

    def add(
        self,
        identity: str,
        kept: KeptPackage,
        header: Header,
        state: PackageState,
        arrived: str,
        *,
        source: str = "",
        via: str = "",
        facts: ReceivedFacts | None = None,
    ) -> int:
        """Keep a package that is not here yet, and what was worked out from it."""
        content = (kept.header_content, kept.signature, zlib.compress(kept.core, _PACKED_LEVEL))
        number = package_rows.insert_package(
            self._connection, identity, header, content, state, arrived, source, via
        )
        if facts is not None:
            package_rows.insert_facts(self._connection, number, facts)
        self._note(header)
        return number

    def accept(self, record: PackageRecord, header: Header, facts: ReceivedFacts | None) -> None:
        """Let a package out of quarantine: its key is known now."""
        self._connection.execute(
            "UPDATE package SET state = 'taken' WHERE number = ?", (record.number,)
        )
        if facts is not None:
            package_rows.insert_facts(self._connection, record.number, facts)
        self._note(header)

    def keep_content(self, sha256: str, kind: BlobKind, content: bytes) -> None:
        """Keep an attachment in the database itself: a checklist, an edition."""
        self._connection.execute(
            "INSERT INTO attachment (sha256, kind, size, content) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO NOTHING",
            (sha256, str(kind), len(content), zlib.compress(content, _PACKED_LEVEL)),
        )

    def keep_pack(self, pack: str, staged: Staged, kind: BlobKind = BlobKind.EVIDENCE) -> None:
        """Keep attachments in a file beside the database."""
        if not staged.places:
            return
        self._files.settle(staged, pack)
        self._connection.executemany(
            "INSERT INTO attachment (sha256, kind, size, pack, place) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO NOTHING",
            [
                (sha256, str(kind), size, pack, place)
                for sha256, (place, size) in staged.places.items()
            ],
        )

    def refresh(self) -> None:
        """Work out which packages stand, for every place something was added to."""
        for place in sorted(self._places):
            package_rows.refresh_head(self._connection, place)
        self.change |= Change(packages=frozenset(self._places))
        self._places.clear()

    def _note(self, header: Header) -> None:
        place = (header.organisation, header.period)
        if header.kind is PackageKind.SUBMISSION:
            self._places.add(place)
        self.change |= Change(packages=frozenset({place}))


class PackageShelf:
    """Made by the Store, which lends it its ways of writing and reading."""

    def __init__(
        self,
        database: Path,
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
        reading: Callable[[], AbstractContextManager[None]],
        query: Callable[..., list[sqlite3.Row]],
    ) -> None:
        self.files = PackageFiles(database)
        self._writing = writing
        self._reading = reading
        self._query = query

    # -- packages

    @contextmanager
    def adding(self) -> Iterator[Intake]:
        """One transaction in which packages are added and heads follow; all of it or nothing."""
        with self._writing() as connection:
            intake = Intake(connection, self.files)
            yield intake
            intake.refresh()

    def record(self, package: str) -> PackageRecord | None:
        """The record of a package by id, None when it is not here."""
        found = self._query(f"SELECT {package_rows.RECORD} FROM package WHERE id = ?", (package,))
        with self._reading():
            return package_rows.record_from(found[0]) if found else None

    def records(
        self, place: CheckKey | None = None, *, most: int = 1000
    ) -> tuple[PackageRecord, ...]:
        """Packages of a unit's period, or of everything, the last that arrived first."""
        where = "" if place is None else " WHERE organisation = ? AND period = ?"
        found = self._query(
            f"SELECT {package_rows.RECORD} FROM package{where} ORDER BY number DESC LIMIT ?",
            (*(place or ()), most),
        )
        with self._reading():
            return tuple(package_rows.record_from(row) for row in found)

    def quarantined(self, key: str | None = None) -> tuple[PackageRecord, ...]:
        """Packages put aside, of one key or of all, in the order they arrived."""
        where = "" if key is None else " AND key = ?"
        found = self._query(
            f"SELECT {package_rows.RECORD} FROM package WHERE state = 'quarantined'{where}"
            " ORDER BY number",
            () if key is None else (key,),
        )
        with self._reading():
            return tuple(package_rows.record_from(row) for row in found)

    def content(self, package: str) -> KeptPackage:
        """A package's own bytes; `UserError` when it is not here."""
        found = self._query(
            "SELECT header, signature, core FROM package_content JOIN package USING (number)"
            " WHERE id = ?",
            (package,),
        )
        if not found:
            raise UserError("数据库里没有这个上报包；请重新接收。")
        return KeptPackage(found[0]["header"], found[0]["signature"], _unpacked(found[0]["core"]))

    def undo(self, package: str, *, undone: bool) -> Change:
        """Take a receipt back, or back again; what was received stays. `UserError` for our own."""
        with self._writing() as connection:
            row = connection.execute(
                "SELECT organisation, period, kind, state FROM package WHERE id = ?", (package,)
            ).fetchone()
            if row is None or row["state"] == "own":
                raise UserError("只有接收来的包才能撤回接收；请重新选择。")
            connection.execute("UPDATE package SET undone = ? WHERE id = ?", (undone, package))
            place = (row["organisation"], row["period"])
            if row["kind"] == "submission":
                package_rows.refresh_head(connection, place)
        return Change(packages=frozenset({place}))

    def mark_delivered(self, package: str, at: str, where: str) -> Change:
        """Remember when and where a package of ours was last written to."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE package SET delivered = ?, delivered_to = ? WHERE id = ?",
                (at, where, package),
            )
        record = self.record(package)
        place = ("", "") if record is None else (record.organisation, record.period)
        return Change(packages=frozenset({place}))

    # -- which of them stand

    def standing(self, place: CheckKey, sender: str | None = None) -> tuple[Revision, ...]:
        """The packages of a unit's period that nothing replaces, the one shown first.

        With `sender` that superior's feedback to the unit.
        """
        found = package_rows.revisions(self._query, place, sender)
        return heads(revision for _, revision in found.values())

    def work_out_anew(self) -> None:
        """Empty the sums and heads, and fill them again from the packages."""
        with self._writing() as connection:
            connection.execute("DELETE FROM head")
            connection.execute("DELETE FROM item_summary")
            for place in package_rows.all_places(connection):
                package_rows.refresh_head(connection, place)

    # -- attachments

    def attachment(self, sha256: str) -> bytes | None:
        """An attachment's bytes, checked; None when it is not here or not what it was."""
        import hashlib

        found = self._query(
            "SELECT content, pack, place, size FROM attachment WHERE sha256 = ?", (sha256,)
        )
        if not found:
            return None
        row = found[0]
        if row["content"] is not None:
            content: bytes | None = _unpacked(row["content"])
        else:
            content = self.files.read(row["pack"], row["place"], row["size"])
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            return None
        return content

    def missing(self, hashes: Iterable[str]) -> frozenset[str]:
        """Which of these attachments are not here."""
        wanted = list(hashes)
        known: set[str] = set()
        for at in range(0, len(wanted), _IN_ONE_QUERY):
            part = wanted[at : at + _IN_ONE_QUERY]
            marks = ", ".join("?" * len(part))
            known |= {
                row[0]
                for row in self._query(
                    f"SELECT sha256 FROM attachment WHERE sha256 IN ({marks})", tuple(part)
                )
            }
        return frozenset(wanted) - known

    def sweep(self) -> int:
        """Delete files that a receipt left behind when it did not come to its end."""
        with self._writing():  # nobody can add one meanwhile
            known = {
                row[0]
                for row in self._query("SELECT DISTINCT pack FROM attachment WHERE pack <> ''")
            }
            return self.files.sweep(known)


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error as error:
        raise DatabaseError("数据库里的一个上报包已损坏；请用备份恢复，或重新接收它。") from error
