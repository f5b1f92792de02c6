# SPDX-License-Identifier: MIT
"""汇总上报: hand the units' packages on to the level above, as they were signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop import __version__
from bizenv_desktop.actions import own_organisation
from bizenv_desktop.actions.key_actions import own_key
from bizenv_desktop.actions.submission_actions import free_path
from bizenv_desktop.domain.exchange.header import PackageKind, check_code
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import make_folder, safe_file_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.storage import Store
    from bizenv_desktop.sync.container import Sealed
    from bizenv_desktop.sync.relaying import RelayContent
    from bizenv_desktop.sync.submitting import Device


@dataclass(frozen=True, slots=True)
class RelayMade:
    """A relay as it lies on the stick; `again` when nothing had changed since the last one.

    `units` are the codes of the units whose packages it carries, `left_out` packages that were not
    taken along because their key was revoked here.
    """

    record: PackageRecord
    path: Path
    packages: int
    units: tuple[str, ...]
    photos: int
    left_out: tuple[PackageRecord, ...]
    again: bool

    @property
    def code(self) -> str:
        """What is read over the phone."""
        return self.record.code


def relay(
    store: Store,
    folder: Path,
    device: Device,
    now: datetime,
    *,
    period: str | None = None,
    photos: bool = False,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> RelayMade:
    """Write the packages of the units below, of one period or of all, into `folder`.

    `UserError` for a township, when there is nothing to hand on, or when the stick cannot be
    written; a relay that was made stays, not delivered.
    """
    from bizenv_desktop.sync.container import write_package
    from bizenv_desktop.sync.relaying import relay_content, relay_parts

    own = own_organisation(store)
    if own is None or own.level is Level.TOWNSHIP:
        raise UserError("本单位没有下级，不能汇总上报；请在设置里核对本单位和级别。")
    found = relay_content(store, own, period or "", photos=photos)
    sealed, again = _sealed(store, own, found, period or "", device, now)
    make_folder(folder)
    path = free_path(folder, relay_name(own, sealed), sealed.id)
    parts = relay_parts(store, sealed.header, found.inside)
    write_package(path, sealed, found.content.core, parts, tick)
    store.packages.mark_delivered(sealed.id, now.isoformat(timespec="seconds"), str(path))
    record = store.packages.record(sealed.id)
    assert record is not None
    return RelayMade(
        record=record,
        path=path,
        packages=len(found.packages),
        units=tuple(sorted({each.organisation for each in found.packages})),
        photos=found.photos,
        left_out=found.left_out,
        again=again,
    )


def _sealed(
    store: Store,
    own: Organisation,
    found: RelayContent,
    period: str,
    device: Device,
    now: datetime,
) -> tuple[Sealed, bool]:
    """The relay with that content: the last one when it is the same, else the next, kept."""
    from bizenv_desktop.sync.container import Sealed
    from bizenv_desktop.sync.relaying import as_revision, last_relay
    from bizenv_desktop.sync.submitting import keep_own, seal

    last = last_relay(store, own, period)
    if last is not None and last[0].digest == found.content.digest:
        kept = store.packages.content(last[0].id)
        if kept.core == found.content.core:
            return Sealed(kept.header_content, kept.header, kept.signature), True
    sealed = seal(
        found.content,
        PackageKind.RELAY,
        own,
        own_key(store, now),
        device,
        now,
        __version__,
        organisation=own.code,
        period=period,
        replaced=as_revision(last),
    )
    keep_own(store, sealed, found.content, now)
    return sealed, False


def relay_name(own: Organisation, sealed: Sealed) -> str:
    """兰西县_汇总上报包_2026年第4季度_第1版_7F3A22.bizenv, safe on every file system."""
    from bizenv_desktop.sync.container import ENDING

    header = sealed.header
    period = Period.parse(header.period).label if header.period else "各期"
    stem = f"{own.name}_{header.kind.label}_{period}"
    return safe_file_name(f"{stem}_第{header.revision}版_{check_code(sealed.id)}{ENDING}")
