# SPDX-License-Identifier: MIT
"""What a user confirms in an official text: which article an item rests on; kept, shared, moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bizenv_desktop.actions import checklist_actions
from bizenv_desktop.actions.regulation_actions import checked_name
from bizenv_desktop.domain.checklists.codes import family
from bizenv_desktop.domain.regulations.citation_effect import CitationEffects, EffectKind
from bizenv_desktop.domain.regulations.confirmation_file import (
    confirmations_from_text,
    confirmations_to_text,
)
from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation
from bizenv_desktop.domain.regulations.locate import Locator
from bizenv_desktop.domain.regulations.regulation import check_citation
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.actions.checklist_actions import Kept
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.regulations.citation import Citation
    from bizenv_desktop.domain.regulations.citation_effect import Effect
    from bizenv_desktop.domain.regulations.compare import Comparison
    from bizenv_desktop.domain.regulations.confirmed import CitationKey, ImportedEdition
    from bizenv_desktop.domain.regulations.locate import Proposal
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.library import Library
    from bizenv_desktop.storage import Change, Store

    Tick = Callable[[int, int], None]

_LARGEST_FILE = 5_000_000  # bytes; a confirmation takes some two hundred
_CARRIED = (EffectKind.STANDS, EffectKind.MOVED)


@dataclass(frozen=True, slots=True)
class Received:
    """What a file of confirmations brings beside what is here.

    `differing` are confirmed here in another place: they are replaced only when that is asked for.
    """

    added: tuple[ConfirmedCitation, ...]
    same: tuple[ConfirmedCitation, ...]
    differing: tuple[ConfirmedCitation, ...]


@dataclass(frozen=True, slots=True)
class CitedEffect:
    """A confirmed citation of the old edition and what the new one does to it."""

    citation: ConfirmedCitation
    effect: Effect


def confirmed_in(store: Store, checklist: Checklist, edition: str) -> dict[str, ConfirmedCitation]:
    """What was confirmed in that edition for the items of that family of checklists, by code."""
    wanted = (family(checklist.id), edition)
    return {
        each.item: each
        for each in store.citations()
        if (each.checklist, each.place.edition) == wanted
    }


def proposals(
    edition: Edition, checklist: Checklist, tick: Tick | None = None
) -> dict[str, tuple[Proposal, ...]]:
    """Up to three places for every item, best first, by item code."""
    locator = Locator(edition)
    found = {}
    for done, item in enumerate(checklist.items):
        if tick is not None:
            tick(done, len(checklist.items))
        found[item.code] = locator.propose(item)
    return found


def confirmation(
    editions: Mapping[str, Edition],
    checklist: Checklist,
    item: str,
    place: Citation,
    by: str,
    now: datetime,
) -> ConfirmedCitation:
    """That the item rests on that place, as `by` has read; to be kept by the store.

    `UserError` when there is no such item or place, or the edition has no official text to read.
    """
    if item not in checklist.by_code:
        raise UserError(f"自查表里没有编号为“{item}”的检查项；请核对编号。")
    if reason := check_citation(place, editions):
        raise UserError(f"{reason}；请核对条号。")
    if not editions[place.edition].has_official_text:
        raise UserError(
            f"《{editions[place.edition].title}》还没有导入正式文本，不能确认条号；请先导入全文。"
        )
    return ConfirmedCitation(family(checklist.id), item, place, checked_name(by), now)


def confirm(store: Store, citation: ConfirmedCitation) -> Change:
    """Keep a confirmed citation, in place of an earlier one of that item and edition."""
    return store.save_citations({citation.key: citation})


def write_confirmations(store: Store, edition: str, checklist: Checklist, out: Path) -> int:
    """Write what was confirmed in that edition as a file; returns how many.

    `UserError` when there is nothing to write, or `out` is no .json file.
    """
    if out.suffix.lower() != ".json":
        raise UserError(f"“{out.name}”不是 .json 文件名；确认的条号导出时请以 .json 结尾。")
    found = confirmed_in(store, checklist, edition)
    imported = _imported(store).get(edition)
    if imported is None or not found:
        raise UserError("这一版本里还没有确认过条号，没有可导出的；请先定位并确认。")
    text = confirmations_to_text(imported, family(checklist.id), found.values())
    write_atomically(out, text.encode())
    return len(found)


def read_confirmations(store: Store, path: Path) -> Received:
    """Look into a file of confirmations; nothing is kept yet. Refused as the file's reader does."""
    found = confirmations_from_text(_text(path), _imported(store))
    here = {each.key: each for each in store.citations()}
    added, same, differing = [], [], []
    for each in found:
        known = here.get(each.key)
        if known is None:
            added.append(each)
        elif known.place == each.place:
            same.append(each)
        else:
            differing.append(each)
    return Received(tuple(added), tuple(same), tuple(differing))


def keep_received(store: Store, received: Received, *, replacing: bool = False) -> Change:
    """Keep what the file adds, and what differs as well when `replacing`."""
    kept = received.added + (received.differing if replacing else ())
    return store.save_citations({each.key: each for each in kept})


def effects(comparison: Comparison, store: Store, checklist: Checklist) -> tuple[CitedEffect, ...]:
    """What the new edition does to each citation confirmed in the old, by item code."""
    known = CitationEffects(comparison)
    found = confirmed_in(store, checklist, comparison.old.id)
    return tuple(CitedEffect(each, known.on(each.place)) for each in found.values())


def carried(
    store: Store, found: Iterable[CitedEffect], by: str, now: datetime
) -> dict[CitationKey, ConfirmedCitation | None]:
    """The citations that stand in the new edition word for word, as to be confirmed there.

    What was confirmed there before stays.
    """
    name = checked_name(by)
    here = {each.key for each in store.citations()}
    moved: dict[CitationKey, ConfirmedCitation | None] = {}
    for each in found:
        if each.effect.kind not in _CARRIED or each.effect.new is None:
            continue
        citation = replace(each.citation, place=each.effect.new, confirmed_by=name, confirmed=now)
        if citation.key not in here:
            moved[citation.key] = citation
    return moved


def carry_citations(store: Store, found: Iterable[CitedEffect], by: str, now: datetime) -> Change:
    """Confirm in the new edition what stands there word for word, renumbered or not."""
    return store.save_citations(carried(store, found, by, now))


def can_carry(found: Iterable[CitedEffect]) -> int:
    """How many of them stand word for word in the new edition."""
    return sum(each.effect.kind in _CARRIED for each in found)


def use_edition(
    library: Library,
    store: Store,
    editions: Mapping[str, Edition],
    checklist: Checklist,
    edition: str,
) -> Kept:
    """Make the next version of the unit's own checklist, which names that edition.

    Self-checks made before keep the version they rest on, and so print the edition they name.
    """
    draft = checklist_actions.checklist_to_edit(library, store, checklist.id)
    return checklist_actions.keep_checklist(
        library, store, editions, replace(draft, edition=edition)
    )


def _imported(store: Store) -> dict[str, ImportedEdition]:
    return {each.edition.id: each for each in store.imported_editions()}


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise UserError(f"“{path.name}”打不开；请检查文件是否还在，或U盘是否已插好。") from error
    if len(data) > _LARGEST_FILE:
        raise UserError(f"“{path.name}”太大，不是“确认的条号”文件；请选择本程序导出的 .json 文件。")
    return data.decode("utf-8", "replace")
