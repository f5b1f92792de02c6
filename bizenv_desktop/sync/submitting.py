# SPDX-License-Identifier: MIT
"""Freezing a self-check into a package: the core, what it carries along, the signed header."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import (
    Blob,
    BlobKind,
    Header,
    PackageKind,
    Sender,
    header_bytes,
    package_id,
)
from bizenv_desktop.domain.exchange.heads import next_revision
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.exchange.submission import frozen_score
from bizenv_desktop.domain.record_json import to_json
from bizenv_desktop.errors import UserError
from bizenv_desktop.sync.container import Sealed
from bizenv_desktop.sync.signing import sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from bizenv_desktop.domain.exchange.heads import Revision
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.storage import Store
    from bizenv_desktop.storage.key_shelf import OwnKey


@dataclass(frozen=True, slots=True)
class Device:
    """The PC a package is made on: a random mark kept in its settings, and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into a package beside the header: the core, and blobs by SHA-256."""

    core: bytes
    digest: str
    blobs: tuple[Blob, ...]
    texts: Mapping[str, bytes]
    """Blobs that are made here rather than lying beside the database."""


def submission_content(
    store: Store,
    filled: FilledCheck,
    submitted_by: str,
    kind: PackageKind = PackageKind.SUBMISSION,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Content:
    """The self-check as it stands, with its photos and its checklist.

    `tick` is called before each photo is looked at, (0, 0) as how long it takes is not known.
    `UserError` when a photo that proves something is missing or altered.
    """
    from bizenv_desktop.storage.core_database import make_core
    from bizenv_desktop.storage.submission_rows import filled_rows

    checklist = to_json(filled.checklist).encode()
    checklist_sha256 = hashlib.sha256(checklist).hexdigest()
    rows = store.submission_rows(filled.check.key, kind)
    frozen = frozen_score(filled, checklist_sha256, submitted_by)
    all_rows = {**rows, **filled_rows(filled, frozen)}
    blobs = [Blob(checklist_sha256, len(checklist), BlobKind.CHECKLIST)]
    for row in rows["evidence"]:
        tick(0, 0)
        sha256, name, size = str(row[0]), row[1], row[4]
        fault = store.evidence.files.fault(sha256)
        if fault is not None:
            raise UserError(f"佐证“{name}”{fault}，不能上报；请重新添加或移除它再上报。")
        assert isinstance(size, int)
        blobs.append(Blob(sha256, size, BlobKind.EVIDENCE))
    without_name = {**all_rows, "frozen_score": [row[:-1] for row in all_rows["frozen_score"]]}
    digest = hashlib.sha256(repr(sorted(without_name.items())).encode()).hexdigest()
    return Content(make_core(kind, all_rows), digest, tuple(blobs), {checklist_sha256: checklist})


def seal(
    content: Content,
    kind: PackageKind,
    sender: Organisation,
    key: OwnKey,
    device: Device,
    now: datetime,
    program: str,
    *,
    organisation: str = "",
    period: str = "",
    replaced: Iterable[Revision] = (),
    scope: tuple[str, ...] = (),
) -> Sealed:
    """Sign the content as the next revision after all that it replaces."""
    revision, parents, ancestors = next_revision(replaced)
    header = Header(
        kind=kind,
        sender=Sender(sender.code, sender.name, sender.level, sender.path),
        organisation=organisation,
        period=period,
        revision=revision,
        parents=parents,
        ancestors=ancestors,
        device=device.id,
        device_name=device.name,
        key=key.key,
        made=now.isoformat(timespec="seconds"),
        program=program,
        digest=content.digest,
        scope=scope,
        core_sha256=hashlib.sha256(content.core).hexdigest(),
        core_size=len(content.core),
        blobs=content.blobs,
    )
    signed = header_bytes(header)
    return Sealed(signed, header, sign(key.secret, signed))


def keep_own(store: Store, sealed: Sealed, content: Content, now: datetime) -> None:
    """Keep a package made here, with the texts it carries, before it is written anywhere."""
    from bizenv_desktop.storage.package_shelf import KeptPackage

    kinds = {blob.sha256: blob.kind for blob in content.blobs}
    with store.packages.adding() as intake:
        if not intake.has(sealed.id):
            intake.add(
                sealed.id,
                KeptPackage(sealed.content, sealed.signature, content.core),
                sealed.header,
                PackageState.OWN,
                now.isoformat(timespec="seconds"),
            )
        for sha256, text in content.texts.items():
            intake.keep_content(sha256, kinds[sha256], text)


def sealed_id(sealed: Sealed) -> str:
    """The name of a sealed package."""
    return package_id(sealed.content)
