# SPDX-License-Identifier: MIT
"""What pressing a verdict means for an item: saved at once, or first a detail to fill in."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.selfcheck import Verdict
from bizenv_desktop.gui.selfcheck.item_row import verdicts_of

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.selfcheck import Answer


class Press(Enum):
    """What a verdict key does to one item."""

    SET = auto()
    OCCURRENCE = auto()  # 逐处扣分: say where first
    NUMBERS = auto()  # 指标, 分档: the numbers decide
    NOTHING = auto()  # the item knows no such verdict


def press(item: CheckItem, verdict: Verdict) -> Press:
    """What the verdict means for an item of this method."""
    if verdict not in verdicts_of(item):
        return Press.NOTHING
    if verdict is Verdict.NOT_APPLICABLE:
        return Press.SET
    if item.method in (Method.MEASURE, Method.TIER):
        return Press.NUMBERS
    if item.method is Method.DEDUCTION and verdict is Verdict.PARTLY_MET:
        return Press.OCCURRENCE
    return Press.SET


def can_set_for_many(item: CheckItem, answer: Answer, verdict: Verdict) -> bool:
    """Whether one verdict for many items may be written without asking for more."""
    kind = press(item, verdict)
    has_occurrences = kind is Press.OCCURRENCE and bool(answer.occurrences)
    return kind is Press.SET or has_occurrences
