# SPDX-License-Identifier: MIT
"""逐处扣分: where points are deducted, how often, and what was seen there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bizenv_desktop.domain.selfcheck import Answer, Occurrence, with_occurrences
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.selfcheck.occurrence_row import OccurrenceRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow

    Places = Callable[[], tuple[str, ...]]


class OccurrenceEditor(QWidget):
    """The occurrences of one item, one under the other; `places` gives the places typed before."""

    edited = Signal(object, str)  # as Section.edited
    place_finished = Signal(str)
    done = Signal()

    def __init__(self, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = places
        self._item: CheckItem | None = None
        self._shown: list[OccurrenceRow] = []
        self._add = button(self.tr("＋ 再记一处"), "quiet-left")
        self._add.clicked.connect(self.add)
        self._empty = label(self.tr("没有扣分处；按 2 记一处，按 1 为符合。"), "small", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._add)

    @property
    def rows(self) -> list[OccurrenceRow]:
        """The rows shown, in order."""
        return [row for row in self._shown if not row.isHidden()]

    @property
    def first(self) -> QWidget:
        """Where the cursor goes: the last row's start, or the button that adds one."""
        rows = self.rows
        return rows[-1].first if rows else self._add

    def show_row(self, row: ItemRow) -> None:
        found = row.answer.occurrences
        self._item = row.item
        while len(self._shown) < len(found):
            self._make_row()
        for place, line in enumerate(self._shown):
            if place < len(found):
                line.show_occurrence(row.item, found[place])
            line.setVisible(place < len(found))
        self._empty.setVisible(not found)

    def add(self) -> None:
        """Record one more occurrence, of the kind of the last, and put the cursor there."""
        item = self._item
        if item is None or not item.deductions:
            return
        self.edited.emit(lambda answer: with_one_more(item, answer), "")
        if self.rows:
            self.rows[-1].first.setFocus()

    def _make_row(self) -> None:
        place = len(self._shown)
        row = OccurrenceRow()
        row.kind_chosen.connect(lambda kind: self._change(place, "", _with_kind(kind)))
        row.place_typed.connect(
            lambda text, burst: self._change(place, f"place{place}.{burst}", _with_place(text))
        )
        row.note_typed.connect(
            lambda text, burst: self._change(place, f"note{place}.{burst}", _with_note(text))
        )
        row.count_changed.connect(lambda step: self._count(place, step))
        row.removed.connect(lambda: self._count(place, 0))
        row.place_finished.connect(self.place_finished)
        row.done.connect(self.done)
        row.place.offer(self._places())
        row.place_finished.connect(lambda: row.place.offer(self._places()))
        self._shown.append(row)
        self._column.insertWidget(self._column.count() - 1, row)

    def _change(
        self, place: int, field: str, change_one: Callable[[Occurrence], Occurrence]
    ) -> None:
        item = self._item
        if item is None:
            return

        def change(answer: Answer) -> Answer:
            found = list(answer.occurrences)
            if place < len(found):
                found[place] = change_one(found[place])
            return with_occurrences(item, answer, tuple(found))

        self.edited.emit(change, field)

    def _count(self, place: int, step: int) -> None:
        item = self._item
        if item is not None:
            self.edited.emit(lambda answer: with_count(item, answer, place, step), "")


def _with_kind(kind: str) -> Callable[[Occurrence], Occurrence]:
    return lambda found: replace(found, kind=kind)


def _with_place(place: str) -> Callable[[Occurrence], Occurrence]:
    return lambda found: replace(found, place=place)


def _with_note(note: str) -> Callable[[Occurrence], Occurrence]:
    return lambda found: replace(found, note=note)


def with_one_more(item: CheckItem, answer: Answer) -> Answer:
    """The answer with a new occurrence of the kind last used, else of the item's first kind."""
    kind = answer.occurrences[-1].kind if answer.occurrences else item.deductions[0].code
    return with_occurrences(item, answer, (*answer.occurrences, Occurrence(kind)))


def with_count(item: CheckItem, answer: Answer, place: int, step: int) -> Answer:
    """The answer with one occurrence counted up or down; at nothing, or by `step` 0, it goes."""
    found = list(answer.occurrences)
    if not 0 <= place < len(found):
        return answer
    count = found[place].count + step if step else 0
    if count > 0:
        found[place] = replace(found[place], count=count)
    else:
        del found[place]
    return with_occurrences(item, answer, tuple(found))
