# SPDX-License-Identifier: MIT
"""Receives packages some at a time: verified and judged one by one, kept together.

Nothing of a package reaches the database before its key is known, its signature and hashes hold
and its content agrees with itself. A package of an unknown key is put aside unread. What is kept
together is one transaction of up to fifty packages, so that each costs little; an outcome is final
when its transaction is.
"""

from __future__ import annotations

import io
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import BlobKind, PackageKind, parse_header
from bizenv_desktop.domain.exchange.keys import KeyCard, TrustedKey, holding
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.sync.container import Sealed, assembled, open_package, opened
from bizenv_desktop.sync.judging import check_sender, facts_of, parse_checklist
from bizenv_desktop.sync.outcomes import Outcome, Taken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path
    from typing import Self

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.exchange.header import Blob
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.exchange.received import ReceivedFacts
    from bizenv_desktop.storage import Store
    from bizenv_desktop.storage.key_rows import Subordinate
    from bizenv_desktop.storage.package_files import Staged
    from bizenv_desktop.storage.package_intake import Intake, KeptPackage
    from bizenv_desktop.sync.container import OpenPackage

LARGEST_TEXT = 16 << 20
"""Bytes of a checklist or edition in a package."""
MOST_QUARANTINED = 500
LARGEST_QUARANTINED = 64 << 20
"""Bytes of a package whose key is not known."""
QUARANTINE_ROOM = 1 << 30
"""Bytes of all packages put aside."""
MOST_TOGETHER = 50
_MOST_BYTES_TOGETHER = 32 << 20
_SECONDS_TOGETHER = 0.5

_TAKEN_KINDS = (PackageKind.SUBMISSION, PackageKind.RELAY, PackageKind.FEEDBACK)
_TEXT_KINDS = (BlobKind.CHECKLIST, BlobKind.EDITION)


@dataclass
class Entry:
    """A package on its way: what is told of it stays open until it is kept."""

    outcome: Outcome
    inner: list[Entry] = field(default_factory=list)
    lost: bool = False
    """Whether it could not be written, though nothing was wrong with it."""

    def told(self) -> Outcome:
        """The outcome with those of the packages within."""
        return replace(self.outcome, inner=tuple(each.told() for each in self.inner))


@dataclass(frozen=True)
class Prepared:
    """A package that may be kept; `record` is what is known of it when it is here already."""

    entry: Entry
    package: OpenPackage
    kept: KeptPackage | None
    state: PackageState
    facts: ReceivedFacts | None = None
    record: PackageRecord | None = None
    via: str = ""
    texts: Mapping[Blob, bytes] = field(default_factory=dict)

    def keep(self, intake: Intake, arrived: str) -> None:
        """Write it, unless another window was faster."""
        header, record = self.package.header, self.record
        if record is not None:
            if record.state is PackageState.QUARANTINED and self.state is PackageState.TAKEN:
                intake.accept(record, header, self.facts)
            elif record.undone and self.kept is not None:
                intake.revive(record, header, self.via)
            elif record.via and not self.via:
                intake.came_directly(record)
        elif self.kept is not None and not intake.has(self.package.id):
            intake.add(
                self.package.id,
                self.kept,
                header,
                self.state,
                arrived,
                source=self.entry.outcome.name,
                via=self.via,
                facts=self.facts,
            )
        for blob, text in self.texts.items():
            intake.keep_content(blob.sha256, blob.kind, text)


class Receiver:
    """Takes packages into one database; to be used in `with`, which keeps the last of them."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.store = store
        self.arrived = now.isoformat(timespec="seconds")
        self.known_keys = store.keys.trusted()
        self.keys = self._good_keys()
        self._checklists: dict[str, Checklist] = {}
        self._texts: dict[str, bytes] = {}  # of packages not yet written
        self._together: list[Prepared] = []
        self._pending: set[str] = set()  # the ids of these
        self._began = 0.0
        self._bytes = 0
        self._quarantine: tuple[int, int] | None = None
        self._introduced: tuple[list[tuple[TrustedKey, str]], list[Subordinate]] = ([], [])
        self.staged: Staged = store.packages.files.staging()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self.keep()
        finally:
            self.staged.discard()

    # -- one file, one package

    def receive(self, path: Path) -> Entry:
        """Take a package file; what it tells is final once it is kept."""
        try:
            with open_package(path) as package:
                return self.take(package, path.name)
        except UserError as error:
            return Entry(Outcome(path.name, Taken.REFUSED, reason=str(error)))

    def take(self, package: OpenPackage, name: str, via: str = "") -> Entry:
        """Take an opened package; a refusal is told with what the header says."""
        self.make_room()
        staged, end = self.staged, self.staged.end
        try:
            return self._take(package, name, via)
        except UserError as error:
            if self.staged is staged:
                staged.rewind(end)
            return refusal(name, package, str(error))
        except BaseException:
            if self.staged is staged:
                staged.rewind(end)
            raise

    def _take(self, package: OpenPackage, name: str, via: str) -> Entry:
        if package.id in self._pending:
            return Entry(Outcome(name, Taken.KNOWN, package.header, package.id))
        record = self.store.packages.record(package.id)
        trusted = self.keys.get(package.header.key)
        if record is not None and not self._changes(record, trusted, via):
            return self._known(package, name, record, via)
        check_kind(package)
        if trusted is None:
            return self._put_aside(package, name)
        check_sender(package.header, trusted)
        if package.header.kind is PackageKind.RELAY:
            from bizenv_desktop.sync.relayed import take_relay

            return take_relay(self, package, name, record)
        return self._accept(package, name, record, via)

    def _changes(self, record: PackageRecord, trusted: TrustedKey | None, via: str) -> bool:
        """Whether taking a package that is here already makes a difference."""
        if record.state is PackageState.QUARANTINED:
            return trusted is not None
        if record.kind is PackageKind.RELAY and record.state is PackageState.TAKEN:
            return not record.undone  # what was refused of it may be good now
        return self._went_with_relay(record, via)

    def _went_with_relay(self, record: PackageRecord, via: str) -> bool:
        """Whether it ceased to count only because the relay it came in did."""
        if not (record.undone and record.via) or record.via == via:
            return False
        return record.id in self.store.packages.undone_with(record.via)

    def _known(self, package: OpenPackage, name: str, record: PackageRecord, via: str) -> Entry:
        """One that is here; photos that did not come with it before are kept."""
        reason = ""
        if record.state is PackageState.OWN:
            reason = "这是本单位导出的包。"
        elif record.undone:
            reason = "以前收过，后来撤回了；要用它请恢复那次接收。"
        elif record.state is PackageState.QUARANTINED:
            reason = "密钥还没有登记，仍暂存着，没有计入；请登记对方的密钥卡。"
        entry = Entry(Outcome(name, Taken.KNOWN, package.header, package.id, reason))
        if record.state is PackageState.TAKEN:
            new = self.stage(package)
            if new and not reason:
                added = f"补上了{len(new)}个以前没有随来的附件。"
                entry.outcome = replace(entry.outcome, reason=added)
            if new or (record.via and not via):
                self.add(Prepared(entry, package, None, record.state, None, record, via))
        return entry

    def _put_aside(self, package: OpenPackage, name: str) -> Entry:
        """Keep a package of an unknown key, unread, within limits."""
        if package.size > LARGEST_QUARANTINED:
            raise PackageError(
                f"这个包的密钥没有登记，又有{package.size / 2**20:.0f}MB，不能暂存；"
                "请先登记对方的密钥卡再接收。"
            )
        if self._quarantine is None:
            self._quarantine = self.store.packages.quarantine_load()
        count, size = self._quarantine
        if count >= MOST_QUARANTINED or size + package.size > QUARANTINE_ROOM:
            raise PackageError("暂存的包太多，这个包的密钥没有登记；请先登记密钥卡再接收。")
        kept = kept_content(package, package.core())
        texts = self.texts_of(package)
        self.stage(package)
        entry = Entry(Outcome(name, Taken.QUARANTINED, package.header, package.id))
        self.add(Prepared(entry, package, kept, PackageState.QUARANTINED, texts=texts))
        self._quarantine = (count + 1, size + package.size)
        return entry

    def _accept(
        self, package: OpenPackage, name: str, record: PackageRecord | None, via: str
    ) -> Entry:
        core = package.core()
        texts = self.texts_of(package)
        facts = None
        if package.header.kind is PackageKind.SUBMISSION:
            facts = facts_of(package.header, core, lambda sha256: self._checklist(sha256, texts))
        else:
            from bizenv_desktop.sync.feedback import take_feedback

            take_feedback(self.store, package.header, core)
        self.stage(package)
        entry = Entry(Outcome(name, Taken.TAKEN, package.header, package.id))
        kept = kept_content(package, core)
        self.add(Prepared(entry, package, kept, PackageState.TAKEN, facts, record, via, texts))
        return entry

    # -- what a package brings along

    def texts_of(self, package: OpenPackage) -> dict[Blob, bytes]:
        """The carried checklists and editions that are not here yet, checked."""
        wanted = [
            blob
            for blob in package.header.blobs
            if blob.kind in _TEXT_KINDS
            and blob.sha256 in package.carried
            and blob.sha256 not in self._texts
        ]
        missing = self.store.packages.missing(
            blob.sha256 for blob in wanted if blob.sha256 not in self._checklists
        )
        return {
            blob: package.blob(blob.sha256, LARGEST_TEXT)
            for blob in wanted
            if blob.sha256 in missing
        }

    def stage(self, package: OpenPackage, only: frozenset[str] | None = None) -> list[Blob]:
        """Copy the carried files that are not here yet, checked; which these are."""
        carried = [
            blob
            for blob in package.header.blobs
            if blob.kind not in _TEXT_KINDS
            and blob.sha256 in package.carried
            and blob.sha256 not in self.staged.places
            and (only is None or blob.sha256 in only)
        ]
        if not carried:
            return []
        missing = self.store.packages.missing(blob.sha256 for blob in carried)
        new = [blob for blob in carried if blob.sha256 in missing]
        for blob in new:
            self.staged.keep(blob, package.checked_parts(blob.sha256))
        return new

    def _checklist(self, sha256: str, texts: Mapping[Blob, bytes]) -> Checklist:
        """A checklist by its SHA-256: from the package, or from what came before."""
        found = self._checklists.get(sha256)
        if found is None:
            own = {blob.sha256: text for blob, text in texts.items()}
            content = own.get(sha256) or self._texts.get(sha256)
            content = content or self.store.packages.attachment(sha256)
            if content is None:
                raise PackageError("包里缺少自查表，没有接收；请让对方重新导出。")
            found = parse_checklist(content)
            if sha256 not in own:  # else it may yet be refused
                self._checklists[sha256] = found
        return found

    def introduce(self, keys: list[tuple[TrustedKey, str]], units: list[Subordinate]) -> None:
        """Believe what a relay tells of keys and units from now on."""
        self._introduced[0].extend(keys)
        self._introduced[1].extend(units)
        named = {each.card.key for each in self.known_keys}
        self.known_keys += tuple(key for key, _ in keys if key.card.key not in named)
        self.keys = self._good_keys()

    def _good_keys(self) -> dict[str, TrustedKey]:
        own, code = self.store.keys.own(), self.store.setting("organisation")
        good = holding(self.known_keys)
        unit = None if code is None else self.store.organisation(code)
        if own is not None and unit is not None:
            card = KeyCard(unit.code, unit.name, unit.level, unit.path, own.key, own.made)
            good[own.key] = TrustedKey(card, own.made)
        return good

    # -- keeping what was prepared

    def add(self, prepared: Prepared) -> None:
        """Have it kept with the next ones."""
        if not self._together:
            self._began = time.monotonic()
        self._together.append(prepared)
        self._pending.add(prepared.package.id)
        self._bytes += len(prepared.kept.core) if prepared.kept is not None else 0
        self._texts |= {blob.sha256: text for blob, text in prepared.texts.items()}

    def make_room(self) -> None:
        """Keep what was prepared when it is enough."""
        if self._together and (
            len(self._together) >= MOST_TOGETHER
            or self._bytes >= _MOST_BYTES_TOGETHER
            or time.monotonic() - self._began >= _SECONDS_TOGETHER
        ):
            self.keep()

    def keep(self) -> None:
        """Write all that was prepared, in one transaction; when that fails all of it is refused."""
        together, self._together = self._together, []
        (keys, units), self._introduced = self._introduced, ([], [])
        if not (together or keys or units):
            return
        staged, self.staged = self.staged, self.store.packages.files.staging()
        try:
            staged.flush()  # before the transaction: others wait for that
            with self.store.packages.adding() as intake:
                intake.trust(keys)
                intake.introduce(units, self.arrived)
                for prepared in together:
                    prepared.keep(intake, self.arrived)
                intake.keep_pack(staged)
        except UserError as error:
            for prepared in together:
                entry, package = prepared.entry, prepared.package
                entry.outcome = refusal(entry.outcome.name, package, str(error)).outcome
                entry.lost = True
        finally:
            staged.discard()
            self._pending.clear()
            self._texts.clear()
            self._bytes = 0


def check_kind(package: OpenPackage) -> None:
    """Refuse what is opened elsewhere, in words."""
    kind = package.header.kind
    if kind not in _TAKEN_KINDS:
        raise PackageError(f"这是{kind.label}，不在这里接收；请在设置的“两台电脑”里打开它。")


def refusal(name: str, package: OpenPackage, reason: str) -> Entry:
    """What is told of a package that was opened and refused."""
    return Entry(Outcome(name, Taken.REFUSED, package.header, package.id, reason))


def kept_content(package: OpenPackage, core: bytes) -> KeptPackage:
    """A package's own bytes, as they are kept."""
    from bizenv_desktop.storage.package_intake import KeptPackage

    return KeptPackage(package.sealed.content, package.sealed.signature, core)


def reopened(kept: KeptPackage) -> OpenPackage:
    """A kept package opened again, without what it carries, with everything verified once more."""
    sealed = Sealed(kept.header_content, parse_header(kept.header_content), kept.signature)
    return opened(io.BytesIO(assembled(sealed, kept.core)))
