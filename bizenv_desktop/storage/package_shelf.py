# SPDX-License-Identifier: MIT
"""The Store's part about packages: keys, packages made and received, which of them stand.

Nothing that arrived is ever deleted: undoing a receipt marks it, and marking it back redoes it.
"""

from __future__ import annotations

import json
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.heads import heads
from bizenv_desktop.errors import DatabaseError, UserError
from bizenv_desktop.storage import package_rows, receipt_rows
from bizenv_desktop.storage.change import Change
from bizenv_desktop.storage.package_files import PackageFiles
from bizenv_desktop.storage.package_intake import Intake, KeptPackage
from bizenv_desktop.storage.shelf import Shelf

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.heads import Revision
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.storage.change import CheckKey
    from bizenv_desktop.storage.relay_rows import Rows
    from bizenv_desktop.storage.relayed_reviews import StandingRelay

__all__ = ["Intake", "KeptPackage", "PackageShelf"]

_IN_ONE_QUERY = 500
_UNDONE_WITH = "undone_with_"


class PackageShelf(Shelf):
    """Made by the Store, which lends it its ways of writing and reading."""

    def __init__(
        self,
        database: Path,
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
        reading: Callable[[], AbstractContextManager[None]],
        query: Callable[..., list[sqlite3.Row]],
    ) -> None:
        self.files = PackageFiles(database)
        super().__init__(writing, reading, query)

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

    def called(self, beginning: str) -> tuple[PackageRecord, ...]:
        """The packages whose id begins with these hexadecimal digits."""
        found = self._query(
            f"SELECT {package_rows.RECORD} FROM package WHERE id >= ? AND id < ? ORDER BY number",
            (beginning, f"{beginning}g"),
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

    def undo(self, package: str, *, undone: bool, moved: Mapping[str, str] | None = None) -> Change:
        """Take a receipt back, or back again; what was received stays. `UserError` for our own.

        What came in a relay goes and comes with it, but for those `moved`: packages that another
        relay carries too, by id, with that relay's.
        """
        with self._writing() as connection:
            row = connection.execute(
                "SELECT organisation, period, kind, state FROM package WHERE id = ?", (package,)
            ).fetchone()
            if row is None or row["state"] == "own":
                raise UserError("只有接收来的包才能撤回接收；请重新选择。")
            places = {(row["organisation"], row["period"])}
            connection.execute("UPDATE package SET undone = ? WHERE id = ?", (undone, package))
            if row["kind"] == "relay":
                places |= package_rows.undo_relayed(
                    connection, package, _UNDONE_WITH + package, moved or {}, undone=undone
                )
            package_rows.refresh_heads(connection, sorted(places))
        return Change(packages=frozenset(places))

    def undone_with(self, relay: str) -> frozenset[str]:
        """The packages that ceased to count with a relay whose receipt was taken back."""
        found = self._query("SELECT value FROM setting WHERE name = ?", (_UNDONE_WITH + relay,))
        return frozenset(json.loads(found[0]["value"])) if found else frozenset()

    def headers(self, packages: Iterable[str]) -> dict[str, Header]:
        """What these packages' senders signed, by id; those that are not here are left out."""
        with self._reading():
            return receipt_rows.headers(self._query, packages)

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

    def number(self) -> int:
        """How many packages are kept, our own and those put aside among them."""
        return int(self._query("SELECT count(*) AS number FROM package")[0]["number"])

    def counts(self) -> receipt_rows.Counts:
        """How many units are listed, how many keys are good or wait."""
        return receipt_rows.counts(self._query)

    def numbers_shown(self) -> dict[CheckKey, tuple[int, int]]:
        """By unit and period: the number of the submission shown, and how many stand beside it."""
        return receipt_rows.numbers_shown(self._query)

    def standing_records(self, period: str = "") -> tuple[PackageRecord, ...]:
        """Every package that stands, of a period or of all; both of a fork. By unit and period."""
        places = self._query(
            f"SELECT {package_rows.RECORD}, others FROM package JOIN (SELECT package AS number,"
            " others FROM head WHERE ? IN ('', period)) USING (number)"
            " ORDER BY organisation, period",
            (period,),
        )
        found: list[PackageRecord] = []
        with self._reading():
            for row in places:
                values = dict(row)
                others = values.pop("others")
                first = package_rows.record_from(values)
                found.append(first)
                if others:
                    place = (first.organisation, first.period)
                    rest = (self.record(each.id) for each in self.standing(place)[1:])
                    found += [record for record in rest if record is not None]
        return tuple(found)

    def relays(self) -> tuple[PackageRecord, ...]:
        """Every relay made or received here, in the order they arrived."""
        found = self._query(
            f"SELECT {package_rows.RECORD} FROM package WHERE kind = 'relay' ORDER BY number"
        )
        with self._reading():
            return tuple(package_rows.record_from(row) for row in found)

    def standing_relays(self, place: CheckKey) -> tuple[StandingRelay, ...]:
        """The relays received that speak for a unit's period, the nearest sender's first."""
        from bizenv_desktop.storage.relayed_reviews import standing_relays

        with self._reading():
            return standing_relays(self._query, place)

    def review_rows(self, period: str = "") -> dict[str, Rows]:
        """This level's reviews and notes as they go into a relay's core."""
        from bizenv_desktop.storage.relay_rows import review_rows

        return review_rows(self._query, period)

    def work_out_anew(self) -> None:
        """Empty the sums and heads, and fill them again from the packages."""
        with self._writing() as connection:
            connection.execute("DELETE FROM head")
            connection.execute("DELETE FROM item_summary")
            package_rows.refresh_heads(connection, package_rows.all_places(connection))

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
        return package_rows.missing(self._query, hashes, self.files)

    def quarantine_load(self) -> tuple[int, int]:
        """How many packages are put aside, and how many bytes they have with their photos."""
        found = self._query(
            "SELECT header FROM package_content JOIN package USING (number)"
            " WHERE state = 'quarantined'"
        )
        size = 0
        for row in found:
            header = json.loads(row["header"])
            size += header["core_size"] + sum(blob["size"] for blob in header["blobs"])
        return len(found), size

    # -- the whole

    def every(self) -> Iterator[PackageRecord]:
        """Every package here, in the order they arrived, read some at a time."""
        last = 0
        while found := self._query(
            f"SELECT {package_rows.RECORD} FROM package WHERE number > ? ORDER BY number LIMIT 500",
            (last,),
        ):
            with self._reading():
                records = [package_rows.record_from(row) for row in found]
            yield from records
            last = records[-1].number

    def faults(self) -> tuple[str, ...]:
        """Where what is shown and summed up does not follow from the packages, in sentences."""
        from bizenv_desktop.storage import package_check

        with self._reading():
            return (
                *package_check.head_faults(self._query),
                *package_check.summary_faults(self._query),
            )

    def altered(self) -> dict[str, str]:
        """What is wrong with photos beside the database, by their SHA-256: 缺失 or 被改动."""
        from bizenv_desktop.storage.package_check import altered_attachments

        return altered_attachments(self._query, self.files)

    def strays(self) -> int:
        """How many files the next sweep would take."""
        return sum(1 for _ in self.files.strays(self._packs()))

    def sweep(self) -> int:
        """Delete files that a receipt left behind when it did not come to its end."""
        with self._writing():  # nobody can add one meanwhile
            return self.files.sweep(self._packs())

    def _packs(self) -> set[str]:
        found = self._query("SELECT DISTINCT pack FROM attachment WHERE pack <> ''")
        return {row[0] for row in found}


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error as error:
        raise DatabaseError("数据库里的一个上报包已损坏；请用备份恢复，或重新接收它。") from error
