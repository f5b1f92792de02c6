# SPDX-License-Identifier: MIT
"""Fields of the editor's forms: each shows a value and tells `value_edited` with a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.field_codecs import LINES, TEXT, Codec, Typed
from bizenv_desktop.gui.findings.growing import grow_with_text
from bizenv_desktop.gui.parts import label
from bizenv_desktop.gui.text_fields import LineField, TextField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QWheelEvent


class Field(Protocol):
    """What every field of a form is, besides a widget."""

    value_edited: SignalInstance

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        """Show what is in the draft; what means the same is left as it was typed."""

    def set_locked(self, locked: bool) -> None:
        """Whether it may only be read."""


class LongValue(TextField):
    """Several lines: one text, or with `LINES` one entry a line."""

    value_edited = Signal(object)

    def __init__(
        self, name: str, parent: QWidget | None = None, *, codec: Codec = TEXT, least: int = 2
    ) -> None:
        super().__init__(name, parent)
        self._codec = codec
        grow_with_text(self, least=least, most=8)
        self.edited.connect(lambda text: self.value_edited.emit(codec.read(text)))

    @property
    def burst(self) -> int:
        return self.clock.burst

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        if self._codec.read(self.toPlainText()) != value or not self.hasFocus():
            self.show_text(self._codec.write(value))

    def set_locked(self, locked: bool) -> None:
        _set_read_only(self, locked)


class LineValue(LineField):
    """One line: a text, words with 、 between, or numbers."""

    value_edited = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None, *, codec: Codec = TEXT) -> None:
        super().__init__(name, parent)
        self._codec = codec
        if codec.pattern is not None:
            self.setValidator(Typed(codec.pattern, self))
        self.edited.connect(lambda text: self.value_edited.emit(codec.read(text)))

    @property
    def burst(self) -> int:
        return self.clock.burst

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        if self._codec.read(self.text()) != value or not self.hasFocus():
            self.show_text(self._codec.write(value))

    def set_locked(self, locked: bool) -> None:
        _set_read_only(self, locked)


class ChoiceValue(QComboBox):
    """One of several; the wheel scrolls the form instead of choosing."""

    value_edited = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._values: list[Any] = []
        self.activated.connect(lambda place: self.value_edited.emit(self._values[place]))

    def offer(self, choices: Mapping[str, Any]) -> None:
        """Offer these: words → value."""
        if list(choices) == [self.itemText(place) for place in range(self.count())]:
            self._values = list(choices.values())
            return
        self.clear()
        self._values = list(choices.values())
        self.addItems(list(choices))

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def set_locked(self, locked: bool) -> None:
        self.setEnabled(not locked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoicesValue(QWidget):
    """Any number of several, in the order they are offered in."""

    value_edited = Signal(object)

    def __init__(
        self, name: str, choices: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.boxes = {value: QCheckBox(words, self) for words, value in choices.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(self, 14))
        for words, box in zip(choices, self.boxes.values(), strict=True):
            box.setAccessibleName(f"{name}：{words}")
            box.clicked.connect(self._send)
            row.addWidget(box)
        row.addStretch(1)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        for each, box in self.boxes.items():
            box.setChecked(each in value)

    def set_locked(self, locked: bool) -> None:
        self.setEnabled(not locked)

    def _send(self) -> None:
        chosen = (value for value, box in self.boxes.items() if box.isChecked())
        self.value_edited.emit(tuple(chosen))


class YesValue(QCheckBox):
    """Yes or no."""

    value_edited = Signal(object)

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(name)
        self.clicked.connect(lambda on: self.value_edited.emit(bool(on)))

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        self.setChecked(bool(value))

    def set_locked(self, locked: bool) -> None:
        self.setEnabled(not locked)


class FieldBox(QWidget):
    """A field under its name, with what is wrong with it under that."""

    def __init__(self, name: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._trouble = label(role="bad", wrap=True)
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 3))
        column.addWidget(label(name, "muted"))
        column.addWidget(field)
        column.addWidget(self._trouble)
        self.setFocusProxy(field)

    @property
    def trouble(self) -> str:
        """What is said to be wrong; empty when nothing is."""
        return self._trouble.text()

    def show_trouble(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))


def texts(name: str, parent: QWidget | None = None) -> LongValue:
    """A field of entries, one a line."""
    return LongValue(name, parent, codec=LINES)


def _set_read_only(field: TextField | LineField, locked: bool) -> None:
    if field.isReadOnly() != locked:
        field.setReadOnly(locked)
        field.style().unpolish(field)  # the sheet greys what can only be read
        field.style().polish(field)
