# SPDX-License-Identifier: MIT
"""What a field of the walk-round sheet is filled in with already, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.papers.walkround import FieldKind
from bizenv_desktop.domain.selfcheck import Verdict

if TYPE_CHECKING:
    from bizenv_desktop.domain.papers.walkround import Field
    from bizenv_desktop.domain.selfcheck import Answer


def filled_words(field: Field, answer: Answer) -> str:
    """The value of the field as it stands; empty when nothing is filled in."""
    if answer.verdict is Verdict.NOT_APPLICABLE:
        return answer.verdict.label
    if field.kind is FieldKind.VERDICT:
        return answer.verdict.label if answer.verdict else ""
    if field.kind is FieldKind.COUNT:
        return str(sum(each.count for each in answer.occurrences if each.kind == field.deduction))
    value = getattr(answer, field.kind.value)
    return "" if value is None else plain(value)
