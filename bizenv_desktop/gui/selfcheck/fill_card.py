# SPDX-License-Identifier: MIT
"""What the clerk fills in about an item: facts, reason, note, evidence; and the score it makes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QWidget

from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.review import Spot
from bizenv_desktop.domain.scoring import ItemState
from bizenv_desktop.domain.selfcheck import Verdict
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.selfcheck.na_reason import ReasonEditor
from bizenv_desktop.gui.selfcheck.number_editor import NumberEditor
from bizenv_desktop.gui.selfcheck.occurrence_editor import OccurrenceEditor
from bizenv_desktop.gui.selfcheck.section import Figure, Section
from bizenv_desktop.gui.text_fields import TextField

if TYPE_CHECKING:
    from bizenv_desktop.domain.selfcheck import Answer
    from bizenv_desktop.gui.evidence.box import EvidenceBox
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow
    from bizenv_desktop.gui.selfcheck.occurrence_editor import Places


class FillCard(Section):
    """Only what the item asks for is shown; every field saves as one types."""

    score_requested = Signal()
    confirm_requested = Signal()
    place_finished = Signal(str)

    def __init__(self, places: Places, files: EvidenceBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files = files
        self.score = Figure()
        self.carried = self._make_carried()
        self.reason = ReasonEditor()
        self.numbers = NumberEditor()
        self.occurrences = OccurrenceEditor(places)
        self.note = TextField(self.tr("情况说明"))
        self.note.setPlaceholderText(self.tr("看到的情况；扣分的写明具体问题"))
        self.evidence = TextField(self.tr("佐证材料"))
        self.highlight = QCheckBox(self.tr("亮点做法，写进报告"))
        self._note_name = label(self.tr("情况说明"), "small")
        self._evidence_name = label(self.tr("佐证材料"), "small")
        self._note_name.setBuddy(self.note)
        self._evidence_name.setBuddy(self.evidence)
        self._lay_out()
        self._connect()

    def show_row(self, row: ItemRow) -> None:
        item, answer = row.item, row.answer
        applies = answer.verdict is not Verdict.NOT_APPLICABLE
        self.carried.setVisible(row.scored.state is ItemState.UNCONFIRMED)
        self.score.show_words(row.scored.explanation)
        self.reason.setVisible(not applies)
        if not applies:
            self.reason.show_row(row)
        counted = item.method in (Method.MEASURE, Method.TIER)
        if counted:
            self.numbers.show_row(row)
        self.numbers.setVisible(counted and applies)
        if item.method is Method.DEDUCTION:
            self.occurrences.show_row(row)
        self.occurrences.setVisible(item.method is Method.DEDUCTION and applies)
        self.note.show_text(answer.note)
        self.evidence.show_text(answer.evidence)
        self.evidence.setPlaceholderText("；".join(item.evidence))
        self.files.show_item(item.code)
        self.highlight.setChecked(answer.highlight)

    def field_of(self, spot: Spot) -> QWidget | None:
        match spot:
            case Spot.NOTE:
                return self.note
            case Spot.EVIDENCE:
                return self.evidence
            case Spot.NA_REASON:
                return self.reason.first
            case Spot.OCCURRENCES:
                return self.occurrences.first
            case _:
                return self.numbers.field_of(spot)

    def _make_carried(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "notice")
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.px(self, 8), 4, theme.px(self, 4), 4)
        row.addWidget(label(self.tr("沿用上期的结果，待确认"), wrap=True), 1)
        confirm = button(self.tr("确认（空格）"), "quiet")
        confirm.clicked.connect(self.confirm_requested)
        row.addWidget(confirm)
        return frame

    def _lay_out(self) -> None:
        self.column.setSpacing(theme.px(self, 6))
        self.note.setFixedHeight(theme.px(self, 76))
        self.evidence.setFixedHeight(theme.px(self, 54))
        for part in (
            self.carried,
            self.reason,
            self.numbers,
            self.occurrences,
            self.score,
            self._note_name,
            self.note,
            self._evidence_name,
            self.evidence,
            self.files,
            self.highlight,
        ):
            self.column.addWidget(part)

    def _connect(self) -> None:
        for editor in (self.reason, self.numbers, self.occurrences):
            editor.edited.connect(self.edited)
            editor.done.connect(self.done)
        self.occurrences.place_finished.connect(self.place_finished)
        self.score.clicked.connect(self.score_requested)
        self.note.edited.connect(self._note_typed)
        self.evidence.edited.connect(self._evidence_typed)
        self.highlight.clicked.connect(self._highlighted)

    def _note_typed(self, text: str) -> None:
        def change(answer: Answer) -> Answer:
            return replace(answer, note=text)

        self.edited.emit(change, f"note.{self.note.clock.burst}")

    def _evidence_typed(self, text: str) -> None:
        def change(answer: Answer) -> Answer:
            return replace(answer, evidence=text)

        self.edited.emit(change, f"evidence.{self.evidence.clock.burst}")

    def _highlighted(self, on: bool) -> None:
        self.edited.emit(lambda answer: replace(answer, highlight=on), "")
