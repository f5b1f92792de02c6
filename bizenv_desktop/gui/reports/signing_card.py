# SPDX-License-Identifier: MIT
"""Who signs a paper, under what name of the line, and the day it bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from bizenv_desktop.domain.papers.paper_kinds import PaperSetting
from bizenv_desktop.domain.papers.rectification_list import SIGNATORIES
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.day_field import DayField
from bizenv_desktop.gui.parts import Card, label
from bizenv_desktop.gui.text_fields import LineField

if TYPE_CHECKING:
    from datetime import date

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.paper_kinds import PaperKind
    from bizenv_desktop.domain.papers.paper_settings import PaperSettings

_LONGEST_LABEL = 12
_FIELDS = ("preparer", "reviewer", "head")


class SigningCard(Card):
    """The names are the self-check's and the same on every paper; what a line is called is not."""

    date_chosen = Signal(object)  # date, or None for today
    signed = Signal(str, str)  # field of SelfCheck, name
    labels_chosen = Signal(object)  # tuple of what the lines are called; empty for the usual

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DayField(self.tr("材料日期"), self)
        self.labels = [
            LineField(self.tr("第{number}个签字栏的名称").format(number=number), self)
            for number in (1, 2, 3)
        ]
        self.names = {
            field: LineField(self.tr("{label}姓名").format(label=usual), self)
            for field, usual in zip(_FIELDS, SIGNATORIES, strict=True)
        }
        self._signing = QWidget(self)
        self._build()
        for each in self.labels:
            each.edited.connect(self._send_labels)
        for field, line in self.names.items():
            line.edited.connect(lambda name, field=field: self.signed.emit(field, name))
        self.day.edited.connect(self.date_chosen)

    def show_check(
        self, kind: PaperKind, settings: PaperSettings, filled: FilledCheck, day: date
    ) -> None:
        """Show the self-check's names, the kind's lines and the paper's date."""
        self._signing.setVisible(PaperSetting.SIGNATURES in kind.settings)
        shown = (*settings.signatories, "", "", "")
        for line, usual, words in zip(self.labels, SIGNATORIES, shown, strict=False):
            line.show_text(words if words != usual else "")
        for field, line in self.names.items():
            line.show_text(getattr(filled.check, field))
        note = "" if day == filled.today else self.tr("不是今天的日期。")
        self.day.show_day(day, note, filled.check.period.first_day)

    def _send_labels(self) -> None:
        typed = [line.text().strip() for line in self.labels]
        if not any(typed):
            self.labels_chosen.emit(())
            return
        self.labels_chosen.emit(
            tuple(own or usual for own, usual in zip(typed, SIGNATORIES, strict=True))
        )

    def _build(self) -> None:
        self.column.addWidget(label(self.tr("签字与日期"), "heading"))
        grid = QGridLayout(self._signing)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(self, 8))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.addWidget(label(self.tr("签字栏"), "small"), 0, 0)
        grid.addWidget(label(self.tr("姓名，可留空手写"), "small"), 0, 1)
        for row, (line, usual, name) in enumerate(
            zip(self.labels, SIGNATORIES, self.names.values(), strict=True), 1
        ):
            line.setPlaceholderText(usual)
            line.setMaxLength(_LONGEST_LABEL)
            grid.addWidget(line, row, 0)
            grid.addWidget(name, row, 1)
        self.column.addWidget(self._signing)
        self.column.addWidget(label(self.tr("材料日期"), "muted"))
        self.column.addWidget(self.day)
