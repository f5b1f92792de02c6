# SPDX-License-Identifier: MIT
"""A strip above a page's content that says what went wrong, and stays until it is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label, set_role

if TYPE_CHECKING:
    from collections.abc import Callable


class MessageBar(QFrame):
    """Hidden until there is something to say; an error may bring a button that tries again."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wish: Callable[[], None] | None = None
        self._text = label(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.retry = button(self.tr("重试"))
        self.retry.clicked.connect(self._try_again)
        self._close = button(self.tr("知道了"), "quiet")
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        edge = theme.px(self, 10)
        row.setContentsMargins(edge, theme.px(self, 6), edge, theme.px(self, 6))
        row.addWidget(self._text, 1)
        row.addWidget(self.retry)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty when it is hidden."""
        return self._text.text() if not self.isHidden() else ""

    def show_error(self, text: str, retry: Callable[[], None] | None = None) -> None:
        """Say what was refused; `retry` comes as a button, and the bar stays until cleared."""
        self._show(text, "error", retry)

    def show_note(self, text: str) -> None:
        """Say something that needs no action."""
        self._show(text, "notice", None)

    def clear(self) -> None:
        """Nothing to say any more."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _show(self, text: str, role: str, retry: Callable[[], None] | None) -> None:
        self._wish = retry
        set_role(self, role)
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self.retry.setVisible(retry is not None)
        self._close.setVisible(retry is None)
        self.show()

    def _try_again(self) -> None:
        if self._wish is not None:
            self._wish()
