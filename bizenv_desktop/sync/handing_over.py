# SPDX-License-Identifier: MIT
"""A whole database in a package: sealed on one PC, judged and put in place on another."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import LARGEST_PACKAGE, Blob, BlobKind, PackageKind
from bizenv_desktop.sync.submitting import Content, seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.storage import Store
    from bizenv_desktop.storage.handover_shelf import KeptFile, PackedFile
    from bizenv_desktop.storage.key_shelf import OwnKey
    from bizenv_desktop.sync.container import OpenPackage, Sealed
    from bizenv_desktop.sync.submitting import Device

_PART = 1 << 20


@dataclass(frozen=True, slots=True)
class Carried:
    """The files a handover takes along, and the names of those that are missing or altered."""

    blobs: tuple[Blob, ...]
    lost: tuple[str, ...]


def carried_files(
    store: Store, files: Iterable[KeptFile], tick: Callable[[], None] = lambda: None
) -> Carried:
    """Check every file beside the database; one that is not what it was cannot be carried."""
    blobs, lost = [], []
    for file in files:
        tick()
        if file.name:
            fault = store.evidence.files.fault(file.sha256)
            whole = fault is None and (
                store.evidence.files.path(file.sha256).stat().st_size == file.size
            )
        else:
            whole = store.packages.attachment(file.sha256) is not None
        if whole:
            blobs.append(Blob(file.sha256, file.size, BlobKind.EVIDENCE))
        elif file.needed:
            lost.append(file.name or "收到的照片")
    return Carried(tuple(blobs), tuple(lost))


def sealed_handover(
    core: bytes,
    blobs: tuple[Blob, ...],
    sender: Organisation,
    key: OwnKey,
    device: Device,
    now: datetime,
    program: str,
) -> Sealed:
    """Sign a whole database for another PC."""
    content = Content(core, hashlib.sha256(core).hexdigest(), blobs, {})
    return seal(content, PackageKind.HANDOVER, sender, key, device, now, program)


def file_parts(store: Store, blobs: Iterable[Blob]) -> Iterator[Iterable[bytes]]:
    """The files' bytes in the blobs' order, each in parts."""
    for blob in blobs:
        path = store.evidence.files.path(blob.sha256)
        if path.exists():
            yield _parts(path)
        else:
            yield (store.packages.attachment(blob.sha256) or b"",)


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(_PART):
            yield part


def put_files(
    store: Store, package: OpenPackage, evidence: Iterable[str], packed: Iterable[PackedFile]
) -> None:
    """Put what a handover carries beside an empty database, checked as it is written.

    What is left of a take that did not come to its end is swept at the next start, or used again.
    """
    places: dict[str, list[PackedFile]] = {}
    for each in packed:
        if each.sha256 in package.carried:
            places.setdefault(each.pack, []).append(each)
    shelf = store.evidence.files
    for sha256 in evidence:
        if sha256 in package.carried:
            shelf.settle(shelf.stage(package.blob(sha256, LARGEST_PACKAGE)), sha256)
    for pack, own in places.items():
        with store.packages.files.staging() as staged:
            for each in own:
                staged.put_at(each.place, package.blob(each.sha256, LARGEST_PACKAGE))
            staged.settle(store.packages.files.path(pack))
