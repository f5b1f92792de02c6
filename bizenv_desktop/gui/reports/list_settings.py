# SPDX-License-Identifier: MIT
"""What is set about the list beside its preview: signatories, date, columns, faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bizenv_desktop.domain.papers import score_line
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.day_field import DayField
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.gui.text_fields import LineField

if TYPE_CHECKING:
    from datetime import date

    from bizenv_desktop.domain.filled import FilledCheck

_WIDTH = 300


class ListSettings(QScrollArea):
    """Shows what is saved and sends on what is chosen; saves nothing itself."""

    date_chosen = Signal(object)  # date, or None for today
    signed = Signal(str, str)  # field of SelfCheck, name
    faces_chosen = Signal(bool)  # those of this PC first
    columns_requested = Signal()
    export_requested = Signal()
    print_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = label(role="muted", wrap=True)
        self.unfinished = label(role="warn", wrap=True)
        self.preparer = LineField(self.tr("填表人"), self)
        self.reviewer = LineField(self.tr("审核人"), self)
        self.head = LineField(self.tr("单位负责人"), self)
        self.day = DayField(self.tr("清单日期"), self)
        self.installed = QCheckBox(self.tr("优先用本机的公文字体"), self)
        self.columns_button = button(self.tr("设置列…"))
        self.print_button = button(self.tr("打印…"))
        self.export_button = button(self.tr("导出PDF…"), "primary")
        self._build()
        self._wire()
        self.allow(printing=False)

    def show_check(self, filled: FilledCheck, day: date, *, installed: bool) -> None:
        """Show the self-check's names and the list's date."""
        check = filled.check
        count = len(filled.findings)
        facts = self.tr("{period}，整改{count}项；{score}")
        self.facts.setText(
            facts.format(period=check.period.label, count=count, score=score_line(filled))
        )
        self.unfinished.setText(self._unfinished_in_words(filled))
        self.unfinished.setVisible(bool(self.unfinished.text()))
        self.preparer.show_text(check.preparer)
        self.reviewer.show_text(check.reviewer)
        self.head.show_text(check.head)
        note = "" if day == filled.today else self.tr("不是今天的日期。")
        self.day.show_day(day, note, check.period.first_day)
        self.installed.blockSignals(True)
        self.installed.setChecked(installed)
        self.installed.blockSignals(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:  # 大字 was switched
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(self, _WIDTH))

    def allow(self, *, printing: bool) -> None:
        """Let the list out once it is drawn."""
        self.print_button.setEnabled(printing)
        self.export_button.setEnabled(printing)

    def _unfinished_in_words(self, filled: FilledCheck) -> str:
        left = filled.card.asked - filled.card.answered
        if not left:
            return ""
        return self.tr("还有{count}项没有填完，清单会注明。").format(count=left)

    def _wire(self) -> None:
        for field in ("preparer", "reviewer", "head"):
            line: LineField = getattr(self, field)
            line.edited.connect(lambda name, field=field: self.signed.emit(field, name))
        self.day.edited.connect(self.date_chosen)
        self.installed.toggled.connect(self.faces_chosen)
        self.columns_button.clicked.connect(self.columns_requested)
        self.print_button.clicked.connect(self.print_requested)
        self.export_button.clicked.connect(self.export_requested)

    def _build(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self._out_card())
        column.addWidget(self._signing_card())
        column.addWidget(self._looks_card())
        column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self._fit()
        self.setAccessibleName(self.tr("清单设置"))

    def _out_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("整改清单"), "heading"))
        card.column.addWidget(self.facts)
        card.column.addWidget(self.unfinished)
        row = QHBoxLayout()
        row.addWidget(self.export_button, 1)
        row.addWidget(self.print_button, 1)
        card.column.addLayout(row)
        return card

    def _signing_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("签字与日期"), "heading"))
        form = QFormLayout()
        form.setSpacing(theme.px(self, 8))
        for line in (self.preparer, self.reviewer, self.head):
            form.addRow(label(line.accessibleName(), "muted"), line)
        card.column.addLayout(form)
        card.column.addWidget(label(self.tr("清单日期"), "muted"))
        card.column.addWidget(self.day)
        return card

    def _looks_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("版面"), "heading"))
        card.column.addWidget(self.columns_button)
        card.column.addWidget(self.installed)
        words = self.tr("本机装有小标宋、仿宋_GB2312等字体时用它们，没有就用自带的字体。")
        card.column.addWidget(label(words, "small", wrap=True))
        return card
