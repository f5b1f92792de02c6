# SPDX-License-Identifier: MIT
"""反馈: the package that carries receipts, 考核分, 督办 and what is issued down to one unit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bizenv_desktop import __version__
from bizenv_desktop.actions import own_organisation
from bizenv_desktop.actions.feedback_state import FeedbackState, feedback_for
from bizenv_desktop.actions.issuing_actions import issued_texts
from bizenv_desktop.actions.key_actions import own_key
from bizenv_desktop.actions.submission_actions import blob_parts, free_path
from bizenv_desktop.domain.exchange.feedback import FeedbackContent
from bizenv_desktop.domain.exchange.header import PackageKind, check_code
from bizenv_desktop.domain.exchange.keys import is_below
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import make_folder, safe_file_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.domain.exchange.header import BlobKind
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.storage import Store
    from bizenv_desktop.sync.container import Sealed
    from bizenv_desktop.sync.submitting import Content, Device

__all__ = [
    "FeedbackState",
    "Written",
    "feedback_for",
    "units_to_tell",
    "write_all_feedback",
    "write_feedback",
]


@dataclass(frozen=True)
class Written:
    """A feedback package as it lies on the stick; `again` when there was nothing new to say."""

    record: PackageRecord
    path: Path
    content: FeedbackContent
    again: bool


def write_feedback(
    store: Store,
    organisation: str,
    folder: Path,
    device: Device,
    now: datetime,
    *,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Written:
    """Write everything said to one unit into `folder`, verified there.

    What was said last time and nothing else makes the same package again. `UserError` when the unit
    is not below ours, sent nothing, or the stick cannot be written.
    """
    from bizenv_desktop.sync.container import Sealed, write_package
    from bizenv_desktop.sync.submitting import keep_own, seal

    own = _superior(store, organisation)
    said = store.reviews.content(organisation)
    if said == FeedbackContent():
        raise UserError(f"{organisation}还没有上报过，没有可反馈的内容；请先接收它的上报包。")
    content = _content(store, organisation, said)
    last = last_feedback(store, own.code, organisation)
    again = last is not None and last.digest == content.digest
    if last is not None and again:
        kept = store.packages.content(last.id)
        sealed = Sealed(kept.header_content, kept.header, kept.signature)
        content = replace(content, core=kept.core)
    else:
        sealed = seal(
            content,
            PackageKind.FEEDBACK,
            own,
            own_key(store, now),
            device,
            now,
            __version__,
            organisation=organisation,
            replaced=store.packages.standing((organisation, ""), own.code),
        )
        keep_own(store, sealed, content, now)
    make_folder(folder)
    path = free_path(folder, _file_name(store, organisation, own, sealed), sealed.id)
    write_package(path, sealed, content.core, blob_parts(store, sealed), tick)
    store.packages.mark_delivered(sealed.id, now.isoformat(timespec="seconds"), str(path))
    record = store.packages.record(sealed.id)
    assert record is not None
    return Written(record, path, said, again)


def write_all_feedback(
    store: Store,
    folder: Path,
    device: Device,
    now: datetime,
    *,
    units: Iterable[str] | None = None,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Written, ...]:
    """Feedback for these units, or for every one there is something new to tell."""
    wanted = units_to_tell(store) if units is None else tuple(units)
    written = []
    for done, unit in enumerate(wanted):
        tick(done, len(wanted))
        written.append(write_feedback(store, unit, folder, device, now))
    tick(len(wanted), len(wanted))
    return tuple(written)


def units_to_tell(store: Store) -> tuple[str, ...]:
    """The units below ours there is something new to tell since the last feedback."""
    own = own_organisation(store)
    if own is None:
        return ()
    found = []
    issued = issued_texts(store)
    for unit in store.reviews.units():
        if not is_below(unit, own.code):
            continue
        said = store.reviews.content(unit)
        if said == FeedbackContent():
            continue
        last = last_feedback(store, own.code, unit)
        if last is None or last.delivered is None or last.digest != _digest(unit, said, issued):
            found.append(unit)
    return tuple(found)


def last_feedback(store: Store, own: str, organisation: str) -> PackageRecord | None:
    """The feedback to a unit that was made last here and stands alone; None without one."""
    standing = store.packages.standing((organisation, ""), own)
    record = store.packages.record(standing[0].id) if len(standing) == 1 else None
    return record if record is not None and record.state is PackageState.OWN else None


def _superior(store: Store, organisation: str) -> Organisation:
    own = own_organisation(store)
    if own is None:
        raise UserError("还没有设定本单位，不能出反馈；请先在设置里选择本单位。")
    if not is_below(organisation, own.code):
        raise UserError(f"{organisation}不是{own.name}的下级，不能给它反馈；请核对单位代码。")
    return own


def _digest(organisation: str, said: FeedbackContent, issued: list[tuple[BlobKind, bytes]]) -> str:
    """What tells whether there is something new to say."""
    from bizenv_desktop.storage.feedback_rows import feedback_rows

    rows = feedback_rows(organisation, said)
    texts = [hashlib.sha256(text).hexdigest() for _, text in issued]
    return hashlib.sha256(repr((rows, texts)).encode()).hexdigest()


def _content(store: Store, organisation: str, said: FeedbackContent) -> Content:
    from bizenv_desktop.domain.exchange.header import Blob
    from bizenv_desktop.storage.core_database import make_core
    from bizenv_desktop.storage.feedback_rows import feedback_rows
    from bizenv_desktop.sync.submitting import Content

    texts = issued_texts(store)
    blobs = tuple(Blob(hashlib.sha256(text).hexdigest(), len(text), kind) for kind, text in texts)
    core = make_core(PackageKind.FEEDBACK, feedback_rows(organisation, said))
    by_hash = {blob.sha256: text for blob, (_, text) in zip(blobs, texts, strict=True)}
    return Content(core, _digest(organisation, said, texts), blobs, by_hash)


def _file_name(store: Store, organisation: str, own: Organisation, sealed: Sealed) -> str:
    """红光镇_回执和反馈_兰西县_7F3A22.bizenv, safe on every file system."""
    from bizenv_desktop.sync.container import ENDING

    label = PackageKind.FEEDBACK.label
    stem = f"{unit_name(store, organisation)}_{label}_{own.name}_{check_code(sealed.id)}"
    return safe_file_name(f"{stem}{ENDING}")


def unit_name(store: Store, organisation: str) -> str:
    """What a unit below ours is called; its code when it is not on the list."""
    for unit in store.keys.subordinates():
        if unit.organisation.code == organisation:
            return unit.organisation.name
    return organisation
