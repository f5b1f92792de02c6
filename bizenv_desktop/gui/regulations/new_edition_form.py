# SPDX-License-Identifier: MIT
"""What a user says of a new edition, filled in beforehand as far as its text tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from bizenv_desktop.domain.regulations.edition_facts import EditionFacts
from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.day_field import DayField
from bizenv_desktop.gui.parts import label

if TYPE_CHECKING:
    from datetime import date


class NewEditionForm(QWidget):
    """Fields for an edition's facts; tells every change."""

    changed = Signal()

    def __init__(self, facts: EditionFacts, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._effective = facts.effective
        self.title = QLineEdit(facts.title)
        self.short_title = QLineEdit(facts.short_title)
        self.issuer = QLineEdit(facts.issuer)
        self.number = QLineEdit(facts.number)
        self.rank = QComboBox()
        self.effective = DayField(self.tr("施行日期"))
        self._build()
        for rank in LegalRank:
            self.rank.addItem(rank.label, rank.value)
        self.rank.setCurrentIndex(self.rank.findData(facts.rank.value) if facts.rank else -1)
        self.effective.show_day(facts.effective, "", today)
        for line in (self.title, self.short_title, self.issuer, self.number):
            line.textChanged.connect(self.changed)
        self.rank.currentIndexChanged.connect(self.changed)
        self.effective.edited.connect(self._take_day)

    @property
    def facts(self) -> EditionFacts:
        """What is filled in now."""
        rank = self.rank.currentData()
        return EditionFacts(
            title=self.title.text(),
            short_title=self.short_title.text(),
            issuer=self.issuer.text(),
            rank=LegalRank(rank) if rank else None,
            number=self.number.text(),
            effective=self._effective,
        )

    def _take_day(self, day: date | None) -> None:
        self._effective = day
        self.changed.emit()

    def _build(self) -> None:
        self.short_title.setPlaceholderText(self.tr("清单上用的简称，可以不填"))
        self.number.setPlaceholderText(self.tr("可以不填"))
        self.rank.setPlaceholderText(self.tr("请选择"))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(theme.px(self, 6))
        for name, field in (
            (self.tr("法规名称"), self.title),
            (self.tr("简称"), self.short_title),
            (self.tr("制定机关"), self.issuer),
            (self.tr("效力等级"), self.rank),
            (self.tr("文号"), self.number),
            (self.tr("施行日期"), self.effective),
        ):
            field.setAccessibleName(name)
            form.addRow(label(name, "muted"), field)
