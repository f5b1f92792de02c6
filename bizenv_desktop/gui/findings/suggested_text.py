# SPDX-License-Identifier: MIT
"""A text that begins as the program's suggestion and becomes the clerk's when it is changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.findings.growing import grow_with_text
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.text_fields import TextField


class SuggestedText(QWidget):
    """A field under its name, marked 建议 or 已改; `edited` carries None for the suggestion."""

    edited = Signal(object)  # str | None

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggestion = ""
        self._text = ""
        self.field = TextField(name, self)
        self.mark = label(role="tag")
        self.restore_button = button(self.tr("恢复建议"), "quiet")
        self.restore_button.setAccessibleName(self.tr("{name}：恢复建议").format(name=name))
        top = QHBoxLayout()
        top.setSpacing(theme.px(self, 8))
        top.addWidget(label(name, "muted"))
        top.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        top.addWidget(self.restore_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(self, 4))
        layout.addLayout(top)
        layout.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.edited.connect(self._send)
        self.field.installEventFilter(self)
        grow_with_text(self.field, least=3, most=9)
        self.restore_button.clicked.connect(self._restore)

    @property
    def burst(self) -> int:
        """What is typed in one go is undone in one go."""
        return self.field.clock.burst

    def show_text(self, text: str, suggestion: str, *, is_edited: bool) -> None:
        """Show what stands; an emptied field stays empty while the clerk is in it."""
        self._text, self._suggestion = text, suggestion
        self.mark.setText(self.tr("已改") if is_edited else self.tr("建议"))
        self.restore_button.setVisible(is_edited)
        if not (self.field.hasFocus() and not self.field.toPlainText()):
            self.field.show_text(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self.field.toPlainText():
            self.field.flush()
            self.field.show_text(self._text)
        return super().eventFilter(watched, event)

    def _send(self, text: str) -> None:
        self.edited.emit(None if text in ("", self._suggestion) else text)

    def _restore(self) -> None:
        self.field.clock.new_burst()
        self.edited.emit(None)
        self.field.setFocus()
