# SPDX-License-Identifier: MIT
"""The list of items: arrows move, 1 2 3 0 give a verdict, clicks on the painted verdicts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip, QWidget

from bizenv_desktop.domain.selfcheck import Verdict
from bizenv_desktop.gui.selfcheck.item_delegate import ItemDelegate
from bizenv_desktop.gui.selfcheck.item_model import ItemModel
from bizenv_desktop.gui.selfcheck.item_row import KEYS
from bizenv_desktop.gui.tips import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent

_VERDICT_KEYS = {ord(key): verdict for verdict, key in KEYS.items()}
_PLUS = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ItemList(QListView):
    """Shows an `ItemModel`; says what the clerk wants done and does none of it itself."""

    current_changed = Signal(str)  # item code, "" when there is none
    verdict_chosen = Signal(list, object, bool)  # item codes, Verdict, whether to go on (by key)
    confirm_requested = Signal(list)  # item codes brought over from last period
    count_requested = Signal(str, int)  # item code, +1 or −1
    note_requested = Signal()
    done_requested = Signal()  # this item is filled in: on to the next
    score_requested = Signal(str)
    edge_passed = Signal(int)  # ↓ on the last row: +1, ↑ on the first: −1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("检查项列表"))
        self.rows = ItemModel(self)
        self.setModel(self.rows)
        self._delegate = ItemDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._moved)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # -- which items

    @property
    def current_code(self) -> str:
        row = self.rows.row_of(self.currentIndex())
        return row.item.code if row else ""

    @property
    def chosen_codes(self) -> list[str]:
        """The selected items in their order."""
        places = sorted(index.row() for index in self.selectedIndexes())
        return [self.rows.codes[place] for place in places]

    def choose(self, code: str) -> bool:
        """Put the cursor on an item; False when it is not in the list."""
        index = self.rows.index_of(code)
        if index.isValid():
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.scrollTo(index)
        return index.isValid()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row that is out of sight into the middle: what comes next is in sight too."""
        if not self.viewport().rect().contains(self.visualRect(index)):
            hint = QAbstractItemView.ScrollHint.PositionAtCenter
        super().scrollTo(index, hint)

    def _moved(self, current: QModelIndex) -> None:
        row = self.rows.row_of(current)
        self.current_changed.emit(row.item.code if row else "")

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and self._handle(event):
            event.accept()
            return
        if modifiers == Qt.KeyboardModifier.ControlModifier and event.key() in _ENTER:
            self.done_requested.emit()  # the same keys as in the fields beside the list
            return
        super().keyPressEvent(event)

    def _handle(self, event: QKeyEvent) -> bool:
        key, code = event.key(), self.current_code
        if not code:
            return False
        if key in _VERDICT_KEYS and not event.isAutoRepeat():
            self.verdict_chosen.emit(self.chosen_codes or [code], _VERDICT_KEYS[key], True)
        elif key in _PLUS:
            self.count_requested.emit(code, 1)
        elif key == Qt.Key.Key_Minus:
            self.count_requested.emit(code, -1)
        elif key == Qt.Key.Key_Space:
            self.confirm_requested.emit(self.chosen_codes or [code])
        elif key in _ENTER:
            self.note_requested.emit()
        elif key == Qt.Key.Key_F4:
            self.score_requested.emit(code)
        else:
            return self._pass_edge(event)
        return True

    def _pass_edge(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        place, last = self.currentIndex().row(), self.rows.rowCount() - 1
        if event.key() == Qt.Key.Key_Down and place == last:
            self.edge_passed.emit(1)
            return True
        if event.key() == Qt.Key.Key_Up and place == 0:
            self.edge_passed.emit(-1)
            return True
        return False

    def dataChanged(
        self,
        top: QModelIndex | QPersistentModelIndex,
        bottom: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Repaint the rows; a list view would lay out and repaint all, as sizes might change."""
        QAbstractItemView.dataChanged(self, top, bottom, roles)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask anew how high a row is; a list view does not when only its width changes."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyboardSearch(self, search: str) -> None:
        """Letters do not jump about; Ctrl+F searches."""

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        hit = self._hit(where)
        left = event.button() == Qt.MouseButton.LeftButton
        bare = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if not (hit and left and bare):
            super().mousePressEvent(event)
            return
        code = self.rows.codes[self.indexAt(where).row()]
        if code not in self.chosen_codes:
            self.choose(code)
        if isinstance(hit, Verdict):
            self.verdict_chosen.emit(self.chosen_codes, hit, False)
        else:
            self.score_requested.emit(code)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._hit(event.position().toPoint()):
            self.mousePressEvent(event)  # two quick clicks on verdicts are two verdicts
            return
        super().mouseDoubleClickEvent(event)
        self.note_requested.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = bool(self._hit(event.position().toPoint()))
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        )
        if not over or not event.buttons():
            super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)  # type: ignore[arg-type]
            return True
        return super().viewportEvent(event)

    def _hit(self, where: QPoint) -> Verdict | str:
        index = self.indexAt(where)
        row = self.rows.row_of(index)
        if row is None:
            return ""
        return self._delegate.hit(self.visualRect(index), self.font(), row, where)

    def _show_tip(self, event: QHelpEvent) -> None:
        row = self.rows.row_of(self.indexAt(event.pos()))
        hit = self._hit(event.pos())
        if row is None:
            text = ""
        elif isinstance(hit, Verdict):
            text = self.tr("{verdict}（按 {key}）").format(verdict=hit.label, key=KEYS[hit])
        elif hit:
            text = self.tr("{words}；点击看算式（F4）").format(words=row.scored.explanation)
        else:
            text = f"{row.item.code} {row.item.title}\n{row.item.standard}"
        QToolTip.showText(event.globalPos(), tip(text), self)
