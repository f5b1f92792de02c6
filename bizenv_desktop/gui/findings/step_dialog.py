# SPDX-License-Identifier: MIT
"""Who takes a step about findings, and with what words; for 延期 also until when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.domain.findings.lifecycle import Step, same_person
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.day_field import DayField
from bizenv_desktop.gui.findings.name_field import NameField
from bizenv_desktop.gui.growing_dialog import GrowingDialog
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.step_edit import StepWish

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.gui.workspace import Workspace

_PUT_OFF_DAYS = 7
_MOST_COUNTED = 90
_VERIFYING = (Step.CLOSE, Step.RETURN)


class StepDialog(GrowingDialog):
    """Takes the step when it is accepted; a refusal is told here and the dialog stays."""

    def __init__(
        self,
        workspace: Workspace,
        views: Sequence[FindingView],
        step: Step,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._views = tuple(views)
        self._step = step
        self._new_due: date | None = None
        self.message = MessageBar(self)
        self.who = NameField(workspace, "person", self._who_label(), self)
        self.words = QPlainTextEdit(self)
        self.day = DayField(self.tr("延期到"), self)
        self.take = button(step.label, "primary")
        self._build()
        self._fill()
        self.take.clicked.connect(self.accept)
        self.day.edited.connect(self._choose_day)

    def accept(self) -> None:
        """Take the step; close only when it was taken."""
        self.day.flush()
        codes = tuple(view.item.code for view in self._views)
        due = self._new_due if self._step is Step.EXTEND else None
        wish = StepWish(codes, self._step, self.who.text(), self.words.toPlainText(), due)
        try:
            self._workspace.take_step(wish)
            self._workspace.remember("person", self.who.text())
        except UserError as error:
            self.message.show_error(str(error))
            return
        super().accept()

    def _choose_day(self, day: date | None) -> None:
        self._new_due = day
        latest = max(view.due for view in self._views)
        notes = (self._longer(day, latest), self._old_days())
        self.day.show_day(day, "；".join(note for note in notes if note), latest)

    def _fill(self) -> None:
        """Begin with what is most likely: one click is enough for most steps."""
        self.who.show_text(self._likely())
        latest = max(view.due for view in self._views)
        self._choose_day(max(latest, self._workspace.filled.today) + timedelta(days=_PUT_OFF_DAYS))
        (self.words if self.who.text() else self.who).setFocus()

    def _likely(self) -> str:
        """The person responsible, or for verifying the one who reviews, when that is another."""
        check = self._workspace.filled.check
        persons = {view.finding.person.strip() for view in self._views}
        if self._step not in _VERIFYING:
            return persons.pop() if len(persons) == 1 else ""
        past = [event.who for view in self._views for event in view.log.effective]
        barred = "、".join((*persons, *past))
        names = (check.reviewer.strip(), check.head.strip())
        return next((name for name in names if name and not same_person(name, barred)), "")

    def _who_label(self) -> str:
        return self.tr("复核人") if self._step in _VERIFYING else self.tr("办理人")

    def _words_label(self) -> str:
        match self._step:
            case Step.RETURN:
                return self.tr("退回理由（必填）")
            case Step.EXTEND:
                return self.tr("延期理由（必填）")
            case Step.SUBMIT:
                return self.tr("整改情况说明")
            case _:
                return self.tr("说明")

    def _longer(self, day: date | None, latest: date) -> str:
        """How much later the new day is, counted in working days as well."""
        if day is None:
            return ""
        if day <= latest:
            return self.tr("没有晚于原来的时限")
        if (day - latest).days > _MOST_COUNTED:
            return self.tr("比原来晚{days}日，请核对年份").format(days=(day - latest).days)
        from bizenv_desktop.domain.workdays import span_in_words

        return self.tr("比{old}晚{span}").format(
            old=f"{latest:%Y-%m-%d}", span=span_in_words(latest, day)
        )

    def _old_days(self) -> str:
        days = sorted({view.due for view in self._views})
        return self.tr("原定{days}，会留在办理过程里").format(
            days="、".join(f"{day:%Y-%m-%d}" for day in days)
        )

    def _about(self) -> str:
        if len(self._views) == 1:
            item = self._views[0].item
            return f"{item.code}　{item.title}"
        codes = "、".join(view.item.code for view in self._views)
        return self.tr("{count}个问题：{codes}").format(count=len(self._views), codes=codes)

    def _build(self) -> None:
        self.setWindowTitle(self._step.label)
        self.words.setAccessibleName(self._words_label())
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme.px(self, 90))
        form = QFormLayout()
        form.addRow(self._who_label(), self.who)
        if self._step is Step.EXTEND:
            form.addRow(self.tr("延期到"), self.day)
        else:
            self.day.hide()
        form.addRow(self._words_label(), self.words)
        cancel = button(self.tr("取消"))
        cancel.clicked.connect(self.reject)
        self.take.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(self, 12))
        column.addWidget(self.message)
        column.addWidget(label(self._about(), "heading", wrap=True))
        if self._step in _VERIFYING:
            note = self.tr("复核人不能是责任人，也不能是报请复核的人。")
            column.addWidget(label(note, "small", wrap=True))
        column.addLayout(form)
        column.addLayout(row)
        self.setMinimumWidth(theme.px(self, 460))
