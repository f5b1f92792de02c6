# SPDX-License-Identifier: MIT
"""What a unit between said of a self-check, as its relay hands it on with the packages.

It is that unit's word and stands apart from our own 考核分 and notes. Each is about the package
that was looked at there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like
from bizenv_desktop.domain.exchange.feedback import NoteKind, note_words, reviewed_words
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.papers.reviewed import ReviewedScore, review_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from bizenv_desktop.domain.exchange.feedback import Review, ReviewNote
    from bizenv_desktop.domain.exchange.header import Sender
    from bizenv_desktop.domain.filled import FilledCheck

_SHORT = {Level.PROVINCE: "省", Level.CITY: "市", Level.COUNTY: "县", Level.TOWNSHIP: "上级"}


@dataclass(frozen=True)
class RelayedReviews:
    """One sender's 考核分 by item and its notes, of a unit's period, from the relay that stands.

    `relay` is that package's id and `made` when it was made; `forked` when another one stands
    beside it. `shown` is the package the reader looks at, `revisions` the numbers of those that
    came, for 针对第n版. `trouble` says in a sentence what in the relay could not be shown.
    """

    sender: Sender
    relay: str
    made: str
    forked: bool
    shown: str
    reviews: Mapping[str, Review] = field(default_factory=dict)
    notes: tuple[ReviewNote, ...] = ()
    revisions: Mapping[str, int] = field(default_factory=dict)
    trouble: str = ""

    @property
    def heading(self) -> str:
        """县考核分, as a column is headed."""
        return f"{_SHORT[self.sender.level]}考核分"

    @property
    def given(self) -> dict[str, ReviewedScore]:
        """The 考核分 by item."""
        return {item: review.given for item, review in self.reviews.items()}

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.reviews or self.notes or self.trouble)

    def about(self, package: str) -> str:
        """Which revision was meant: 针对第2版; empty for the one that is looked at."""
        if package == self.shown:
            return ""
        number = self.revisions.get(package)
        if number is None:
            return "针对没有转来的一版"
        if number == self.revisions.get(self.shown):
            return f"针对另一份第{number}版"
        return f"针对第{number}版"

    def review_line(self, review: Review, own: Decimal | None) -> str:
        """兰西县考核分1.00（针对第1版，赵科长，2026-11-24），考核比自评低1.00分：理由."""
        aside = (self.about(review.package), review.who, f"{review.at:%Y-%m-%d}")
        words = review_words(own, review.given)
        line = f"{self.sender.name}考核分{money_like(review.given.score)}"
        line += f"（{'，'.join(filter(None, aside))}）"
        return f"{line}，{words}" if words else line

    def note_line(self, note: ReviewNote) -> str:
        """兰西县督办（12月15日前办结，针对第1版，赵科长，2026-11-24）：补齐台账."""
        aside = (self.about(note.package), note.who, f"{note.at:%Y-%m-%d}")
        return note_words(note, self.sender.name, "，".join(filter(None, aside)))

    def summary(self, filled: FilledCheck) -> str:
        """One sentence over all of it: the total with these scores, how many notes, what is odd."""
        said = [f"{self.sender.name}随汇总上报转来（{self.made[:10]}）"]
        if self.reviews:
            said[0] += f"：{reviewed_words(filled, self.given)}"
        for kind in NoteKind:
            count = sum(note.kind is kind for note in self.notes)
            if count:
                said.append(f"{kind.label}{count}条")
        words = "；".join(said) + "。"
        if self.forked:
            words += "它在两台电脑上各出了一份汇总上报包，这里是版次高的一份，请电话核实。"
        return words + self.trouble
