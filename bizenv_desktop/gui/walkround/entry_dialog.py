# SPDX-License-Identifier: MIT
"""Typing a walk-round sheet in: large, on the number pad alone, in the sheet's own order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.domain.papers.walkround import FieldKind, begin_entry, enter
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Bar, Card, button, label
from bizenv_desktop.gui.walkround.entry_line import EntryLine
from bizenv_desktop.gui.walkround.entry_words import filled_words

if TYPE_CHECKING:
    from bizenv_desktop.domain.papers.walkround import Entry
    from bizenv_desktop.gui.workspace import Workspace


class EntryDialog(QDialog):
    """First the sheet's code, then field by field; each answer is saved once it is typed."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.entry: Entry | None = None
        self.place = label(role="muted")
        self.bar = Bar()
        self.item = label(wrap=True)
        self.prompt = label(wrap=True)
        self.standard = label(role="muted", wrap=True)
        self.known = label(role="muted", wrap=True)
        self.input = EntryLine(self)
        self.trouble = label(role="bad", wrap=True)
        self.keys = label(role="muted", wrap=True)
        self.close_button = button(self.tr("结束录入"))
        self._build()
        self.input.returnPressed.connect(self.take)
        self.input.back_requested.connect(lambda: self._enter("-"))
        self.close_button.clicked.connect(self.reject)
        self._show()

    def take(self) -> None:
        """Take what is in the line: the code first, an answer after that."""
        if self.entry is None:
            self._begin(self.input.text())
        else:
            self._enter(self.input.text())

    def _begin(self, code: str) -> None:
        try:
            self.entry = begin_entry(self._workspace.filled, code)
        except UserError as error:
            self._refuse(str(error))
            return
        self._show()

    def _enter(self, typed: str) -> None:
        if self.entry is None:
            return
        field = self.entry.field
        try:
            entry = enter(self.entry, typed)
            if field is not None and entry.answers is not self.entry.answers:
                self._workspace.save_answer(entry.answer(field.item.code))
        except UserError as error:
            self._refuse(str(error))
            return
        self.entry = entry
        self._show()

    def _refuse(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.show()
        self.input.selectAll()

    # -- what is asked

    def _show(self) -> None:
        self.trouble.hide()
        self.input.clear()
        self.input.goes_back = self.entry is not None
        for widget in (self.place, self.bar):
            widget.setVisible(self.entry is not None)
        if self.entry is None:
            self._ask(
                self.tr("走查表的核对码"),
                self.tr("先输走查表题目下面的12位核对码，或扫二维码，看是不是这一期的表。"),
            )
            self.keys.setText(self.tr("回车：开始录入　Esc：不录了"))
            return
        field = self.entry.field
        count = len(self.entry.fields)
        self.bar.show_share(self.entry.position, count)
        if field is None:
            words = self.tr("录了{count}项，都已保存。").format(count=len(self.entry.answers))
            self.place.setText(self.tr("共{count}格").format(count=count))
            self._ask(self.tr("这张走查表录完了"), words)
            self.keys.setText(self.tr("－ 退回一格　Esc：结束录入"))
            return
        place = self.tr("第{position}格，共{count}格")
        self.place.setText(place.format(position=self.entry.position + 1, count=count))
        self._ask(f"{field.item.code}　{field.item.title}", self._prompt())
        self.standard.setText(field.item.standard)
        known = filled_words(field, self.entry.answer(field.item.code))
        self.known.setText(self.tr("现在是：{words}").format(words=known) if known else "")
        self.keys.setText(
            self.tr("回车：记下并到下一格，空着就不改　－ 退回一格　* 不适用　Esc：结束录入")
        )

    def _prompt(self) -> str:
        field = self.entry.field if self.entry is not None else None
        if field is None:
            return ""
        if field.kind is FieldKind.VERDICT:
            return self.tr("1 符合　2 部分符合　3 不符合　0 不适用")
        return field.prompt

    def _ask(self, item: str, prompt: str) -> None:
        self.item.setText(item)
        self.prompt.setText(prompt)
        self.known.setText("")
        self.standard.setText("")
        self.input.setAccessibleName(f"{item}：{prompt}")

    def _build(self) -> None:
        self.setWindowTitle(self.tr("录入走查表"))
        for widget, pixels in ((self.item, 28), (self.prompt, 24), (self.input, 36)):
            font = widget.font()
            font.setPixelSize(theme.px(self, pixels))
            widget.setFont(font)
        self.input.setMinimumHeight(theme.px(self, 64))
        self.input.setMaximumWidth(theme.px(self, 420))
        card = Card(self)
        card.column.setSpacing(theme.px(self, 14))
        for widget in (self.item, self.standard, self.prompt, self.input, self.known, self.trouble):
            card.column.addWidget(widget)
        card.column.addStretch(1)
        top = QHBoxLayout()
        top.addWidget(self.place)
        top.addWidget(self.bar, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.keys, 1)
        bottom.addWidget(self.close_button)
        self.close_button.setAutoDefault(False)  # Enter is the line's alone
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(self, 10))
        layout.addLayout(top)
        layout.addWidget(card, 1)
        layout.addLayout(bottom)
        size = self.screen().availableSize()
        self.resize(
            min(theme.px(self, 860), size.width() - 80),
            min(theme.px(self, 540), size.height() - 80),
        )
        self.input.setFocus()
