# SPDX-License-Identifier: MIT
"""Visits of two PCs that have one number: the other PC's get numbers that are free here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.exchange.differences import Version
    from bizenv_desktop.domain.findings.visit import Visit


def renumbered(theirs: Version, ours: Version, base: Version | None = None) -> Version:
    """Theirs with new visits under numbers that are free here, or that of the same visit here.

    Both PCs count the visits of a period from 1, so that different visits may have one number.
    """
    old = {visit.number for visit in base.visits} if base else set()
    taken = {visit.number: visit for visit in ours.visits}
    used = set(taken) | {visit.number for visit in theirs.visits} | old
    numbers: dict[int, int] = {}
    for visit in theirs.visits:
        if visit.number in old or taken.get(visit.number) in (None, visit):
            continue
        same = (number for number, each in taken.items() if _same_visit(each, visit))
        numbers[visit.number] = next(same, max(used) + 1)
        used.add(numbers[visit.number])
    if not numbers:
        return theirs
    codes = {
        problem.code: _code(problem.code, numbers[visit.number])
        for visit in theirs.visits
        if visit.number in numbers
        for problem in visit.problems
    }
    return _recoded(theirs, numbers, codes)


def _same_visit(one: Visit, other: Visit) -> bool:
    words = (
        [(each.problem, each.dimension, each.check_item) for each in visit.problems]
        for visit in (one, other)
    )
    return (
        (one.day, one.kind, one.inspectors, one.summary)
        == (other.day, other.kind, other.inspectors, other.summary)
    ) and next(words) == next(words)


def _code(code: str, number: int) -> str:
    """督1-2 as 督3-2."""
    return f"督{number}-{code.rpartition('-')[2]}"


def _recoded(theirs: Version, numbers: Mapping[int, int], codes: Mapping[str, str]) -> Version:
    visits = tuple(
        replace(
            visit,
            number=numbers.get(visit.number, visit.number),
            problems=tuple(
                replace(each, code=codes.get(each.code, each.code)) for each in visit.problems
            ),
        )
        for visit in theirs.visits
    )
    findings = {
        codes.get(code, code): replace(each, item=codes.get(code, code))
        for code, each in theirs.findings.items()
    }
    items = {
        codes.get(code, code): replace(each, item=codes.get(code, code))
        for code, each in theirs.evidence.items.items()
    }
    return replace(
        theirs,
        visits=tuple(sorted(visits, key=lambda visit: visit.number)),
        findings=findings,
        logs={codes.get(code, code): log for code, log in theirs.logs.items()},
        looks={codes.get(code, code): looks for code, looks in theirs.looks.items()},
        evidence=replace(theirs.evidence, items=items),
    )
