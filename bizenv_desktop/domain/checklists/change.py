# SPDX-License-Identifier: MIT
"""From one version of a checklist to another: what changed, and what was not allowed to change."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.checklists.checklist import Retired, Tiers
from bizenv_desktop.domain.checklists.codes import (
    code_prefix,
    is_above,
    is_new_code,
    may_change,
    new_code,
    taken_codes,
)
from bizenv_desktop.domain.checklists.rules import Fault
from bizenv_desktop.domain.checklists.words import HEAD_WORDS, ITEM_WORDS, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist
    from bizenv_desktop.domain.organisation import Level

_HEAD_PARTS = {
    "title": "title",
    "level": "level",
    "edition": "edition",
    "base_points": "base_points",
    "dimensions": "dimension",
    "options": "",
    "bonus_cap": "bonus_cap",
    "grades": "grade",
    "problem_kinds": "problem_kind",
    "source": "source",
    "note": "note",
}


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """An item both versions have; `parts` are the fields that differ, by name."""

    before: CheckItem
    after: CheckItem
    parts: tuple[str, ...]

    @property
    def words(self) -> str:
        """The fields that differ, in Chinese: 分值、扣分情形."""
        return "、".join(ITEM_WORDS[part] for part in self.parts)


@dataclass(frozen=True, slots=True)
class ChecklistChange:
    """What a new version brings: items added, changed, removed, and fields of the head changed."""

    added: tuple[CheckItem, ...]
    changed: tuple[ChangedItem, ...]
    removed: tuple[CheckItem, ...]
    head: tuple[str, ...]
    reordered: bool

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.head or self.reordered)

    @property
    def words(self) -> str:
        """In one line: 新增1项，修改2项，停用0项."""
        counts = f"新增{len(self.added)}项，修改{len(self.changed)}项，停用{len(self.removed)}项"
        if self.head:
            counts += f"，表头改了{'、'.join(self.head)}"
        return counts + ("，次序有调整" if self.reordered else "")


def checklist_change(before: Checklist, after: Checklist) -> ChecklistChange:
    """What is different; id, version, parent and retired codes are not looked at."""
    changed = []
    for item in after.items:
        old = before.get(item.code)
        if old is not None and (parts := changed_parts(old, item)):
            changed.append(ChangedItem(old, item, parts))
    kept_before = [item.code for item in before.items if item.code in after.by_code]
    kept_after = [item.code for item in after.items if item.code in before.by_code]
    return ChecklistChange(
        added=tuple(item for item in after.items if item.code not in before.by_code),
        changed=tuple(changed),
        removed=tuple(item for item in before.items if item.code not in after.by_code),
        head=tuple(
            HEAD_WORDS.get(part, "加分、否决或等级开关")
            for name, part in _HEAD_PARTS.items()
            if getattr(before, name) != getattr(after, name)
        ),
        reordered=kept_before != kept_after,
    )


def changed_parts(before: CheckItem, after: CheckItem) -> tuple[str, ...]:
    """The names of the fields that differ."""
    return _differing(before, after)


def with_history(after: Checklist, before: Checklist) -> Checklist:
    """The new version with every code retired that the old one had or had retired.

    Codes the new version uses again are left to `change_faults` to refuse.
    """
    kept = {entry.code: entry for entry in before.retired}
    for item in before.items:
        if item.code not in after.by_code:
            kept[item.code] = Retired(item.code, item.title)
    kept.update({entry.code: entry for entry in after.retired if entry.code not in kept})
    known = {entry.code for entry in after.retired}
    late = tuple(entry for entry in kept.values() if entry.code not in known)
    return replace(after, retired=(*after.retired, *late))


def change_faults(before: Checklist, after: Checklist, level: Level) -> tuple[Fault, ...]:
    """What a unit of that level may not do to `before`: touch locked items, reuse or invent codes.

    Places are those of `after`; a locked item that is missing is a fault of the head's `items`.
    """
    return tuple(_change_faults(before, after, level))


def _change_faults(before: Checklist, after: Checklist, level: Level) -> Iterator[Fault]:
    for item in before.items:
        if item.code not in after.by_code and item.locked and not may_change(item, level):
            reason = f"缺少{item.locked.label}锁定的“{item.code} {item.title}”，请恢复这一项"
            yield Fault("items", reason)
    taken = taken_codes(before)
    for row, item in enumerate(after.items, 1):
        old = before.get(item.code)
        faults = _new_item_faults(before, item, level) if old is None else _locked(old, item, level)
        for fault in faults:
            yield replace(fault, item=item.code or f"第{row}项", row=row)
        if old is None and item.code in taken and item.code not in {e.code for e in after.retired}:
            reason = f"编号“{shown(item.code)}”已停用，停用的编号不能再用"
            yield Fault("code", reason, item=item.code, row=row)


def _new_item_faults(before: Checklist, item: CheckItem, level: Level) -> Iterator[Fault]:
    prefix = code_prefix(before, item.dimension, level)
    others = prefix != item.dimension
    if others and item.code not in taken_codes(before) and not is_new_code(item.code, prefix):
        proposed = new_code(before, item.dimension, level)
        yield Fault("code", f"补充项的编号应以“{prefix}”开头，如“{proposed}”")
    yield from _lock_faults(item, level)


def _locked(old: CheckItem, item: CheckItem, level: Level) -> Iterator[Fault]:
    if may_change(old, level):
        if item.locked != old.locked:
            yield from _lock_faults(item, level)
        return
    label = old.locked.label if old.locked else ""
    for part in changed_parts(old, item):
        for entry, field in _spots(getattr(old, part), getattr(item, part)):
            yield Fault(part, f"{label}锁定的检查项不能改，请改回原样", entry, field)


def _spots(old: object, new: object) -> Iterator[tuple[int, str]]:
    """Where two values of one part differ: entry from 1 and field, as far as they can be told."""
    if isinstance(old, Tiers) and isinstance(new, Tiers):
        yield from ((0, name) for name in _differing(old, new) if name != "bands")
        yield from _spots(old.bands, new.bands) if old.bands != new.bands else ()
    elif is_dataclass(old) and type(old) is type(new):
        yield from ((0, name) for name in _differing(old, new))
    elif isinstance(old, tuple) and isinstance(new, tuple) and any(map(is_dataclass, (*old, *new))):
        for number, (before, after) in enumerate(zip(old, new, strict=False), 1):
            yield from ((number, name) for name in _differing(before, after))
        if len(old) != len(new):
            yield (len(new), "") if len(new) > len(old) else (0, "")
    else:
        yield 0, ""


def _differing(old: Any, new: Any) -> tuple[str, ...]:  # noqa: ANN401
    """The names of the fields of one dataclass in which two of its records differ."""
    names = (field.name for field in fields(old))
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _lock_faults(item: CheckItem, level: Level) -> Iterator[Fault]:
    if item.locked is not None and is_above(item.locked, level):
        reason = f"本单位是{level.label}，不能以{item.locked.label}名义锁定"
        yield Fault("locked", reason)
