# SPDX-License-Identifier: MIT
"""考核分: what the superior gives an item, and why where it is not the unit's own score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ReviewedScore:
    """The superior's score of one item, of at most two places; `reason` may be empty."""

    score: Decimal
    reason: str = ""


def difference_words(own: Decimal | None, reviewed: Decimal | None) -> str:
    """How far the superior's figure is from the unit's; empty when equal or one is missing."""
    if own is None or reviewed is None or own == reviewed:
        return ""
    way = "低" if reviewed < own else "高"
    return f"考核比自评{way}{money_like(abs(reviewed - own))}分"


def review_words(own: Decimal | None, reviewed: ReviewedScore) -> str:
    """What the superior says of an item in a line; empty when it agrees without a word."""
    reason = reviewed.reason.strip()
    if own is None:
        said = f"考核给{money_like(reviewed.score)}分"
    else:
        said = difference_words(own, reviewed.score) or ("考核意见" if reason else "")
    return f"{said}：{reason}" if reason else said
