# SPDX-License-Identifier: MIT
"""A dialog that is high enough for its wrapped texts, also for one that appears later."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog


class GrowingDialog(QDialog):
    """Grows downwards when its texts need more lines; a layout alone lets them overlap."""

    def event(self, event: QEvent) -> bool:
        """After the layout was asked for anew, give it the height it needs."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._grow()
        return done

    def _grow(self) -> None:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed = layout.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
