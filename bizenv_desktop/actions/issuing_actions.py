# SPDX-License-Identifier: MIT
"""下发: the checklists and official texts that travel down with every feedback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.actions import known_editions, own_organisation
from bizenv_desktop.actions.checklist_actions import keep_issued
from bizenv_desktop.actions.feedback_state import standing_feedback
from bizenv_desktop.actions.regulation_actions import keep_import, plan_issued
from bizenv_desktop.domain.checklists.checklist import Checklist
from bizenv_desktop.domain.exchange.header import BlobKind
from bizenv_desktop.domain.record_json import from_json, to_json
from bizenv_desktop.domain.regulations.confirmed import text_digest
from bizenv_desktop.domain.regulations.regulation import Edition
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bizenv_desktop.domain.exchange.header import Blob
    from bizenv_desktop.library import Library
    from bizenv_desktop.storage import Store

ISSUED = "issued"
"""The setting that names the checklists and editions that travel down with every feedback."""


def issued(store: Store) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """The checklists (id, version) and imported editions (id) that travel down."""
    found = store.setting(ISSUED, {})
    checklists = tuple((str(name), int(version)) for name, version in found.get("checklists", ()))
    return checklists, tuple(str(name) for name in found.get("editions", ()))


def issuable(store: Store, library: Library) -> tuple[tuple[tuple[str, int] | str, str], ...]:
    """What can travel down, with its name: kept checklists that are not built in, imported texts.

    Of each checklist the newest version.
    """
    built_in = {each.id for each in library.checklists}
    newest = dict(store.checklist_versions())  # in order of version: the last one counts
    checklists = [
        ((name, version), f"自查表“{store.checklist(name, version).title}”第{version}版（{name}）")
        for name, version in newest.items()
        if name not in built_in
    ]
    editions = [
        (each.edition.id, f"《{each.edition.title}》正式文本（{each.edition.id}）")
        for each in store.imported_editions()
    ]
    return (*checklists, *editions)


def issue(store: Store, checklists: Iterable[tuple[str, int]], editions: Iterable[str]) -> Change:
    """Let these travel down with every feedback from now on, and nothing else.

    `UserError` for a checklist or an official text that is not kept here.
    """
    wanted, texts = sorted(set(checklists)), sorted(set(editions))
    known = set(store.checklist_versions())
    for name, version in wanted:
        if (name, version) not in known:
            raise UserError(f"数据库里没有自查表“{name}”第{version}版，不能下发；请先存入它。")
    imported = {each.edition.id for each in store.imported_editions()}
    for name in texts:
        if name not in imported:
            raise UserError(f"没有导入过“{name}”的正式文本，不能下发；请先导入。")
    return store.save_setting(ISSUED, {"checklists": wanted, "editions": texts})


def issued_texts(store: Store) -> list[tuple[BlobKind, bytes]]:
    """What travels down, as it lies in the package: the records as JSON."""
    checklists, editions = issued(store)
    texts = [
        (BlobKind.CHECKLIST, to_json(store.checklist(name, version)).encode())
        for name, version in checklists
    ]
    texts += [
        (BlobKind.EDITION, to_json(each.edition).encode())
        for each in (store.imported_editions() if editions else ())
        if each.edition.id in editions
    ]
    return texts


# -- at the unit that receives it


@dataclass(frozen=True)
class Offer:
    """A checklist or an official text a superior issued that is not kept here yet."""

    superior: str
    sha256: str
    record: Checklist | Edition

    @property
    def name(self) -> str:
        """自查表“…”第2版, or 《…》正式文本."""
        if isinstance(self.record, Checklist):
            return f"自查表“{self.record.title}”第{self.record.version}版"
        return f"《{self.record.title}》正式文本"


def offers(store: Store, library: Library) -> tuple[Offer, ...]:
    """What superiors issued with the feedback that stands; never imported by itself."""
    own = own_organisation(store)
    found: dict[str, Offer] = {}
    for each in standing_feedback(store, own.code) if own else ():
        for blob in each.blobs:
            record = _record(store, blob)
            if record is not None and not _is_known(store, library, record):
                found.setdefault(blob.sha256, Offer(each.sender.name, blob.sha256, record))
    return tuple(found.values())


def take_offer(store: Store, library: Library, offer: Offer, by: str, now: datetime) -> Change:
    """Keep what was issued, as the superior issued it; an official text after a checked backup.

    `UserError` when it does not hold together, or is known with other content.
    """
    if isinstance(offer.record, Checklist):
        from bizenv_desktop.domain.checklists.faults import checklist_faults

        for fault in checklist_faults(offer.record, known_editions(library, store)):
            raise UserError(f"{offer.name}有错，没有存入（{fault.place}：{fault.reason}）。")
        keep_issued(library, store, offer.record)
        return Change()
    labels = [article.label for article in offer.record.articles]
    if not offer.record.has_official_text or len(labels) != len(set(labels)):
        raise UserError(f"{offer.name}不完整，没有存入；请向{offer.superior}要正式文本再导入。")
    plan = plan_issued(store, offer.record, f"{offer.superior}下发", by, now)
    return keep_import(store, plan).change


def _record(store: Store, blob: Blob) -> Checklist | Edition | None:
    """What an attachment holds; None when it did not come along or is none."""
    content = store.packages.attachment(blob.sha256)
    if content is None:
        return None
    try:
        if blob.kind is BlobKind.CHECKLIST:
            return from_json(Checklist, content.decode())
        return from_json(Edition, content.decode())
    except (UserError, UnicodeDecodeError):
        return None


def _is_known(store: Store, library: Library, record: Checklist | Edition) -> bool:
    if isinstance(record, Checklist):
        built_in = {(each.id, each.version) for each in library.checklists}
        return (record.id, record.version) in built_in | set(store.checklist_versions())
    known = {each.edition.id: each.digest for each in store.imported_editions()}
    return known.get(record.id) == text_digest(record.articles)
