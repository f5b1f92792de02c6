# SPDX-License-Identifier: MIT
"""登记密钥: the unit reads its fingerprint over the phone, and it is typed in here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bizenv_desktop.actions import receipt_actions
from bizenv_desktop.domain.exchange.keys import hinted, same_fingerprint
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.findings.name_field import NameField
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import Card, button, label, set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from bizenv_desktop.domain.exchange.keys import KeyCard
    from bizenv_desktop.gui.workspace import Workspace

_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Verified:
    """A card whose fingerprint was read back, as it was typed, and who did it."""

    card: KeyCard
    typed: str
    by: str


class EnrolDialog(QDialog):
    """Goes through the cards one by one; `verified` are those whose fingerprint agreed."""

    def __init__(
        self, workspace: Workspace, cards: Sequence[KeyCard], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._cards = tuple(cards)
        self._place = 0
        self.verified: list[Verified] = []
        self.step = label(role="muted")
        self.unit = label(role="title", wrap=True)
        self.unit_facts = label(role="muted", wrap=True)
        self.fingerprint = label()
        self.doubts = MessageBar(self)
        self.typed = QLineEdit(self)
        self.verdict = label(wrap=True)
        self.by = NameField(workspace, "enroller", self.tr("核对人"), self)
        self.skip = button(self.tr("跳过"))
        self.accept_button = button("", "primary")
        self._build()
        self._wire()
        self._show_card()

    @property
    def card(self) -> KeyCard:
        """The card that is on show."""
        return self._cards[self._place]

    def accept(self) -> None:
        """Take the card on show as verified and go to the next; only when it agrees."""
        if not self._agrees():
            self.typed.setFocus()
            return
        self.by.flush()
        self.verified.append(Verified(self.card, self.typed.text(), self.by.text()))
        self._next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field never accepts what is not typed whole."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if self.accept_button.isEnabled():
                self.accept()
            return
        super().keyPressEvent(event)

    def _next(self) -> None:
        if self._place + 1 < len(self._cards):
            self._place += 1
            self._show_card()
        elif self.verified:
            super().accept()
        else:
            self.reject()

    def _show_card(self) -> None:
        card, count = self.card, len(self._cards)
        self.step.setText(
            self.tr("第{place}张，共{count}张").format(place=self._place + 1, count=count)
        )
        self.step.setVisible(count > 1)
        self.skip.setVisible(count > 1)
        self.unit.setText(card.name)
        facts = self.tr("{path}　{level}，代码{code}")
        self.unit_facts.setText(
            facts.format(path="".join(card.path), level=card.level.label, code=card.organisation)
        )
        shown = hinted(card.fingerprint)
        self.fingerprint.setText(shown.replace("-", "  "))
        self.fingerprint.setAccessibleName(self.tr("指纹 {text}").format(text=shown))
        doubts = receipt_actions.card_doubts(self._workspace.store, card)
        if doubts:
            self.doubts.show_note(doubts)
        else:
            self.doubts.clear()
        last = self._place + 1 == count
        self.accept_button.setText(self.tr("登记") if last else self.tr("登记，看下一张"))
        self.typed.clear()
        self._follow()
        self.typed.setFocus()

    def _agrees(self) -> bool:
        try:
            return same_fingerprint(self.card.key, self.typed.text())
        except UserError:
            return False

    def _follow(self) -> None:
        """Say how far it is; where it differs is not said, or one could try it out."""
        text = self.typed.text()
        count = sum(letter.isalnum() for letter in text)
        agrees = self._agrees()
        if not count:
            words, role = self.tr("对方念一段，打一段；大小写、空格都不要紧。"), "muted"
        elif agrees:
            words, role = self.tr("和密钥一致，可以登记。"), "good"
        elif count < _LENGTH:
            words = self.tr("还差{left}个字符。").format(left=_LENGTH - count)
            role = "muted"
        else:
            words = self.tr(
                "不一致：先请对方再念一遍；还不一致，就是卡被换过或不是这台电脑，不要登记。"
            )
            role = "bad"
        self.verdict.setText(words)
        set_role(self.verdict, role)
        self.accept_button.setEnabled(agrees)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("登记密钥"))
        font = self.fingerprint.font()
        font.setPixelSize(theme.px(self, 30))
        font.setBold(True)
        self.fingerprint.setFont(font)
        self.fingerprint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.typed.setAccessibleName(self.tr("对方念来的指纹"))
        self.typed.setPlaceholderText(self.tr("对方念来的16个字符"))
        self.typed.setMaxLength(60)
        self.by.setPlaceholderText(self.tr("谁打的电话，可不填"))
        card = Card(self)
        for each in (self.step, self.unit, self.unit_facts, self.fingerprint):
            card.column.addWidget(each)
        note = self.tr(
            "用您自己知道的号码打给这个单位，请对方念密钥卡上的指纹（没有就在“上报”页导出一张），"
            "边听边打，不要照着上面抄：上面这个可能是别人冒充的。"
        )
        form = QFormLayout()
        form.setSpacing(theme.px(self, 8))
        form.addRow(label(self.tr("念来的指纹"), "muted"), self.typed)
        form.addRow(label("", "muted"), self.verdict)
        form.addRow(label(self.tr("核对人"), "muted"), self.by)
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = button(self.tr("关闭"))
        cancel.clicked.connect(self.reject)
        for wish in (cancel, self.skip, self.accept_button):
            foot.addWidget(wish)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self.doubts)
        column.addWidget(card)
        column.addWidget(label(note, "small", wrap=True))
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(foot)
        self.setMinimumWidth(theme.px(self, 560))

    def _wire(self) -> None:
        self.typed.textChanged.connect(self._follow)
        self.skip.clicked.connect(self._next)
        self.accept_button.clicked.connect(self.accept)
