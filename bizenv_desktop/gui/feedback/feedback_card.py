# SPDX-License-Identifier: MIT
"""What the superior answered to the self-check on the table: receipts, 考核分, 督办, 退回."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from bizenv_desktop.actions.feedback_state import NO_FEEDBACK, feedback_for
from bizenv_desktop.domain.arithmetic import money_like
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.feedback.note_table import NoteTable, fit_rows
from bizenv_desktop.gui.feedback.offer_list import OfferList
from bizenv_desktop.gui.feedback.rival_list import RivalList
from bizenv_desktop.gui.follow.row_table import RowTable
from bizenv_desktop.gui.parts import Card, label, set_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLabel, QWidget

    from bizenv_desktop.actions.feedback_state import FeedbackState
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.gui.workspace import Workspace

_RECEIPTS_SHOWN = 3


class FeedbackCard(Card):
    """`refresh` shows what stands; activating an item asks for it on the 自查 page.

    Without `receipts` it leaves receipts and returns to whoever shows them, and is hidden while
    there is nothing else.
    """

    item_requested = Signal(str)  # item code

    def __init__(
        self, workspace: Workspace, parent: QWidget | None = None, *, receipts: bool = True
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._receipts = receipts
        self._codes: list[str] = []
        self.state: FeedbackState = NO_FEEDBACK
        self.empty = label(self.tr("还没有收到上级的回执和反馈。"), "muted", wrap=True)
        self.returned = label(wrap=True)
        self.receipts = label(wrap=True)
        self.fork = label(role="warn", wrap=True)
        self.totals = label(wrap=True)
        titles = [self.tr(each) for each in ("编号", "检查项", "自评分", "考核分", "考核理由")]
        self.items = RowTable(self.tr("考核分与自评分不同的项"), titles, 4, self)
        self.notes = NoteTable(self)
        self.offers = OfferList(workspace, self)
        self.rivals = RivalList(workspace, self)
        self._lay_out()
        self.items.row_activated.connect(lambda row: self.item_requested.emit(self._codes[row]))

    def refresh(self) -> None:
        """Read what came back, and show it; nothing came back says so."""
        workspace, state = self._workspace, NO_FEEDBACK
        if workspace.has_check:
            try:
                state = feedback_for(workspace.store, workspace.filled.check.key)
            except UserError as error:
                self._show(self.returned, str(error), "bad")
                return
        self.show_state(state)

    def show_state(self, state: FeedbackState) -> None:
        """Show what was read before."""
        self.state = state
        self.offers.refresh()
        reviewed = bool(state.reviews or state.disputed)
        self.empty.setVisible(self._receipts and state.is_empty)
        if self._receipts:
            self._show_returned(state)
            self._show_receipts(state)
        else:
            parts = (state.notes, state.rivals, state.left_out)
            self.setVisible(reviewed or any(parts) or not self.offers.isHidden())
        self._show_fork(state)
        self.notes.show_notes([(note.what, note.superior, state) for note in state.notes])
        self.totals.setVisible(reviewed)
        self.items.setVisible(reviewed)
        if reviewed:
            self._show_reviews(state)

    def _show_reviews(self, state: FeedbackState) -> None:
        from bizenv_desktop.domain.exchange.feedback import reviewed_words

        filled = self._workspace.filled
        own = filled.card.total
        words = reviewed_words(filled, state.reviewed) if state.reviews else ""
        total = self.tr("自评总分{total}分").format(total="—" if own is None else money_like(own))
        self._show(self.totals, "；".join(filter(None, (total, words))))
        self._show_items(filled, state)

    def _show_receipts(self, state: FeedbackState) -> None:
        lines = state.receipt_lines
        shown = list(lines[:_RECEIPTS_SHOWN])
        if len(lines) > len(shown):
            shown.append(self.tr("另有{count}条回执").format(count=len(lines) - len(shown)))
        self._show(self.receipts, "\n".join(shown))

    def _show_returned(self, state: FeedbackState) -> None:
        if state.returned is None:
            self.returned.hide()
            return
        note, superior = state.returned.what, state.returned.superior
        about = state.about(note.package) or self.tr("上报的自查")
        if state.resubmitted:
            words = self.tr("{superior}退回过（{about}），已经重新上报。")
            self._show(self.returned, words.format(superior=superior, about=about), "muted")
        else:
            words = self.tr("{superior}退回（{about}），请按下面的要求改好后重新上报。")
            self._show(self.returned, words.format(superior=superior, about=about), "bad")

    def _show_fork(self, state: FeedbackState) -> None:
        self.rivals.show_rivals(state.rivals, state.left_out)
        if not state.forked:
            self.fork.hide()
            return
        words = self.tr(
            "上级在两台电脑上各出了一份反馈，两份都在这里；请电话核实，不用的那份点“不用这份”。"
        )
        if state.disputed:
            more = self.tr("考核分不一致的有{items}，暂不打印。")
            words += more.format(items="、".join(state.disputed))
        self._show(self.fork, words, "warn")

    def _show_items(self, filled: FilledCheck, state: FeedbackState) -> None:
        rows = list(self._rows(filled, state))
        self._codes = [row[0] for row in rows]
        self.items.show_rows(rows, self.tr("考核分都与自评分相同。"))
        self.items.show()
        fit_rows(self.items, len(rows))

    def _rows(self, filled: FilledCheck, state: FeedbackState) -> Iterator[tuple[str, ...]]:
        for entry in filled.card.items:
            code = entry.item.code
            own = "—" if entry.score is None else money_like(entry.score)
            if code in state.disputed:
                given = state.disputed[code]
                scores = " / ".join(money_like(each.given.score) for each in given)
                reasons = "；".join(filter(None, (each.given.reason for each in given)))
                yield code, entry.item.title, own, scores, reasons
            elif code in state.reviews:
                review = state.reviews[code]
                score = money_like(review.given.score)
                if score != own or review.given.reason:
                    about = state.about_older(review.package)
                    reason = f"（{about}）{review.given.reason}" if about else review.given.reason
                    yield code, entry.item.title, own, score, reason

    def _show(self, what: QLabel, words: str, role: str = "") -> None:
        set_role(what, role)
        what.setText(words)
        what.setVisible(bool(words))

    def _lay_out(self) -> None:
        self.column.setSpacing(theme.px(self, 6))
        title = self.tr("上级的回执和反馈") if self._receipts else self.tr("上级的考核和督办")
        self.column.addWidget(label(title, "heading"))
        for part in (
            self.empty,
            self.returned,
            self.receipts,
            self.fork,
            self.rivals,
            self.totals,
            self.items,
            self.notes,
            self.offers,
        ):
            self.column.addWidget(part)
            if part is not self.empty or not self._receipts:
                part.hide()
        if not self._receipts:
            self.hide()
