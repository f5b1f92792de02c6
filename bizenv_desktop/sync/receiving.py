# SPDX-License-Identifier: MIT
"""Taking packages in: verified, judged, kept with what follows from them; or one sentence why not.

Nothing of a package reaches the database before its key is known, its signature and hashes hold
and its content agrees with itself. A package of an unknown key is put aside unread.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import Checklist
from bizenv_desktop.domain.exchange.header import BlobKind, PackageKind
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.exchange.received import received_facts
from bizenv_desktop.domain.exchange.submission import judge
from bizenv_desktop.domain.record_json import from_json
from bizenv_desktop.errors import Cancelled, PackageError, UserError
from bizenv_desktop.sync.container import Sealed, assembled, open_package, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.keys import TrustedKey
    from bizenv_desktop.domain.exchange.received import ReceivedFacts
    from bizenv_desktop.domain.exchange.submission import Judged
    from bizenv_desktop.storage import Store
    from bizenv_desktop.storage.package_shelf import Intake, KeptPackage
    from bizenv_desktop.sync.container import OpenPackage

LARGEST_TEXT = 16 << 20
"""Bytes of a checklist or edition in a package."""
MOST_QUARANTINED = 500


class Taken(StrEnum):
    """What became of a package."""

    TAKEN = "taken"
    KNOWN = "known"
    QUARANTINED = "quarantined"
    REFUSED = "refused"
    LEFT = "left"

    @property
    def label(self) -> str:
        """已接收, 以前已收过, 密钥未登记，已暂存, 没有接收 or 已取消，还没有接收."""
        return {
            "taken": "已接收",
            "known": "以前已收过",
            "quarantined": "密钥未登记，已暂存",
            "refused": "没有接收",
            "left": "已取消，还没有接收",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `reason` is the sentence for one that was refused."""

    name: str
    taken: Taken
    header: Header | None = None
    package: str = ""
    reason: str = ""
    inner: tuple[Outcome, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known about a file that is to be received: keys that are trusted, by key in hex."""

    keys: Mapping[str, TrustedKey]
    arrived: str


def receive_files(
    store: Store,
    paths: Sequence[Path],
    now: datetime,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Outcome, ...]:
    """Receive package files; when `tick` raises `Cancelled` the rest is left."""
    outcomes: list[Outcome] = []
    try:
        for path in paths:
            outcomes.append(receive_file(store, path, now))
            tick(len(outcomes), len(paths))
    except Cancelled:
        outcomes += [Outcome(path.name, Taken.LEFT) for path in paths[len(outcomes) :]]
    return tuple(outcomes)


def receive_file(store: Store, path: Path, now: datetime) -> Outcome:
    """Receive one package file; refusals come back as outcomes, the database unchanged."""
    arrival = Arrival(
        {each.card.key: each for each in store.keys.trusted() if each.holds},
        now.isoformat(timespec="seconds"),
    )
    try:
        with open_package(path) as package:
            return _receive(store, package, path.name, arrival)
    except UserError as error:
        return Outcome(path.name, Taken.REFUSED, reason=str(error))


def _receive(store: Store, package: OpenPackage, name: str, arrival: Arrival) -> Outcome:
    header, identity = package.header, package.id
    if store.packages.record(identity) is not None:
        return Outcome(name, Taken.KNOWN, header, identity)
    trusted = arrival.keys.get(header.key)
    if trusted is None and len(store.packages.quarantined()) >= MOST_QUARANTINED:
        raise PackageError("暂存的包太多，这个包的密钥没有登记；请先登记密钥卡再接收。")
    if trusted is not None:
        check_sender(header, trusted)
    core = package.core()
    facts = None
    if trusted is not None and header.kind is PackageKind.SUBMISSION:
        facts = received_facts(judged(header, core, _text_of(store, package)))
    state = PackageState.QUARANTINED if trusted is None else PackageState.TAKEN
    _keep(store, package, core, facts, state, name, arrival)
    taken = Taken.QUARANTINED if trusted is None else Taken.TAKEN
    return Outcome(name, taken, header, identity)


def check_sender(header: Header, trusted: TrustedKey) -> None:
    """A key signs for its own unit only."""
    if trusted.card.organisation != header.sender.code:
        raise PackageError(
            f"这个包用{trusted.card.name}的密钥签名，却写着{header.sender.name}，没有接收；"
            "请电话核实。"
        )
    if header.kind is PackageKind.SUBMISSION and header.organisation != header.sender.code:
        raise PackageError("这个包里是别的单位的自查，没有接收；请让对方重新导出。")


def judged(header: Header, core: bytes, text: Callable[[str], bytes]) -> Judged:
    """A submission read from its core and held to the rules."""
    from bizenv_desktop.storage.submission_rows import read_submission

    submission = read_submission(header.kind, core, (header.organisation, header.period))
    sha256 = submission.frozen.checklist_sha256
    if sha256 not in {blob.sha256 for blob in header.blobs if blob.kind is BlobKind.CHECKLIST}:
        raise PackageError("包里没有这次自查用的自查表，没有接收；请让对方重新导出。")
    return judge(header, submission, _checklist(text(sha256)))


@lru_cache(maxsize=32)
def _checklist(content: bytes) -> Checklist:
    """The checklist a text holds; many packages carry the same one."""
    try:
        return from_json(Checklist, content.decode())
    except (UserError, ValueError) as error:
        raise PackageError("包里的自查表读不懂，没有接收；请让对方重新导出。") from error


def _text_of(store: Store, package: OpenPackage) -> Callable[[str], bytes]:
    """A needed attachment by its SHA-256: from the package, or from what came before."""

    def text(sha256: str) -> bytes:
        if sha256 in package.carried:
            return package.blob(sha256, LARGEST_TEXT)
        found = store.packages.attachment(sha256)
        if found is None:
            raise PackageError("包里缺少自查表，没有接收；请让对方重新导出。")
        return found

    return text


def _keep(
    store: Store,
    package: OpenPackage,
    core: bytes,
    facts: ReceivedFacts | None,
    state: PackageState,
    name: str,
    arrival: Arrival,
) -> None:
    """Keep the package and what it carries that is not here yet; all of it or nothing."""
    from bizenv_desktop.storage.package_shelf import KeptPackage

    header, sealed = package.header, package.sealed
    missing = store.packages.missing(package.carried)
    new = [blob for blob in header.blobs if blob.sha256 in missing]
    kept = KeptPackage(sealed.content, sealed.signature, core)
    files = [blob for blob in new if blob.kind in (BlobKind.EVIDENCE, BlobKind.PACKAGE)]
    texts = {blob: package.blob(blob.sha256, LARGEST_TEXT) for blob in new if blob not in files}

    def add(intake: Intake) -> None:
        if not intake.has(package.id):  # another window may have been faster
            intake.add(package.id, kept, header, state, arrival.arrived, source=name, facts=facts)
        for blob, text in texts.items():
            intake.keep_content(blob.sha256, blob.kind, text)

    if not files:
        with store.packages.adding() as intake:
            add(intake)
        return
    with store.packages.files.staging() as staged:
        for blob in files:
            staged.places[blob.sha256] = (staged.file.tell(), blob.size)
            package.copy_blob(blob.sha256, staged.file)
        with store.packages.adding() as intake:
            add(intake)
            intake.keep_pack(package.id, staged)


def reopened(kept: KeptPackage) -> OpenPackage:
    """A kept package opened again, without what it carries, with everything verified once more."""
    from bizenv_desktop.domain.exchange.header import parse_header

    sealed = Sealed(kept.header_content, parse_header(kept.header_content), kept.signature)
    return opened(io.BytesIO(assembled(sealed, kept.core)))


def accept_quarantined(store: Store, key: TrustedKey) -> tuple[Outcome, ...]:
    """Take the packages of a key that was just accepted out of quarantine, each judged now."""
    outcomes = []
    for record in store.packages.quarantined(key.card.key):
        name = record.source or record.code
        try:
            package = reopened(store.packages.content(record.id))
            check_sender(package.header, key)
            facts = None
            if record.kind is PackageKind.SUBMISSION:
                facts = received_facts(
                    judged(package.header, package.core(), _text_of(store, package))
                )
            with store.packages.adding() as intake:
                intake.accept(record, package.header, facts)
        except UserError as error:
            outcomes.append(Outcome(name, Taken.REFUSED, None, record.id, str(error)))
        else:
            outcomes.append(Outcome(name, Taken.TAKEN, package.header, record.id))
    return tuple(outcomes)
