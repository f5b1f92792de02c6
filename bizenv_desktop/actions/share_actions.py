# SPDX-License-Identifier: MIT
"""分工: hand dimensions out to another clerk's PC, take them over there, hand them back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bizenv_desktop import __version__, actions
from bizenv_desktop.actions.key_actions import CARD_ENDING, export_card, own_key
from bizenv_desktop.actions.merge_actions import apply_merge, own_unit, plan_merge
from bizenv_desktop.actions.merged import MERGED, merged_packages
from bizenv_desktop.actions.submission_actions import blob_parts, free_path, name_of
from bizenv_desktop.domain.exchange.differences import Side
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.heads import Revision
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.exchange.shares import (
    SharedIn,
    SharedOut,
    Shares,
    notes_on,
    overlapping,
)
from bizenv_desktop.domain.record_json import from_json, to_json
from bizenv_desktop.domain.text import clean_text
from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.files import make_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.storage import Store
    from bizenv_desktop.sync.own_packages import OwnPackage
    from bizenv_desktop.sync.submitting import Device

    CheckKey = tuple[str, str]
    Tick = Callable[[int, int], None]

SHARES = "shares"
"""The setting that keeps what is handed out, and what was taken over here."""
_NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Shared:
    """A package written for another PC of our unit; `outside` counts changes it leaves out."""

    record: PackageRecord
    path: Path
    scope: tuple[str, ...]
    outside: int = 0

    @property
    def code(self) -> str:
        """What is read over the phone."""
        return self.record.code


@dataclass(frozen=True, slots=True)
class SharedTaken:
    """Work taken over: whose, which dimensions; `changed` counts what was brought up to date."""

    share: SharedIn
    again: bool
    changed: int = 0


def shares(store: Store) -> Shares:
    """What is handed out, and what was taken over here."""
    kept = store.setting(SHARES)
    if kept is None:
        return Shares()
    try:
        return from_json(Shares, json.dumps(kept))
    except UserError:
        return Shares()


def dimension_notes(store: Store, filled: FilledCheck) -> dict[str, str]:
    """By dimension: who else fills it in, for the list of dimensions."""
    codes = [each.code for each in filled.checklist.dimensions]
    return notes_on(shares(store), filled.check.key, codes)


def kept_shares(found: Shares) -> object:
    """As the setting keeps it."""
    return json.loads(to_json(found))


# -- handing out


def share_out(
    store: Store,
    key: CheckKey,
    dimensions: Iterable[str],
    folder: Path,
    device: Device,
    now: datetime,
    *,
    to: str,
    tick: Tick = lambda done, total: None,
) -> Shared:
    """Hand dimensions out to `to`: write the self-check for that clerk's PC into `folder`.

    This PC's key card lies beside it, for a PC that is the unit's already and does not know it.

    `UserError` for a dimension that is unknown or with somebody already; when the stick refuses,
    nothing is handed out.
    """
    filled = actions.fill(store, key, now.date())
    own_unit(store)
    name = " ".join(clean_text(to).split())
    if not name or len(name) > _NAME_LENGTH:
        raise UserError(f"请写明分给谁，最多{_NAME_LENGTH}个字。")
    scope = _scope(filled, dimensions)
    found = shares(store)
    other = overlapping(found, key, scope)
    if other is not None:
        raise UserError(
            f"{'、'.join(other.scope)}已于{other.at[:10]}分给{other.to}，还没有交回；"
            "请先收回，或先取消那次分工。"
        )
    record = _seal(store, filled, PackageKind.SHARE, scope, _line(store, key), device, now)
    entry = SharedOut(record.id, *key, scope=scope, to=name, at=now.isoformat(timespec="seconds"))
    store.save_setting(SHARES, kept_shares(replace(found, out=(*found.out, entry))))
    try:
        path = _write(store, record, folder, now, tick)
        export_card(store, folder / f"{path.stem}{CARD_ENDING}", now)
    except BaseException:
        call_off(store, entry.package, now)
        raise
    return Shared(record, path, scope)


def _scope(filled: FilledCheck, dimensions: Iterable[str]) -> tuple[str, ...]:
    wanted = {code.strip().upper() for code in dimensions if code.strip()}
    known = {each.code: each.name for each in filled.checklist.dimensions}
    unknown = sorted(wanted - known.keys())
    if unknown or not wanted:
        names = "、".join(f"{code} {name}" for code, name in known.items())
        place = f"没有“{unknown[0]}”这个维度" if unknown else "没有选择维度"
        raise UserError(f"{place}；请从{names}里选。")
    return tuple(code for code in known if code in wanted)


def call_off(store: Store, package: str, now: datetime) -> None:
    """Wait no longer for work handed out; what comes back nevertheless can still be merged."""
    found = shares(store)
    stamp = now.isoformat(timespec="seconds")
    out = tuple(
        replace(each, off=stamp) if each.package == package and each.is_out else each
        for each in found.out
    )
    if out == found.out:
        raise UserError("没有这次分工，或已经交回；请刷新后再看。")
    store.save_setting(SHARES, kept_shares(replace(found, out=out)))


def _line(store: Store, key: CheckKey) -> list[Revision]:
    """What another PC may have of this self-check: shares before, and what came back of them."""
    merged = merged_packages(store)
    before = []
    for record in store.packages.records(key):
        shared = record.kind in (PackageKind.SHARE, PackageKind.SHARE_RETURN)
        if shared and (record.state is PackageState.OWN or record.id in merged):
            header = store.packages.content(record.id).header
            before.append(Revision(record.id, record.revision, frozenset(header.ancestors)))
    return before


def _seal(
    store: Store,
    filled: FilledCheck,
    kind: PackageKind,
    scope: tuple[str, ...],
    replaced: Iterable[Revision],
    device: Device,
    now: datetime,
) -> PackageRecord:
    """Make a package of the self-check as it stands and keep it here, before it is written."""
    from bizenv_desktop.sync.submitting import keep_own, seal, submission_content

    key = filled.check.key
    content = submission_content(store, filled, "", kind)
    sealed = seal(
        content,
        kind,
        filled.check.organisation,
        own_key(store, now),
        device,
        now,
        __version__,
        organisation=key[0],
        period=key[1],
        replaced=replaced,
        scope=scope,
    )
    keep_own(store, sealed, content, now)
    record = store.packages.record(sealed.id)
    assert record is not None
    return record


def _write(store: Store, record: PackageRecord, folder: Path, now: datetime, tick: Tick) -> Path:
    from bizenv_desktop.sync.container import Sealed, write_package

    kept = store.packages.content(record.id)
    sealed = Sealed(kept.header_content, kept.header, kept.signature)
    make_folder(folder)
    path = free_path(folder, name_of(sealed.header, sealed.id), sealed.id)
    write_package(path, sealed, kept.core, blob_parts(store, sealed), tick)
    store.packages.mark_delivered(sealed.id, now.isoformat(timespec="seconds"), str(path))
    return path


# -- on the other PC


def take_share(store: Store, path: Path, now: datetime) -> SharedTaken:
    """Take over work handed out: the self-check is here then, with these dimensions to do.

    An empty database becomes the unit's. A later share brings what others changed up to date and
    leaves what is to be done here as it is. The same package twice is nothing.
    """
    from bizenv_desktop.sync.container import open_package
    from bizenv_desktop.sync.own_packages import bring_files, keep_package, read_own

    with open_package(path) as package:
        header = package.header
        _check_taker(store, header)
        own = read_own(package, (PackageKind.SHARE,))
        share = _taken_from(own, now)
        found = shares(store)
        known = next((each for each in found.taken if each.package == own.id), None)
        if known is not None:
            return SharedTaken(known, again=True)
        key = share.key
        if any(check.key == key for check in store.self_checks()):
            return _take_later(store, path, own, share, now)
        submission = own.judged.submission
        new = bring_files(store, package, submission.evidence.files.values())
    stamp = now.isoformat(timespec="seconds")
    try:
        with store.packages.adding() as intake:
            keep_package(intake, own, stamp, path.name)
            intake.begin(submission, own.judged.checklist)
            intake.save_setting(MERGED, {**merged_packages(store), own.id: stamp})
            intake.save_setting(SHARES, kept_shares(replace(found, taken=(*found.taken, share))))
            intake.save_setting(actions.OWN_ORGANISATION, header.sender.code)
    except BaseException:
        store.evidence.forget(new)
        raise
    return SharedTaken(share, again=False)


def _check_taker(store: Store, header: Header) -> None:
    """An empty database takes anybody's work; one of the unit's own only what its keys signed."""
    from bizenv_desktop.sync.own_packages import check_own_key

    own = actions.own_organisation(store)
    if own is None and not store.self_checks():
        return
    if own is None or own.code != header.sender.code:
        raise PackageError(
            f"这是{header.sender.name}的分工包，这个数据库是别的单位的，没有接收；"
            "请用 --db 另建一个数据库。"
        )
    came_here = {store.packages.content(each.package).header.key for each in shares(store).taken}
    if header.key not in came_here:
        check_own_key(store, header, own.code)


def _taken_from(own: OwnPackage, now: datetime) -> SharedIn:
    header = own.header
    known = {each.code for each in own.judged.checklist.dimensions}
    if not header.scope or not set(header.scope) <= known:
        raise PackageError("分工包里没有写明分了哪些维度，没有接收；请让对方重新导出。")
    return SharedIn(
        own.id,
        header.organisation,
        header.period,
        header.scope,
        header.device_name,
        now.isoformat(timespec="seconds"),
    )


def _take_later(
    store: Store, path: Path, own: OwnPackage, share: SharedIn, now: datetime
) -> SharedTaken:
    plan = plan_merge(store, path, own, now.date())
    if plan.base is None and any(each.default is None for each in plan.found):
        raise UserError(
            "这个数据库里已有这一期自查，不是从分工包来的；请用“合并”打开这个包，逐项选择。"
        )
    mine = plan_merge(store, path, own, now.date(), within=share.scope).found
    ours = {each.name for each in mine}
    choices = {
        each.name: Side.OURS if each.name in ours or each.parted else Side.THEIRS
        for each in plan.found
        if each.default is None
    }
    found = shares(store)
    settings = {SHARES: kept_shares(replace(found, taken=(*found.taken, share)))}
    merged = apply_merge(store, replace(plan, settings=settings), choices, now)
    return SharedTaken(share, again=False, changed=len(merged.after))


def hand_back(
    store: Store,
    key: CheckKey,
    folder: Path,
    device: Device,
    now: datetime,
    *,
    tick: Tick = lambda done, total: None,
) -> Shared:
    """Hand the work on these dimensions back: its package and this PC's key card into `folder`.

    It can be done again after more was filled in. `outside` counts items of other dimensions that
    were changed here and are not taken there.
    """
    found = shares(store)
    mine = found.taken_for(key)
    if not mine:
        raise UserError("这期自查不是分工来的，没有要交回的；分工请在分出的那台电脑上收回。")
    filled = actions.fill(store, key, now.date())
    scope = tuple(
        each.code
        for each in filled.checklist.dimensions
        if any(each.code in share.scope for share in mine)
    )
    record = _seal(store, filled, PackageKind.SHARE_RETURN, scope, _line(store, key), device, now)
    taken = tuple(
        replace(each, back=(*each.back, record.id)) if each.key == key else each
        for each in found.taken
    )
    path = _write(store, record, folder, now, tick)
    export_card(store, folder / f"{path.stem}{CARD_ENDING}", now)
    store.save_setting(SHARES, kept_shares(replace(found, taken=taken)))
    return Shared(record, path, scope, _outside(store, mine[-1], filled, scope))


def _outside(store: Store, share: SharedIn, filled: FilledCheck, scope: tuple[str, ...]) -> int:
    """How many items outside the scope differ from what was taken over."""
    from bizenv_desktop.domain.exchange.submission import changed_items
    from bizenv_desktop.storage.submission_rows import read_submission

    kept = store.packages.content(share.package)
    before = read_submission(PackageKind.SHARE, kept.core, share.key)
    now = replace(
        before,
        answers=filled.answers,
        findings=filled.stored_findings,
        logs=filled.logs,
        evidence=filled.evidence,
    )
    dimension_of = {item.code: item.dimension for item in filled.checklist.items}
    changed = changed_items(before, now)
    return sum(dimension_of.get(code, scope[0]) not in scope for code in changed)
