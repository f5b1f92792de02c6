# SPDX-License-Identifier: MIT
"""接收: look at package files, take them in, take a receipt back."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import BlobKind
from bizenv_desktop.domain.exchange.sight import Sight, effect_of
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.storage import Change, Store
    from bizenv_desktop.sync.receiving import Outcome

_ID = re.compile("[0-9a-f]{6,64}")
MOST_FILES = 5_000
"""How many packages are taken from the places named in one go."""


def look(store: Store, path: Path) -> Sight:
    """What a package file is and what taking it would do; nothing is changed.

    Header and signature are verified, the rest when it is taken. `PackageError` in one sentence
    for what is no whole package.
    """
    from bizenv_desktop.sync.container import open_package
    from bizenv_desktop.sync.trust import trust_of

    with open_package(path) as package:
        header, identity, carried = package.header, package.id, package.carried
        size = package.size
    record = store.packages.record(identity)
    place = (header.organisation, header.period)
    standing = store.packages.standing(place)
    trust = trust_of(store, header)
    blobs = [blob.kind for blob in header.blobs if blob.sha256 in carried]
    return Sight(
        path=path,
        id=identity,
        header=header,
        size=size,
        photos=blobs.count(BlobKind.EVIDENCE),
        packages=blobs.count(BlobKind.PACKAGE),
        trust=trust,
        known=record is not None,
        undone=record is not None and record.undone,
        replaces=standing[0].revision if standing else 0,
        effect=effect_of(header, identity, trust, known=record is not None, standing=standing),
    )


def packages_in(places: Iterable[Path]) -> tuple[Path, ...]:
    """The package files at these places: files as they are named, folders one level deep, sorted.

    In folders only regular files that end in .bizenv count; hidden ones, half written ones, links
    and pipes are passed over. `UserError` for a place that is missing or holds too many.
    """
    found: dict[Path, None] = {}
    for place in places:
        for path in _at(place):
            found[path] = None
            if len(found) > MOST_FILES:
                raise UserError(f"“{place}”里的上报包超过{MOST_FILES}个；请分几个文件夹接收。")
    return tuple(found)


def _at(place: Path) -> Iterator[Path]:
    try:
        if not place.is_dir():
            place.lstat()
            yield place
            return
        yield from _in_folder(place, deeper=True)
    except FileNotFoundError as error:
        raise UserError(f"找不到“{place}”；请检查文件名，或U盘是否已插好。") from error
    except OSError as error:
        raise UserError(
            f"“{place}”读不出来（{error.strerror or error}）；请检查U盘是否插好再试。"
        ) from error


def _in_folder(folder: Path, *, deeper: bool) -> Iterator[Path]:
    from bizenv_desktop.sync.container import ENDING

    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    folders = []
    for entry in found:
        if entry.name.startswith((".", "~")):
            continue
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISREG(mode) and entry.name.lower().endswith(ENDING):
            yield Path(entry.path)
        elif stat.S_ISDIR(mode):
            folders.append(Path(entry.path))
    for each in folders if deeper else ():
        try:
            yield from _in_folder(each, deeper=False)
        except PermissionError:
            continue  # System Volume Information and the like


def receive(
    store: Store,
    places: Iterable[Path],
    now: datetime,
    *,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Outcome, ...]:
    """Take in every package at these places; an outcome for each, in their order.

    One that is refused changes nothing and does not keep the others back. What is told as taken is
    on the disk. When `tick` raises `Cancelled` the rest is told as not taken.
    """
    from bizenv_desktop.sync.receiving import receive_files

    return receive_files(store, packages_in(places), now, tick)


def change_of(outcomes: Iterable[Outcome]) -> Change:
    """What receiving changed: the places and units of every package that was kept."""
    from bizenv_desktop.storage import Change
    from bizenv_desktop.sync.receiving import Taken

    places, keys = set(), set()
    for outcome in outcomes:
        header = outcome.header
        if header is not None and outcome.taken in (Taken.TAKEN, Taken.QUARANTINED):
            places.add((header.organisation, header.period))
            places |= change_of(outcome.inner).packages
            keys.add(header.key)
    return Change(packages=frozenset(places), keys=frozenset(keys))


def find_package(store: Store, wanted: str) -> PackageRecord:
    """The package of that id or 核对码; `UserError` when none or several are meant."""
    text = wanted.strip().lower()
    found = store.packages.called(text) if _ID.fullmatch(text) else ()
    if not found:
        raise UserError(f"数据库里没有“{wanted}”这个包；请核对核对码（六个字符）或包号。")
    if len(found) > 1:
        raise UserError(f"有{len(found)}个包的核对码都是“{wanted}”；请写完整的包号。")
    return found[0]


def undo_receipt(store: Store, package_id: str) -> Change:
    """Take a receipt back; the package stays, without counting. `UserError` for one of our own.

    With a relay go the packages that came in it and in no other.
    """
    from bizenv_desktop.sync.relaying import relayed_elsewhere

    moved = relayed_elsewhere(store, package_id)
    return store.packages.undo(package_id, undone=True, moved=moved)


def redo_receipt(store: Store, package_id: str) -> Change:
    """Let a package count again whose receipt was taken back."""
    return store.packages.undo(package_id, undone=False)
