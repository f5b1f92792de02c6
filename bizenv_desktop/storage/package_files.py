# SPDX-License-Identifier: MIT
"""The folder of received photos beside a database: packs of those that came together."""

from __future__ import annotations

import contextlib
import hashlib
import os
from typing import TYPE_CHECKING

from bizenv_desktop.errors import UserError
from bizenv_desktop.files import explain_os_error, make_folder, sync_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO, Self

    from bizenv_desktop.domain.exchange.header import Blob, BlobKind

_TEMPORARY = ".~"
_ENDING = ".bin"
_CHUNK = 1 << 20


class Staged:
    """A pack being written under a temporary name, made with its first file.

    To be used in `with`: it is gone afterwards unless it was settled.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{_TEMPORARY}{os.urandom(6).hex()}.tmp"
        self.places: dict[str, tuple[BlobKind, int, int]] = {}  # by SHA-256: kind, place, size
        self.end = 0
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.discard()

    @property
    def name(self) -> str:
        """What the pack is called, from what lies where in it: same name, same content."""
        listing = "".join(f"{sha256} {place[2]}\n" for sha256, place in self.places.items())
        return hashlib.sha256(listing.encode()).hexdigest()

    def keep(self, blob: Blob, parts: Iterable[bytes]) -> None:
        """Add a file; `UserError` when the disk is full. What is half written is to be rewound."""
        for part in parts:
            with self._explained():
                self._write(part)
        self.places[blob.sha256] = (blob.kind, self.end, blob.size)
        self.end += blob.size

    def put_at(self, place: int, content: bytes) -> None:
        """Write bytes at a place that was recorded elsewhere; what lies between stays empty."""
        with self._explained():
            if self._file is not None:
                self._file.seek(place)
            elif place:
                self._write(bytes(place))
            self._write(content)

    def rewind(self, end: int) -> None:
        """Forget what was added since it was that long."""
        kept = {name: entry for name, entry in self.places.items() if entry[1] < end}
        self.places, self.end = kept, end
        if self._file is not None:
            with self._explained():
                self._file.seek(end)
                self._file.truncate()

    def flush(self) -> None:
        """Put it on the disk for good, still under its temporary name."""
        if self._file is not None:
            with self._explained():
                os.fsync(self._file.fileno())

    def settle(self, target: Path) -> None:
        """Give it its place for good."""
        self.flush()
        with self._explained():
            if self._file is not None:
                self._file.close()  # Windows renames no open file
            make_folder(target.parent)
            self.path.replace(target)
        sync_folder(target.parent)

    def discard(self) -> None:
        """Let go of it, unless it was settled."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)

    def _write(self, part: bytes) -> None:
        if self._file is None:
            make_folder(self.path.parent)
            self._file = self.path.open("xb", buffering=0)
            _claim(self._file)
        rest = memoryview(part)
        while rest:
            rest = rest[self._file.write(rest) :]

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UserError(explain_os_error(error, self.path)) from error


class PackageFiles:
    """`自查.db` keeps what it received in `自查.收件/ab/cdef….bin`, made with the first photo."""

    def __init__(self, database: Path) -> None:
        stem = database.stem if database.suffix.lower() == ".db" else database.name
        self.folder = database.with_name(f"{stem}.收件")

    def path(self, pack: str) -> Path:
        """Where a pack lies, or would."""
        return self.folder / pack[:2] / f"{pack[2:]}{_ENDING}"

    def staging(self) -> Staged:
        """A new pack under a temporary name."""
        return Staged(self.folder)

    def read(self, pack: str, place: int, size: int) -> bytes | None:
        """The bytes that lie there, None when the file is missing or too short."""
        try:
            with self.path(pack).open("rb") as file:
                file.seek(place)
                found = file.read(size)
        except OSError:
            return None
        return found if len(found) == size else None

    def parts(self, pack: str, place: int, size: int) -> Iterator[bytes]:
        """The bytes that lie there, in parts; fewer when the file is missing or cut off."""
        with contextlib.suppress(OSError), self.path(pack).open("rb") as file:
            file.seek(place)
            while size and (part := file.read(min(size, _CHUNK))):
                size -= len(part)
                yield part

    def length(self, pack: str) -> int:
        """How many bytes a pack has, 0 when it is missing."""
        try:
            return self.path(pack).stat().st_size
        except OSError:
            return 0

    def strays(self, known: Collection[str]) -> Iterator[Path]:
        """Packs that no record knows, and what was left half written."""
        yield from (
            path for path in self.folder.glob(f"{_TEMPORARY}*.tmp") if not _is_claimed(path)
        )
        for path in self.folder.glob(f"[0-9a-f][0-9a-f]/*{_ENDING}"):
            if path.parent.name + path.stem not in known:
                yield path

    def sweep(self, known: Collection[str]) -> int:
        """Delete the strays; how many."""
        swept = 0
        for path in list(self.strays(known)):
            with contextlib.suppress(OSError):  # in use: the next start tries again
                path.unlink()
                swept += 1
        return swept


def _claim(file: BinaryIO) -> None:
    """Keep a file from being swept while it is written; Windows deletes no open file anyway."""
    if os.name != "nt":
        import fcntl

        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_claimed(path: Path) -> bool:
    """Whether another program, or another part of this one, is writing the file."""
    if os.name == "nt":
        return False
    import fcntl

    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
