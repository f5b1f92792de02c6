# SPDX-License-Identifier: MIT
"""Text fields that save as one types and leave undo to the window's history.

A keystroke waits at most 200 ms before `edited` carries the text on; losing the focus or being
hidden sends it at once. Ctrl+Z and Ctrl+Y go to the window, which undoes every kind of edit.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFocusEvent, QHideEvent

SAVE_AFTER_MS = 200
PAUSE_MS = 1500
_bursts = itertools.count(1)


class TypingClock(QObject):
    """When typed text is due, and which keystrokes belong to one step of undo (`burst`)."""

    due = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.burst = next(_bursts)
        self._since_last = QElapsedTimer()
        # started by the first keystroke and not put off by the next: text never waits longer
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.due)

    @property
    def interval(self) -> int:
        """How long a keystroke waits at most, in milliseconds."""
        return self._timer.interval()

    @property
    def pending(self) -> bool:
        return self._timer.isActive()

    def key_typed(self) -> None:
        if self._since_last.isValid() and self._since_last.elapsed() > PAUSE_MS:
            self.new_burst()
        self._since_last.start()
        if not self._timer.isActive():
            self._timer.start()

    def new_burst(self) -> None:
        """What is typed from now on is undone apart from what was typed before."""
        self.burst = next(_bursts)

    def flush(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self.due.emit()


class TextField(QPlainTextEdit):
    """Several lines of text; Tab leaves the field, Enter makes a new line."""

    edited = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.clock = TypingClock(self)
        self.clock.due.connect(lambda: self.edited.emit(self.toPlainText()))
        self._showing = False
        self.textChanged.connect(self._text_changed)

    def show_text(self, text: str) -> None:
        """Show what is saved; what is being typed just now is left alone."""
        if self.clock.pending or text == self.toPlainText():
            return
        self._showing = True
        position = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(position, len(text.encode("utf-16-le")) // 2))
        self.setTextCursor(cursor)
        self._showing = False

    def flush(self) -> None:
        """Send on at once what was typed."""
        self.clock.flush()

    def _text_changed(self) -> None:
        if not self._showing:
            self.clock.key_typed()

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(cleaned(source.text()))

    def event(self, event: QEvent) -> bool:
        return False if is_undo_override(event) else super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.clock.new_burst()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()


class LineField(QLineEdit):
    """One line of text that may offer words typed before."""

    edited = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.clock = TypingClock(self)
        self.clock.due.connect(lambda: self.edited.emit(self.text()))
        self.textEdited.connect(self.clock.key_typed)

    def show_text(self, text: str) -> None:
        """Show what is saved; what is being typed just now is left alone."""
        if self.clock.pending or text == self.text():
            return
        position = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(position)

    def offer(self, words: Iterable[str]) -> None:
        """Offer these words while typing, wherever in them the typed part stands."""
        completer = QCompleter(list(words), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self.clock.key_typed)
        self.setCompleter(completer)

    def flush(self) -> None:
        """Send on at once what was typed."""
        self.clock.flush()

    def event(self, event: QEvent) -> bool:
        return False if is_undo_override(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_undo(event):  # no menu took it: the line's own undo must not either
            event.ignore()
            return
        if _is_done(event):  # a line would take it for Enter and hand it on all the same
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.clock.new_burst()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()


def cleaned(text: str) -> str:
    """Pasted text without what a cell of a spreadsheet or a web page drags along."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return "".join(letter for letter in text if letter in "\n\t" or letter.isprintable())


def flush_typing() -> None:
    """Send on at once what was typed; only the field with the focus can hold something back."""
    field = QApplication.focusWidget()
    if isinstance(field, TextField | LineField):
        field.flush()


def is_undo_override(event: QEvent) -> bool:
    """Whether a text field is about to keep Ctrl+Z or Ctrl+Y from the window."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not _is_undo(event):
        return False
    event.ignore()
    return True


def _is_undo(event: QKeyEvent) -> bool:
    undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    if event.matches(undo) or event.matches(redo):
        return True
    control = Qt.KeyboardModifier.ControlModifier  # Ctrl+Y redoes on every system here
    return event.key() == Qt.Key.Key_Y and event.modifiers() == control


def _is_done(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
