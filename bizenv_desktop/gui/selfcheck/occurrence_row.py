# SPDX-License-Identifier: MIT
"""One place where points are deducted: kind, count, place and note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.text_fields import LineField
from bizenv_desktop.gui.tips import tip

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.selfcheck import Occurrence

_MORE = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)


class KindBox(QComboBox):
    """Chooses the kind of deduction; its letter chooses too, the wheel only scrolls the page."""

    left = Signal()  # Enter: on to the place

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            return
        codes = [self.itemData(place) for place in range(self.count())]
        if event.text() in codes:
            place = codes.index(event.text())
            self.setCurrentIndex(place)
            self.activated.emit(place)
            return
        super().keyPressEvent(event)


class OccurrenceRow(QWidget):
    """Two lines: what and how often; where and in what way. + and − change the count."""

    kind_chosen = Signal(str)
    count_changed = Signal(int)  # +1 or −1
    place_typed = Signal(str, int)  # text, burst of typing
    note_typed = Signal(str, int)
    place_finished = Signal(str)
    removed = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: CheckItem | None = None
        self.kind = KindBox()
        self.kind.setAccessibleName(self.tr("扣分情形"))
        self.kind.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.kind.setMinimumContentsLength(4)
        self.kind.activated.connect(self._chosen)
        self.less = self._small_button("−", self.tr("少一处"))
        self.count = QLabel()
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count.setMinimumWidth(theme.px(self, 42))
        self.more = self._small_button("+", self.tr("多一处"))
        self.remove = self._small_button("×", self.tr("删除这一处"))
        self.place = LineField(self.tr("地点"))
        self.place.setPlaceholderText(self.tr("地点"))
        self.note = LineField(self.tr("情况"))
        self.note.setPlaceholderText(self.tr("具体情况"))
        self._connect()
        self._lay_out()

    def show_occurrence(self, item: CheckItem, found: Occurrence) -> None:
        """Show one occurrence of an item."""
        if item is not self._item:
            self._item = item
            self.kind.clear()
            for kind in item.deductions:
                each = self.tr("每{unit}{points}分").format(unit=kind.unit, points=plain(kind.each))
                self.kind.addItem(f"{kind.code}  {kind.text}（{each}）", kind.code)
        self.kind.setCurrentIndex(self.kind.findData(found.kind))
        self.kind.setToolTip(tip(self.kind.currentText()))
        self.place.setToolTip(tip(found.place))
        self.note.setToolTip(tip(found.note))
        counted = item.deduction(found.kind)
        self.count.setText(f"{found.count}{counted.unit if counted else ''}")
        self.place.show_text(found.place)
        self.note.show_text(found.note)

    @property
    def first(self) -> QWidget:
        """Where the cursor goes in a new row: the kind where there is a choice."""
        return self.kind if self.kind.count() > 1 else self.place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """+ and − count on the kind and the buttons; in a text they need Ctrl."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = watched in (self.place, self.note)
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if text == control and event.key() in (*_MORE, Qt.Key.Key_Minus):
                self.count_changed.emit(1 if event.key() in _MORE else -1)
                return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self.less.clicked.connect(lambda: self.count_changed.emit(-1))
        self.more.clicked.connect(lambda: self.count_changed.emit(1))
        self.remove.clicked.connect(self.removed)
        self.kind.left.connect(self.place.setFocus)
        self.place.edited.connect(lambda text: self.place_typed.emit(text, self.place.clock.burst))
        self.note.edited.connect(lambda text: self.note_typed.emit(text, self.note.clock.burst))
        self.place.editingFinished.connect(lambda: self.place_finished.emit(self.place.text()))
        self.place.returnPressed.connect(self.note.setFocus)
        self.note.returnPressed.connect(self.done)
        for part in (self.kind, self.less, self.more, self.remove, self.place, self.note):
            part.installEventFilter(self)

    def _lay_out(self) -> None:
        counting = QHBoxLayout()
        counting.setSpacing(2)
        for part in (self.less, self.count, self.more, self.remove):
            counting.addWidget(part)
        texts = QHBoxLayout()
        texts.setSpacing(6)
        texts.addWidget(self.place, 2)
        texts.addWidget(self.note, 3)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, theme.px(self, 6))
        grid.setSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.kind, 0, 0)
        grid.addLayout(counting, 0, 1)
        grid.addLayout(texts, 1, 0, 1, 2)

    def _chosen(self, place: int) -> None:
        self.kind_chosen.emit(self.kind.itemData(place))

    def _small_button(self, sign: str, name: str) -> QToolButton:
        made = QToolButton(self)
        made.setText(sign)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setProperty("role", "small")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made
