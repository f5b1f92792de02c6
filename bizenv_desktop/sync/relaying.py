# SPDX-License-Identifier: MIT
"""Putting a level's packages together for the level above, each as it was signed.

What is shown of each unit and period goes along without its photos, the checklists they rest on
once, the cards of the keys that signed, the list of units that owe a report, and this level's
reviews. Photos are added when asked for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import (
    LARGEST_PACKAGE,
    MOST_BLOBS,
    Blob,
    BlobKind,
    PackageKind,
)
from bizenv_desktop.domain.exchange.heads import Revision
from bizenv_desktop.domain.exchange.keys import card_text, holding, is_below
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.errors import UserError
from bizenv_desktop.sync.container import Sealed, assembled
from bizenv_desktop.sync.submitting import Content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.storage import Store
    from bizenv_desktop.storage.package_intake import KeptPackage


@dataclass(frozen=True, slots=True)
class RelayContent:
    """What goes into a relay: the content to be signed, and which package each blob of one is.

    `left_out` are packages whose key was revoked here: nobody vouches for them any more.
    """

    content: Content
    packages: tuple[PackageRecord, ...]
    inside: Mapping[str, str]
    left_out: tuple[PackageRecord, ...]

    @property
    def photos(self) -> int:
        """How many files that prove something go along."""
        return sum(blob.kind is BlobKind.EVIDENCE for blob in self.content.blobs)


def relay_content(store: Store, own: Organisation, period: str, *, photos: bool) -> RelayContent:
    """What is shown of the units below `own` in a period, in all with "".

    `UserError` when there is nothing, or more than fits one file.
    """
    from bizenv_desktop.storage.core_database import make_core
    from bizenv_desktop.storage.relay_rows import relay_rows

    good = holding(store.keys.trusted())
    below = [
        record
        for record in store.packages.standing_records(period)
        if is_below(record.organisation, own.code) and record.state is PackageState.TAKEN
    ]
    packages = tuple(record for record in below if record.key in good)
    if not packages:
        raise UserError("还没有接收到下级的上报包，没有可以汇总上报的；请先接收。")
    inside: dict[str, str] = {}
    carried: dict[str, Blob] = {}
    for record in packages:
        kept = store.packages.content(record.id)
        content = _stripped(kept)
        blob = Blob(hashlib.sha256(content).hexdigest(), len(content), BlobKind.PACKAGE)
        carried[blob.sha256] = blob
        inside[blob.sha256] = record.id
        carried |= _needed(kept.header, photos=photos)
    missing = store.packages.missing(set(carried) - inside.keys())
    blobs = tuple(blob for blob in carried.values() if blob.sha256 not in missing)
    _check_size(blobs)
    cards = [
        (key.card.key, key.card.organisation, card_text(key.card))
        for key in good.values()
        if is_below(key.card.organisation, own.code)
    ]
    units = [
        unit for unit in store.keys.subordinates() if is_below(unit.organisation.code, own.code)
    ]
    rows = {**relay_rows(sorted(cards), units, packages), **store.packages.review_rows(period)}
    digest = hashlib.sha256(repr((sorted(rows.items()), blobs)).encode()).hexdigest()
    left_out = tuple(record for record in below if record.key not in good)
    core = make_core(PackageKind.RELAY, rows)
    return RelayContent(Content(core, digest, blobs, {}), packages, inside, left_out)


def _needed(header: Header, *, photos: bool) -> dict[str, Blob]:
    """What a package carries that goes along."""
    return {
        blob.sha256: blob
        for blob in header.blobs
        if blob.kind.is_needed or (photos and blob.kind is BlobKind.EVIDENCE)
    }


def _stripped(kept: KeptPackage) -> bytes:
    """A package as it was signed, without what it carried."""
    return assembled(Sealed(kept.header_content, kept.header, kept.signature), kept.core)


def _check_size(blobs: tuple[Blob, ...]) -> None:
    size = sum(blob.size for blob in blobs)
    if len(blobs) > MOST_BLOBS or size > LARGEST_PACKAGE:
        raise UserError(
            f"要汇总上报的有{len(blobs)}个文件、{size / 2**30:.1f}GB，一个包装不下；"
            "请不带照片，或一期一期上报。"
        )


def relay_parts(
    store: Store, header: Header, inside: Mapping[str, str]
) -> Iterator[Iterable[bytes]]:
    """The blobs of a relay made here, in the header's order."""
    for blob in header.blobs:
        if blob.kind is BlobKind.PACKAGE:
            yield (_stripped(store.packages.content(inside[blob.sha256])),)
            continue
        content = store.packages.attachment(blob.sha256)
        if content is None:
            raise UserError("收件文件夹里有佐证照片缺失或被改动；请用备份恢复，或不带照片上报。")
        yield (content,)


def last_relay(store: Store, own: Organisation, period: str) -> tuple[PackageRecord, Header] | None:
    """The relay of that period made last in this database."""
    for record in store.packages.records((own.code, period)):
        if record.state is PackageState.OWN and record.kind is PackageKind.RELAY:
            return record, store.packages.content(record.id).header
    return None


def as_revision(last: tuple[PackageRecord, Header] | None) -> tuple[Revision, ...]:
    """What the next relay replaces."""
    if last is None:
        return ()
    record, header = last
    return (Revision(record.id, record.revision, frozenset(header.ancestors)),)


def relayed_elsewhere(store: Store, relay: str) -> dict[str, str]:
    """The packages of a relay that another one carries too, by id, with that relay's id."""
    from bizenv_desktop.storage.relay_rows import read_relay

    own = store.packages.record(relay)
    if own is None or own.kind is not PackageKind.RELAY:
        return {}
    found: dict[str, str] = {}
    wanted = set(read_relay(store.packages.content(relay).core).packages)
    for record in store.packages.relays():
        if record.id != relay and record.counts and record.state is PackageState.TAKEN:
            other = read_relay(store.packages.content(record.id).core).packages
            found |= {package: record.id for package in other if package in wanted}
    return found
