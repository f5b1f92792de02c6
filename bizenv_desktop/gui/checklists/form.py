# SPDX-License-Identifier: MIT
"""What the forms of the editor share: boxed fields by key, faults at their fields, locking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.fields import Field, FieldBox
from bizenv_desktop.gui.checklists.rows_editor import RowsEditor
from bizenv_desktop.gui.parts import Card, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bizenv_desktop.domain.checklists.rules import Fault

_READ_ONLY_LOOK = (
    "QPlainTextEdit[readOnly='true'], QLineEdit[readOnly='true']"
    f" {{ background: {theme.PAGE}; color: {theme.MUTED}; }}"
)


class Form(QScrollArea):
    """Cards of fields; each field has a key, as `deadline.days`, by which faults find it."""

    edited = Signal(str, object, str)  # key, value, what makes one step of undo with the next

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, FieldBox] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(_READ_ONLY_LOOK)
        page = QWidget()
        page.setProperty("role", "page")
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(0, 0, theme.px(self, 8), 0)
        self.column.setSpacing(theme.px(self, 10))
        self.setWidget(page)

    def field(self, key: str) -> Any:  # noqa: ANN401  # a Field, and a widget
        """The field of that key."""
        return self.boxes[key].field

    def add_field(self, key: str, name: str, field: QWidget) -> FieldBox:
        """Box a field and tell its edits under the key."""
        box = FieldBox(name, field, self)
        self.boxes[key] = box
        told = cast("Field", field)
        told.value_edited.connect(
            lambda value: self.edited.emit(key, value, self._step(key, field))
        )
        return box

    def card(self, title: str, *rows: Iterable[FieldBox] | FieldBox) -> Card:
        """A card of boxes, one or several in a row."""
        card = Card(self)
        card.column.addWidget(label(title, "heading"))
        for row in rows:
            if isinstance(row, FieldBox):
                card.column.addWidget(row)
            else:
                card.column.addLayout(self._side_by_side(tuple(row)))
        self.column.addWidget(card)
        return card

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show values by key."""
        for key, value in values.items():
            self.field(key).show_value(value)

    def set_locked(self, locked: bool) -> None:
        """Whether everything may only be read."""
        for box in self.boxes.values():
            cast("Field", box.field).set_locked(locked)

    def show_faults(self, faults: Iterable[Fault]) -> None:
        """Write each fault under its field."""
        troubles: dict[str, list[str]] = {}
        for fault in faults:
            place = self.tr("第{number}条：").format(number=fault.entry) if fault.entry else ""
            troubles.setdefault(self.key_of(fault), []).append(place + fault.reason)
        for key, box in self.boxes.items():
            box.show_trouble("\n".join(troubles.get(key, ())))

    def focus_fault(self, fault: Fault) -> None:
        """Put the cursor where a fault is."""
        box = self.boxes.get(self.key_of(fault))
        if box is None:
            return
        if isinstance(box.field, RowsEditor):
            box.field.focus_cell(fault.entry, fault.field)
        else:
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, box, lambda: self.ensureWidgetVisible(box))  # once it is laid out

    def key_of(self, fault: Fault) -> str:
        """The key of the field a fault is about; a fault of a whole part is at its first field."""
        for key in (f"{fault.part}.{fault.field}", fault.part, f"{fault.part}.bands"):
            if key in self.boxes:
                return key
        inner = (key for key in self.boxes if key.startswith(f"{fault.part}."))
        return next(inner, fault.part)

    def _step(self, key: str, field: QWidget) -> str:
        burst = getattr(field, "burst", 0)
        return f"{key} {burst}" if burst else ""

    def _side_by_side(self, boxes: tuple[FieldBox, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(self, 12))
        for place, box in enumerate(boxes):
            grid.addWidget(box, 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        return grid
