# SPDX-License-Identifier: MIT
"""One glance: is it fit to be sent, what was sent last, what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.actions.submission_actions import chinese_moment
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Card, ElidedLabel, button, label, line, set_role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from bizenv_desktop.actions.feedback_state import FeedbackState
    from bizenv_desktop.actions.submission_actions import SubmissionState
    from bizenv_desktop.domain.exchange.package_record import PackageRecord


class StatusCard(Card):
    """Three columns: 审核, 上次上报 with the code in large letters, 上级回执."""

    review_requested = Signal()
    feedback_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.review = label(wrap=True)
        self.review_button = button(self.tr("去审核"), "quiet")
        self.revision = label("", "heading")
        self.code = label("", "code")
        self.made = label("", "muted", wrap=True)
        self.where = ElidedLabel()
        self.receipt = label(wrap=True)
        self.returned = label("", "bad", wrap=True)
        self.more = button("", "quiet")
        self.more.hide()
        self.code.setAccessibleName(self.tr("核对码"))
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        self.where.setProperty("role", "muted")
        self.review_button.clicked.connect(self.review_requested)
        self.more.clicked.connect(self.feedback_requested)
        self._lay_out()

    def show_review(self, errors: int, hints: int) -> None:
        """Say whether 审核 is clean."""
        if errors:
            words = self.tr("● 还有{errors}个错误，改正后才能上报")
        elif hints:
            words = self.tr("● 没有错误，可以上报；提示{hints}条，供参考")
        else:
            words = self.tr("● 没有错误，可以上报")
        self.review.setText(words.format(errors=errors, hints=hints))
        set_role(self.review, "bad" if errors else "good")
        self.review_button.setText(self.tr("去改正") if errors else self.tr("看审核"))

    def show_state(self, state: SubmissionState, by: str) -> None:
        """Say what was sent last; `by` whom."""
        last = state.last
        self.code.setVisible(last is not None)
        self.where.setVisible(last is not None)
        if last is None:
            self.revision.setText(self.tr("还没有上报过"))
            self.made.setText(self.tr("上报后，这里显示第几版和打电话核对用的核对码。"))
            return
        self.revision.setText(self.tr("第{number}版").format(number=last.revision))
        self.code.setText(last.code)
        self.made.setText(self._made(last, by))
        where = self.tr("写到 {path}").format(path=last.delivered_to)
        self.where.setText(where if last.delivered else self.tr("● 已做好，还没有写到U盘或文件夹"))
        self.where.setToolTip(last.delivered_to)
        set_role(self.where, "muted" if last.delivered else "warn")

    def show_feedback(self, feedback: FeedbackState, last: PackageRecord | None) -> None:
        """Say what the superiors' receipts and returns are about."""
        lines = list(feedback.receipt_lines[:2])
        receipts = {said.what.package for said in feedback.receipts}
        missing = last is not None and last.id not in receipts
        if last is not None and missing and lines:
            lines.append(self.tr("第{number}版还没有回执").format(number=last.revision))
        if not lines:
            lines.append(
                self.tr("还没有回执") if last is not None else self.tr("上报后等上级的回执")
            )
        self.receipt.setText("\n".join(lines))
        set_role(self.receipt, "muted" if missing or last is None else "good")
        self._show_more(feedback)
        note = feedback.returned if feedback.must_change else None
        self.returned.setVisible(note is not None)
        if note is not None:
            words = self.tr("● {unit}退回，改好后重新上报：{words}")
            said = " ".join(note.what.words.split())[:200]
            self.returned.setText(words.format(unit=note.superior, words=said))

    def _show_more(self, feedback: FeedbackState) -> None:
        """How much else the superior said; a click goes there."""
        parts = []
        if scores := len(feedback.reviews) + len(feedback.disputed):
            parts.append(self.tr("考核分{count}项").format(count=scores))
        if feedback.notes:
            parts.append(self.tr("意见{count}条").format(count=len(feedback.notes)))
        self.more.setText(self.tr("看{what}").format(what="、".join(parts)))
        self.more.setVisible(bool(parts))

    def _made(self, last: PackageRecord, by: str) -> str:
        when = chinese_moment(last.made_at)
        if by:
            return self.tr("{when}，{by}上报").format(when=when, by=by)
        return self.tr("{when}上报").format(when=when)

    def _lay_out(self) -> None:
        row = QGridLayout()
        row.setHorizontalSpacing(theme.px(self, 28))
        beside = QHBoxLayout()
        beside.setSpacing(theme.px(self, 12))
        beside.addWidget(self.revision)
        beside.addWidget(self.code)
        beside.addStretch(1)
        left, middle, right = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column, name, parts in (
            (left, self.tr("审核"), (self.review,)),
            (middle, self.tr("上次上报"), (beside, self.made, self.where)),
            (right, self.tr("上级回执"), (self.receipt, self.returned)),
        ):
            self._fill(column, name, parts)
        left.insertWidget(2, self.review_button, 0, Qt.AlignmentFlag.AlignLeft)
        right.insertWidget(3, self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for at, (column, share) in enumerate(((left, 4), (middle, 5), (right, 5))):
            row.addLayout(column, 0, at)
            row.setColumnStretch(at, share)
        self.column.addLayout(row)
        self.column.addWidget(line())

    def _fill(self, column: QVBoxLayout, name: str, parts: tuple[QWidget | QLayout, ...]) -> None:
        column.setSpacing(theme.px(self, 4))
        column.addWidget(label(name, "small"))
        for part in parts:
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)
