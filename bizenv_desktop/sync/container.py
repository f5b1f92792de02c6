# SPDX-License-Identifier: MIT
"""The file a package is: core ‖ blobs ‖ header ‖ signature ‖ header's length ‖ magic.

It begins with an SQLite database, so any SQLite tool opens it. Blobs other than those that are
needed may be left behind by a level above: the header and its signature still hold. Everything is
read once, and nothing is believed before its hash and the signature are.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from bizenv_desktop.domain.exchange.header import (
    LARGEST_HEADER,
    LARGEST_PACKAGE,
    Header,
    package_id,
    parse_header,
)
from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.files import explain_os_error, sync_folder
from bizenv_desktop.sync.signing import SIGNATURE_BYTES, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

ENDING = ".bizenv"
MAGIC = b"BIZENV\x01\n"
_LENGTH = struct.Struct(">Q")
_TAIL = SIGNATURE_BYTES + _LENGTH.size + len(MAGIC)
_CHUNK = 1 << 20

_HALF = "文件不完整，可能没有复制完或U盘提前拔出；请让对方重新导出。"
_CHANGED = "文件内容被改动过或已损坏，没有接收；请让对方重新导出。"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A package's signed part: the header as bytes, what it says, and its signature."""

    content: bytes
    header: Header
    signature: bytes

    @property
    def id(self) -> str:
        """The package's name."""
        return package_id(self.content)


class OpenPackage:
    """A package whose header and signature hold; core and blobs are checked as they are read."""

    def __init__(self, file: BinaryIO, size: int, sealed: Sealed, carried: frozenset[str]) -> None:
        self._file = file
        self.size = size
        self.sealed = sealed
        self.header: Header = sealed.header
        self.id = sealed.id
        self.carried = carried

    def core(self) -> bytes:
        """The core database; `PackageError` when it is not what was signed."""
        self._file.seek(0)
        found = _read(self._file, self.header.core_size)
        if hashlib.sha256(found).hexdigest() != self.header.core_sha256:
            raise PackageError(_CHANGED)
        return found

    def checked_parts(self, sha256: str) -> Iterator[bytes]:
        """A carried blob in parts; when it ends in `PackageError` they are worthless."""
        digest = hashlib.sha256()
        for part in self._parts(sha256):
            digest.update(part)
            yield part
        if digest.hexdigest() != sha256:
            raise PackageError(_CHANGED)

    def check_blob(self, sha256: str) -> None:
        """Read a carried blob through; `PackageError` when it is not what was signed."""
        for _ in self.checked_parts(sha256):
            pass

    def blob(self, sha256: str, most: int) -> bytes:
        """A carried blob in memory; `PackageError` when it is larger than `most` bytes or wrong."""
        size = next(blob.size for blob in self.header.blobs if blob.sha256 == sha256)
        if size > most:
            raise PackageError("包里的一个附件太大，没有接收；请让对方用最新版本重新导出。")
        found = b"".join(self._parts(sha256))
        if hashlib.sha256(found).hexdigest() != sha256:
            raise PackageError(_CHANGED)
        return found

    def _parts(self, sha256: str) -> Iterator[bytes]:
        place = self.header.core_size
        for blob in self.header.blobs:
            if blob.sha256 == sha256:
                self._file.seek(place)
                left = blob.size
                while left:
                    part = _read(self._file, min(left, _CHUNK))
                    left -= len(part)
                    yield part
                return
            if blob.sha256 in self.carried:
                place += blob.size
        raise KeyError(sha256)


@contextmanager
def open_package(path: Path) -> Iterator[OpenPackage]:
    """Open a package file with its header and signature verified against the key it names.

    Whether that key is somebody's is not asked here. `PackageError` in one sentence for what is no
    whole package; links, pipes and devices are not opened.
    """
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise PackageError(f"“{path.name}”不是普通文件，没有打开；请选择上报包文件。")
        with path.open("rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise PackageError(f"“{path.name}”不是普通文件，没有打开；请选择上报包文件。")
            yield opened(file)
    except FileNotFoundError as error:
        raise PackageError(f"找不到“{path.name}”；请检查文件名，或U盘是否已插好。") from error
    except OSError as error:
        raise PackageError(
            f"“{path.name}”读不出来（{error.strerror or error}）；请检查U盘是否插好再试。"
        ) from error


def opened(file: BinaryIO) -> OpenPackage:
    """As `open_package`, of a file that is open already or lies in memory."""
    size = file.seek(0, os.SEEK_END)
    if size > LARGEST_PACKAGE:
        raise PackageError("文件超过4GB，不是上报包；请选择正确的文件。")
    if size < _TAIL:
        raise PackageError(_HALF)
    file.seek(size - _TAIL)
    tail = _read(file, _TAIL)
    if not tail.endswith(MAGIC):
        raise PackageError(_no_package(file))
    signature = tail[:SIGNATURE_BYTES]
    (length,) = _LENGTH.unpack_from(tail, SIGNATURE_BYTES)
    if not 0 < length <= min(LARGEST_HEADER, size - _TAIL):
        raise PackageError(_CHANGED)
    file.seek(size - _TAIL - length)
    content = _read(file, length)
    header = parse_header(content)
    if not verify(header.key, signature, content):
        raise PackageError("签名不对，文件被改动过或不是本人导出的，没有接收；请让对方重新导出。")
    body = size - _TAIL - length
    return OpenPackage(file, size, Sealed(content, header, signature), _carried(header, body))


def _carried(header: Header, body: int) -> frozenset[str]:
    """Which blobs a body of that many bytes holds: all of them, or those that are needed."""
    whole = header.core_size + sum(blob.size for blob in header.blobs)
    needed = [blob for blob in header.blobs if blob.kind.is_needed]
    if body == whole:
        return frozenset(blob.sha256 for blob in header.blobs)
    if body == header.core_size + sum(blob.size for blob in needed):
        return frozenset(blob.sha256 for blob in needed)
    if body == header.core_size:
        return frozenset()
    raise PackageError(_HALF)


def _no_package(file: BinaryIO) -> str:
    file.seek(0)
    if file.read(16) == b"SQLite format 3\x00":
        return (
            "这是数据库文件，或没有复制完的上报包；"
            f"请让下级用“上报”重新导出 {ENDING} 文件，不要直接复制数据库。"
        )
    return f"这不是上报包，或文件不完整；请选择下级用“上报”导出的 {ENDING} 文件。"


def _read(file: BinaryIO, size: int) -> bytes:
    found = file.read(size)
    if len(found) != size:
        raise PackageError(_HALF)
    return found


def assembled(sealed: Sealed, core: bytes, blobs: Iterable[bytes] = ()) -> bytes:
    """A package in memory; `blobs` in the header's order, all of them or those that are needed."""
    return b"".join((core, *blobs, _ending(sealed)))


def _ending(sealed: Sealed) -> bytes:
    length = _LENGTH.pack(len(sealed.content))
    return b"".join((sealed.content, sealed.signature, length, MAGIC))


def write_package(
    path: Path,
    sealed: Sealed,
    core: bytes,
    blobs: Iterable[Iterable[bytes]],
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Write a package beside `path`, flush it, read all of it back, and only then give it its name.

    What stood at `path` stays until then. `blobs` in the header's order, each in parts. `UserError`
    when the stick is full, read-only, pulled out or does not keep what was written.
    """
    total = len(core) + sum(blob.size for blob in sealed.header.blobs) + len(_ending(sealed))
    if total > LARGEST_PACKAGE:
        raise UserError(
            f"{sealed.header.kind.label}有{total / 2**30:.1f}GB，U盘上一个文件最大4GB；"
            "请减少佐证照片后再写出。"
        )
    temporary = path.with_name(f".~{os.urandom(6).hex()}.tmp")
    try:
        digest, done = hashlib.sha256(), 0
        with temporary.open("xb") as file:
            for part in _all_parts(sealed, core, blobs):
                file.write(part)
                digest.update(part)
                done += len(part)
                tick(done // 2, total)
            file.flush()
            os.fsync(file.fileno())
        _check_written(temporary, digest.digest(), lambda read: tick((done + read) // 2, total))
        temporary.replace(path)
        if path.stat().st_size != done:
            raise UserError(
                f"{sealed.header.kind.label}没有写完整，U盘可能已被拔出；请重新插好再写出。"
            )
    except OSError as error:
        raise UserError(_explained(error, path, sealed.header.kind.label)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def _all_parts(sealed: Sealed, core: bytes, blobs: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    yield core
    for blob in blobs:
        yield from blob
    yield _ending(sealed)


def _check_written(path: Path, wanted: bytes, tick: Callable[[int], None]) -> None:
    """Read the file back from the stick, past the cache where the system lets us."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        _forget_cached(file)
        while part := file.read(_CHUNK):
            digest.update(part)
            done += len(part)
            tick(done)
    if digest.digest() != wanted:
        raise UserError("写到U盘上的内容读回来不一样，U盘可能已坏；请换一个U盘再写出。")


def _forget_cached(file: BinaryIO) -> None:
    advise = getattr(os, "posix_fadvise", None)
    if advise is not None:
        with contextlib.suppress(OSError):
            advise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _explained(error: OSError, path: Path, label: str) -> str:
    return f"{label}没有写成，原来的文件没有改动：{explain_os_error(error, path)}"
