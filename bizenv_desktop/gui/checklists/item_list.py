# SPDX-License-Identifier: MIT
"""The items of the draft to go through, with what is done to them: add, copy, move, retire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.drafting import HEAD
from bizenv_desktop.gui.checklists.items_model import CodeRole, ItemsModel, item_lines
from bizenv_desktop.gui.parts import button
from bizenv_desktop.gui.regulations.heading_delegate import HeadingDelegate
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.pinyin import Initials
    from bizenv_desktop.gui.checklists.drafting import Drafting


class ItemList(QWidget):
    """One item, or the head, is always current; wishes are told, nothing is done here."""

    current_changed = Signal(str)  # item code, HEAD for the head
    add_requested = Signal(str, str)  # dimension, the item to put it behind
    copy_requested = Signal(str)
    move_requested = Signal(str, int)  # code, position in the checklist
    retire_requested = Signal(str)
    opened = Signal()  # Enter: on to the form

    def __init__(self, initials: Initials, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials = initials
        self._drafting: Drafting | None = None
        self._showing = False
        self._code = HEAD
        self.model = ItemsModel(self)
        self.search_line = QLineEdit(self)
        self.list = QListView(self)
        self.add_button = button(self.tr("添加"))
        self.copy_button = button(self.tr("复制"))
        self.retire_button = button(self.tr("停用"))
        self.up_button = button("↑")
        self.down_button = button("↓")
        self._hint = ViewHint(self.list)
        self._build()
        self._wire()

    @property
    def code(self) -> str:
        """The current item's code, HEAD for the head."""
        return self._code

    def show_draft(self, drafting: Drafting, code: str) -> None:
        """Show the draft as it is now, with this item as the current one when it is there."""
        row = self.list.currentIndex().row()
        self._drafting = drafting
        self._show_lines()
        if not self.model.index_of(code).isValid() and code in (*drafting.draft.by_code, HEAD):
            self.search_line.clear()
        if not self.model.index_of(code).isValid():
            code = self.model.code_near(row)
        self._go_to(code)

    def _show_lines(self) -> None:
        if self._drafting is None:
            return
        query = self.search_line.text()
        self._showing = True
        self.model.can_drag = not query.strip()
        self.model.show(item_lines(self._drafting, query, self._initials))
        self._showing = False
        self._hint.show_text("" if self.model.rowCount() else self.tr("没有符合的检查项。"))

    def _search(self) -> None:
        self._show_lines()
        if self.model.index_of(self._code).isValid():
            self._go_to(self._code)
        elif self.model.rowCount() > 1:
            self._go_to(str(self.model.index(1).data(CodeRole)))

    def _go_to(self, code: str) -> None:
        index = self.model.index_of(code)
        self._showing = True
        self.list.setCurrentIndex(index)
        self._showing = False
        self.list.scrollTo(index)
        self._take(index)

    def _take(self, index: QModelIndex) -> None:
        code = index.data(CodeRole)
        if self._showing or code is None:
            return
        self._code = code
        for each in (self.copy_button, self.retire_button, self.up_button, self.down_button):
            each.setEnabled(code != HEAD)
        self.current_changed.emit(code)

    # -- wishes

    def _add(self) -> None:
        if self._drafting is None:
            return
        draft = self._drafting.draft
        item = draft.get(self._code)
        if item is not None:
            self.add_requested.emit(item.dimension, item.code)
        elif draft.dimensions:
            self.add_requested.emit(draft.dimensions[0].code, "")

    def _step(self, step: int) -> None:
        """Change places with the neighbour in the same dimension."""
        item = self._item()
        if item is None or self._drafting is None:
            return
        items = self._drafting.draft.items
        own = [place for place, each in enumerate(items) if each.dimension == item.dimension]
        to = own.index(items.index(item)) + step
        if 0 <= to < len(own):
            self.move_requested.emit(item.code, own[to])

    def _drop(self, code: str, row: int) -> None:
        """Put the dragged item before the row it was dropped at, within its dimension."""
        if self._drafting is None or (item := self._drafting.draft.get(code)) is None:
            return
        items = self._drafting.draft.items
        here = items.index(item)
        behind = [
            self.model.index(place).data(CodeRole) for place in range(row, self.model.rowCount())
        ]
        own = [place for place, each in enumerate(items) if each.dimension == item.dimension]
        following = [place for place in own if items[place].code in behind]
        to = following[0] - (following[0] > here) if following else own[-1]
        if row <= self.model.index_of(items[own[0]].code).row():
            to = own[0]
        if to != here:
            self.move_requested.emit(code, to)

    def _item(self) -> CheckItem | None:
        return self._drafting.draft.get(self._code) if self._drafting else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+↑↓ move, Insert adds, Ctrl+D copies, Delete retires, Enter goes to the form."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        match event.key():
            case Qt.Key.Key_Up if alt:
                self._step(-1)
            case Qt.Key.Key_Down if alt:
                self._step(1)
            case Qt.Key.Key_Insert:
                self._add()
            case Qt.Key.Key_D if control:
                self.copy_button.click()
            case Qt.Key.Key_Delete:
                self.retire_button.click()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit()
            case _:
                return super().eventFilter(watched, event)
        return True

    def _wire(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._take)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(self.opened)
        self.search_line.textChanged.connect(self._search)
        self.search_line.returnPressed.connect(self.list.setFocus)
        self.model.move_requested.connect(self._drop)
        self.add_button.clicked.connect(self._add)
        self.copy_button.clicked.connect(lambda: self.copy_requested.emit(self._code))
        self.retire_button.clicked.connect(lambda: self.retire_requested.emit(self._code))
        self.up_button.clicked.connect(lambda: self._step(-1))
        self.down_button.clicked.connect(lambda: self._step(1))

    def _build(self) -> None:
        self.search_line.setPlaceholderText(self.tr("搜索：文字或拼音首字母（Ctrl+F）"))
        self.search_line.setAccessibleName(self.tr("搜索检查项"))
        self.search_line.setClearButtonEnabled(True)
        view = self.list
        view.setModel(self.model)
        view.setItemDelegate(HeadingDelegate(view))
        view.setAccessibleName(self.tr("检查项"))
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        view.setDefaultDropAction(Qt.DropAction.MoveAction)
        view.setDropIndicatorShown(True)
        tips = (
            (self.add_button, self.tr("在这一项后面加一项（Insert）")),
            (self.copy_button, self.tr("照这一项再写一项，编号由程序给（Ctrl+D）")),
            (self.retire_button, self.tr("以后不再查这一项，编号不再使用（Delete）")),
            (self.up_button, self.tr("上移（Alt+↑）")),
            (self.down_button, self.tr("下移（Alt+↓）")),
        )
        row = QHBoxLayout()
        row.setSpacing(theme.px(self, 4))
        for each, tip in tips:
            each.setToolTip(tip)
            each.setAccessibleName(tip)
            row.addWidget(each, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 6))
        column.addWidget(self.search_line)
        column.addWidget(view, 1)
        column.addLayout(row)
        self.setFocusProxy(view)
