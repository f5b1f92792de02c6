# SPDX-License-Identifier: MIT
"""The Store's part about evidence: files, what they prove, and what is left over.

Records and files agree whatever happens in between: a file lies in its place before its record is
committed, a record goes before its file does. What a crash leaves is a file without a record, and
the next sweep takes it. Writers wait for one another at the database, the sweep among them.
"""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import TYPE_CHECKING

from bizenv_desktop.domain.evidence import (
    FINDING_USES,
    Elsewhere,
    Evidence,
    EvidenceBook,
    EvidenceKind,
    EvidenceLink,
    ItemEvidence,
    Use,
)
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage.change import Change
from bizenv_desktop.storage.evidence_files import EvidenceFiles
from bizenv_desktop.storage.shelf import Shelf

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bizenv_desktop.storage.change import CheckKey

_WHERE = "WHERE organisation = ? AND period = ?"
_UNLINKED = "sha256 NOT IN (SELECT sha256 FROM evidence_link)"
_UNSENT = (
    "sha256 NOT IN (SELECT json_extract(blob.value, '$.sha256') FROM package"
    " JOIN package_content USING (number), json_each(CAST(header AS TEXT), '$.blobs') AS blob"
    " WHERE state = 'own')"
)
_FINDING_USES = ", ".join(f"'{use}'" for use in FINDING_USES)
_COLUMNS = "sha256, name, kind, ending, size, width, height, taken, added, look"
# its own, those of findings anywhere, and those whose removal may be undone
_FILES_OF_BOOK = (
    f"SELECT {_COLUMNS} FROM evidence WHERE {_UNLINKED} OR sha256 IN (SELECT sha256 FROM"
    f" evidence_link {_WHERE} OR use IN ({_FINDING_USES}))"
)


class EvidenceShelf(Shelf):
    """Made by the Store, which lends it its ways of writing and reading."""

    def __init__(
        self,
        database: Path,
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
        reading: Callable[[], AbstractContextManager[None]],
        query: Callable[..., list[sqlite3.Row]],
    ) -> None:
        self.files = EvidenceFiles(database)
        super().__init__(writing, reading, query)

    def keep(self, evidence: Evidence, content: bytes) -> bool:
        """Keep a file, linked to nothing yet; False when it was there already.

        `UserError` when it cannot be written; nothing is kept then.
        """
        staged = self.files.stage(content)
        try:
            with self._writing() as connection:
                self.files.settle(staged, evidence.sha256)
                done = connection.execute(
                    f"INSERT INTO evidence ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)"
                    " ON CONFLICT (sha256) DO NOTHING",
                    _values(evidence),
                )
                return done.rowcount == 1
        finally:
            with contextlib.suppress(OSError):
                staged.unlink(missing_ok=True)

    def book(self, key: CheckKey) -> EvidenceBook:
        """The evidence of a self-check, and what serves findings of others."""
        with self._reading():
            files = {row["sha256"]: _evidence_from(row) for row in self._query(_FILES_OF_BOOK, key)}
            links: dict[str, list[EvidenceLink]] = {}
            for row in self._query(
                f"SELECT * FROM evidence_link {_WHERE} ORDER BY item, position", key
            ):
                link = EvidenceLink(row["sha256"], Use(row["use"]), row["caption"])
                links.setdefault(row["item"], []).append(link)
            items = {code: ItemEvidence(code, tuple(found)) for code, found in links.items()}
            return EvidenceBook(files, items, self._elsewhere(key))

    def save_links(self, key: CheckKey, entries: Iterable[ItemEvidence]) -> Change:
        """Put the links of these items in place of those stored.

        `UserError` when a file was cleared away meanwhile, as another program may do.
        """
        entries = tuple(entries)
        with self._writing() as connection:
            if not {link.sha256 for entry in entries for link in entry.links} <= self.hashes():
                raise UserError("有佐证文件已被清理，没有改动；请重新添加这些文件。")
            changed = write_links(connection, key, entries)
        return Change(evidence=changed)

    def forget(self, hashes: Iterable[str]) -> None:
        """Let go of these files unless something needs them; for work that was cancelled."""
        with self._writing() as connection:
            for sha256 in hashes:
                gone = connection.execute(
                    f"DELETE FROM evidence WHERE sha256 = ? AND {_UNLINKED}", (sha256,)
                )
                if gone.rowcount:
                    with contextlib.suppress(OSError):
                        self.files.path(sha256).unlink(missing_ok=True)

    def unlinked(self) -> frozenset[str]:
        """The kept files that serve nothing: removed ones, whose removal may yet be undone.

        What a package made here carries is needed to write that package again.
        """
        found = self._query(f"SELECT sha256 FROM evidence WHERE {_UNLINKED} AND {_UNSENT}")
        return frozenset(row["sha256"] for row in found)

    def sweep(self, unlinked: Iterable[str] | None = None) -> int:
        """Let go of all files that nothing needs; how many that was.

        A window names those that were `unlinked` when it opened, as it may undo a later removal.
        """
        gone = self.unlinked() if unlinked is None else unlinked
        with self._writing() as connection:
            connection.executemany(
                f"DELETE FROM evidence WHERE sha256 = ? AND {_UNLINKED}", [(each,) for each in gone]
            )
        with self._writing():  # nobody can add a file meanwhile
            return self.files.sweep(self.hashes())

    def strays(self) -> int:
        """How many files the next sweep would take."""
        return len(self.unlinked()) + sum(1 for _ in self.files.strays(self.hashes()))

    def faults(self) -> tuple[str, ...]:
        """Which files are missing or altered, by name, each with the items it serves."""
        found: dict[str, tuple[str, list[str]]] = {}
        for row in self._query(
            "SELECT sha256, name, period, item FROM evidence JOIN evidence_link USING (sha256)"
            " ORDER BY period, item, position"
        ):
            _, places = found.setdefault(row["sha256"], (row["name"], []))
            place = f"{Period.parse(row['period']).label}{row['item']}"
            if place not in places:
                places.append(place)
        faults = []
        for sha256, (name, places) in found.items():
            fault = self.files.fault(sha256)
            if fault is not None:
                faults.append(
                    f"{'、'.join(places)}的佐证“{name}”{fault}；请把“{self.files.folder.name}”"
                    "文件夹和数据库放在一起，或重新添加这个文件。"
                )
        return tuple(faults)

    def hashes(self) -> set[str]:
        """The files that are kept, whatever they serve."""
        return {row[0] for row in self._query("SELECT sha256 FROM evidence")}

    def _elsewhere(self, key: CheckKey) -> tuple[Elsewhere, ...]:
        found = self._query(
            "SELECT DISTINCT sha256, period, item FROM evidence_link"
            f" WHERE NOT (organisation = ? AND period = ?) AND use IN ({_FINDING_USES})"
            " ORDER BY period DESC, item",
            key,
        )
        return tuple(
            Elsewhere(row["sha256"], f"{Period.parse(row['period']).label}{row['item']}的整改")
            for row in found
        )


def write_links(
    connection: sqlite3.Connection, key: CheckKey, entries: Iterable[ItemEvidence]
) -> frozenset[tuple[str, str, str]]:
    """Put these items' links in place, in the transaction the caller began."""
    changed = set()
    for entry in entries:
        where = (*key, entry.item)
        connection.execute(f"DELETE FROM evidence_link {_WHERE} AND item = ?", where)
        connection.executemany(
            "INSERT INTO evidence_link (organisation, period, item, use, position, sha256,"
            " caption) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (*where, link.use, position, link.sha256, link.caption)
                for position, link in enumerate(entry.links, 1)
            ],
        )
        changed.add(where)
    return frozenset(changed)


def _values(evidence: Evidence) -> tuple[str | int | None, ...]:
    taken = None if evidence.taken is None else evidence.taken.isoformat(timespec="seconds")
    return (
        evidence.sha256,
        evidence.name,
        evidence.kind,
        evidence.ending,
        evidence.size,
        evidence.width,
        evidence.height,
        taken,
        evidence.added.isoformat(timespec="seconds"),
        evidence.look,
    )


def _evidence_from(row: sqlite3.Row) -> Evidence:
    return Evidence(
        sha256=row["sha256"],
        name=row["name"],
        kind=EvidenceKind(row["kind"]),
        ending=row["ending"],
        size=row["size"],
        added=datetime.fromisoformat(row["added"]),
        width=row["width"],
        height=row["height"],
        taken=None if row["taken"] is None else datetime.fromisoformat(row["taken"]),
        look=row["look"],
    )
