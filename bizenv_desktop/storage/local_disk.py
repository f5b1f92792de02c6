# SPDX-License-Identifier: MIT
"""Whether a file lies on this PC's own disk: shared folders cannot hold SQLite's WAL side files."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePosixPath

# fmt: off
_REMOTE = frozenset((
    "nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "ncpfs", "afs", "ceph", "davfs",
    "9p", "virtiofs", "vboxsf", "prl_fs",  # folders of the host a virtual machine runs on
    "fuse.sshfs", "fuse.gvfsd-fuse", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs",
    "fuse.vmhgfs-fuse",
))
# fmt: on
_MOUNTS = Path("/proc/self/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")
_DRIVE_REMOTE = 4  # what Windows answers for a mapped network drive


def is_local_disk(path: Path) -> bool:
    """Whether the file lies on this PC's own disk; True where the system does not tell."""
    resolved = path.resolve()
    if sys.platform == "win32":
        return _is_local_drive(resolved.anchor)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return True
    return file_system_of(PurePosixPath(resolved), mounts) not in _REMOTE


def file_system_of(path: PurePosixPath, mounts: str) -> str:
    """The file system of the longest mount point above an absolute path; empty when none is.

    `mounts` is the text of /proc/self/mounts; of two mounts at one point the later one counts.
    """
    found, kind = PurePosixPath(), ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # blanks, tabs and backslashes of a mount point are written in octal
        point = PurePosixPath(_OCTAL.sub(lambda code: chr(int(code[1], 8)), fields[1]))
        if path.is_relative_to(point) and len(point.parts) >= len(found.parts):
            found, kind = point, fields[2]
    return kind


def _is_local_drive(anchor: str) -> bool:
    import ctypes

    if anchor.startswith("\\\\"):
        return False
    drive: int = ctypes.windll.kernel32.GetDriveTypeW(anchor)  # type: ignore[attr-defined,unused-ignore]
    return drive != _DRIVE_REMOTE
