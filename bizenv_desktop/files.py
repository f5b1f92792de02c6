# SPDX-License-Identifier: MIT
"""Writing files so that a power cut, a full disk or a pulled stick leaves the old file or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import sys
from pathlib import Path

from bizenv_desktop.errors import UserError

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_NAME_BYTES = 200  # file systems stop at 255 bytes; room is left for the temporary name


def safe_file_name(name: str) -> str:
    """Make `name` one that Windows and Linux both accept; path separators become “_”, never folders."""
    cleaned = _FORBIDDEN.sub("_", name).strip(" .") or "未命名"
    if _RESERVED.fullmatch(cleaned):
        cleaned = f"_{cleaned}"
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or len(ending) > 8:
        stem, dot, ending = cleaned, "", ""
    while len(f"{stem}{dot}{ending}".encode()) > _NAME_BYTES:
        stem = stem[:-1]
    return f"{stem}{dot}{ending}"


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to a temporary file beside `path`, flush it to the disk, then replace.

    `UserError` when the folder is missing or not writable, or the disk is full; `path` is then unchanged.
    """
    temporary = path.with_name(f".~{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise UserError(explain_os_error(error, path)) from error
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable where the system allows it (not on Windows)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def explain_os_error(error: OSError, path: Path) -> str:
    """One sentence on why `path` could not be written and what to do."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"磁盘已满，“{path}”没有写入；请清理磁盘或换一个位置再试。"
        case errno.EACCES | errno.EPERM:
            if path.is_file():
                return (
                    f"“{path.name}”不能改写，可能正在别的程序中打开；请关闭它或换一个文件名再试。"
                )
            return f"没有权限写入“{path}”；请换一个能写入的文件夹（如“文档”）再试。"
        case errno.EROFS:
            return f"“{path}”所在的磁盘是只读的；请换一个位置再试。"
        case errno.ENOENT | errno.ENOTDIR:
            return f"找不到文件夹“{path}”；请先建好文件夹，或检查U盘是否已插好。"
        case _:
            return f"“{path}”写入失败（{error.strerror or error})；请换一个位置再试。"


_NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "davfs"}
_DRIVE_REMOTE = 4


def is_local_disk(path: Path) -> bool:
    """Whether the file lies on this PC's own disk; shared folders cannot hold SQLite's WAL side files."""
    resolved = path.resolve()
    if sys.platform == "win32":
        return _is_local_drive(resolved)
    return _mounted_as(resolved) not in _NETWORK_FILE_SYSTEMS


def _is_local_drive(path: Path) -> bool:
    import ctypes

    anchor = path.anchor
    if anchor.startswith("\\\\"):
        return False
    drive_type: int = ctypes.windll.kernel32.GetDriveTypeW(anchor)  # type: ignore[attr-defined,unused-ignore]
    return drive_type != _DRIVE_REMOTE


def _mounted_as(path: Path) -> str:
    """The file system of the longest mount point above the path; empty when the system does not tell."""
    best, kind = "", ""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        inside = point == "/" or path == Path(point) or Path(point) in path.parents
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
