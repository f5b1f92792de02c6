# SPDX-License-Identifier: MIT
"""Recording that a closed finding was looked at again: what was seen, who went, on what day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.domain.findings.looks import LookOutcome
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.day_field import DayField
from bizenv_desktop.gui.findings.name_field import NameField
from bizenv_desktop.gui.follow.looking import record_looks
from bizenv_desktop.gui.growing_dialog import GrowingDialog
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bizenv_desktop.domain.findings.followup import LookBack
    from bizenv_desktop.gui.workspace import Workspace

_SHOWN = 300


class LookDialog(GrowingDialog):
    """Records the look when it is accepted; a refusal is told here and the dialog stays."""

    def __init__(
        self,
        workspace: Workspace,
        looks: Sequence[LookBack],
        parent: QWidget | None = None,
        *,
        who: str = "",
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._looks = tuple(looks)
        self._day: date | None = None
        self.message = MessageBar(self)
        self.outcomes = QButtonGroup(self)
        self.day = DayField(self.tr("哪天看的"), self)
        self.who = NameField(workspace, "person", self.tr("谁去看的"), self)
        self.words = QPlainTextEdit(self)
        self._words_label = label()
        self.keep = button(self.tr("登记"), "primary")
        self._build()
        self._show_day(workspace.filled.today)
        self.outcomes.button(0).setChecked(True)
        self.who.show_text(who)
        (self.words if who else self.who).setFocus()
        self.day.edited.connect(self._show_day)
        self.keep.clicked.connect(self.accept)

    @property
    def outcome(self) -> LookOutcome:
        """What was seen, as chosen."""
        return LookOutcome.AGAIN if self.outcomes.checkedId() else LookOutcome.HOLDS

    def accept(self) -> None:
        """Record it; close only when it was recorded."""
        self.day.flush()
        if self._day is None:
            self.message.show_error(self.tr("没有写是哪天看的，请填写。"))
            return
        try:
            record_looks(
                self._workspace,
                [(look.occasion, look.after) for look in self._looks],
                self.outcome,
                day=self._day,
                who=self.who.text(),
                words=self.words.toPlainText(),
            )
            self._workspace.remember("person", self.who.text())
        except UserError as error:
            self.message.show_error(str(error))
            return
        super().accept()

    def _show_day(self, day: date | None) -> None:
        self._day = day
        days = sorted({look.occasion.closed or look.day for look in self._looks})
        words = "、".join(f"{closed:%Y-%m-%d}" for closed in days)
        self.day.show_day(day, self.tr("{day}销号").format(day=words), days[-1])

    def _say_what_is_needed(self) -> None:
        """A problem seen again has to be told; that all is well need not be."""
        again = self.outcome is LookOutcome.AGAIN
        name = self.tr("是什么问题（必填）") if again else self.tr("看到了什么")
        hint = self.tr("写明在哪里、是什么问题；登记后可以列入整改") if again else ""
        self._words_label.setText(name)
        self.words.setAccessibleName(name)
        self.words.setPlaceholderText(hint)

    def _about(self) -> tuple[str, str]:
        """What is looked at: one finding with its problem, or the codes of several."""
        if len(self._looks) > 1:
            codes = "、".join(look.occasion.view.item.code for look in self._looks)
            count = self.tr("{count}个问题").format(count=len(self._looks))
            return count, self.tr("下面填写的内容同时登记到：{codes}").format(codes=codes)
        occasion = self._looks[0].occasion
        view = occasion.view
        problem = " ".join(view.problem[:_SHOWN].split())
        words = self.tr("{period}的问题：{problem}")
        told = words.format(period=occasion.period, problem=problem)
        return f"{view.item.code}　{view.item.title}", told

    def _build(self) -> None:
        afters = sorted({look.after for look in self._looks})
        days = "、".join(self.tr("{days}天").format(days=after) for after in afters)
        self.setWindowTitle(self.tr("登记回头看（销号后{days}）").format(days=days))
        choices = QHBoxLayout()
        for at, outcome in enumerate((LookOutcome.HOLDS, LookOutcome.AGAIN)):
            choice = QRadioButton(outcome.label, self)
            self.outcomes.addButton(choice, at)
            choice.toggled.connect(self._say_what_is_needed)
            choices.addWidget(choice)
        choices.addStretch(1)
        self._say_what_is_needed()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme.px(self, 90))
        form = QFormLayout()
        form.addRow(self.tr("结果"), choices)
        form.addRow(self.tr("谁去看的"), self.who)
        form.addRow(self.tr("哪天看的"), self.day)
        form.addRow(self._words_label, self.words)
        cancel = button(self.tr("取消"))
        cancel.clicked.connect(self.reject)
        self.keep.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.keep)
        title, told = self._about()
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(self, 12))
        column.addWidget(self.message)
        column.addWidget(label(title, "heading", wrap=True))
        column.addWidget(label(told, "small", wrap=True))
        column.addLayout(form)
        column.addLayout(row)
        self.setMinimumWidth(theme.px(self, 480))
