# SPDX-License-Identifier: MIT
"""The folder of received photos beside a database: one file a package, with those new in it."""

from __future__ import annotations

import contextlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bizenv_desktop.errors import UserError
from bizenv_desktop.files import explain_os_error, make_folder, sync_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path
    from typing import BinaryIO

_TEMPORARY = ".~"
_ENDING = ".bin"


class Staged:
    """A pack being written; it is swept away unless it was settled."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self.file = file
        self.path = path
        self.places: dict[str, tuple[int, int]] = {}  # by SHA-256: place, size


class PackageFiles:
    """`自查.db` keeps what it received in `自查.收件/ab/cdef….bin`, made with the first photo."""

    def __init__(self, database: Path) -> None:
        stem = database.stem if database.suffix.lower() == ".db" else database.name
        self.folder = database.with_name(f"{stem}.收件")

    def path(self, pack: str) -> Path:
        """Where the pack of a package lies, or would."""
        return self.folder / pack[:2] / f"{pack[2:]}{_ENDING}"

    @contextmanager
    def staging(self) -> Iterator[Staged]:
        """A new pack under a temporary name; gone again unless it was settled meanwhile."""
        make_folder(self.folder)
        temporary = self.folder / f"{_TEMPORARY}{os.urandom(6).hex()}.tmp"
        try:
            with temporary.open("xb") as file:
                yield Staged(file, temporary)
        except OSError as error:
            raise UserError(explain_os_error(error, temporary)) from error
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)

    def settle(self, staged: Staged, pack: str) -> None:
        """Flush a staged pack and give it its place for good."""
        target = self.path(pack)
        staged.file.flush()
        os.fsync(staged.file.fileno())
        staged.file.close()
        make_folder(target.parent)
        staged.path.replace(target)
        sync_folder(target.parent)

    def read(self, pack: str, place: int, size: int) -> bytes | None:
        """The bytes that lie there, None when the file is missing or too short."""
        try:
            with self.path(pack).open("rb") as file:
                file.seek(place)
                found = file.read(size)
        except OSError:
            return None
        return found if len(found) == size else None

    def sweep(self, known: Collection[str]) -> int:
        """Delete packs that no record knows and what was left half written; how many."""
        if not self.folder.is_dir():
            return 0
        swept = 0
        strays = [*self.folder.glob(f"{_TEMPORARY}*.tmp")]
        strays += [
            path
            for path in self.folder.glob(f"[0-9a-f][0-9a-f]/*{_ENDING}")
            if path.parent.name + path.stem not in known
        ]
        for path in strays:
            with contextlib.suppress(OSError):  # in use: the next start tries again
                path.unlink()
                swept += 1
        return swept
