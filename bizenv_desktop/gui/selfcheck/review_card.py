# SPDX-License-Identifier: MIT
"""What the superior gave the item, beside the unit's own score; hidden while it gave nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like
from bizenv_desktop.domain.papers.reviewed import difference_words
from bizenv_desktop.gui.parts import label, set_role
from bizenv_desktop.gui.selfcheck.section import Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.actions.feedback_state import FeedbackState
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow

    Answered = Callable[[], FeedbackState]


class ReviewCard(Section):
    """考核分 with its reason, and which revision was meant where a newer one was submitted."""

    def __init__(self, answered: Answered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answered = answered
        self.score = label(wrap=True)
        self.reason = label(wrap=True)
        self.column.addWidget(label(self.tr("上级考核"), "heading-small"))
        self.column.addWidget(self.score)
        self.column.addWidget(self.reason)
        self.hide()

    def show_row(self, row: ItemRow) -> None:
        state = self._answered()
        code = row.item.code
        review, disputed = state.reviews.get(code), state.disputed.get(code)
        self.setVisible(review is not None or disputed is not None)
        if disputed is not None:
            scores = self.tr("、").join(money_like(each.given.score) for each in disputed)
            words = self.tr("{who}的两份反馈不一致：{scores}，请电话核实。")
            self._show(words.format(who=state.reviewer, scores=scores), "warn")
            self._show_reason("\n".join(filter(None, (each.given.reason for each in disputed))))
        elif review is not None:
            own = row.scored.score
            words = self.tr("{who}考核分{score}").format(
                who=state.reviewer, score=money_like(review.given.score)
            )
            if own is not None:
                words += self.tr("，自评分{own}").format(own=money_like(own))
            different = difference_words(own, review.given.score)
            about = state.about_older(review.package)
            more = "；".join(filter(None, (different, about)))
            self._show(f"{words}（{more}）" if more else words, "bad" if different else "")
            self._show_reason(review.given.reason)

    def _show(self, words: str, role: str) -> None:
        set_role(self.score, role)
        self.score.setText(words)

    def _show_reason(self, words: str) -> None:
        self.reason.setText(words)
        self.reason.setVisible(bool(words))
