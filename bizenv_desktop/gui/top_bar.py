# SPDX-License-Identifier: MIT
"""The strip over every page: whose self-check, which period, undo and redo, and the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import ElidedLabel, button, label
from bizenv_desktop.gui.score_label import ScoreLabel
from bizenv_desktop.gui.tips import tip

if TYPE_CHECKING:
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.selfcheck import SelfCheck


class TopBar(QFrame):
    """Shows the self-check on the table; only the unit while there is none."""

    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._unit = ElidedLabel()
        self._unit.setTextFormat(Qt.TextFormat.PlainText)
        self._unit.setProperty("role", "bar-title")
        self._unit.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._sample = label(self.tr("示例"), "tag")
        fixed = QSizePolicy.Policy.Fixed
        self._sample.setSizePolicy(fixed, fixed)
        self._period = label(role="muted")
        self.score = ScoreLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(self, 16), 4, theme.px(self, 12), 4)
        row.setSpacing(theme.px(self, 10))
        row.addWidget(self._unit, 1)
        row.addWidget(self._sample, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._period)
        row.addSpacing(theme.px(self, 10))
        self.undo = self._tool(self.tr("撤销"), self.tr("撤销上一步（Ctrl+Z）"))
        self.redo = self._tool(self.tr("重做"), self.tr("重做刚撤销的一步（Ctrl+Y）"))
        self.undo.clicked.connect(self.undo_requested)
        self.redo.clicked.connect(self.redo_requested)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addWidget(self.score)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.redo.setEnabled(False)
        self._check: SelfCheck | None = None
        self._of: Organisation | None = None
        for part in (self._unit, self._period, self.score, self._sample):
            part.hide()

    def _tool(self, text: str, tip: str) -> QPushButton:
        made = button(text, "tool")
        made.setToolTip(tip)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def show_check(self, filled: FilledCheck | None, own: Organisation | None = None) -> None:
        """Show whose and which self-check it is, and its score; without one the unit alone."""
        if filled is not None:
            self.score.show_card(filled.card)
        check = filled.check if filled else None
        unit = check.organisation if check else own
        if check is self._check and unit == self._of:  # an answer changes the score only
            return
        self._check, self._of = check, unit
        self._unit.setVisible(unit is not None)
        for part in (self._period, self.score):
            part.setVisible(check is not None)
        self._sample.setVisible(unit is not None and unit.sample)
        if unit is not None:
            self._unit.setText(unit.full_name if unit.path else unit.name)
            self._unit.setToolTip(tip(f"{unit.full_name}（{unit.code}）"))
        if check is not None:
            self._period.setText(check.period.label)
