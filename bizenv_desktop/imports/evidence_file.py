# SPDX-License-Identifier: MIT
"""A file on its way to become evidence: known by its content, checked before it is read whole."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from bizenv_desktop.domain.evidence import Evidence, EvidenceKind
from bizenv_desktop.domain.file_type import (
    HEAD_BYTES,
    FileType,
    refuse_unknown,
    size_fault,
    type_of,
)
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import safe_file_name

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_NAME_SHOWN = 40
_ZIP_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("OFD.xml", "ofd"))
_OLE_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_WPS_ENDINGS = ("wps", "et")
_SCANNED = ("png", "bmp", "tif", "gif")  # screens and scanners write these, cameras do not


@dataclass(frozen=True, slots=True)
class Intake:
    """How pictures are kept: every pixel, or as large as they print; with the place or without."""

    keep_original: bool = False
    keep_place: bool = False


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file ready to be kept."""

    evidence: Evidence
    content: bytes


def read_evidence(path: Path, now: datetime, intake: Intake | None = None) -> ReadFile:
    """Read a file and make it ready; nothing is written.

    `UserError`, naming the file, for what is missing, vanishes, is too large, damaged or of a type
    that proves nothing on paper. Type and size are looked at before anything else is read.
    """
    name = safe_file_name(path.name)
    try:
        if path.is_dir():
            raise UserError("是文件夹；请打开它，选里面的文件")
        if not path.is_file():
            raise UserError("不见了，可能已移走，或U盘已拔出；请重新选择")
        with path.open("rb") as file:
            return _read(file, path.stat().st_size, name, now, intake or Intake())
    except UserError as error:
        raise UserError(f"“{_short(name)}”{error}。") from error
    except MemoryError as error:
        raise UserError(
            f"“{_short(name)}”太大，内存不够；请缩小或关闭别的程序后再添加。"
        ) from error
    except OSError as error:
        raise UserError(
            f"“{_short(name)}”读不出来（{error.strerror or error}）；请检查U盘和权限。"
        ) from error


def _read(file: BinaryIO, size: int, name: str, now: datetime, intake: Intake) -> ReadFile:
    kind = type_of(file.read(HEAD_BYTES))
    if isinstance(kind, str):
        raise UserError(kind)
    fault = size_fault(kind, size)
    if fault:
        raise UserError(fault)
    file.seek(0)
    content = file.read(kind.largest + 1)  # once: what changes meanwhile is not half read
    if len(content) < size:
        raise UserError("没有读完整，可能正在被改动；请稍后再试")
    return (
        _picture(content, kind, name, now, intake)
        if kind.is_picture
        else _document(content, kind, name, now)
    )


def _picture(content: bytes, kind: FileType, name: str, now: datetime, intake: Intake) -> ReadFile:
    from bizenv_desktop.imports.photo import kept_photo

    made = kept_photo(
        io.BytesIO(content),
        kind.ending,
        keep_original=intake.keep_original,
        keep_place=intake.keep_place,
    )
    evidence = Evidence(
        sha256=hashlib.sha256(made.content).hexdigest(),
        name=name,
        kind=EvidenceKind.SCAN if kind.ending in _SCANNED else EvidenceKind.PHOTO,
        ending=made.ending,
        size=len(made.content),
        added=now,
        width=made.width,
        height=made.height,
        taken=made.taken,
        look=made.look,
    )
    return ReadFile(evidence, made.content)


def _document(content: bytes, kind: FileType, name: str, now: datetime) -> ReadFile:
    ending = _office_ending(content, kind, name)
    if ending is None:
        raise UserError(refuse_unknown())
    digest = hashlib.sha256(content).hexdigest()
    evidence = Evidence(digest, name, EvidenceKind.DOCUMENT, ending, len(content), now)
    return ReadFile(evidence, content)


def _office_ending(content: bytes, kind: FileType, name: str) -> str | None:
    """What a document is, from the parts it has; None for another archive."""
    match kind.container:
        case "zip":
            try:
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    parts = set(archive.namelist())
            except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
                raise UserError("打不开，文件可能没有复制完整；请重新复制") from error
            return next((ending for part, ending in _ZIP_PARTS if part in parts), None)
        case "ole":
            typed = name.rpartition(".")[2].lower()
            for stream, ending in _OLE_STREAMS:
                if stream.encode("utf-16-le") in content:
                    return typed if typed in _WPS_ENDINGS else ending
            return None
        case _:
            return kind.ending


def _short(name: str) -> str:
    return name if len(name) <= _NAME_SHOWN else f"{name[:_NAME_SHOWN]}…"
