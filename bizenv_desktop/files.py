# SPDX-License-Identifier: MIT
"""Writing files: a power cut, a full disk or a pulled stick leaves the old file or the new."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from typing import TYPE_CHECKING

from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

# what Windows or Linux refuses in a name, what no disk can encode, and marks that reverse a name
_FORBIDDEN = re.compile(
    '[\\\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]'
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_NAME_BYTES = 200  # file systems stop at 255 bytes; room is left for “(2)” and the like
_ENDING_LENGTH = 8


def safe_file_name(name: str) -> str:
    """Make `name` one that Windows and Linux both accept; a path separator becomes “_”.

    At most 200 bytes of UTF-8; a name too long loses the end of its stem and keeps its ending.
    """
    cleaned = _FORBIDDEN.sub("_", name).strip(" .") or "未命名"
    if _RESERVED.fullmatch(cleaned):
        cleaned = f"_{cleaned}"
    stem, dot, ending = cleaned.rpartition(".")
    if not stem or len(ending) > _ENDING_LENGTH:
        stem, dot, ending = cleaned, "", ""
    room = _NAME_BYTES - len(f"{dot}{ending}".encode())
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(" .")
    return f"{stem}{dot}{ending}"


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to a temporary file beside `path`, flush it to the disk, then replace.

    `UserError` when the folder is missing or not writable, or the disk is full; `path` is then
    what it was.
    """
    temporary = path.with_name(f".~{os.urandom(6).hex()}.tmp")
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
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make the folder and those above it where they are missing; `UserError` when that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(explain_os_error(error, folder)) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable where the system allows it (not on Windows)."""
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
        case errno.EACCES | errno.EPERM if path.is_file():
            return f"“{path.name}”不能改写，可能正在别的程序中打开；请关闭它或换一个文件名再试。"
        case errno.EACCES | errno.EPERM:
            return f"没有权限写入“{path}”；请换一个能写入的文件夹（如“文档”）再试。"
        case errno.EROFS:
            return f"“{path}”所在的磁盘是只读的；请换一个位置再试。"
        case errno.ENOENT | errno.ENOTDIR:
            return f"找不到文件夹“{path.parent}”；请先建好文件夹，或检查U盘是否已插好。"
        case errno.EISDIR:
            return f"“{path}”是一个文件夹；请换一个文件名再试。"
        case errno.EEXIST:
            return f"已有名为“{path}”的文件，不能在那里建文件夹；请换一个位置再试。"
        case errno.ENAMETOOLONG:
            return f"文件名“{path.name[:20]}…”太长；请换一个短些的文件名再试。"
        case _:
            return f"“{path}”写入失败（{error.strerror or error}）；请换一个位置再试。"
