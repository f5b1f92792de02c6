# SPDX-License-Identifier: MIT
"""上报: freeze a self-check as the next revision, write it to a stick, read it back there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bizenv_desktop import __version__
from bizenv_desktop.actions import fill, own_organisation
from bizenv_desktop.actions.key_actions import own_key
from bizenv_desktop.actions.merged import merged_packages
from bizenv_desktop.domain.exchange.header import BlobKind, PackageKind, check_code
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.exchange.unsent import Unsent, unsent
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.review import Severity
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import make_folder, safe_file_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.exchange.submission import Submission
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.storage import Store
    from bizenv_desktop.sync.container import Sealed
    from bizenv_desktop.sync.submitting import Device

CheckKey = tuple[str, str]
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Submitted:
    """A revision as it lies on the stick; `again` when nothing had changed since it was made."""

    record: PackageRecord
    path: Path
    photos: int
    again: bool

    @property
    def code(self) -> str:
        """What is read over the phone."""
        return self.record.code


@dataclass(frozen=True, slots=True)
class OtherRevision:
    """A revision of the same self-check made on another PC, and what that PC is called."""

    record: PackageRecord
    device: str


@dataclass(frozen=True, slots=True)
class SubmissionState:
    """Where a self-check stands towards the superior.

    `last` is the revision made last, None before the first; `unsent` is what differs from it now,
    `others` the revisions of another PC that have not been brought together with ours.
    """

    last: PackageRecord | None
    unsent: Unsent = field(default_factory=Unsent)
    others: tuple[OtherRevision, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """The codes of the items that differ."""
        return tuple(each.code for each in self.unsent.items)


def check_ready(filled: FilledCheck) -> None:
    """Refuse to submit while 审核 names an error."""
    errors = [remark for remark in filled.remarks if remark.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        raise UserError(
            f"审核还有{len(errors)}个错误，不能上报（如{first.item}：{first.message}）；"
            "请到“审核”逐条改正后再上报。"
        )


def submit(
    store: Store,
    key: CheckKey,
    folder: Path,
    device: Device,
    now: datetime,
    *,
    by: str = "",
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Submitted:
    """Freeze the self-check and write it into `folder`, verified there.

    The revision is kept in the database first: when the stick fails, the same one is written again.
    `UserError` when 审核 is not clean, when the unit is not this database's, or when the stick
    cannot be written; a revision that was made stays, not delivered. Cancelled before it was
    made nothing is kept.
    """
    from bizenv_desktop.sync.container import Sealed
    from bizenv_desktop.sync.submitting import keep_own, seal, submission_content

    filled = fill(store, key, now.date())
    _check_owner(store, filled)
    check_ready(filled)
    check_joined(store, key)
    content = submission_content(store, filled, by.strip(), tick=tick)
    last = last_own(store, key)
    again = last is not None and last.digest == content.digest and _is_head(store, key, last)
    if last is not None and again:
        kept = store.packages.content(last.id)
        sealed = Sealed(kept.header_content, kept.header, kept.signature)
        content = replace(content, core=kept.core)
    else:
        sealed = seal(
            content,
            PackageKind.SUBMISSION,
            filled.check.organisation,
            own_key(store, now),
            device,
            now,
            __version__,
            organisation=key[0],
            period=key[1],
            replaced=store.packages.standing(key),
        )
        keep_own(store, sealed, content, now)
    path = _deliver(store, sealed, content.core, folder, now, tick)
    return _submitted(store, sealed, path, again=again)


def _check_owner(store: Store, filled: FilledCheck) -> None:
    own = own_organisation(store)
    if own is None or own.code != filled.check.organisation.code:
        raise UserError(
            f"这期自查是{filled.check.organisation.name}的，不是本数据库单位的，不能上报；"
            "请在设置里核对本单位。"
        )


def _is_head(store: Store, key: CheckKey, record: PackageRecord) -> bool:
    return [each.id for each in store.packages.standing(key)] == [record.id]


def _deliver(
    store: Store,
    sealed: Sealed,
    core: bytes,
    folder: Path,
    now: datetime,
    tick: Callable[[int, int], None],
) -> Path:
    from bizenv_desktop.sync.container import write_package

    make_folder(folder)
    path = free_path(folder, name_of(sealed.header, sealed.id), sealed.id)
    write_package(path, sealed, core, blob_parts(store, sealed), tick)
    store.packages.mark_delivered(sealed.id, now.isoformat(timespec="seconds"), str(path))
    return path


def write_again(
    store: Store,
    package: str,
    folder: Path,
    now: datetime,
    *,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Submitted:
    """Write a revision that was made here before once more, the same bytes, verified there.

    `UserError` when it is not here, a photo it carried is gone, or the stick cannot be written.
    """
    from bizenv_desktop.sync.container import Sealed

    kept = store.packages.content(package)
    sealed = Sealed(kept.header_content, kept.header, kept.signature)
    for blob in sealed.header.blobs:
        tick(0, 0)
        if blob.kind is BlobKind.EVIDENCE:
            fault = store.evidence.files.fault(blob.sha256)
            if fault is not None:
                raise UserError(
                    f"第{sealed.header.revision}版的一件佐证{fault}，不能重新写出；"
                    "请用备份恢复佐证文件夹，或上报新的一版。"
                )
    path = _deliver(store, sealed, kept.core, folder, now, tick)
    return _submitted(store, sealed, path, again=True)


def _submitted(store: Store, sealed: Sealed, path: Path, *, again: bool) -> Submitted:
    record = store.packages.record(sealed.id)
    assert record is not None
    photos = sum(blob.kind is BlobKind.EVIDENCE for blob in sealed.header.blobs)
    return Submitted(record, path, photos, again)


def blob_parts(store: Store, sealed: Sealed) -> Iterator[Iterable[bytes]]:
    """The blobs of a package made here, in the header's order, each in parts."""
    for blob in sealed.header.blobs:
        if blob.kind is BlobKind.EVIDENCE:
            yield _file_parts(store.evidence.files.path(blob.sha256))
        else:
            content = store.packages.attachment(blob.sha256)
            if content is None:
                raise UserError("数据库里缺少这个上报包的附件；请用备份恢复后再上报。")
            yield (content,)


def _file_parts(path: Path) -> Iterator[bytes]:
    """A kept file in parts; a fault of this PC's disk is not to be taken for one of the stick."""
    try:
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                yield part
    except OSError as error:
        raise UserError(
            f"佐证文件读不出来（{error.strerror or error}），上报包没有写成；"
            "请检查佐证文件夹后再上报。"
        ) from error


def name_of(header: Header, package: str) -> str:
    """红光镇_上报包_2026年第4季度_第3版_7F3A22.bizenv, safe on every file system."""
    from bizenv_desktop.sync.container import ENDING

    period = Period.parse(header.period).label
    stem = f"{header.sender.name}_{header.kind.label}_{period}"
    return safe_file_name(f"{stem}_第{header.revision}版_{check_code(package)}{ENDING}")


def free_path(folder: Path, name: str, package: str) -> Path:
    """Where to write a package: its own name, or one beside it where another file has taken that.

    A file that is this very package is written anew.
    """
    from bizenv_desktop.sync.container import open_package

    path, number = folder / name, 2
    while path.exists() or path.is_symlink():
        try:
            with open_package(path) as found:
                if found.id == package:
                    return path
        except UserError:
            pass  # half a file of the same name, or something else's: it stays
        stem, dot, ending = name.rpartition(".")
        path = folder / f"{stem}({number}){dot}{ending}"
        number += 1
    return path


def last_own(store: Store, key: CheckKey) -> PackageRecord | None:
    """The revision of that self-check made last in this database."""
    found = [
        record
        for record in store.packages.records(key)
        if record.state is PackageState.OWN and record.kind is PackageKind.SUBMISSION
    ]
    return found[0] if found else None


def last_submission(store: Store, last: PackageRecord) -> Submission:
    """What a revision of ours holds, read from its core; the same for good."""
    from bizenv_desktop.storage.submission_rows import read_submission

    core = store.packages.content(last.id).core
    return read_submission(last.kind, core, (last.organisation, last.period))


def submission_state(store: Store, key: CheckKey, today: date) -> SubmissionState:
    """Where a self-check stands: what was submitted last and what changed since."""
    last = last_own(store, key)
    if last is None:
        return SubmissionState(None, others=other_revisions(store, key, None))
    return state_since(store, fill(store, key, today), last, last_submission(store, last))


def state_since(
    store: Store, filled: FilledCheck, last: PackageRecord, before: Submission
) -> SubmissionState:
    """As `submission_state`, of a self-check and a revision read before."""
    key = filled.check.key
    changes = unsent(before, filled, store.report_edits(key))
    return SubmissionState(last, changes, other_revisions(store, key, last))


def other_revisions(
    store: Store, key: CheckKey, last: PackageRecord | None
) -> tuple[OtherRevision, ...]:
    """The revisions that stand beside our last one, or before we made any.

    One that was brought together with ours waits for the next revision only.
    """
    found = []
    known = {*merged_packages(store), last.id if last else ""}
    for each in store.packages.standing(key):
        record = None if each.id in known else store.packages.record(each.id)
        if record is not None:
            header = store.packages.content(each.id).header
            found.append(OtherRevision(record, header.device_name))
    return tuple(found)


def check_joined(store: Store, key: CheckKey) -> None:
    """Refuse to submit over another PC's revision that was not brought together with ours."""
    others = other_revisions(store, key, last_own(store, key))
    if others:
        raise UserError(f"{fork_in_words(others)}；请先在“上报”页合并再上报。")


def fork_in_words(others: tuple[OtherRevision, ...]) -> str:
    """Which other PCs' revisions wait to be brought together with this one's."""
    named = "、".join(
        f"“{each.device}”{chinese_moment(each.record.made_at)}做的第{each.record.revision}版"
        for each in others
    )
    return f"本单位另一台电脑{named}还没有和本机的合并"


def chinese_moment(moment: datetime) -> str:
    """9月28日 14:05."""
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}"
