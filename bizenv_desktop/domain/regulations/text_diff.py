# SPDX-License-Identifier: MIT
"""What changed between two texts, character by character, as people would mark it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

_ISLAND = 2  # fewer equal characters between two changes are no landmark: 市场→经营 is one change


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` up to before `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What the old text lost and what the new one gained, in order, in places of each text."""

    removed: tuple[Span, ...] = ()
    added: tuple[Span, ...] = ()


NO_MARKS = Marks()


def difference(old: str, new: str) -> Marks:
    """The marks of two texts; equal ones have none. Lines are matched before characters are."""
    removed: list[Span] = []
    added: list[Span] = []
    for block in _blocks(old, new):
        _mark_block(old, new, block, removed, added)
    return Marks(tuple(removed), tuple(added))


_Block = tuple[int, int, int, int]


def _blocks(old: str, new: str) -> list[_Block]:
    """Runs of lines that differ, as places of both texts: equal lines need no closer look."""
    left, right = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts_left, starts_right = _starts(left), _starts(right)
    matcher = SequenceMatcher(None, [x.strip() for x in left], [x.strip() for x in right], False)
    return [
        (starts_left[a], starts_left[b], starts_right[c], starts_right[d])
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _mark_block(old: str, new: str, block: _Block, removed: list[Span], added: list[Span]) -> None:
    a, b, c, d = block
    head = _common(old[a:b], new[c:d])
    a, c = a + head, c + head
    tail = _common(old[a:b][::-1], new[c:d][::-1])
    b, d = b - tail, d - tail
    for i, j, k, m in _changes(old[a:b], new[c:d]):
        if j > i:
            removed.append(Span(a + i, a + j))
        if m > k:
            added.append(Span(c + k, c + m))


def _common(left: str, right: str) -> int:
    """How many characters both begin with."""
    length = min(len(left), len(right))
    if left[:length] == right[:length]:
        return length
    return next(place for place in range(length) if left[place] != right[place])


def _changes(old: str, new: str) -> list[_Block]:
    """The opcodes that change something, those with a tiny island between them made one."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    merged: list[_Block] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        if merged and a - merged[-1][1] < _ISLAND:
            before = merged.pop()
            merged.append((before[0], b, before[2], d))
        else:
            merged.append((a, b, c, d))
    return merged
