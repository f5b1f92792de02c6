# SPDX-License-Identifier: MIT
"""Taking in a relay: a level between hands on its units' packages as they were signed.

Each is verified and judged as if it had come by itself. Its key must be known here, or vouched for
by the unit between. One that does not hold is named and left out; the honest ones are taken.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.claimed_card import is_claimed
from bizenv_desktop.domain.exchange.header import BlobKind, PackageKind
from bizenv_desktop.domain.exchange.keys import TrustedKey, is_below, parse_card
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.storage.key_rows import Subordinate
from bizenv_desktop.sync.cards import checked_card
from bizenv_desktop.sync.container import opened
from bizenv_desktop.sync.outcomes import Outcome, Taken
from bizenv_desktop.sync.receiver import Entry, Prepared, kept_content, refusal, reopened

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.header import Blob, Header
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.storage.relay_rows import Relayed
    from bizenv_desktop.sync.container import OpenPackage
    from bizenv_desktop.sync.receiver import Receiver

LARGEST_INNER = 64 << 20
"""Bytes of a package within a relay, which comes without what it carries."""


def take_relay(
    receiver: Receiver, package: OpenPackage, name: str, record: PackageRecord | None
) -> Entry:
    """Take a relay of a unit whose key is good, and the packages in it.

    The relay itself is kept last: when some of its packages could not be written it is not, and
    receiving it again takes what is missing.
    """
    from bizenv_desktop.storage.relay_rows import read_relay

    core = package.core()
    relayed = read_relay(core)
    texts = receiver.texts_of(package)
    _believe(receiver, package.header, relayed)
    taken = Taken.KNOWN if record is not None and record.counts else Taken.TAKEN
    entry = Entry(Outcome(name, taken, package.header, package.id))
    receiver.add(Prepared(Entry(entry.outcome), package, None, PackageState.TAKEN, texts=texts))
    entry.inner = [
        _inner(receiver, package, blob)
        for blob in package.header.blobs
        if blob.kind is BlobKind.PACKAGE
    ]
    _name_unread(entry.inner, relayed)
    entry.inner += _released(receiver, package.id)
    receiver.keep()
    lost = next((each for each in entry.inner if each.lost), None)
    if lost is not None:
        raise UserError(lost.outcome.reason)
    receiver.stage(package, _photos(entry))
    kept = kept_content(package, core)
    receiver.add(Prepared(entry, package, kept, PackageState.TAKEN, record=record))
    return entry


def _believe(receiver: Receiver, header: Header, relayed: Relayed) -> None:
    """Take over cards and units that lie below the sender."""
    sender = header.sender
    keys = []
    for text in relayed.cards:
        card = parse_card(text)
        if not is_claimed(card):  # of one made from a package the relay's signature says as much
            checked_card(text)
        if is_below(card.organisation, sender.code):
            keys.append((TrustedKey(card, receiver.arrived, vouched_by=sender.code), text))
    units = [unit for unit in relayed.units if is_below(unit.organisation.code, sender.code)]
    known = {unit.organisation.code for unit in receiver.store.keys.subordinates()}
    if sender.code not in known and _is_above(receiver, sender.code):
        units.append(Subordinate(sender.organisation, expected=False))
    receiver.introduce(keys, units)


def _is_above(receiver: Receiver, code: str) -> bool:
    """Whether this database's unit is above that one."""
    own = receiver.store.setting("organisation")
    return own is not None and is_below(code, own)


def _inner(receiver: Receiver, relay: OpenPackage, blob: Blob) -> Entry:
    """One package within; told with the unit and period it is about."""
    label = f"{relay.header.sender.name}转来的包"
    receiver.make_room()
    try:
        content = _content(receiver, relay, blob)
        found = opened(io.BytesIO(content))
    except UserError as error:
        return Entry(Outcome(label, Taken.REFUSED, reason=str(error)))
    header = found.header
    name = f"{header.sender.name}{Period.parse(header.period).label if header.period else ''}"
    if header.kind is not PackageKind.SUBMISSION:
        return refusal(name, found, f"汇总上报包里混有{header.kind.label}，没有接收；请电话核实。")
    if not is_below(header.organisation, relay.header.sender.code):
        return refusal(
            name,
            found,
            f"{header.sender.name}不是{relay.header.sender.name}的下级，它的包没有接收；请电话核实。",
        )
    if header.key not in receiver.keys:
        return refusal(
            name,
            found,
            f"{header.sender.name}的密钥没有登记，{relay.header.sender.name}也没有为它担保，"
            "没有接收；请登记它的密钥卡后再接收一次。",
        )
    return receiver.take(found, name, relay.id)


def _name_unread(inner: list[Entry], relayed: Relayed) -> None:
    """Say whose packages could not be read: those the relay lists and that are left.

    Of several nobody can say which is which; told together they are the right ones.
    """
    unread = [entry for entry in inner if entry.outcome.header is None]
    read = {entry.outcome.package for entry in inner}
    names = {unit.organisation.code: unit.organisation.name for unit in relayed.units}
    left = [
        f"{names.get(code, code)}{_period(period)}"
        for package, (code, period) in relayed.places.items()
        if package not in read
    ]
    for entry, name in zip(unread, left, strict=False):
        entry.outcome = replace(entry.outcome, name=name)


def _period(code: str) -> str:
    try:
        return Period.parse(code).label
    except UserError:  # the relay's word, which nobody has checked
        return ""


def _content(receiver: Receiver, relay: OpenPackage, blob: Blob) -> bytes:
    """A package's bytes: from the relay's file, or kept when the relay was put aside."""
    if blob.sha256 in relay.carried:
        return relay.blob(blob.sha256, LARGEST_INNER)
    content = receiver.store.packages.attachment(blob.sha256)
    if content is None:
        raise PackageError("汇总上报包里缺了一个下级的包；请再接收一次这个汇总上报包。")
    return content


def _photos(entry: Entry) -> frozenset[str]:
    """The files that packages which are here rest on."""
    return frozenset(
        blob.sha256
        for each in entry.inner
        if each.outcome.header is not None and each.outcome.taken is not Taken.REFUSED
        for blob in each.outcome.header.blobs
        if blob.kind is BlobKind.EVIDENCE
    )


def _released(receiver: Receiver, relay: str) -> list[Entry]:
    """Packages that were put aside and whose keys are vouched for now."""
    receiver.keep()
    return [
        receiver.take(reopened(receiver.store.packages.content(record.id)), record.source, relay)
        for record in receiver.store.packages.quarantined()
        if record.key in receiver.keys and record.kind is PackageKind.SUBMISSION
    ]
