# SPDX-License-Identifier: MIT
"""What both sides began with, where that is more than one package.

After each PC took over a package of the other there are two that both go on from, and neither
replaces the other. What both sides have in common is then these two brought together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.exchange.differences import Version
    from bizenv_desktop.domain.findings.visit import Visit

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def common_base(one: Version, other: Version, older: Version | None) -> Version:
    """Both brought together, part by part: what only one of them changed since `older` holds.

    Where both changed it differently the first one's is taken: it is asked about anyway, as
    neither side has exactly that.
    """

    def merged(name: str) -> dict[str, Any]:
        return _merged(getattr(one, name), getattr(other, name), getattr(older, name, None))

    was_signing = older is not None and one.signing == older.signing
    before = None if older is None else _by_number(older)
    visits = _merged(_by_number(one), _by_number(other), before)
    items = _merged(
        one.evidence.items, other.evidence.items, None if older is None else older.evidence.items
    )
    return replace(
        one,
        check=other.check if was_signing else one.check,
        answers=merged("answers"),
        findings=merged("findings"),
        logs=merged("logs"),
        looks=merged("looks"),
        edits=merged("edits"),
        visits=tuple(visits[number] for number in sorted(visits)),
        evidence=replace(
            one.evidence,
            files={**other.evidence.files, **one.evidence.files},
            items=items,
        ),
    )


def _by_number(version: Version) -> dict[int, Visit]:
    return {visit.number: visit for visit in version.visits}


def _merged(
    one: Mapping[_Key, _Value], other: Mapping[_Key, _Value], older: Mapping[_Key, _Value] | None
) -> dict[_Key, _Value]:
    found = {}
    for code in one.keys() | other.keys():
        mine, theirs = one.get(code), other.get(code)
        untouched = older is not None and mine == older.get(code)
        value = theirs if untouched or (mine is None and older is None) else mine
        if value is not None:
            found[code] = value
    return found
