# SPDX-License-Identifier: MIT
"""Where a package can be written: sticks that are plugged in, and the folder used last."""

from __future__ import annotations

import re
import string
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStorageInfo

_STICK_FOLDERS = ("/media/", "/run/media/", "/Volumes/")
_ESCAPED = re.compile(r"\\([0-7]{3})")  # a blank in a mount's name is \040
_REMOVABLE = 2  # DRIVE_REMOVABLE of GetDriveTypeW


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive as the system names it; `free` in bytes."""

    root: Path
    label: str
    free: int


@dataclass(frozen=True, slots=True)
class Place:
    """A folder a package can be written into; `drive` when it is the root of a stick."""

    path: Path
    drive: Drive | None = None


def sticks() -> tuple[Drive, ...]:
    """The removable drives that are plugged in and can be written to."""
    found = []
    for root in roots():
        if not is_removable(root):
            continue
        volume = QStorageInfo(root)
        if volume.isValid() and volume.isReady() and not volume.isReadOnly():
            name = volume.name() or Path(root).name or root
            found.append(Drive(Path(root), name, volume.bytesAvailable()))
    return tuple(sorted(found, key=lambda drive: str(drive.root)))


def roots(system: str = sys.platform, mounts: Path = Path("/proc/self/mounts")) -> tuple[str, ...]:
    """Where drives begin, by name only: asking a share that is gone how large it is would hang."""
    if system == "win32":
        letters = string.ascii_uppercase
        bits = _logical_drives()
        return tuple(f"{letter}:/" for at, letter in enumerate(letters) if bits >> at & 1)
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return tuple(volume.rootPath() for volume in QStorageInfo.mountedVolumes())
    fields = (line.split(" ") for line in lines)
    return tuple(_ESCAPED.sub(_character, each[1]) for each in fields if len(each) > 1)


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 8))


def is_removable(root: str, system: str = sys.platform) -> bool:
    """Whether a drive's root is that of a stick.

    Where the system says nothing, whether it lies where sticks are mounted.
    """
    if system == "win32":
        return _drive_type(root) == _REMOVABLE
    return root.startswith(_STICK_FOLDERS)


def _drive_type(root: str) -> int:
    kernel = _kernel()
    return 0 if kernel is None else int(kernel.GetDriveTypeW(root))


def _logical_drives() -> int:
    kernel = _kernel()
    return 0 if kernel is None else int(kernel.GetLogicalDrives())


def _kernel() -> Any:  # noqa: ANN401  # Windows only
    import ctypes

    libraries = getattr(ctypes, "windll", None)
    return None if libraries is None else libraries.kernel32


def places_to_write(drives: tuple[Drive, ...], last: str) -> tuple[Place, ...]:
    """The folder used last where it is on a stick, the sticks, then the folder used last."""
    known = Path(last) if last else None
    if known is None or not known.is_dir():
        return tuple(Place(drive.root, drive) for drive in drives)
    roots = {drive.root: drive for drive in drives}
    home = next((root for root in (known, *known.parents) if root in roots), None)
    own = Place(known, roots.get(known))
    others = tuple(Place(drive.root, drive) for drive in drives if drive.root != known)
    return (own, *others) if home is not None else (*others, own)
