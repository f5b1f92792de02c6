# SPDX-License-Identifier: MIT
"""Adding packages, and what they bring along, within one transaction."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.exchange.header import BlobKind, Header, PackageKind, parse_header
from bizenv_desktop.storage import key_rows, package_rows
from bizenv_desktop.storage.change import Change

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.exchange.keys import TrustedKey
    from bizenv_desktop.domain.exchange.merging import Merge
    from bizenv_desktop.domain.exchange.package_record import PackageRecord, PackageState
    from bizenv_desktop.domain.exchange.received import ReceivedFacts
    from bizenv_desktop.domain.exchange.submission import Submission
    from bizenv_desktop.storage.change import CheckKey
    from bizenv_desktop.storage.key_rows import Subordinate
    from bizenv_desktop.storage.package_files import PackageFiles, Staged

_PACKED_LEVEL = 1  # of a core level 6 saves 8 % more and takes three times as long


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
        done = self._connection.execute(
            "UPDATE package SET state = 'taken' WHERE number = ? AND state = 'quarantined'",
            (record.number,),
        )
        if facts is not None and done.rowcount:  # another window may have been faster
            package_rows.insert_facts(self._connection, record.number, facts)
        self._note(header)

    def revive(self, record: PackageRecord, header: Header, via: str) -> None:
        """Let a package count again that ceased to with the relay it had come in."""
        self._connection.execute(
            "UPDATE package SET undone = 0, via = ? WHERE number = ?", (via, record.number)
        )
        self._note(header)

    def came_directly(self, record: PackageRecord) -> None:
        """Note that a package also came by itself, so that it no longer hangs on a relay."""
        self._connection.execute("UPDATE package SET via = '' WHERE number = ?", (record.number,))

    def keep_content(self, sha256: str, kind: BlobKind, content: bytes) -> None:
        """Keep an attachment in the database itself: a checklist, an edition."""
        self._connection.execute(
            "INSERT INTO attachment (sha256, kind, size, content) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO NOTHING",
            (sha256, str(kind), len(content), zlib.compress(content, _PACKED_LEVEL)),
        )

    def keep_pack(self, staged: Staged) -> None:
        """Keep attachments in a file beside the database; those that are here are left out."""
        new = package_rows.missing(self._connection.execute, staged.places, self._files)
        if not new:
            return
        pack = staged.name
        staged.settle(self._files.path(pack))
        self._connection.executemany(
            "INSERT INTO attachment (sha256, kind, size, pack, place) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO UPDATE SET pack = excluded.pack, place = excluded.place",
            [
                (sha256, str(kind), size, pack, place)
                for sha256, (kind, place, size) in staged.places.items()
                if sha256 in new
            ],
        )

    def merge(self, key: CheckKey, merge: Merge) -> None:
        """Write what was decided about a self-check, together with the packages."""
        from bizenv_desktop.storage.merge_rows import write_merge

        self.change |= write_merge(self._connection, key, merge)

    def begin(self, submission: Submission, checklist: Checklist) -> None:
        """Begin a self-check here with everything a package holds of it."""
        from bizenv_desktop.storage.merge_rows import write_self_check

        self.change |= write_self_check(self._connection, submission, checklist)

    def save_setting(self, name: str, value: Any) -> None:  # noqa: ANN401  # whatever JSON can hold
        """Keep a setting in the same transaction."""
        from bizenv_desktop.storage.writing import write_setting

        write_setting(self._connection, name, value)
        self.change |= Change(settings=frozenset({name}))

    def trust(self, keys: Iterable[tuple[TrustedKey, str]]) -> None:
        """Accept keys, each with its card's text; one revoked before stays revoked."""
        accepted = key_rows.write_trust(self._connection, keys)
        self.change |= Change(keys=accepted)

    def introduce(self, units: Iterable[Subordinate], added: str) -> None:
        """Know units another one told of; those that report here themselves stay as they are."""
        codes = key_rows.introduce_units(self._connection, units, added)
        self.change |= Change(organisations=codes)

    def refresh(self) -> None:
        """Work out which packages stand, for every place something was added to."""
        package_rows.refresh_heads(self._connection, sorted(self._places))
        self.change |= Change(packages=frozenset(self._places))
        self._places.clear()

    def _note(self, header: Header) -> None:
        place = (header.organisation, header.period)
        if header.kind is PackageKind.SUBMISSION:
            self._places.add(place)
        self.change |= Change(packages=frozenset({place}))
