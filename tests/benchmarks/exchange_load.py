# SPDX-License-Identifier: MIT
"""Believable packages of many townships, made from one filled self-check."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exchanging import COUNTY, DEVICE
from helpers import NOW, PERIOD, RESOURCES

from bizenv_desktop import actions
from bizenv_desktop.domain.evidence import Evidence, EvidenceKind, EvidenceLink, ItemEvidence, Use
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.keys import KeyCard, TrustedKey, card_text
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.library import Library
from bizenv_desktop.sampling import fill_two_periods
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.core_schema import CORE_TABLES, columns
from bizenv_desktop.storage.key_shelf import OwnKey, Subordinate
from bizenv_desktop.sync.cards import signed_card
from bizenv_desktop.sync.container import assembled
from bizenv_desktop.sync.signing import new_key
from bizenv_desktop.sync.submitting import Content, seal, submission_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

KIND = PackageKind.SUBMISSION
PHOTO_BYTES = 290_000


@dataclass(frozen=True)
class Unit:
    """A made-up township and its key."""

    organisation: Organisation
    key: OwnKey

    @property
    def card(self) -> KeyCard:
        own = self.organisation
        card = KeyCard(own.code, own.name, own.level, own.path, self.key.key, self.key.made)
        return signed_card(card, self.key)


def units(count: int) -> list[Unit]:
    """Townships of a province, at most ninety to a county."""
    made = []
    for number in range(count):
        code = f"23{10 + number // 900:02d}{10 + number // 90 % 10:02d}{100 + number % 90}"
        path = (*COUNTY.path, COUNTY.name)
        secret, public = new_key()
        own = Organisation(code, f"第{number}镇", Level.TOWNSHIP, path)
        made.append(Unit(own, OwnKey(public, secret, NOW.isoformat())))
    return made


def base_content(folder: Path) -> Content:
    """A believable self-check on the real checklist, as it goes into a package."""
    path = folder / "base.db"
    own = Organisation("231222100", "榆林镇", Level.TOWNSHIP, (*COUNTY.path, COUNTY.name))
    with Store.open(path, create=True) as store:
        actions.set_own_organisation(store, own)
        checklist = Library(RESOURCES).checklist("township-centre")
        fill_two_periods(store, checklist, own, PERIOD, 1)
        filled = actions.fill(store, (own.code, PERIOD.code), NOW.date())
        return submission_content(store, filled, "王喆")


def with_photos(folder: Path, count: int) -> Content:
    """The same with so many photos, each another one, that cannot be packed further."""
    path = folder / "base.db"
    with Store.open(path) as store:
        (key, *_) = (check.key for check in store.self_checks())
        filled = actions.fill(store, key, NOW.date())
        links = []
        for at, item in enumerate(filled.items[:count]):
            content = photo(0, at)
            sha256 = hashlib.sha256(content).hexdigest()
            file = Evidence(sha256, f"{at}.jpg", EvidenceKind.PHOTO, "jpg", len(content), NOW)
            store.evidence.keep(file, content)
            links.append(ItemEvidence(item.code, (EvidenceLink(sha256, Use.ANSWER),)))
        store.evidence.save_links(key, links)
        return submission_content(store, actions.fill(store, key, NOW.date()), "王喆")


def photo(unit: int, number: int) -> bytes:
    """A photo's worth of noise, another one for every unit."""
    return hashlib.shake_256(f"{unit}/{number}".encode()).digest(PHOTO_BYTES)


def packages(
    base: Content, senders: Iterable[Unit], periods: Iterable[str], out: Path, photos: int = 0
) -> Iterator[Path]:
    """One package a unit and period, written into the folder; photos differ from unit to unit."""
    periods = tuple(periods)
    for number, unit in enumerate(senders):
        for period in periods:
            content, blobs = _owned(base, unit.organisation, period, number, photos)
            sealed = seal(
                content,
                KIND,
                unit.organisation,
                unit.key,
                DEVICE,
                NOW,
                "0",
                organisation=unit.organisation.code,
                period=period,
            )
            path = out / f"{unit.organisation.code}_{period}.bizenv"
            path.write_bytes(assembled(sealed, content.core, blobs))
            yield path


def _owned(
    base: Content, own: Organisation, period: str, number: int, photos: int
) -> tuple[Content, list[bytes]]:
    """The content as this unit's own, with its blobs."""
    replaced: dict[str, bytes] = {}
    blobs = []
    for blob in base.blobs:
        text = base.texts.get(blob.sha256)
        content = photo(number + 1, len(replaced)) if text is None else text
        if text is None:
            replaced[blob.sha256] = content
        blobs.append((replace(blob, sha256=hashlib.sha256(content).hexdigest()), content))
    assert len(replaced) == photos
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as core:
        core.deserialize(base.core)
        for table in CORE_TABLES[KIND]:
            if {"organisation", "period"} <= set(columns(KIND, table)):
                core.execute(f"UPDATE {table} SET organisation=?, period=?", (own.code, period))
        path = json.dumps(list(own.path), ensure_ascii=False)
        row = (own.code, own.name, path)
        core.execute("UPDATE organisation SET code = ?, name = ?, path = ?", row)
        for old, new in replaced.items():
            sha256 = hashlib.sha256(new).hexdigest()
            core.execute("UPDATE evidence SET sha256 = ? WHERE sha256 = ?", (sha256, old))
            core.execute("UPDATE evidence_link SET sha256 = ? WHERE sha256 = ?", (sha256, old))
        made = core.serialize()
    content = replace(base, core=made, blobs=tuple(blob for blob, _ in blobs))
    return content, [content for _, content in blobs]


def enrolled(path: Path, senders: Iterable[Unit], own: Organisation = COUNTY) -> Path:
    """A superior's database that trusts these units' keys and expects their reports."""
    senders = tuple(senders)
    with Store.open(path, create=True) as store:
        actions.set_own_organisation(store, own)
        at = NOW.isoformat()
        store.keys.trust([(TrustedKey(unit.card, at), card_text(unit.card)) for unit in senders])
        store.keys.save_subordinates([Subordinate(unit.organisation) for unit in senders], at)
    return path
