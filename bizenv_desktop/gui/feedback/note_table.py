# SPDX-License-Identifier: MIT
"""督办 and 退回 in a table: kind, day, the beginning of the words; Enter shows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.feedback.words_dialog import WordsDialog
from bizenv_desktop.gui.follow.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.domain.exchange.feedback import ReviewNote

    class Revisions(Protocol):
        """Whatever knows which revision a package is."""

        def about(self, package: str) -> str: ...


MOST_ROWS_SHOWN = 6
"""A table in a card is as high as so many rows at most; the others are scrolled to."""
_ROW, _FRAME = 34, 6


class NoteTable(RowTable):
    """Hidden while there is nothing in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        # `self.tr` works only once the widget is made
        super().__init__("督办和退回", ["", "期限", "针对", "内容"], 3, parent)
        self._notes: list[ReviewNote] = []
        self._titles: list[str] = []
        self.setAccessibleName(self.tr("督办和退回"))
        titles = [self.tr(each) for each in ("意见", "期限", "针对", "内容")]
        self.setHorizontalHeaderLabels(titles)
        self.row_activated.connect(self.open_note)

    def show_notes(self, said: Sequence[tuple[ReviewNote, str, Revisions]]) -> None:
        """Show these notes, each with whose it is and who knows its revision."""
        self._notes = [note for note, _, _ in said]
        self._titles = [f"{superior}{note.kind.label}" for note, superior, _ in said]
        rows = [
            (
                title,
                f"{note.due:%Y-%m-%d}" if note.due else "",
                known.about(note.package).removeprefix("针对"),
                note.words,
            )
            for title, (note, _, known) in zip(self._titles, said, strict=True)
        ]
        self.show_rows(rows, self.tr("没有督办和退回。"))
        self.setVisible(bool(rows))
        fit_rows(self, len(rows))

    def open_note(self, row: int) -> None:
        """Show the whole of a note."""
        WordsDialog(self._titles[row], self._notes[row].words, self).exec()


def fit_rows(table: RowTable, count: int) -> None:
    """Make a table just high enough for its rows, up to a few."""
    shown = min(max(count, 1), MOST_ROWS_SHOWN)
    head = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(head + theme.px(table, _ROW) * shown + theme.px(table, _FRAME))
