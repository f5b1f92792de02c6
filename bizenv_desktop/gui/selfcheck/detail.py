# SPDX-License-Identifier: MIT
"""Everything about the current item: what is asked, what was found, what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from bizenv_desktop.domain.findings.rectification import Finding, raises_finding, view_finding
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.selfcheck.basis_card import BasisCard
from bizenv_desktop.gui.selfcheck.fill_card import FillCard
from bizenv_desktop.gui.selfcheck.finding_card import FindingCard
from bizenv_desktop.gui.selfcheck.reference_card import ReferenceCard
from bizenv_desktop.gui.selfcheck.review_card import ReviewCard
from bizenv_desktop.gui.text_fields import flush_typing

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.review import Spot
    from bizenv_desktop.gui.evidence.box import EvidenceBox
    from bizenv_desktop.gui.selfcheck.basis_card import Editions
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow
    from bizenv_desktop.gui.selfcheck.occurrence_editor import Places
    from bizenv_desktop.gui.selfcheck.review_card import Answered


class ItemDetail(QScrollArea):
    """Cards one under the other; Esc goes back to the list, Ctrl+Enter on to the next item."""

    edited = Signal(str, object, str)  # item code, Change, name of the text field
    left = Signal()
    done = Signal()

    def __init__(
        self,
        editions: Editions,
        places: Places,
        files: EvidenceBox,
        answered: Answered,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.code = ""
        self.reference = ReferenceCard()
        self.fill = FillCard(places, files)
        self.review = ReviewCard(answered)
        self.finding = FindingCard()
        self.basis = BasisCard(editions)
        self._cards = (self.reference, self.fill, self.review, self.finding, self.basis)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.px(self, 4), 0)
        column.setSpacing(theme.px(self, 8))
        for card in self._cards:
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(page)
        self.fill.edited.connect(self._edited)
        self.fill.done.connect(self.done)
        page.hide()

    def show_item(self, row: ItemRow | None, filled: FilledCheck) -> None:
        """Show an item as it is filled in; None shows an empty panel."""
        if row is None or row.item.code != self.code:
            flush_typing()
            self.verticalScrollBar().setValue(0)
        self.code = row.item.code if row else ""
        self.widget().setVisible(row is not None)
        if row is None:
            return
        self.basis.show_check(filled)
        for card in self._cards:
            card.show_row(row)
        self._show_finding(row, filled)

    def focus_spot(self, spot: Spot) -> bool:
        """Put the cursor into the field a spot means; False when the item has no such field."""
        for card in self._cards:
            field = card.field_of(spot)
            if field is not None:
                field.setFocus()
                self.ensureWidgetVisible(field, 0, theme.px(self, 40))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _show_finding(self, row: ItemRow, filled: FilledCheck) -> None:
        if not raises_finding(row.item, row.answer):
            self.finding.show_finding(None)
            return
        stored = filled.stored_findings.get(self.code)
        finding = stored or Finding(self.code, filled.today)
        self.finding.show_finding(view_finding(row.item, row.answer, finding))

    def _edited(self, change: object, field: str) -> None:
        if self.code:
            self.edited.emit(self.code, change, field)
