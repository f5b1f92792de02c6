# SPDX-License-Identifier: MIT
"""下发: the checklists and official texts that travel down with every feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import BlobKind
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.storage import Change, Store

ISSUED = "issued"
"""The setting that names the checklists and editions that travel down with every feedback."""


def issued(store: Store) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """The checklists (id, version) and imported editions (id) that travel down."""
    found = store.setting(ISSUED, {})
    checklists = tuple((str(name), int(version)) for name, version in found.get("checklists", ()))
    return checklists, tuple(str(name) for name in found.get("editions", ()))


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
    from bizenv_desktop.domain.record_json import to_json

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
