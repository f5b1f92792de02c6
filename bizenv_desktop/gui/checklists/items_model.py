# SPDX-License-Identifier: MIT
"""The editor's list: the head, then each dimension with its items."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    Qt,
    Signal,
)

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.checklists.codes import may_change
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.change_lines import facts_of
from bizenv_desktop.gui.two_lines import SecondRole, ToneRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QObject, QPersistentModelIndex

    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist
    from bizenv_desktop.domain.organisation import Level
    from bizenv_desktop.domain.pinyin import Initials
    from bizenv_desktop.gui.checklists.drafting import Drafting

    Index = QModelIndex | QPersistentModelIndex

CodeRole = Qt.ItemDataRole.UserRole
"""The item's code, the empty one of the head, None of a dimension's heading."""
_TOP = QModelIndex()
_MIME = "application/x-bizenv-item"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A row: a heading has no code."""

    code: str | None
    text: str
    second: str = ""
    tone: str = ""
    is_locked: bool = False
    dimension: str = ""


class ItemsModel(QAbstractListModel):
    """Rows are dragged by `move_requested`; the model itself changes only when shown anew."""

    move_requested = Signal(str, int)  # item code, row it was dropped before

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ItemLine, ...] = ()
        self.can_drag = True

    def show(self, lines: Sequence[ItemLine]) -> None:
        """Show these; rows that stay in place are only repainted."""
        lines = tuple(lines)
        if [line.code for line in lines] == [line.code for line in self._lines]:
            before, self._lines = self._lines, lines
            for row, line in enumerate(lines):
                if line != before[row]:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def index_of(self, code: str) -> QModelIndex:
        """Where an item stands; invalid when it is not shown."""
        codes = [line.code for line in self._lines]
        return self.index(codes.index(code)) if code in codes else QModelIndex()

    def code_near(self, row: int) -> str:
        """The code at a row, or the next one above it that has one."""
        above = (line.code for line in reversed(self._lines[: row + 1]) if line.code is not None)
        return next(above, "")

    def dimension_at(self, row: int) -> str:
        """The dimension a row belongs to; empty for the head."""
        return self._lines[row].dimension if 0 <= row < len(self._lines) else ""

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled  # between the rows
        line = self._lines[index.row()]
        if line.code is None:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if line.code and self.can_drag else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(part for part in (line.text, line.second) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (line.text, line.second) if part)
            case Qt.ItemDataRole.ForegroundRole if line.code is None:
                return theme.colour(theme.MUTED)
            case _ if role == SecondRole:
                return line.second
            case _ if role == ToneRole:
                return line.tone or None
            case _ if role == CodeRole:
                return line.code
            case _:
                return None

    # -- dragging

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802
        return [_MIME]

    def mimeData(self, indexes: Iterable[Index]) -> QMimeData:  # noqa: N802
        data = QMimeData()
        codes = [str(index.data(CodeRole)) for index in indexes]
        data.setData(_MIME, "".join(codes[:1]).encode())
        return data

    def dropMimeData(  # noqa: N802
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if data.hasFormat(_MIME):
            to = row if row >= 0 else parent.row() if parent.isValid() else self.rowCount()
            self.move_requested.emit(bytes(data.data(_MIME).data()).decode(), to)
        return False  # the view would remove the row; showing the new order does all


def item_lines(drafting: Drafting, query: str, initials: Initials) -> list[ItemLine]:
    """The rows for a draft; with words or initials to search by, only the items that have them."""
    draft = drafting.draft
    troubles = Counter(fault.item for fault in drafting.faults)
    words = _tr("表头：名称、基本分、维度、等级")
    lines = [] if query.strip() else [_head_line(draft, words, troubles[""])]
    known = {dimension.code for dimension in draft.dimensions}
    groups = [(each.code, each.name) for each in draft.dimensions]
    groups += [
        (code, code)
        for code in dict.fromkeys(i.dimension for i in draft.items)
        if code not in known
    ]
    for code, name in groups:
        items = [item for item in draft.items if item.dimension == code]
        found = [item for item in items if initials.matches(_words_of(item), query)]
        if not found and query.strip():
            continue
        points = sum(item.points for item in items if item.method.in_base)
        heading = _tr("{name}　{count}项 {points}分").format(
            name=name, count=len(items), points=plain(points) if points else 0
        )
        lines.append(ItemLine(None, heading, dimension=code))
        lines += [_item_line(item, troubles[item.code], drafting.level) for item in found]
    return lines


def _head_line(draft: Checklist, words: str, troubles: int) -> ItemLine:
    second = _tr("{count}处要改").format(count=troubles) if troubles else words
    return ItemLine("", draft.title or _tr("（没有名称）"), second, theme.BAD if troubles else "")


def _item_line(item: CheckItem, troubles: int, level: Level) -> ItemLine:
    locked = not may_change(item, level)
    parts = [facts_of(item)]
    if item.locked is not None:
        parts.append(_tr("{level}锁定").format(level=item.locked.label))
    if troubles:
        parts.append(_tr("{count}处要改").format(count=troubles))
    text = f"{item.code}　{item.title or _tr('（没有名称）')}"
    tone = theme.BAD if troubles else ""
    return ItemLine(item.code, text, " · ".join(parts), tone, locked, item.dimension)


def _words_of(item: CheckItem) -> str:
    parts = (item.code, item.title, item.standard, item.check, *item.topic_words)
    return " ".join((*parts, *(kind.text for kind in item.deductions)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("checklists", text)
