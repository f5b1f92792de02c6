# SPDX-License-Identifier: MIT
"""What units between want of a unit: their 督办 and 退回, the one under the cursor whole below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bizenv_desktop.domain.exchange.feedback import NoteKind
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.consolidate.figures_model import FigureRow
from bizenv_desktop.gui.consolidate.figures_table import FiguresTable
from bizenv_desktop.gui.consolidate.words_box import WordsBox
from bizenv_desktop.gui.parts import Card

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.feedback import ReviewNote
    from bizenv_desktop.domain.exchange.relayed_reviews import RelayedReviews
    from bizenv_desktop.domain.exchange.unit_view import UnitView


class RelayedView(QWidget):
    """Nothing can be changed here: it is another unit's word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes = FiguresTable(self.tr("督办和退回"), 4, self)
        self.note = WordsBox(self.tr("这条意见"))
        card = Card(self)
        card.column.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(self, 8), 0, 0)
        column.addWidget(self.notes, 1)
        column.addWidget(card)
        self.notes.current_changed.connect(self._show_note)

    def show_view(self, view: UnitView) -> None:
        """Show what was said of a unit."""
        self.notes.show_rows(
            (
                self.tr("意见"),
                self.tr("期限"),
                self.tr("针对"),
                self.tr("谁提的"),
                self.tr("内容"),
            ),
            [_row(each, note) for each in view.relayed for note in each.notes],
            self.tr("没有督办和退回。"),
            widths={0: 140, 1: 104, 2: 120, 3: 190},
        )

    def _show_note(self, row: FigureRow | None) -> None:
        if row is None:
            self.note.clear()
            return
        said, note = row.subject
        self.note.setText(said.note_line(note))


def _row(said: RelayedReviews, note: ReviewNote) -> FigureRow:
    cells = (
        f"{said.sender.name}{note.kind.label}",
        note.due.isoformat() if note.due else "",
        said.about(note.package).removeprefix("针对"),
        f"{note.who}　{note.at:%Y-%m-%d}".strip(),
        note.words,
    )
    tones = {0: theme.BAD if note.kind is NoteKind.RETURN else theme.WARN}
    return FigureRow(f"{said.sender.code}/{note.position}", cells, (said, note), tones)
