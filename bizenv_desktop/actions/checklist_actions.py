# SPDX-License-Identifier: MIT
"""What a user does with whole checklists: make one's own, take it out, bring it in, move to it.

`actions` has the rest of the table of contents. What is kept is a new version; versions kept
before, and the self-checks that rest on them, stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bizenv_desktop import actions
from bizenv_desktop.domain.checklists.change import (
    ChecklistChange,
    change_faults,
    checklist_change,
    with_history,
)
from bizenv_desktop.domain.checklists.checklist import Checklist
from bizenv_desktop.domain.checklists.codes import family
from bizenv_desktop.domain.checklists.edit import own_copy
from bizenv_desktop.domain.checklists.faults import checklist_faults
from bizenv_desktop.domain.record_json import from_json, to_json
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bizenv_desktop.domain.checklists.moving import Move
    from bizenv_desktop.domain.checklists.rules import Fault
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.organisation import Level, Organisation
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.imports.checklist_workbook import Draft
    from bizenv_desktop.library import Library
    from bizenv_desktop.storage import Change, Store

_DRAFT = "checklist_draft"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a checklist: as it is kept, what is new in it, whether a version was added."""

    checklist: Checklist
    change: ChecklistChange
    added: bool


@dataclass(frozen=True, slots=True)
class Incoming:
    """A checklist about to be kept: what is new in it, and the unit's version it follows.

    `base` is None for one kept under its own id and version.
    """

    checklist: Checklist
    change: ChecklistChange
    base: Checklist | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A self-check that was moved: what changed, and the backup from before."""

    change: Change
    backup: Path


def known_checklists(library: Library, store: Store | None = None) -> tuple[Checklist, ...]:
    """The newest version of every checklist, built in or kept in the database, by id."""
    found = {checklist.id: checklist for checklist in library.checklists}
    for checklist_id, version in store.checklist_versions() if store else ():
        known = found.get(checklist_id)
        if store and (known is None or version > known.version):
            found[checklist_id] = store.checklist(checklist_id, version)
    return tuple(found[checklist_id] for checklist_id in sorted(found))


def newest_checklist(
    library: Library, checklist_id: str, store: Store | None = None
) -> Checklist | None:
    """The newest version of one checklist, None when it is not known."""
    known = known_checklists(library, store)
    return next((each for each in known if each.id == checklist_id), None)


def checklist_to_export(
    library: Library, checklist_id: str | None = None, store: Store | None = None
) -> Checklist:
    """The checklist of that id; without one the unit's own, the last one used, or the built-in one.

    `UserError` when there is none of that id.
    """
    known = {each.id: each for each in known_checklists(library, store)}
    if checklist_id is not None:
        if checklist_id not in known:
            raise UserError(f"没有编号为“{checklist_id}”的自查表；现有：{'、'.join(known)}。")
        return known[checklist_id]
    own = actions.own_organisation(store) if store else None
    wished = [each for each in known if own is not None and each.endswith(f"@{own.code}")]
    wished += [check.checklist for check in store.self_checks()] if store else []
    wished += [each.id for each in library.checklists]
    return known[wished[0]]


def checklist_to_edit(library: Library, store: Store, checklist_id: str) -> Checklist:
    """Where editing starts: the unit's own version of that checklist, made when there is none.

    A made one is kept only by `keep_checklist`. `UserError` when the database has no unit yet, or
    there is no such checklist.
    """
    organisation = _own(store)
    own = newest_checklist(library, f"{family(checklist_id)}@{organisation.code}", store)
    source = own or newest_checklist(library, checklist_id, store)
    if source is None:
        raise UserError(f"没有编号为“{checklist_id}”的自查表，不能修改。")
    return own_copy(source, organisation.code)


def draft_base(library: Library, store: Store, draft: Checklist) -> Checklist:
    """The version an edited checklist is compared with and follows: the unit's own, as it is now.

    Refused as by `checklist_to_edit`.
    """
    known = newest_checklist(library, draft.id, store) is not None
    return checklist_to_edit(library, store, draft.id if known else draft.parent)


def draft_faults(
    base: Checklist, draft: Checklist, editions: Mapping[str, Edition], level: Level
) -> tuple[Fault, ...]:
    """Every reason why a draft cannot be kept: what a unit of that level may not do comes first."""
    own = with_history(draft, base)
    return (*change_faults(base, own, level), *checklist_faults(own, editions))


def keep_checklist(
    library: Library, store: Store, editions: Mapping[str, Edition], draft: Checklist
) -> Kept:
    """Keep an edited checklist as the next version of the unit's own, unless nothing is new in it.

    `UserError` with the first fault: the editor shows them all before it offers to keep.
    """
    base = draft_base(library, store, draft)
    own = with_history(replace(draft, id=base.id, parent=base.parent), base)
    for fault in draft_faults(base, own, editions, own_level(store)):
        raise UserError(f"{fault.place}：{fault.reason}；请改好再存。")
    return _keep(library, store, Incoming(own, checklist_change(base, own), base))


def read_incoming(path: Path, editions: Mapping[str, Edition]) -> Draft:
    """A workbook as read, before it is known what it was made from; needs no database.

    `WorkbookRefused` for faults that keep it from being read at all, `UserError` for a file that
    is no sound workbook.
    """
    from bizenv_desktop.imports.checklist_workbook import read_draft

    return read_draft(_read(path), path.name, editions)


def incoming_checklist(
    library: Library,
    store: Store,
    editions: Mapping[str, Edition],
    draft: Draft,
    *,
    issued: bool = False,
) -> Incoming:
    """What `keep_incoming` would keep of a workbook, for the preview; nothing is kept yet.

    A checklist nobody here has comes from a superior, or was written from scratch: like an `issued`
    one it keeps its id and version. `WorkbookRefused` with every fault by cell.
    """
    written = draft.checklist
    known = newest_checklist(library, written.id, store)
    if issued or known is None:
        whole = draft.finished(editions)
        return Incoming(whole, checklist_change(known or replace(whole, items=()), whole))
    base = checklist_to_edit(library, store, written.id)
    own = replace(draft, checklist=replace(written, id=base.id, parent=base.parent))
    finished = own.finished(editions, base, own_level(store))
    return Incoming(finished, checklist_change(base, finished), base)


def keep_incoming(library: Library, store: Store, incoming: Incoming) -> Kept:
    """Keep what the preview showed."""
    if incoming.base is None:
        return keep_issued(library, store, incoming.checklist)
    return _keep(library, store, incoming)


def import_checklist(
    library: Library,
    store: Store,
    editions: Mapping[str, Edition],
    path: Path,
    *,
    issued: bool = False,
) -> Kept:
    """Bring in a workbook as the next version of the unit's own checklist, or as it was `issued`.

    `WorkbookRefused` with every fault by cell, `UserError` for a file that is no sound workbook;
    nothing is kept then.
    """
    draft = read_incoming(path, editions)
    incoming = incoming_checklist(library, store, editions, draft, issued=issued)
    return keep_incoming(library, store, incoming)


def import_issued_checklist(
    library: Library, store: Store, editions: Mapping[str, Edition], path: Path
) -> Kept:
    """Bring in a superior's workbook under the id and version it was issued with."""
    return import_checklist(library, store, editions, path, issued=True)


def keep_issued(library: Library, store: Store, issued: Checklist) -> Kept:
    """Keep a superior's checklist as it is.

    `UserError` when this version is known with other content: it would no longer be one version.
    """
    name = f"{issued.title}（{issued.id}）"
    if issued.id in {each.id for each in library.checklists}:
        kept: Checklist | None = library.checklist(issued.id)
    else:
        versions = {version for known, version in store.checklist_versions() if known == issued.id}
        known_one = issued.version in versions
        kept = store.checklist(issued.id, issued.version) if known_one else None
    if kept is None:
        before = newest_checklist(library, issued.id, store) or replace(issued, items=())
        store.save_checklist(issued)
        return Kept(issued, checklist_change(before, issued), added=True)
    if kept != issued:
        raise UserError(
            f"“{name}”第{kept.version}版已经有了，内容不同，没有存入；请下发单位用新的编号或版本。"
        )
    return Kept(kept, checklist_change(kept, issued), added=False)


def write_checklist(checklist: Checklist, editions: Mapping[str, Edition], out: Path) -> None:
    """Write the workbook, whole or not at all; `UserError` when the name is none of a workbook."""
    from bizenv_desktop.files import write_atomically
    from bizenv_desktop.reports.checklist_workbook import checklist_workbook

    if out.suffix.lower() != ".xlsx":
        raise UserError(f"“{out.name}”不是 .xlsx 文件名；自查表导出为工作簿，请以 .xlsx 结尾。")
    write_atomically(out, checklist_workbook(checklist, editions))


def read_workbook(path: Path, editions: Mapping[str, Edition]) -> Checklist:
    """The checklist in a workbook, for looking only; refused as by `import_checklist`."""
    from bizenv_desktop.imports.checklist_workbook import read_checklist_workbook

    return read_checklist_workbook(_read(path), path.name, editions)


def checklists_to_move_to(
    library: Library, store: Store, filled: FilledCheck
) -> tuple[Checklist, ...]:
    """The other checklists of the same family a self-check could be moved to, newest of each id."""
    current = (filled.checklist.id, filled.checklist.version)
    return tuple(
        each
        for each in known_checklists(library, store)
        if family(each.id) == family(current[0]) and (each.id, each.version) != current
    )


def move_self_check(store: Store, move: Move) -> Moved:
    """Do what the preview `domain.moving.moving` shows, after a backup, in one transaction."""
    old = move.filled.checklist
    backup = store.backup(f"换版前第{old.version}版")
    change = store.move_self_check(
        move.filled.check,
        move.checklist,
        [again.after for again in move.to_look_again],
        [removed.item.code for removed in move.removed],
    )
    return Moved(change, backup)


def save_draft(store: Store, draft: Checklist) -> Change:
    """Keep a checklist that is being edited, faults and all, so that no power cut takes it."""
    return store.save_setting(_DRAFT, to_json(draft))


def open_draft(store: Store) -> Checklist | None:
    """The checklist that was being edited, None when there is none."""
    text = store.setting(_DRAFT)
    return from_json(Checklist, text) if text else None


def drop_draft(store: Store) -> Change:
    """Forget the checklist that was being edited."""
    return store.save_setting(_DRAFT, "")


def _keep(library: Library, store: Store, incoming: Incoming) -> Kept:
    own, base, change = incoming.checklist, incoming.base, incoming.change
    versions = [version for known, version in store.checklist_versions() if known == own.id]
    if base is not None and not change:
        source = None if versions else newest_checklist(library, base.parent, store)
        return Kept(source or base, change, added=False)
    kept = replace(own, version=max(versions, default=0) + 1)
    store.save_checklist(kept)
    return Kept(kept, change, added=True)


def own_level(store: Store) -> Level:
    """The level of the unit whose database this is; `UserError` while there is none."""
    return _own(store).level


def _own(store: Store) -> Organisation:
    own = actions.own_organisation(store)
    if own is None:
        raise UserError("还没有设定本单位，不知道是谁的自查表；请先在窗口或用“unit 代码”设定。")
    return own


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"找不到文件“{path}”；请检查文件名，或U盘是否已插好。") from error
    except OSError as error:
        raise UserError(
            f"“{path.name}”读不出来；请检查它是不是文件、是否有权限，或关闭正在用它的程序。"
        ) from error
