# SPDX-License-Identifier: MIT
"""What a unit filled in, item by item with its arithmetic; photos and the sum one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.exchange.feedback import rounded
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.consolidate.figures_model import FigureRow
from bizenv_desktop.gui.consolidate.figures_table import FiguresTable
from bizenv_desktop.gui.consolidate.words_box import WordsBox
from bizenv_desktop.gui.parts import Card, button, label

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.exchange.relayed_reviews import RelayedReviews
    from bizenv_desktop.domain.exchange.unit_view import UnitView
    from bizenv_desktop.domain.scoring import ItemScore
    from bizenv_desktop.domain.selfcheck import Answer
    from bizenv_desktop.gui.workspace import Workspace

_REVIEWED = 4  # the column of 考核分 that came with a relay, where there is any


class AnswersView(QWidget):
    """The items in a table, under it the words of the one the cursor is on."""

    review_requested = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view: UnitView | None = None
        self.table = FiguresTable(self.tr("填报结果"), 4, self)
        self.title = label(role="heading-small", wrap=True)
        self.words = WordsBox(self.tr("这一项填了什么"))
        self.photos = button(self.tr("看佐证"))
        self.sum = button(self.tr("算式…"))
        self.review = button(self.tr("考核这一项…"))
        card = Card(self)
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        for part in (self.photos, self.sum, self.review):
            row.addWidget(part)
        card.column.addLayout(row)
        card.column.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(self, 8), 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(card)
        self.table.current_changed.connect(self._show_item)
        self.table.row_activated.connect(lambda *_: self._open_sum())
        self.photos.clicked.connect(self._open_photos)
        self.sum.clicked.connect(self._open_sum)
        self.review.clicked.connect(self._ask_review)

    def show_view(self, view: UnitView) -> None:
        """Show a unit's items."""
        self._view = view
        reviewed = _reviewing(view)
        headings = [
            self.tr("编号"),
            self.tr("检查项"),
            self.tr("填报"),
            self.tr("得分"),
            self.tr("怎么算的"),
            self.tr("佐证"),
        ]
        widths = {0: 64, 1: 200, 2: 104, 3: 86, 5: 56}
        if reviewed is not None:
            headings.insert(_REVIEWED, reviewed.heading)
            older = any(reviewed.about(each.package) for each in reviewed.reviews.values())
            widths = {0: 64, 1: 200, 2: 104, 3: 86, 4: 132 if older else 92, 6: 56}
        last = len(headings) - 1
        self.table.show_rows(
            headings,
            [self._row(entry, view) for entry in view.filled.card.items],
            self.tr("没有检查项。"),
            widths=widths,
            numbers=(3, last),
            wide=last - 1,
        )

    def go_to(self, item: str) -> None:
        """Put the cursor on an item."""
        for place, row in enumerate(self.table.figures.rows):
            if row.key == item:
                self.table.setCurrentIndex(self.table.figures.index(place, 0))

    def _row(self, entry: ItemScore, view: UnitView) -> FigureRow:
        item = entry.item
        verdict = entry.answer.verdict
        files = len(view.filled.evidence.of(item.code).links)
        lost = entry.lost > 0 or entry.vetoes
        score = "—" if entry.score is None else money_like(entry.score)
        cells = [
            item.code,
            item.title,
            verdict.label if verdict is not None else "",
            f"{score}/{plain(item.points)}" if item.points else "",
            entry.explanation,
            str(files) if files else "",
        ]
        tones = {2: theme.BAD} if lost else {}
        tips = {}
        if (reviewed := _reviewing(view)) is not None:
            cells.insert(_REVIEWED, "")
            if review := reviewed.reviews.get(item.code):
                given = review.given.score
                about = reviewed.about(review.package).removeprefix("针对")
                cells[_REVIEWED] = money_like(given) + (f"（{about}）" if about else "")
                tips[_REVIEWED] = reviewed.review_line(review, entry.score)
                if entry.score is None or given != rounded(entry.score):
                    tones[_REVIEWED] = theme.BAD
                elif about:
                    tones[_REVIEWED] = theme.WARN
        return FigureRow(item.code, tuple(cells), entry, tones, tips)

    def _show_item(self, row: FigureRow | None) -> None:
        for part in (self.photos, self.sum, self.review):
            part.setEnabled(row is not None)
        if row is None or self._view is None:
            self.title.clear()
            self.words.clear()
            return
        from bizenv_desktop.gui.feedback.received_photos import photos_here

        entry: ItemScore = row.subject
        self.title.setText(f"{entry.item.code} {entry.item.title}")
        here, left = photos_here(self._workspace.store, self._view.filled, entry.item.code)
        lines = [
            self.tr("标准：{words}").format(words=entry.item.standard),
            *_typed(entry.item, entry.answer),
        ]
        lines[:0] = [
            said.review_line(review, entry.score)
            for said in self._view.relayed
            if (review := said.reviews.get(entry.item.code))
        ]
        if left:
            lines.append(self.tr("有{count}件佐证没有随包转来。").format(count=left))
        self.words.setText("\n".join(lines))
        self.photos.setText(
            self.tr("看佐证（{count}）").format(count=here) if here else self.tr("没有佐证")
        )
        self.photos.setEnabled(bool(here))
        self.review.setEnabled(bool(entry.item.points))

    def _open_photos(self) -> None:
        from bizenv_desktop.gui.feedback.received_photos import show_photos

        row = self.table.current
        if row is not None and self._view is not None:
            show_photos(self._workspace.store, self._view.filled, row.key, self)

    def _open_sum(self) -> None:
        from bizenv_desktop.gui.score_dialog import show_item

        row = self.table.current
        if row is not None and self._view is not None:
            show_item(self._view.filled, row.key, self)

    def _ask_review(self) -> None:
        row = self.table.current
        if row is not None:
            self.review_requested.emit(row.key)


def _reviewing(view: UnitView) -> RelayedReviews | None:
    """Whose 考核分 the table shows: of the nearest unit between that gave any."""
    return next((said for said in view.relayed if said.reviews), None)


def _typed(item: CheckItem, answer: Answer) -> list[str]:
    """What the unit wrote about the item."""
    lines = []
    if answer.note.strip():
        lines.append(f"说明：{answer.note.strip()}")
    if answer.na_reason.strip():
        lines.append(f"不适用的原因：{answer.na_reason.strip()}")
    if answer.evidence.strip():
        lines.append(f"佐证说明：{answer.evidence.strip()}")
    for each in answer.occurrences:
        kind = item.deduction(each.kind)
        if kind is not None:
            place = f"{each.place.strip()}：" if each.place.strip() else ""
            note = f"（{each.note.strip()}）" if each.note.strip() else ""
            lines.append(f"{place}{kind.text}{note}，{each.count}{kind.unit}")
    return lines
