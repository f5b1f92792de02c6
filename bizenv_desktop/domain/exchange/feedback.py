# SPDX-License-Identifier: MIT
"""反馈: what a superior answers to a unit: receipts, 考核分, 督办 and 退回.

A superior's words stand beside the unit's own and never in their place. Each is about the package
that was looked at, so that both sides know which revision was meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.exchange.header import check_code
from bizenv_desktop.domain.papers.reviewed import ReviewedScore
from bizenv_desktop.domain.scoring import ItemScore, ItemState, card_of
from bizenv_desktop.domain.text import clean_fields, clean_text
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.scoring import ScoreCard

LONGEST_WORDS = 4000
"""Characters of a reason or a note."""
LONGEST_NAME = 40
"""Characters of the name of who reviewed."""

_SCORE = re.compile(r"(0|[1-9][0-9]{0,3})(\.[0-9]{1,2})?")


class NoteKind(StrEnum):
    """What a superior wants of a unit beside other scores; the value is what is stored."""

    SUPERVISE = "supervise"
    RETURN = "return"

    @property
    def label(self) -> str:
        """督办 or 退回."""
        return "督办" if self is NoteKind.SUPERVISE else "退回"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A package that arrived at the superior's: which one, and when by the superior's clock."""

    package: str
    period: str
    revision: int
    received: datetime

    @property
    def code(self) -> str:
        """The six characters that are read over the phone."""
        return check_code(self.package)

    def words(self, superior: str) -> str:
        """As the unit reads it: 兰西县 9月28日已收第3版，核对码 7F3A22."""
        day = f"{self.received.month}月{self.received.day}日"
        return f"{superior} {day}已收第{self.revision}版，核对码 {self.code}"


@dataclass(frozen=True, slots=True)
class Review:
    """考核分 of one item: what was given for which package, by whom, when."""

    period: str
    item: str
    package: str
    given: ReviewedScore
    who: str
    at: datetime

    def __post_init__(self) -> None:
        clean_fields(self, "who")


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """督办 or 退回 in words about one package; `due` is the day 督办 is to be answered by."""

    period: str
    position: int
    kind: NoteKind
    package: str
    words: str
    who: str
    at: datetime
    due: date | None = None

    def __post_init__(self) -> None:
        clean_fields(self, "words", "who")


def note_words(note: ReviewNote, superior: str, about: str = "") -> str:
    """A note in one paragraph: 兰西县督办（12月15日前办结，针对第1版）：补齐台账."""
    due = "" if note.due is None else f"{note.due.month}月{note.due.day}日前办结"
    aside = "，".join(filter(None, (due, about)))
    head = f"{superior}{note.kind.label}" + (f"（{aside}）" if aside else "")
    return f"{head}：{note.words}"


@dataclass(frozen=True, slots=True)
class FeedbackContent:
    """Everything one superior says to one unit, of all its periods."""

    receipts: tuple[Receipt, ...] = ()
    reviews: tuple[Review, ...] = ()
    notes: tuple[ReviewNote, ...] = ()

    def reviews_of(self, period: str) -> dict[str, Review]:
        """The 考核分 of one period by item."""
        return {each.item: each for each in self.reviews if each.period == period}


def parse_score(text: str) -> Decimal:
    """考核分 as a person types it; `UserError` for what is no number of at most two places."""
    typed = text.strip().replace("．", ".").replace("。", ".")
    if not _SCORE.fullmatch(typed):
        raise UserError(f"“{text.strip()}”不是考核分；请填0以上的数，最多两位小数，如 1.5。")
    return Decimal(typed)


def is_score_text(text: str) -> bool:
    """Whether a package's text is a score as this program writes it."""
    return _SCORE.fullmatch(text) is not None


def score_fault(item: CheckItem, score: Decimal) -> str:
    """Why a score cannot be the item's, in words; empty when it can."""
    most = item.points
    if not Decimal(0) <= score <= most:
        return f"{item.code}最多{plain(most)}分，考核分应在0和{plain(most)}之间"
    if score != score.quantize(Decimal("0.01")):
        return f"{item.code}的考核分最多两位小数"
    return ""


def checked_review(own: ItemScore, score: Decimal, reason: str) -> ReviewedScore:
    """考核分 as it may be kept; a reason is wanted where it differs from the unit's own score.

    `UserError` says what is missing. Vetoes have no points and no 考核分.
    """
    item = own.item
    if not item.points:
        raise UserError(f"{item.code}没有分值，不用打考核分；要求改正请写督办。")
    if fault := score_fault(item, score):
        raise UserError(f"{fault}，请核对后重填。")
    words = checked_words(reason, "理由")
    if own.score is None:
        if not words:
            raise UserError(f"{item.code}没有自评分，给考核分要写明理由。")
    elif rounded(own.score) != score and not words:
        raise UserError(
            f"{item.code}考核分{money_like(score)}与自评分{money_like(own.score)}不同，请写明理由。"
        )
    return ReviewedScore(score, words)


def checked_words(words: str, name: str) -> str:
    """What a superior wrote, without blanks around it; `UserError` when it is too long."""
    cleaned = clean_text(words).strip()
    if len(cleaned) > LONGEST_WORDS:
        raise UserError(f"{name}有{len(cleaned)}个字，最多{LONGEST_WORDS}个字；请缩短后再试。")
    return cleaned


def rounded(score: Decimal) -> Decimal:
    """An own score as it is printed, which 考核分 is compared with: of two places."""
    return Decimal(money_like(score))


def fitting(checklist: Checklist, given: Mapping[str, ReviewedScore]) -> dict[str, ReviewedScore]:
    """Those 考核分 that the checklist's items can have; others are of another checklist."""
    known = checklist.by_code
    return {
        code: each
        for code, each in given.items()
        if code in known and known[code].points and not score_fault(known[code], each.score)
    }


def reviewed_card(filled: FilledCheck, given: Mapping[str, ReviewedScore]) -> ScoreCard:
    """The scores with 考核分 where there is one and 自评分 elsewhere, by the same arithmetic."""
    kept = fitting(filled.checklist, given)
    scored = tuple(_with_review(entry, kept.get(entry.item.code)) for entry in filled.card.items)
    return card_of(filled.checklist, scored, filled.check.options)


def _with_review(own: ItemScore, given: ReviewedScore | None) -> ItemScore:
    return own if given is None else replace(own, state=ItemState.SCORED, score=given.score)


def reviewed_words(filled: FilledCheck, given: Mapping[str, ReviewedScore]) -> str:
    """From what the reviewed total is: how many items have 考核分, that others count as 自评分."""
    kept = fitting(filled.checklist, given)
    asked = [entry for entry in filled.card.items if entry.item.points]
    count = sum(entry.item.code in kept for entry in asked)
    if not count:
        return "还没有考核分"
    card = reviewed_card(filled, kept)
    total = "还算不出来" if card.total is None else f"{money_like(card.total)}分"
    rest = len(asked) - count
    others = f"，其余{rest}项按自评分计" if rest else ""
    return f"{count}项有考核分{others}：考核总分{total}"
