# SPDX-License-Identifier: MIT
"""已回头看: what was seen when somebody went back to a closed finding.

Only what happened is kept, as looks that are never changed; one recorded by mistake is taken back
by another, and both stay in the finding's history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.findings.lifecycle import LONGEST_WORDS
from bizenv_desktop.domain.text import clean_fields
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from bizenv_desktop.domain.findings.lifecycle import Log

LOOK_BACK_DAYS = (30, 90)
"""How long after closing somebody looks again; office practice, no rule sets the days."""
LISTED_ON = 30
"""How many days after its day a look-back that was not taken stays listed; then the next is."""


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


def standing(looks: Iterable[Look], log: Log) -> dict[int, Look]:
    """By days after closing: the looks that hold, at the closing that stands."""
    found: dict[int, Look] = {}
    for look in looks:
        if look.closing == log.closing_place:
            if look.outcome is LookOutcome.TAKEN_BACK:
                found.pop(look.after, None)
            else:
                found[look.after] = look
    return found


def check_look(looks: Iterable[Look], log: Log, look: Look, today: date) -> None:
    """Refuse a look that cannot be recorded; `UserError` says why."""
    if log.closing is None or look.closing != log.closing_place:
        raise UserError("这个问题还没有销号，不用回头看；请先办理销号。")
    if look.after not in LOOK_BACK_DAYS:
        days = "、".join(f"{days}天" for days in LOOK_BACK_DAYS)
        raise UserError(f"回头看安排在销号后{days}，没有{look.after}天的；请核对。")
    if not look.who.strip():
        raise UserError("没有填写是谁去看的；回头看要写明人员。")
    if len(look.words) > LONGEST_WORDS:
        raise UserError(f"说明有{len(look.words)}个字，最多{LONGEST_WORDS}个字；请缩短后再试。")
    known = standing(looks, log).get(look.after)
    if look.outcome is LookOutcome.TAKEN_BACK:
        if known is None:
            raise UserError(f"没有登记过销号后{look.after}天的回头看，没有可以撤回的。")
        return
    if known is not None:
        raise UserError(
            f"销号后{look.after}天的回头看已由{known.who}登记（{known.outcome.label}）；"
            "登记错了请先撤回。"
        )
    early = _days_too_early(look.after)
    if look.day < log.closing.at.date() + timedelta(days=early):
        since = f"销号（{log.closing.at:%Y-%m-%d}）" + (f"满{early}天" if early else "")
        raise UserError(f"销号后{look.after}天的回头看应在{since}以后；请核对日期，或到时再看。")
    if look.day > today:
        raise UserError("回头看的日期在今天之后；请核对日期。")
    if look.outcome is LookOutcome.AGAIN and not look.words.strip():
        raise UserError("又有问题要写明看到了什么，请填写后再试。")


def _days_too_early(after: int) -> int:
    """Before so many days from closing the look before it would still be listed."""
    before = [days for days in LOOK_BACK_DAYS if days < after]
    return before[-1] + LISTED_ON if before else 0
