# SPDX-License-Identifier: MIT
"""One item under review: what was asked, what was answered, and the fields for 考核分 and why."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.exchange.feedback import parse_score, rounded
from bizenv_desktop.domain.papers.scoresheet import what_was_found
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.text_fields import is_undo_override

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from bizenv_desktop.actions.reviewing_actions import UnderReview
    from bizenv_desktop.domain.scoring import ItemScore


class ReasonField(QPlainTextEdit):
    """Several lines; Enter is done, Shift+Enter makes a new line."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.done.emit()
            return
        super().keyPressEvent(event)


class ItemPanel(QWidget):
    """Enter in the score asks for the reason where one is wanted, and else keeps the item."""

    kept = Signal()
    photos_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = ""
        self._own = ""
        self._most = Decimal(0)
        self._before = ("", "")
        self.title = label(role="heading", wrap=True)
        self.standard = label(role="muted", wrap=True)
        self.found = label(wrap=True)
        self.about = label(role="warn", wrap=True)
        self.photos = button(self.tr("看佐证"))
        self.score = QLineEdit(self)
        self.most = label(role="small")
        self.reason = ReasonField(self)
        self._lay_out()
        self.score.returnPressed.connect(self._score_done)
        self.reason.done.connect(self.kept)
        self.photos.clicked.connect(self.photos_requested)
        self.score.installEventFilter(self)
        self.reason.installEventFilter(self)

    def eventFilter(self, _field: QObject, event: QEvent) -> bool:
        """Ctrl+Z is the fields' own while something is typed in them, else the dialog's."""
        return not self.is_changed and is_undo_override(event)

    @property
    def wish(self) -> tuple[str, str]:
        """The score and the reason as they are typed."""
        return self.score.text(), self.reason.toPlainText()

    @property
    def is_changed(self) -> bool:
        """Whether something was typed since the item was shown."""
        return self.wish != self._before

    def show_item(self, entry: ItemScore, under: UnderReview, photos: tuple[int, int]) -> None:
        """Show an item with what was given for it, or with its own score to begin with.

        `photos` are how many files can be looked at, and how many did not come along.
        """
        item, review = entry.item, under.reviews.get(entry.item.code)
        self.code = item.code
        self._own = "" if entry.score is None else plain(rounded(entry.score))
        self.title.setText(f"{item.code}　{item.title}")
        self.standard.setText(self.tr("标准：{words}").format(words=item.standard))
        found = what_was_found(item, entry.answer)
        own = self.tr("自评：{words}").format(words=entry.explanation)
        self.found.setText(f"{own}\n{found}" if found else own)
        about = "" if review is None else under.about(review.package)
        words = self.tr("这个考核分是{about}给的，自查已有新版；按回车就算作现在这一版的。")
        self.about.setText(words.format(about=about) if about else "")
        self.about.setVisible(bool(about))
        self._show_photos(*photos)
        self._most = item.points
        self.most.setText(self.tr("最多{points}分").format(points=plain(item.points)))
        self.score.setText(self._own if review is None else plain(review.given.score))
        self.reason.setPlainText("" if review is None else review.given.reason)
        self._before = self.wish
        self.area.verticalScrollBar().setValue(0)

    def _show_photos(self, here: int, left: int) -> None:
        words = self.tr("看佐证（{count}件）").format(count=here) if here else self.tr("没有佐证")
        if left:
            words = self.tr("{words}，{left}件没有随包带来").format(
                words=words if here else self.tr("佐证"), left=left
            )
        self.photos.setText(words)
        self.photos.setEnabled(here > 0)

    def settle(self) -> None:
        """What is typed is kept now."""
        self._before = self.wish

    def focus_score(self) -> None:
        """Put the cursor where the hands begin."""
        self.score.setFocus()
        self.score.selectAll()

    def _score_done(self) -> None:
        typed = self.score.text().strip()
        same = self._own and typed in _same(self._own)
        differs = bool(typed) and typed != self._own and not same
        if differs and self._can_be(typed) and not self.reason.toPlainText().strip():
            self.reason.setFocus()
            return
        self.kept.emit()

    def _can_be(self, typed: str) -> bool:
        """Whether a score is one of the item's; else it is told before a reason is asked for."""
        try:
            return parse_score(typed) <= self._most
        except UserError:
            return False

    def _lay_out(self) -> None:
        self.score.setAccessibleName(self.tr("考核分"))
        self.score.setMaxLength(20)
        self.score.setFixedWidth(theme.px(self, 90))
        self.reason.setAccessibleName(self.tr("理由"))
        self.reason.setPlaceholderText(
            self.tr("与自评分不同时要写；回车保存并看下一项，Shift+回车换行")
        )
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(self, 84))
        words = QWidget()
        words.setProperty("role", "page")
        text = QVBoxLayout(words)
        text.setContentsMargins(0, 0, theme.px(self, 4), 0)
        text.setSpacing(theme.px(self, 8))
        for part in (self.title, self.standard, self.found, self.about):
            text.addWidget(part)
        text.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(words)
        row = QHBoxLayout()
        row.addWidget(self.score)
        row.addWidget(self.most)
        row.addStretch(1)
        row.addWidget(self.photos)
        form = QFormLayout()
        form.addRow(self.tr("考核分"), row)
        form.addRow(self.tr("理由"), self.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area, 1)
        column.addLayout(form)


def _same(own: str) -> tuple[str, ...]:
    """Ways to type the same number: 2, 2.0, 2.00."""
    number = Decimal(own)
    return (own, money_like(number), format(number.quantize(Decimal("0.1")), "f"))
