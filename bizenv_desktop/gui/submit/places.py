# SPDX-License-Identifier: MIT
"""Where a package can be written: sticks that are plugged in, and the folder used last."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_STICK_FOLDERS = ("/media/", "/run/media/", "/Volumes/")
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
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if not is_removable(root) or not volume.isReady() or volume.isReadOnly():
            continue
        found.append(Drive(Path(root), volume.name() or Path(root).name, volume.bytesAvailable()))
    return tuple(sorted(found, key=lambda drive: str(drive.root)))


def is_removable(root: str, system: str = sys.platform) -> bool:
    """Whether a drive's root is that of a stick; asked before anything else, as a lost share hangs.

    Where the system says nothing, whether it lies where sticks are mounted.
    """
    if system == "win32":
        return _drive_type(root) == _REMOVABLE
    return root.startswith(_STICK_FOLDERS)


def _drive_type(root: str) -> int:
    import ctypes

    kernel = getattr(ctypes, "windll", None)
    return 0 if kernel is None else int(kernel.kernel32.GetDriveTypeW(root))


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
