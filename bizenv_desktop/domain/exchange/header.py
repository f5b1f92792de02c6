# SPDX-License-Identifier: MIT
"""The header of a package: everything that is signed, as canonical JSON, read back strictly.

A package is named by the SHA-256 of its header, which pins the SHA-256 of everything else in it.
"""

# annotations are evaluated: domain/record_json.py reads them

import hashlib
import json
import re
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from unicodedata import category

from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.record_json import from_json, to_json
from bizenv_desktop.errors import PackageError, UserError

FORMAT = 1
"""The package format written here; a newer one is refused in words."""
ALGORITHM = "ed25519-sha256"
MOST_BLOBS = 50_000
MOST_ANCESTORS = 2_000
LARGEST_HEADER = 16 << 20
LARGEST_CORE = 256 << 20
LARGEST_PACKAGE = (4 << 30) - 1
"""Bytes; what a FAT32 stick can hold as one file."""

_HASH = re.compile("[0-9a-f]{64}")
_CODE = re.compile(r"[0-9A-Z]{1,24}")
_NAME_LENGTH = 60
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class PackageKind(StrEnum):
    """What a package is for."""

    SUBMISSION = "submission"
    RELAY = "relay"
    FEEDBACK = "feedback"
    HANDOVER = "handover"
    SHARE = "share"
    SHARE_RETURN = "share_return"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return _LABELS[self]


_LABELS = {
    PackageKind.SUBMISSION: "上报包",
    PackageKind.RELAY: "汇总上报包",
    PackageKind.FEEDBACK: "回执和反馈",
    PackageKind.HANDOVER: "交接包",
    PackageKind.SHARE: "分工包",
    PackageKind.SHARE_RETURN: "交回包",
}


class BlobKind(StrEnum):
    """What else a package carries: files that prove something, checklists, editions, packages."""

    EVIDENCE = "evidence"
    CHECKLIST = "checklist"
    EDITION = "edition"
    PACKAGE = "package"

    @property
    def is_needed(self) -> bool:
        """Whether a package makes no sense without it; photos may be left behind on the way up."""
        return self is not BlobKind.EVIDENCE


@dataclass(frozen=True, slots=True)
class Blob:
    """One file in a package: its SHA-256 in hex, its size in bytes, what it is."""

    sha256: str
    size: int
    kind: BlobKind


@dataclass(frozen=True, slots=True)
class Sender:
    """The unit that signed, as an `Organisation` without its 示例 mark."""

    code: str
    name: str
    level: Level
    path: tuple[str, ...] = ()

    @property
    def organisation(self) -> Organisation:
        return Organisation(self.code, self.name, self.level, self.path)


@dataclass(frozen=True, slots=True)
class Header:
    """What is signed.

    `organisation` and `period` say whose self-check it is about ("" where it is about several);
    `parents` are the packages it replaces, `ancestors` these and all before them; `device` is a
    random mark of the PC and `device_name` its name, `key` the public key in hex. `made` is what
    that PC's clock showed: it is told, nothing is decided by it. `scope` are the dimensions of
    work handed out. `digest` is that of the answers' content, to tell whether they changed.
    """

    kind: PackageKind
    sender: Sender
    organisation: str
    period: str
    revision: int
    parents: tuple[str, ...]
    ancestors: tuple[str, ...]
    device: str
    device_name: str
    key: str
    made: str
    program: str
    digest: str
    scope: tuple[str, ...]
    core_sha256: str
    core_size: int
    blobs: tuple[Blob, ...]
    format: int = FORMAT
    algorithm: str = ALGORITHM

    @property
    def made_at(self) -> datetime:
        """When it was made by the sender's clock."""
        return datetime.fromisoformat(self.made)

    @property
    def key_id(self) -> str:
        """Which key signed, short."""
        return key_id(self.key)


def key_id(public_key: str) -> str:
    """Sixteen characters that name a public key given in hex."""
    return hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:16]


def header_bytes(header: Header) -> bytes:
    """The header as it is signed: compact JSON, UTF-8; format and algorithm always stand in it."""
    found = json.loads(to_json(header))
    found["format"], found["algorithm"] = header.format, header.algorithm
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def package_id(header: bytes) -> str:
    """The package's name: the SHA-256 of its header in hex."""
    return hashlib.sha256(header).hexdigest()


def check_code(package: str) -> str:
    """Six characters to be read over the phone: 7F3A22."""
    return package[:6].upper()


def parse_header(content: bytes) -> Header:
    """The header of a package; `PackageError` when it is none, is newer, or says impossible things.

    Only the canonical form is accepted: what is signed can be read in one way only.
    """
    if len(content) > LARGEST_HEADER:
        raise PackageError("包头太大，不是本程序的上报包；请让对方重新导出。")
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise PackageError("包头读不出来，文件不完整或不是上报包；请让对方重新导出。") from error
    if not isinstance(found, dict):
        raise PackageError("包头读不出来，文件不完整或不是上报包；请让对方重新导出。")
    version = found.get("format")
    if type(version) is int and version > FORMAT:
        raise PackageError("这个包由更新版本的程序导出，本程序还读不了；请先升级本程序再接收。")
    try:
        header = from_json(Header, content.decode())
        same = header_bytes(header) == content
    except (UserError, ValueError, TypeError) as error:
        raise PackageError("包头内容不合格式，没有接收；请让对方用最新版本重新导出。") from error
    if not same or header.format != FORMAT or header.algorithm != ALGORITHM:
        raise PackageError("包头内容不合格式，没有接收；请让对方用最新版本重新导出。")
    fault = _fault(header)
    if fault:
        raise PackageError(f"包头里的{fault}，没有接收；请让对方重新导出。")
    return header


def _fault(header: Header) -> str:
    """What no honest program would write, in words; "" when nothing."""
    hashes = (header.core_sha256, header.key, header.digest, *header.parents, *header.ancestors)
    hashes += tuple(blob.sha256 for blob in header.blobs)
    if not all(_HASH.fullmatch(each) for each in hashes):
        return "校验值不对"
    if not _CODE.fullmatch(header.sender.code) or not _names_fit(header):
        return "单位不对"
    if header.organisation and not _CODE.fullmatch(header.organisation):
        return "单位不对"
    if header.period and not _is_period(header.period):
        return "期次不对"
    if not 1 <= header.revision <= MOST_ANCESTORS or len(header.ancestors) > MOST_ANCESTORS:
        return "版次不对"
    if not set(header.parents) <= set(header.ancestors) or len(header.ancestors) != len(
        set(header.ancestors)
    ):
        return "版次不对"
    if not 0 < header.core_size <= LARGEST_CORE or len(header.blobs) > MOST_BLOBS:
        return "大小不对"
    if any(blob.size <= 0 for blob in header.blobs) or len(
        {blob.sha256 for blob in header.blobs}
    ) != len(header.blobs):
        return "附件不对"
    try:
        header.made_at  # noqa: B018  # that it can be read
    except ValueError:
        return "时间不对"
    return ""


def _names_fit(header: Header) -> bool:
    sender = header.sender
    names = (sender.name, *sender.path, header.device_name, header.program, header.device)
    return bool(sender.name.strip()) and all(map(_is_plain, names)) and len(sender.path) <= 4


def _is_plain(name: str) -> bool:
    """Short, and without characters that show nothing or turn the line around."""
    return len(name) <= _NAME_LENGTH and not any(category(char) in _UNSEEN for char in name)


def _is_period(code: str) -> bool:
    try:
        return Period.parse(code).code == code
    except UserError:
        return False


FIELDS = frozenset(field.name for field in fields(Header))
"""Everything a header says, for the documentation's test."""
