# SPDX-License-Identifier: MIT
"""Packages of our own unit from another PC: whose key signed, what they hold, their photos."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import BlobKind, PackageKind
from bizenv_desktop.errors import PackageError
from bizenv_desktop.sync.judging import judged, parse_checklist
from bizenv_desktop.sync.receiver import LARGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.evidence import Evidence
    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.submission import Judged
    from bizenv_desktop.storage import Store
    from bizenv_desktop.storage.package_shelf import Intake, KeptPackage
    from bizenv_desktop.sync.container import OpenPackage

_LARGEST_FILE = 256 << 20
_ENDING = re.compile("[0-9a-z]+")
_LOOK = re.compile("[0-9a-f]*")


class UnknownKeyError(PackageError):
    """The package says it is our unit's, and its key is not one of ours."""

    def __init__(self, header: Header) -> None:
        self.header = header
        super().__init__(
            f"这个包写着是本单位的（{header.device_name}），但它的密钥没有登记过；"
            "请让做包的人念出那台电脑的密钥指纹，核对后登记，再来接收。"
        )


@dataclass(frozen=True)
class OwnPackage:
    """A package of our own unit that was verified and judged; photos stay in its file."""

    id: str
    header: Header
    kept: KeptPackage
    judged: Judged
    text: tuple[str, bytes]
    """The checklist's SHA-256 and its text."""


def read_own(package: OpenPackage, kinds: Collection[PackageKind]) -> OwnPackage:
    """Verify and judge a package; whose key it is was asked before.

    `PackageError` for another kind, and for content that disagrees with itself.
    """
    from bizenv_desktop.storage.package_shelf import KeptPackage

    header = package.header
    if header.kind not in kinds:
        raise PackageError(f"这是{header.kind.label}，不能在这里打开；请选择别的文件。")
    if header.organisation != header.sender.code or not header.period:
        raise PackageError("这个包里是别的单位的自查，没有打开；请让对方重新导出。")
    core = package.core()
    texts: dict[str, bytes] = {}

    def checklist(sha256: str) -> Checklist:
        if sha256 not in package.carried:
            raise PackageError("包里缺少自查表，没有接收；请让对方重新导出。")
        return parse_checklist(texts.setdefault(sha256, package.blob(sha256, LARGEST_TEXT)))

    found = judged(header, core, checklist)
    _check_files(found.submission.evidence.files.values())
    sealed = package.sealed
    kept = KeptPackage(sealed.content, sealed.signature, core)
    return OwnPackage(package.id, header, kept, found, next(iter(texts.items())))


def check_own_key(store: Store, header: Header, unit: str) -> None:
    """The sender is our own unit, and the key its: our own, or one enrolled for it."""
    if header.sender.code != unit:
        raise PackageError(
            f"这是{header.sender.name}的包，不是本单位的，没有打开；请选择本单位另一台电脑导出的包。"
        )
    own = store.keys.own()
    if own is not None and own.key == header.key:
        return
    for known in store.keys.trusted():
        if known.card.key == header.key and known.card.organisation == unit and known.holds:
            return
    raise UnknownKeyError(header)


def _check_files(files: Iterable[Evidence]) -> None:
    for file in files:
        fits = file.name and _ENDING.fullmatch(file.ending) and _LOOK.fullmatch(file.look)
        if not fits or file.size <= 0 or file.width < 0 or file.height < 0:
            raise PackageError("包里有读不懂的佐证，没有接收；请让对方重新导出。")


def bring_files(store: Store, package: OpenPackage, files: Iterable[Evidence]) -> list[str]:
    """Keep files of a package that are not here yet, linked to nothing; the new ones' hashes.

    All or none. `PackageError` when the package was passed on without its photos.
    """
    known, new = store.evidence.hashes(), []
    try:
        for file in files:
            if file.sha256 in known and store.evidence.files.fault(file.sha256) is None:
                continue
            if file.sha256 not in package.carried:
                raise PackageError("这个包没有带佐证文件，没有改动；请让对方连同照片重新导出。")
            content = package.blob(file.sha256, _LARGEST_FILE)
            if store.evidence.keep(file, content):
                new.append(file.sha256)
    except BaseException:
        store.evidence.forget(new)
        raise
    return new


def keep_package(intake: Intake, own: OwnPackage, arrived: str, source: str) -> None:
    """Keep the package itself, once."""
    from bizenv_desktop.domain.exchange.package_record import PackageState

    if not intake.has(own.id):
        intake.add(own.id, own.kept, own.header, PackageState.TAKEN, arrived, source=source)
    sha256, text = own.text
    intake.keep_content(sha256, BlobKind.CHECKLIST, text)
