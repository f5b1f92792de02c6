# SPDX-License-Identifier: MIT
"""The findings as a table of two-line rows, and what is shown of it."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt

from bizenv_desktop.domain.findings.lifecycle import State
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.tips import tip
from bizenv_desktop.gui.two_lines import SecondRole, ToneRole
from bizenv_desktop.gui.words import countdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from PySide6.QtCore import QObject, QPersistentModelIndex

    from bizenv_desktop.domain.findings.comeback import Comeback
    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.domain.pinyin import Initials

    Index = QModelIndex | QPersistentModelIndex

ViewRole = Qt.ItemDataRole.UserRole
SortRole = Qt.ItemDataRole.UserRole + 1
SOON_DAYS = 3
_STATE_TONES = {
    State.OPEN: theme.MUTED,
    State.WORKING: theme.ACCENT,
    State.SUBMITTED: theme.WARN,
    State.CLOSED: theme.GOOD,
}
_TOP = QModelIndex()


class Column(IntEnum):
    """The table's columns."""

    ITEM = 0
    WHO = 1
    DUE = 2
    PROGRESS = 3


class Show(StrEnum):
    """Which findings the list shows."""

    ALL = "all"
    NOBODY = "nobody"
    SOON = "soon"
    OVERDUE = "overdue"
    THIS_WEEK = "this_week"
    RETURNED = "returned"
    PUT_RIGHT = "put_right"
    TO_VERIFY = "to_verify"
    OPEN = "open"
    CLOSED = "closed"


class FindingsModel(QAbstractTableModel):
    """One row a finding; `ViewRole` gives it whole, `SecondRole` the second line of a cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views: tuple[FindingView, ...] = ()
        self._today: date | None = None
        self._comebacks: Mapping[str, Comeback] = {}
        self._headers = (
            self.tr("检查项与存在问题"),
            self.tr("责任单位与责任人"),
            self.tr("整改时限"),
            self.tr("整改情况"),
        )

    def show(
        self,
        views: Sequence[FindingView],
        today: date | None,
        comebacks: Mapping[str, Comeback] | None = None,
    ) -> None:
        """Show these, marked where they came back; rows that stay in place are only repainted."""
        views, comebacks = tuple(views), comebacks or {}
        marks, self._comebacks = self._comebacks, comebacks
        same = [view.item.code for view in views] == [view.item.code for view in self._views]
        if same and today == self._today:
            before, self._views = self._views, views
            for row, view in enumerate(views):
                code = view.item.code
                if view != before[row] or comebacks.get(code) != marks.get(code):
                    self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
            return
        self.beginResetModel()
        self._views, self._today = views, today
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._views)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        view, column = self._views[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._lines(view, column)[0]
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(line for line in self._lines(view, column) if line)
            case Qt.ItemDataRole.ToolTipRole:
                lines = (*self._lines(view, column), self._came_back(view))
                return tip("\n".join(line for line in lines if line))
            case _ if role == SecondRole:
                return self._lines(view, column)[1]
            case _ if role == ToneRole and column is Column.DUE:
                return self._tone(view)
            case _ if role == ToneRole and column is Column.PROGRESS:
                return _STATE_TONES[view.log.state] if view.log.effective else None
            case _ if role == ViewRole:
                return view
            case _ if role == SortRole:
                return self._sort_key(index.row(), view, column)
            case _:
                return None

    def _lines(self, view: FindingView, column: Column) -> tuple[str, str]:
        finding = view.finding
        match column:
            case Column.ITEM:
                title = f"{view.item.code}　{view.item.title}"
                if view.item.code in self._comebacks:
                    title = self.tr("【反弹】{title}").format(title=title)
                return title, view.problem
            case Column.WHO:
                person = finding.person or self.tr("未写责任人")
                if finding.leader:
                    person += self.tr("（领导：{name}）").format(name=finding.leader)
                return finding.unit or self.tr("未写责任单位"), person
            case Column.DUE:
                return f"{view.due:%Y-%m-%d}", self._time_left(view)
            case Column.PROGRESS:
                return finding.progress or finding.remark or "—", self._state(view)

    def _came_back(self, view: FindingView) -> str:
        """How often, how long after closing, and where it was closed before."""
        comeback = self._comebacks.get(view.item.code)
        if comeback is None:
            return ""
        return self.tr("{words}\n以前在：{lineage}").format(
            words=comeback.words, lineage=comeback.lineage
        )

    def _time_left(self, view: FindingView) -> str:
        closing = view.log.closing
        if closing is not None:
            late = (closing.at.date() - view.due).days
            return (
                self.tr("逾期{days}天销号").format(days=late) if late > 0 else self.tr("按时销号")
            )
        if view.is_put_right:
            return self.tr("已整改，待销号")
        if self._today is None:
            return ""
        return countdown(view.due, self._today)

    def _state(self, view: FindingView) -> str:
        if view.log.returned:
            return self.tr("退回整改")
        return view.log.state.label

    def _tone(self, view: FindingView) -> str:
        closing = view.log.closing
        if closing is not None:
            return theme.GOOD if closing.at.date() <= view.due else theme.WARN
        if self._today is None or view.is_put_right:
            return theme.MUTED
        left = (view.due - self._today).days
        if left < 0:
            return theme.BAD
        return theme.WARN if left <= SOON_DAYS else theme.MUTED

    def _sort_key(self, row: int, view: FindingView, column: Column) -> object:
        match column:
            case Column.ITEM:
                return row
            case Column.DUE:
                return view.due.toordinal()
            case Column.WHO:
                return f"{view.finding.unit}\t{view.finding.person}"
            case Column.PROGRESS:
                return f"{list(State).index(view.log.state)}{view.finding.progress}"


class FindingsShown(QSortFilterProxyModel):
    """What is shown of the findings: a kind, and words or initials.

    Filters when asked to, not on every edit: a row must not vanish under the hand that fills it in.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = Show.ALL
        self._query = ""
        self._initials: Initials | None = None
        self._today: date | None = None
        self.setSortRole(SortRole)
        self.setDynamicSortFilter(False)

    def narrow(self, kind: Show, query: str, initials: Initials, today: date) -> None:
        """Show the findings of that kind with these words in them."""
        self._kind, self._query, self._initials, self._today = kind, query, initials, today
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        view: FindingView = self.sourceModel().index(row, 0, parent).data(ViewRole)
        return self._is_of_kind(view) and self._has_words(view)

    def _is_of_kind(self, view: FindingView) -> bool:
        left = (view.due - self._today).days if self._today else 0
        log, unfinished = view.log, view.is_open and not view.is_put_right
        match self._kind:
            case Show.NOBODY:
                named = view.finding.unit.strip() and view.finding.person.strip()
                return view.is_open and not named
            case Show.SOON:
                return unfinished and left <= SOON_DAYS
            case Show.OVERDUE:
                return unfinished and left < 0
            case Show.THIS_WEEK:
                week_left = 6 - self._today.weekday() if self._today else 0
                return unfinished and 0 <= left <= week_left
            case Show.PUT_RIGHT:
                return view.is_open and view.is_put_right
            case Show.RETURNED:
                return log.returned
            case Show.TO_VERIFY:
                return log.state is State.SUBMITTED
            case Show.OPEN:
                return view.is_open
            case Show.CLOSED:
                return not view.is_open
            case _:
                return True

    def _has_words(self, view: FindingView) -> bool:
        if not self._query.strip() or self._initials is None:
            return True
        finding = view.finding
        text = (
            f"{view.item.code} {view.item.title} {view.problem} {view.measures} {finding.unit}"
            f" {finding.person} {finding.leader} {finding.progress} {finding.remark}"
        )
        return self._initials.matches(text, self._query)
