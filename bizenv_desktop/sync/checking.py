# SPDX-License-Identifier: MIT
"""Every kept package verified once more: signature, core, and the photos and checklists of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import BlobKind
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError
from bizenv_desktop.sync.receiver import reopened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.storage import Store


def package_faults(store: Store) -> tuple[str, ...]:
    """What is wrong with packages kept here, each in a sentence that names unit and period."""
    altered = store.packages.altered()
    named: set[str] = set()
    faults = []
    for record in store.packages.every():
        name = f"{record.sender}{_period(record)}的{record.kind.label}（{record.code}）"
        try:
            package = reopened(store.packages.content(record.id))
            package.core()
        except UserError:
            faults.append(f"{name}已损坏，与签名不符；请用备份恢复。")
            continue
        name = (
            f"{package.header.sender.name}{_period(record)}的{record.kind.label}（{record.code}）"
        )
        if package.id != record.id or not _agrees(record, package.header):
            faults.append(f"{name}在数据库里的登记与签名的内容不符；请用备份恢复。")
        hashes = {blob.sha256 for blob in package.header.blobs if blob.kind is BlobKind.EVIDENCE}
        own = (hashes & altered.keys()) - named
        named |= own
        counted = Counter(altered[sha256] for sha256 in own)
        faults += [
            f"{name}的佐证有{count}个{fault}；请把“{store.packages.files.folder.name}”文件夹和"
            "数据库放在一起，或再接收一次这个包。"
            for fault, count in sorted(counted.items())
        ]
        faults += [f"{name}{fault}" for fault in _text_faults(store, record, package.header)]
    rest = len(altered.keys() - named)
    if rest:
        faults.append(f"收件文件夹里有{rest}个附件缺失或被改动；请用备份恢复。")
    return tuple(faults)


def _text_faults(store: Store, record: PackageRecord, header: Header) -> Iterator[str]:
    """Checklists that a package which counts needs and that are gone."""
    if record.state is PackageState.QUARANTINED or not record.counts:
        return
    wanted = [blob.sha256 for blob in header.blobs if blob.kind is BlobKind.CHECKLIST]
    for sha256 in sorted(store.packages.missing(wanted)):
        yield f"缺少自查表（{sha256[:6]}）；请再接收一次这个包。"


def _agrees(record: PackageRecord, header: Header) -> bool:
    """Whether the columns say what was signed."""
    return (
        record.kind,
        record.sender,
        record.organisation,
        record.period,
        record.revision,
        record.key,
    ) == (
        header.kind,
        header.sender.code,
        header.organisation,
        header.period,
        header.revision,
        header.key,
    )


def _period(record: PackageRecord) -> str:
    return Period.parse(record.period).label if record.period else ""
