# SPDX-License-Identifier: MIT
"""The Store's part about a handover: the whole database as bytes, and the mark that it left.

The copy is made in memory: it holds the signing key, and no half-made copy may stay on the disk.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import LARGEST_CORE
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage.change import Change
from bizenv_desktop.storage.connection import explained, immediate
from bizenv_desktop.storage.handed_over import BEGUN, HANDED_OVER, mark_of, refusal
from bizenv_desktop.storage.writing import write_setting

if TYPE_CHECKING:
    from pathlib import Path

_LOCAL = (HANDED_OVER, BEGUN)
_EVIDENCE = (
    "SELECT sha256, size, name, sha256 IN (SELECT sha256 FROM evidence_link) FROM evidence"
    " ORDER BY sha256"
)
_PACKED = "SELECT sha256, size, pack, place FROM attachment WHERE pack <> '' ORDER BY sha256"


@dataclass(frozen=True, slots=True)
class WholeCopy:
    """A database as bytes; `state` tells whether it was written to since."""

    content: bytes
    state: tuple[int, int]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file beside the database: one added here, or a received one (`name` "").

    One that is not `needed` served something once, and stands in packages made then at most.
    """

    sha256: str
    size: int
    name: str
    needed: bool


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A received file, and where it lies: in which pack, from which byte on."""

    sha256: str
    size: int
    pack: str
    place: int


class HandoverShelf:
    """Made by the Store on its own connection."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def mark(self) -> dict[str, str] | None:
        """To whom (`to`), when (`at`), with which package (`package`) it went; None: it is here."""
        with explained(self._path):
            return mark_of(self._connection)

    def begun(self) -> dict[str, str] | None:
        """What a handover that did not come to its end wished; None without one."""
        with explained(self._path):
            row = self._connection.execute(
                "SELECT value FROM setting WHERE name = ?", (BEGUN,)
            ).fetchone()
        found = None if row is None else json.loads(row[0])
        return found if isinstance(found, dict) else None

    def begin(self, wish: dict[str, str]) -> WholeCopy:
        """Copy the whole database, and keep that a handover was begun.

        `UserError` when it was handed over already, or is larger than a package may be.
        """
        with explained(self._path):
            mark = mark_of(self._connection)
            if mark is not None:
                raise UserError(refusal(mark))
            before = self._others()
            content = self._copied()
            with immediate(self._connection):
                write_setting(self._connection, BEGUN, wish)
            return WholeCopy(content, (before, self._connection.total_changes))

    def finish(self, copy: WholeCopy, mark: dict[str, str]) -> Change:
        """Mark the database as handed over; `UserError` when it was written to since the copy."""
        with explained(self._path), immediate(self._connection):
            if (self._others(), self._connection.total_changes) != copy.state:
                raise UserError(
                    "写交接包的时候数据又有了改动，交接没有完成，本机照常使用；"
                    "请停下手里的填报，再交接一次。"
                )
            self._forget(BEGUN)
            write_setting(self._connection, HANDED_OVER, mark)
        return Change(settings=frozenset(_LOCAL))

    def abandon(self) -> Change:
        """Forget a handover that was begun and not finished."""
        with explained(self._path), immediate(self._connection):
            self._forget(BEGUN)
        return Change(settings=frozenset({BEGUN}))

    def take_back(self) -> Change:
        """Let the database go on here."""
        with explained(self._path), immediate(self._connection):
            self._forget(*_LOCAL)
        return Change(settings=frozenset(_LOCAL))

    def files(self) -> tuple[KeptFile, ...]:
        """The files beside the database, those added here first."""
        with explained(self._path):
            found = [
                KeptFile(row[0], row[1], row[2], bool(row[3]))
                for row in self._connection.execute(_EVIDENCE)
            ]
            known = {each.sha256 for each in found}
        found += [
            KeptFile(each.sha256, each.size, "", needed=True)
            for each in self.packed()
            if each.sha256 not in known
        ]
        return tuple(found)

    def packed(self) -> tuple[PackedFile, ...]:
        """Received files that lie beside the database."""
        with explained(self._path):
            return tuple(PackedFile(*row) for row in self._connection.execute(_PACKED))

    def fill_from(self, source: sqlite3.Connection) -> None:
        """Take over another database's whole content in one step, in place of what was here."""
        with explained(self._path):
            source.backup(self._connection)

    def _others(self) -> int:
        """Changes whenever another connection wrote to the file."""
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version

    def _copied(self) -> bytes:
        pages = self._connection.execute("PRAGMA page_count").fetchone()[0]
        free = self._connection.execute("PRAGMA freelist_count").fetchone()[0]
        size = (pages - free) * self._connection.execute("PRAGMA page_size").fetchone()[0]
        if size > LARGEST_CORE:
            raise UserError(
                f"数据库有{size >> 20}MB，超过交接包能装的{LARGEST_CORE >> 20}MB，没有交接；"
                "请关闭程序，把数据库文件和旁边的“佐证”“收件”文件夹一起拷到新电脑。"
            )
        name = f"file:/handover-{os.urandom(8).hex()}?vfs=memdb"
        with closing(sqlite3.connect(name, uri=True, isolation_level=None)) as copy:
            self._connection.execute("VACUUM INTO ?", (name,))
            for setting in _LOCAL:
                copy.execute("DELETE FROM setting WHERE name = ?", (setting,))
            return copy.serialize()

    def _forget(self, *settings: str) -> None:
        for setting in settings:
            self._connection.execute("DELETE FROM setting WHERE name = ?", (setting,))
