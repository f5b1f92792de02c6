# SPDX-License-Identifier: MIT
"""Editing a checklist: each operation returns a new one, so that undo is keeping the old one.

`level` is the level of the unit that edits: what a level above locked raises `UserError`. The
result may have faults while it is being worked on; `checklist_faults` tells them.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import (
    Band,
    CheckItem,
    DayKind,
    Deadline,
    Deduction,
    Measure,
    Method,
    Requirement,
    Retired,
    Tiers,
    Way,
)
from bizenv_desktop.domain.checklists.codes import (
    family,
    is_above,
    may_change,
    new_code,
    taken_codes,
)
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Collection

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.organisation import Level


def blank_item(checklist: Checklist, dimension: str, level: Level) -> CheckItem:
    """An item to be written, under a code never used before; its empty fields are faults."""
    return CheckItem(
        code=new_code(checklist, dimension, level),
        dimension=dimension,
        title="",
        standard="",
        ways=(Way.ON_SITE,),
        check="",
        points=Decimal(1),
        method=Method.JUDGEMENT,
        topic_words=(),
        evidence=(),
        measures=(),
        deadline=Deadline(5, DayKind.WORKING, ""),
        problem="",
        problem_kind=checklist.problem_kinds[0].code if checklist.problem_kinds else "",
        on_fail=(Requirement.NOTE,),
    )


def add_item(checklist: Checklist, item: CheckItem, after: str = "") -> Checklist:
    """With the item behind the item `after`, or at the end of its dimension.

    `UserError` when its code was ever used.
    """
    if item.code in taken_codes(checklist):
        raise UserError(f"编号“{item.code}”已经用过，不能再用；请用新的编号。")
    at = _position(checklist, after) + 1 if after else _end_of(checklist, item.dimension)
    return _with_items(checklist, (*checklist.items[:at], item, *checklist.items[at:]))


def with_method(item: CheckItem, method: Method) -> CheckItem:
    """The item scored by another method: without the old method's table, with the new one's begun.

    What is begun has faults until it is written: only its shape is there.
    """
    points = Decimal(0) if method is Method.VETO else item.points or Decimal(1)
    kept = {
        "deductions": item.deductions or (Deduction("a", "", points),),
        "measure": item.measure or Measure(Decimal(0), Decimal(100), "%"),
        "tiers": item.tiers or Tiers("", "", (Band(points, ""), Band(Decimal(0), ""))),
    }
    own = {Method.DEDUCTION: "deductions", Method.MEASURE: "measure", Method.TIER: "tiers"}
    bare = replace(item, method=method, points=points, deductions=(), measure=None, tiers=None)
    part = own.get(method)
    return replace(bare, **{part: kept[part]}) if part else bare  # type: ignore[arg-type]


def copy_item(checklist: Checklist, code: str, level: Level) -> Checklist:
    """With a copy behind the item: new code, not locked, “（副本）” behind its title."""
    item = checklist.item(code)
    copied = replace(
        item,
        code=new_code(checklist, item.dimension, level),
        title=f"{item.title}（副本）",
        locked=None,
    )
    return add_item(checklist, copied, after=code)


def change_item(checklist: Checklist, item: CheckItem, level: Level) -> Checklist:
    """With the item in place of the one of its code; KeyError when there is none."""
    before = checklist.item(item.code)
    if item == before:
        return checklist
    _refuse_locked(before, level)
    if item.locked is not None and is_above(item.locked, level):
        raise UserError(f"本单位是{level.label}，不能以{item.locked.label}名义锁定检查项。")
    items = (item if other.code == item.code else other for other in checklist.items)
    return _with_items(checklist, tuple(items))


def move_item(checklist: Checklist, code: str, to: int) -> Checklist:
    """With the item at position `to` from 0; order is nobody's lock, as it changes no score."""
    item = checklist.item(code)
    others = [other for other in checklist.items if other.code != code]
    others.insert(max(0, to), item)
    return _with_items(checklist, tuple(others))


def retire_item(checklist: Checklist, code: str, level: Level) -> Checklist:
    """Without the item; its code is kept as retired and never given out again."""
    item = checklist.item(code)
    _refuse_locked(item, level)
    return replace(
        checklist,
        items=tuple(other for other in checklist.items if other.code != code),
        retired=(*checklist.retired, Retired(code, item.title)),
    )


def lock_items(
    checklist: Checklist, codes: Collection[str], level: Level, *, locked: bool
) -> Checklist:
    """With these items locked by `level`, or unlocked."""
    changed = checklist
    for code in codes:
        item = replace(changed.item(code), locked=level if locked else None)
        changed = change_item(changed, item, level)
    return changed


def next_version(checklist: Checklist) -> Checklist:
    """The same, one version on."""
    return replace(checklist, version=checklist.version + 1)


def own_copy(checklist: Checklist, organisation: str) -> Checklist:
    """The checklist as the unit of that code makes it its own: id ending in the code, version 1.

    The program's and the superior's checklists keep their ids to themselves, so that their next
    versions never meet a unit's own. The unit's own checklist comes back as it is.
    """
    if is_own(checklist, organisation):
        return checklist
    own_id = f"{family(checklist.id)}@{organisation}"
    return replace(checklist, id=own_id, version=1, parent=checklist.id)


def is_own(checklist: Checklist, organisation: str) -> bool:
    """Whether the unit of that code made the checklist its own."""
    return checklist.id.endswith(f"@{organisation}")


def _refuse_locked(item: CheckItem, level: Level) -> None:
    if item.locked is not None and not may_change(item, level):
        raise UserError(
            f"“{item.code} {item.title}”由{item.locked.label}锁定，不能修改或停用；可以另加补充项。"
        )


def _position(checklist: Checklist, code: str) -> int:
    return next(n for n, item in enumerate(checklist.items) if item.code == code)


def _end_of(checklist: Checklist, dimension: str) -> int:
    """Behind the dimension's last item, or behind those of the dimensions before it."""
    order = [entry.code for entry in checklist.dimensions]
    before = set(order[: order.index(dimension) + 1]) if dimension in order else set(order)
    places = [n for n, item in enumerate(checklist.items, 1) if item.dimension == dimension]
    places = places or [n for n, item in enumerate(checklist.items, 1) if item.dimension in before]
    return places[-1] if places else 0


def _with_items(checklist: Checklist, items: tuple[CheckItem, ...]) -> Checklist:
    return replace(checklist, items=items)
