# SPDX-License-Identifier: MIT
"""What can be done with evidence in more than one step: take files in, look after what is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bizenv_desktop.actions import fill
from bizenv_desktop.domain.evidence import Use, new_to, with_caption, with_files
from bizenv_desktop.errors import Cancelled, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.domain.evidence import Evidence
    from bizenv_desktop.imports.evidence_file import Intake
    from bizenv_desktop.storage import CheckKey, Store

KEEP_ORIGINALS = "evidence_originals"
"""The setting that keeps photos in full size."""
KEEP_PLACE = "evidence_place"
"""The setting that keeps the place a photo was taken at."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of files: those kept, in their order, and a sentence on each refused one.

    `repeated` has one on each file that was there already, which does no harm.
    """

    files: tuple[Evidence, ...]
    refused: tuple[str, ...]
    repeated: tuple[str, ...] = ()


def intake_of(store: Store) -> Intake:
    """How this database keeps pictures."""
    from bizenv_desktop.imports.evidence_file import Intake

    return Intake(
        keep_original=store.setting(KEEP_ORIGINALS) is True,
        keep_place=store.setting(KEEP_PLACE) is True,
    )


def take_files(
    store: Store,
    paths: Sequence[Path],
    now: datetime,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Taken:
    """Keep files, linked to nothing yet; those that cannot be taken are told and passed over.

    When `tick` raises `Cancelled`, or the disk refuses, nothing of these files stays.
    """
    from bizenv_desktop.imports.evidence_file import read_evidence

    intake, shelf = intake_of(store), store.evidence
    files: list[Evidence] = []
    refused: list[str] = []
    new: list[str] = []
    try:
        for number, path in enumerate(paths):
            tick(number, len(paths))
            try:
                read = read_evidence(path, now, intake)
            except UserError as error:
                refused.append(str(error))
                continue
            if shelf.keep(read.evidence, read.content):
                new.append(read.evidence.sha256)
            files.append(read.evidence)
        tick(len(paths), len(paths))
    except (Cancelled, UserError):
        shelf.forget(new)
        raise
    return Taken(tuple(files), tuple(refused))


def add_evidence(
    store: Store,
    key: CheckKey,
    item: str,
    use: Use,
    paths: Sequence[Path],
    now: datetime,
    caption: str = "",
) -> Taken:
    """Take files in and link them to an item; `UserError` for an item that is not asked.

    `caption` goes under each of them that the item did not have.
    """
    filled = fill(store, key, now.date())
    known = {*filled.checklist.by_code, *(visit.photo_code for visit in filled.visits)}
    if item not in known and all(item != view.item.code for view in filled.findings):
        raise UserError(f"本期自查没有{item}这一项；请核对检查项编号。")
    taken = take_files(store, paths, now)
    before = filled.evidence.of(item)
    new, repeated = new_to(before, taken.files, use)
    entry = with_files(before, (file.sha256 for file in new), use)
    for link in entry.links[len(before.links) :]:
        entry = with_caption(entry, link, caption.strip())
    store.evidence.save_links(key, [entry])
    return replace(taken, files=new, repeated=repeated)
