# SPDX-License-Identifier: MIT
"""The folder of evidence beside a database: each file once, under its SHA-256."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from bizenv_desktop.errors import UserError
from bizenv_desktop.files import explain_os_error, make_folder, sync_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_CHUNK = 1 << 20
_TEMPORARY = ".~"


class EvidenceFiles:
    """`自查.db` keeps its files in `自查.佐证/ab/cdef…`; the folder is made with the first file."""

    def __init__(self, database: Path) -> None:
        stem = database.stem if database.suffix.lower() == ".db" else database.name
        self.folder = database.with_name(f"{stem}.佐证")

    def path(self, sha256: str) -> Path:
        """Where the file of that hash lies, or would."""
        return self.folder / sha256[:2] / sha256[2:]

    def stage(self, content: bytes) -> Path:
        """Write the content under a temporary name and flush it; `UserError` when that fails."""
        make_folder(self.folder)
        temporary = self.folder / f"{_TEMPORARY}{os.urandom(6).hex()}.tmp"
        try:
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise UserError(explain_os_error(error, temporary.parent)) from error
        return temporary

    def settle(self, temporary: Path, sha256: str) -> None:
        """Give a staged file its place for good; one that is there and whole already stays."""
        target = self.path(sha256)
        try:
            if self.fault(sha256) is None:
                temporary.unlink()
                return
            make_folder(target.parent)
            temporary.replace(target)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise UserError(explain_os_error(error, target.parent)) from error
        sync_folder(target.parent)
        sync_folder(self.folder)

    def fault(self, sha256: str) -> str | None:
        """What is wrong with a kept file in words, None when it is what it was."""
        import hashlib

        digest = hashlib.sha256()
        try:
            with self.path(sha256).open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
        except FileNotFoundError:
            return "文件不见了"
        except OSError as error:
            return f"文件读不出来（{error.strerror or error}）"
        return None if digest.hexdigest() == sha256 else "文件内容被改动过"

    def whole(self, sha256: str) -> Path | None:
        """Where the file lies if it is what it was."""
        return self.path(sha256) if self.fault(sha256) is None else None

    def sweep(self, known: Collection[str]) -> int:
        """Delete what no record knows, and what was left half written; how many files that was."""
        swept = 0
        for path in self.strays(known):
            with contextlib.suppress(OSError):  # in use: the next start tries again
                path.unlink()
                swept += 1
        for folder in self._folders():
            with contextlib.suppress(OSError):  # only empty ones go
                folder.rmdir()
        return swept

    def strays(self, known: Collection[str]) -> Iterator[Path]:
        """Our own files that no record knows; what somebody else put there is not ours."""
        if not self.folder.is_dir():
            return
        yield from sorted(self.folder.glob(f"{_TEMPORARY}*.tmp"))
        for folder in self._folders():
            for path in sorted(folder.iterdir()):
                name = folder.name + path.name
                if _is_hash(name) and name not in known:
                    yield path

    def _folders(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(each for each in self.folder.glob("[0-9a-f][0-9a-f]") if each.is_dir())


def _is_hash(name: str) -> bool:
    return len(name) == 64 and all(digit in "0123456789abcdef" for digit in name)
