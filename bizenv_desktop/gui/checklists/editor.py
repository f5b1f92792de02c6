# SPDX-License-Identifier: MIT
"""The editor of a checklist: items on the left, the form beside them, what is wrong below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.checklists.rules import Fault, points_left
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.drafting import HEAD, Drafting
from bizenv_desktop.gui.checklists.head_form import HeadForm, head_change
from bizenv_desktop.gui.checklists.item_form import ItemForm
from bizenv_desktop.gui.checklists.item_list import ItemList
from bizenv_desktop.gui.checklists.lines import Line, LinesModel, RecordRole
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import Card, button, label, set_role
from bizenv_desktop.gui.text_fields import flush_typing
from bizenv_desktop.gui.two_lines import TwoLineDelegate, row_height

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from bizenv_desktop.domain.pinyin import Initials

_FAULTS_SHOWN, _ROOM_FOR_ONE = 3, 260


class ChecklistEditor(QWidget):
    """Edits one draft; every edit is saved at once and can be undone."""

    closed = Signal()
    keep_requested = Signal()

    def __init__(
        self, drafting: Drafting, initials: Initials, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.drafting = drafting
        self.title = label(role="bar-title", wrap=True)
        self.points = label()
        self.back_button = button(self.tr("返回"))
        self.keep_button = button(self.tr("保存为新版本…"), "primary")
        self.message = MessageBar(self)
        self.items = ItemList(initials, self)
        self.head_form = HeadForm(drafting.editions, self)
        self.item_form = ItemForm(drafting.editions, initials, self)
        self.forms = QStackedWidget(self)
        self.fault_list = QListView(self)
        self._faults = LinesModel(self)
        self._faults_title = label(role="heading-small")
        self._faults_card = Card(self)
        self._build()
        self._wire()
        self._follow(HEAD)

    def flush(self) -> bool:
        """Send on what was typed; whether the draft is in the database as it is here."""
        flush_typing()
        return not self.drafting.is_unsaved or self.drafting.save()

    def show_fault(self, fault: Fault) -> None:
        """Go to the item and the field a fault is about."""
        code = fault.item if fault.item in self.drafting.draft.by_code else HEAD
        self.items.show_draft(self.drafting, code)
        (self.item_form if code else self.head_form).focus_fault(fault)

    def show_first_fault(self) -> bool:
        """Go to the first fault; False when there is none."""
        for fault in self.drafting.faults:
            words = self.tr("还有{count}处要改，改好才能保存为新版本。")
            self.message.show_note(words.format(count=len(self.drafting.faults)))
            self.show_fault(fault)
            return True
        return False

    # -- edits

    def _edit_item(self, key: str, value: Any, step: str) -> None:  # noqa: ANN401
        self._try(lambda: self.drafting.change_item(self.item_form.changed(key, value), step))

    def _edit_head(self, key: str, value: Any, step: str) -> None:  # noqa: ANN401
        name, changed = head_change(self.drafting.draft, key, value)
        self._try(lambda: self.drafting.change_head(name, changed, step))

    def _add(self, dimension: str, after: str) -> None:
        flush_typing()
        self.drafting.add(dimension, after)
        self.item_form.field("title").setFocus()

    def _copy(self, code: str) -> None:
        flush_typing()
        self._try(lambda: self.drafting.copy(code))

    def _retire(self, code: str) -> None:
        flush_typing()
        self._try(lambda: self.drafting.retire(code))

    def _try(self, change: Any) -> None:  # noqa: ANN401
        try:
            change()
        except UserError as error:
            self.message.show_error(str(error))

    # -- what is shown

    def _follow(self, code: str) -> None:
        """Show the draft after a step that was about this item."""
        if not self.drafting.is_unsaved:
            self.message.clear()
        self.items.show_draft(self.drafting, code)
        self._show_sums()
        self._show_faults()

    def _show_current(self, code: str) -> None:
        drafting = self.drafting
        item = drafting.draft.get(code)
        if item is None:
            self.forms.setCurrentWidget(self.head_form)
            self.head_form.show_head(drafting.draft)
            self.head_form.show_faults(drafting.faults_of(HEAD))
        else:
            self.forms.setCurrentWidget(self.item_form)
            base = drafting.base.get(code)
            self.item_form.show_item(item, base, drafting.draft, drafting.level)
            self.item_form.show_faults(drafting.faults_of(code))

    def _show_sums(self) -> None:
        draft = self.drafting.draft
        self.title.setText(self.tr("编辑：{title}").format(title=draft.title))
        left, whole = points_left(draft), plain(draft.base_points)
        if left > 0:
            words, role = self.tr("还差{points}分"), "warn"
        elif left < 0:
            words, role = self.tr("超出{points}分"), "bad"
        else:
            words, role = self.tr("正好"), "good"
        total = self.tr("基本分{whole}分，").format(whole=whole)
        set_role(self.points, role)
        self.points.setText(f"● {total}{words.format(points=plain(abs(left)))}")

    def _show_faults(self) -> None:
        faults = self.drafting.faults
        self._faults.show(Line(f.place, f.reason, theme.BAD, f) for f in faults)
        self._faults_title.setText(
            self.tr("有{count}处要改（双击或回车转到那里）").format(count=len(faults))
        )
        self._faults_card.setVisible(bool(faults))
        self._fit_faults()

    def _fit_faults(self) -> None:
        """As many as there is room for without squeezing the form."""
        room = self.height() // theme.px(self, _ROOM_FOR_ONE)
        shown = max(1, min(len(self.drafting.faults), _FAULTS_SHOWN, room))
        self.fault_list.setFixedHeight(shown * row_height(self.fault_list) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_faults()

    def _go_to_fault(self, index: QModelIndex) -> None:
        self.show_fault(index.data(RecordRole))

    def _refused(self, sentence: str) -> None:
        self.message.show_error(sentence, retry=self._retry)

    def _retry(self) -> None:
        self.drafting.save()

    def _wire(self) -> None:
        drafting, items = self.drafting, self.items
        drafting.changed.connect(self._follow)
        drafting.refused.connect(self._refused)
        drafting.saved.connect(self.message.clear)
        items.current_changed.connect(self._show_current)
        items.add_requested.connect(self._add)
        items.copy_requested.connect(self._copy)
        items.retire_requested.connect(self._retire)
        items.move_requested.connect(drafting.move)
        items.opened.connect(lambda: self.forms.currentWidget().setFocus())
        self.item_form.edited.connect(self._edit_item)
        self.head_form.edited.connect(self._edit_head)
        self.fault_list.activated.connect(self._go_to_fault)
        self.back_button.clicked.connect(self.closed)
        self.keep_button.clicked.connect(self.keep_requested)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        keys = (
            ("Ctrl+F", self.items.search_line.setFocus),
            ("Esc", self.items.setFocus),
            ("Ctrl+S", self.keep_button.click),
        )
        for key, slot in keys:
            QShortcut(key, self, slot, context=inside)

    # -- how it looks

    def _build(self) -> None:
        self.back_button.setToolTip(self.tr("返回自查表，没改完的随时可以接着改"))
        self.keep_button.setToolTip(self.tr("先看改了什么，再存（Ctrl+S）"))
        first = self.item_form.field("title")
        self.item_form.setFocusProxy(first)
        self.head_form.setFocusProxy(self.head_form.field("title"))
        top = QHBoxLayout()
        top.setSpacing(theme.px(self, 10))
        top.addWidget(self.back_button)
        top.addWidget(self.title, 1)
        top.addWidget(self.points)
        top.addWidget(self.keep_button)
        self.forms.addWidget(self.head_form)
        self.forms.addWidget(self.item_form)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 8))
        column.addWidget(self.forms, 1)
        column.addWidget(self._faults_card)
        self._build_faults()
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.px(self, 10))
        split.addWidget(self.items)
        split.addWidget(right)
        split.setSizes([theme.px(self, 360), theme.px(self, 820)])
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(self, 10))
        layout.addLayout(top)
        layout.addWidget(self.message)
        layout.addWidget(split, 1)
        self.setFocusProxy(self.items)

    def _build_faults(self) -> None:
        self.fault_list.setModel(self._faults)
        self.fault_list.setItemDelegate(TwoLineDelegate(self.fault_list))
        self.fault_list.setAccessibleName(self.tr("要改的地方"))
        self.fault_list.setProperty("role", "plain")
        self._faults_card.column.setSpacing(theme.px(self, 4))
        self._faults_card.column.addWidget(self._faults_title)
        self._faults_card.column.addWidget(self.fault_list)
