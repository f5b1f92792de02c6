# SPDX-License-Identifier: MIT
"""岗位交接: move a unit's whole work to another PC so that only one goes on.

Order of a handover: what lies beside the database is checked; the copy is made in memory and the
wish kept; the package is written and read back; only then the database is marked, unless it was
written to meanwhile. A power cut before the mark leaves everything as it was, and the wish says so.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop import __version__, actions
from bizenv_desktop.actions.key_actions import own_key
from bizenv_desktop.domain.exchange.header import PackageKind, check_code
from bizenv_desktop.domain.text import clean_text
from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.files import make_folder, safe_file_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.storage import Change, Store
    from bizenv_desktop.sync.container import OpenPackage
    from bizenv_desktop.sync.submitting import Device

    Tick = Callable[[int, int], None]

TAKEN = "handover_taken"
"""The setting that says that the work goes on here: from which PC, with which package, when."""
SECRET = (
    "交接包里有本单位的全部数据和签名密钥，谁拿到它就能以本单位的名义上报；"
    "请当面交给接手的人，接手后马上从U盘上删除。"
)
"""To be said wherever a handover package was made."""
FORK = (
    "收回后本机可以继续填。如果接手的电脑已经开始填，两边各填各的就会分叉；"
    "请先让那边停下，已经填了的，让那边上报一次，再在这边用“合并”打开那个包。"
)
"""To be said before a handover is taken back."""
_NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A handover as it lies on the stick; `lost` names files that were missing here already."""

    path: Path
    package: str
    files: int
    lost: tuple[str, ...]
    to: str

    @property
    def code(self) -> str:
        """What is read out to whoever takes it."""
        return check_code(self.package)


@dataclass(frozen=True, slots=True)
class HandoverState:
    """Where the database stands; "" for what is not so.

    `to`, `at` and `code` once it was handed over; `begun` to whom a handover was begun and not
    finished; `taken` from which PC it came here.
    """

    to: str = ""
    at: str = ""
    code: str = ""
    begun: str = ""
    taken: str = ""

    @property
    def sentence(self) -> str:
        """What whoever opens the database should know; "" when there is nothing."""
        if self.to:
            return (
                f"本单位的工作已于{self.at[:10]}交接给{self.to}（核对码 {self.code}），"
                "这里只能查看；要在本机继续填，请先收回交接。"
            )
        if self.begun:
            return (
                f"交给{self.begun}的交接没有做完，本机照常使用；"
                "U盘上如果有交接包，请删除它，或再交接一次。"
            )
        return ""


@dataclass(frozen=True, slots=True)
class HandoverSight:
    """What a handover package is, before it is taken."""

    organisation: Organisation
    device: str
    made: str
    code: str
    files: int


@dataclass(frozen=True, slots=True)
class HandoverTaken:
    """What was taken over."""

    organisation: Organisation
    code: str
    self_checks: int
    files: int
    lost: int


def handover_state(store: Store) -> HandoverState:
    """Whether the database was handed over, or came here that way."""
    mark, begun = store.handover.mark(), store.handover.begun()
    came = store.setting(TAKEN)
    return HandoverState(
        to=str(mark.get("to", "")) if mark else "",
        at=str(mark.get("at", "")) if mark else "",
        code=check_code(str(mark.get("package", ""))) if mark else "",
        begun=str(begun.get("to", "")) if begun else "",
        taken=str(came.get("from", "")) if isinstance(came, dict) else "",
    )


def handover(
    store: Store,
    folder: Path,
    device: Device,
    now: datetime,
    *,
    to: str,
    tick: Tick = lambda done, total: None,
) -> HandedOver:
    """Write the whole database with its files into `folder`, then let it rest here.

    `UserError` when it was handed over before, when the stick refuses, or when it was written to
    meanwhile: it then goes on here.
    """
    from bizenv_desktop.sync.container import write_package
    from bizenv_desktop.sync.handing_over import carried_files, file_parts, sealed_handover

    own = actions.own_organisation(store)
    if own is None:
        raise UserError("还没有设定本单位，没有可交接的；请先在设置里选择本单位。")
    name = " ".join(clean_text(to).split())
    if not name or len(name) > _NAME_LENGTH:
        raise UserError(f"请写明交给谁，最多{_NAME_LENGTH}个字。")
    key = own_key(store, now) if store.handover.mark() is None else None
    stamp = now.isoformat(timespec="seconds")
    carried = carried_files(store, store.handover.files(), lambda: tick(0, 0))
    copy = store.handover.begin({"to": name, "at": stamp})
    path: Path | None = None
    try:
        assert key is not None  # begin() refuses what was handed over
        sealed = sealed_handover(copy.content, carried.blobs, own, key, device, now, __version__)
        make_folder(folder)
        path = _free_path(folder, own, now, sealed.id)
        blobs = file_parts(store, carried.blobs)
        write_package(path, sealed, copy.content, blobs, tick)
        _read_back(path)
        mark = {"to": name, "at": stamp, "package": sealed.id, "path": str(path)}
        store.handover.finish(copy, mark)
    except BaseException:
        if path is not None and store.handover.mark() is None:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        store.handover.abandon()
        raise
    return HandedOver(path, sealed.id, len(carried.blobs), carried.lost, name)


def _read_back(path: Path) -> None:
    """Every file in the package is what its header says: nothing else is left of it here."""
    from bizenv_desktop.sync.container import open_package

    with open_package(path) as package:
        package.core()
        for blob in package.header.blobs:
            package.check_blob(blob.sha256)


def _free_path(folder: Path, own: Organisation, now: datetime, package: str) -> Path:
    from bizenv_desktop.sync.container import ENDING

    stem = f"{own.name}_交接包_{now:%Y%m%d}_{check_code(package)}"
    path, number = folder / safe_file_name(f"{stem}{ENDING}"), 2
    while path.exists() or path.is_symlink():
        path = folder / safe_file_name(f"{stem}({number}){ENDING}")
        number += 1
    return path


def take_back(store: Store) -> Change:
    """Let the work go on here after all; `UserError` when it was never handed over."""
    if store.handover.mark() is None and store.handover.begun() is None:
        raise UserError("这个数据库没有交接出去，不用收回。")
    return store.handover.take_back()


def look_at_handover(path: Path) -> HandoverSight:
    """What a file is, its signature checked, its content not; `PackageError` for no handover."""
    from bizenv_desktop.sync.container import open_package

    with open_package(path) as package:
        header = package.header
        _check_kind(header)
        return HandoverSight(
            header.sender.organisation,
            header.device_name,
            header.made,
            check_code(package.id),
            len(header.blobs),
        )


def take_handover(
    store: Store, path: Path, now: datetime, *, tick: Tick = lambda done, total: None
) -> HandoverTaken:
    """Make an empty database the one that was handed over; everything is verified before.

    Files are put in their places first, the database last and in one step: what a power cut leaves
    is an empty database, and the package can be taken again. `UserError` when `store` is not empty.
    """
    from bizenv_desktop.storage.handover_copy import is_blank, opened_copy, place_copy
    from bizenv_desktop.sync.container import open_package
    from bizenv_desktop.sync.handing_over import put_files

    if not is_blank(store):
        raise UserError(
            f"“{store.path.name}”里已经有数据，没有覆盖它；请用 --db 指定一个新的文件名。"
        )
    with open_package(path) as package:
        header = package.header
        _check_kind(header)
        core = package.core()
        with opened_copy(core) as copy:
            _check_content(copy, header)
            evidence = _check_files(copy, package)
            packed = copy.handover.packed()
            needed = {each.sha256 for each in copy.handover.files() if each.needed}
            checks = len(copy.self_checks())
        for done, blob in enumerate(header.blobs):
            tick(done, 2 * len(header.blobs))
            package.check_blob(blob.sha256)
        tick(len(header.blobs), 2 * len(header.blobs))
        put_files(store, package, evidence, packed)
        came = {
            "from": header.device_name,
            "package": package.id,
            "at": now.isoformat(timespec="seconds"),
        }
        place_copy(core, store, TAKEN, came)
        return HandoverTaken(
            header.sender.organisation,
            check_code(package.id),
            checks,
            len(header.blobs),
            len(needed - package.carried),
        )


def take_handover_into(path: Path, target: Path, now: datetime) -> HandoverTaken:
    """As `take_handover`, into a file that is made for it and goes again when that fails."""
    from bizenv_desktop.actions.fresh import opened_or_made

    with opened_or_made(target) as store:
        return take_handover(store, path, now)


def _check_kind(header: Header) -> None:
    if header.kind is not PackageKind.HANDOVER:
        raise PackageError(f"这是{header.kind.label}，不是交接包；请选择“岗位交接”做的文件。")


def _check_content(copy: Store, header: Header) -> None:
    """The database is its sender's own, its key the one that signed, and all of it can be read."""
    from bizenv_desktop.sync.signing import sign, verify

    own, key = actions.own_organisation(copy), copy.keys.own()
    sender = header.sender
    if own is None or (own.code, own.name, own.level, own.path) != (
        sender.code,
        sender.name,
        sender.level,
        sender.path,
    ):
        raise PackageError("交接包里的数据库不是签名单位的，没有接收；请让对方重新交接。")
    try:
        holds = key is not None and key.key == header.key
        holds = holds and verify(header.key, sign(key.secret, b""), b"")  # type: ignore[union-attr]
    except ValueError:
        holds = False
    if not holds:
        raise PackageError("交接包里的密钥和签名不一致，没有接收；请让对方重新交接。")
    for checklist, version in copy.checklist_versions():
        copy.checklist(checklist, version)
    for check in copy.self_checks():
        actions.fill(copy, check.key, check.created.date())
        copy.looks(check.key)
        copy.report_edits(check.key)
    copy.imported_editions()
    copy.keys.trusted()
    copy.keys.subordinates()
    copy.packages.records()


def _check_files(copy: Store, package: OpenPackage) -> tuple[str, ...]:
    """The hashes of what proves something; every blob must be one the database knows."""
    known = copy.handover.files()
    sizes = {each.sha256: each.size for each in known}
    for blob in package.header.blobs:
        if sizes.get(blob.sha256) != blob.size or blob.sha256 not in package.carried:
            raise PackageError("交接包里的文件和数据库对不上，没有接收；请让对方重新交接。")
    return tuple(each.sha256 for each in known if each.name)
