# SPDX-License-Identifier: MIT
"""The items of a unit's self-check beside what was given for them, for the table of 考核."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from bizenv_desktop.domain.arithmetic import money_like
from bizenv_desktop.domain.exchange.feedback import rounded
from bizenv_desktop.gui import theme

if TYPE_CHECKING:
    from bizenv_desktop.actions.reviewing_actions import UnderReview
    from bizenv_desktop.domain.exchange.feedback import Review
    from bizenv_desktop.domain.scoring import ItemScore

CODE, TITLE, OWN, GIVEN, REASON = range(5)
_LONGEST = 120
_Index = QModelIndex | QPersistentModelIndex


class ReviewModel(QAbstractTableModel):
    """Items with points, in the checklist's order; vetoes without points have no 考核分."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[ItemScore, ...] = ()
        self._under: UnderReview | None = None

    def show(self, under: UnderReview) -> None:
        """Show a unit's items, or what became of them."""
        entries = tuple(each for each in under.filled.card.items if each.item.points)
        if [each.item.code for each in entries] != [each.item.code for each in self._entries]:
            self.beginResetModel()
            self._entries, self._under = entries, under
            self.endResetModel()
            return
        self._entries, self._under = entries, under
        if entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(entries) - 1, REASON))

    def entry(self, row: int) -> ItemScore:
        return self._entries[row]

    def row_of(self, code: str) -> int:
        """The item's row, -1 when it has none."""
        codes = [each.item.code for each in self._entries]
        return codes.index(code) if code in codes else -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else REASON + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section not in (OWN, GIVEN):
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = ("编号", "检查项", "自评分", "考核分", "理由")
        return self.tr(titles[section])

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._under is None:
            return None
        entry = self._entries[index.row()]
        review = self._under.reviews.get(entry.item.code)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, review, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and review is not None and index.column() == REASON:
            return review.given.reason[:1000]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (OWN, GIVEN):
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == GIVEN and review:
            own = None if entry.score is None else rounded(entry.score)
            return None if own == review.given.score else QColor(theme.BAD)
        return None

    def _text(self, entry: ItemScore, review: Review | None, column: int) -> str:
        assert self._under is not None
        match column:
            case 0:
                return entry.item.code
            case 1:
                return entry.item.title
            case 2:
                return "—" if entry.score is None else money_like(entry.score)
            case 3:
                return "" if review is None else money_like(review.given.score)
        if review is None:
            return ""
        about = self._under.about(review.package)
        reason = " ".join(review.given.reason[:_LONGEST].split())
        return f"（{about}）{reason}" if about else reason
