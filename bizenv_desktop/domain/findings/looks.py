# SPDX-License-Identifier: MIT
"""已回头看: what was seen when somebody went back to a closed finding.

Only what happened is kept, as looks that are never changed; one recorded by mistake is taken back
by another, and both stay in the finding's history.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.text import clean_fields

if TYPE_CHECKING:
    from datetime import date, datetime


class LookOutcome(StrEnum):
    """What was seen; or that the last look after so many days is taken back."""

    HOLDS = "holds"
    AGAIN = "again"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        """仍合格, 又有问题 or 撤回."""
        return {"holds": "仍合格", "again": "又有问题", "taken_back": "撤回"}[self.value]


@dataclass(frozen=True, slots=True)
class Look:
    """A look back `after` days from a closing: on what day, who went, what they saw.

    `closing` is the place of the closing in the finding's log, counted from 1; `at` is what the
    clock showed when it was recorded, to the second.
    """

    closing: int
    after: int
    day: date
    who: str
    outcome: LookOutcome
    at: datetime
    words: str = ""

    def __post_init__(self) -> None:
        clean_fields(self, "who", "words")
        object.__setattr__(self, "at", self.at.replace(tzinfo=None, microsecond=0))
