# SPDX-License-Identifier: MIT
"""Item codes: given out once, kept for good, marked where a unit adds to another's checklist.

A unit that works on a checklist it did not write adds 补充项: dimension, a letter for the unit's
level (S 市, X 县, Z 镇), a number, as AX01. A later version of the checklist above can then never
meet them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.rules import Fault
from bizenv_desktop.domain.checklists.words import shown
from bizenv_desktop.domain.organisation import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist

_LETTERS = {Level.CITY: "S", Level.COUNTY: "X", Level.TOWNSHIP: "Z"}
_LEVELS = {letter: level for level, letter in _LETTERS.items()}
_DOWNWARDS = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP)
_DIGITS = re.compile(r"[0-9]+")
CODE_LIMIT = 12


def is_above(one: Level, other: Level) -> bool:
    """Whether `one` is superior to `other`."""
    return _DOWNWARDS.index(one) < _DOWNWARDS.index(other)


def may_change(item: CheckItem, level: Level) -> bool:
    """Whether a unit of that level may change the item: not when a level above locked it."""
    return item.locked is None or not is_above(item.locked, level)


def family(checklist_id: str) -> str:
    """What a checklist and those units made of it share: within it a code means one item."""
    return checklist_id.partition("@")[0]


def supplement_level(item: CheckItem) -> Level | None:
    """The level of the unit that added the item as 补充项; None for an item of the list itself."""
    behind = item.code.removeprefix(item.dimension)
    if behind == item.code or not _DIGITS.fullmatch(behind[1:]):
        return None
    return _LEVELS.get(behind[:1])


def code_prefix(checklist: Checklist, dimension: str, level: Level) -> str:
    """What the code of an item a unit of that level adds begins with; a number follows."""
    others = bool(checklist.parent) or not all(may_change(item, level) for item in checklist.items)
    return dimension + (_LETTERS.get(level, "") if others else "")


def taken_codes(checklist: Checklist) -> frozenset[str]:
    """Every code ever given out, the retired ones included."""
    retired = (entry.code for entry in checklist.retired)
    return frozenset((*checklist.by_code, *retired))


def new_code(checklist: Checklist, dimension: str, level: Level) -> str:
    """The next code never used in that dimension by a unit of that level: A57, or AX03."""
    prefix = code_prefix(checklist, dimension, level)
    numbers = [
        int(code.removeprefix(prefix))
        for code in taken_codes(checklist)
        if code.startswith(prefix) and _DIGITS.fullmatch(code.removeprefix(prefix))
    ]
    return f"{prefix}{max(numbers, default=0) + 1:02d}"


def is_new_code(code: str, prefix: str) -> bool:
    """Whether the code is made as `new_code` makes them."""
    return code.startswith(prefix) and bool(_DIGITS.fullmatch(code.removeprefix(prefix)))


def code_faults(checklist: Checklist) -> Mapping[int, tuple[Fault, ...]]:
    """What is wrong with the items' codes and locks, by the item's position from 1."""
    faults: defaultdict[int, list[Fault]] = defaultdict(list)
    retired = {entry.code for entry in checklist.retired}
    first: dict[str, int] = {}
    for row, item in enumerate(checklist.items, 1):
        if (earlier := first.setdefault(item.code, row)) != row:
            faults[row].append(Fault("code", f"编号“{shown(item.code)}”与第{earlier}项重复"))
        if item.code in retired:
            faults[row].append(Fault("code", f"编号“{shown(item.code)}”已停用，停用的编号不能再用"))
        by = supplement_level(item)
        if by is not None and item.locked is not None and is_above(item.locked, by):
            reason = f"{by.label}补充项不能由{item.locked.label}锁定"
            faults[row].append(Fault("locked", reason))
    return {row: tuple(found) for row, found in faults.items()}
