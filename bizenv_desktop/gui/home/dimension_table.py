# SPDX-License-Identifier: MIT
"""Each dimension's progress: the name goes there, the score opens its arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Bar, button, label

if TYPE_CHECKING:
    from bizenv_desktop.domain.scoring import DimensionScore, ScoreCard


class DimensionTable(QWidget):
    """One line a dimension; made anew only when the dimensions are others."""

    dimension_requested = Signal(str)
    score_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(self, 12))
        self._grid.setVerticalSpacing(theme.px(self, 14))
        self._grid.setColumnStretch(1, 1)
        self._lines: dict[str, tuple[QPushButton, Bar, QLabel, QPushButton]] = {}

    def show_card(self, card: ScoreCard) -> None:
        """Show every dimension's progress and score."""
        if list(self._lines) != [part.code for part in card.dimensions]:
            self._make_lines(card)
        for part in card.dimensions:
            name, bar, progress, score = self._lines[part.code]
            name.setText(part.name)
            bar.show_share(part.answered, part.asked)
            progress.setText(f"{part.answered}/{part.asked}")
            words = self.tr("{score} / {points}分").format(
                score=money_like(part.score), points=plain(part.points)
            )
            score.setText(words)
            score.setAccessibleName(
                self.tr("{name}得分{words}").format(name=part.name, words=words)
            )

    def line(self, code: str) -> tuple[QPushButton, Bar, QLabel, QPushButton]:
        """A dimension's name, bar, progress and score."""
        return self._lines[code]

    def _make_lines(self, card: ScoreCard) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._lines = {}
        for line, part in enumerate(card.dimensions):
            self._lines[part.code] = self._make_line(line, part)

    def _make_line(
        self, line: int, part: DimensionScore
    ) -> tuple[QPushButton, Bar, QLabel, QPushButton]:
        code = part.code
        name = button(part.name, "quiet-left")
        name.setToolTip(self.tr("去填{name}").format(name=part.name))
        name.clicked.connect(lambda: self.dimension_requested.emit(code))
        score = button("", "quiet-right")
        score.setToolTip(self.tr("看算式"))
        score.clicked.connect(lambda: self.score_requested.emit(code))
        progress = label(role="muted")
        progress.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        made = (name, Bar(), progress, score)
        for column, widget in enumerate(made):
            self._grid.addWidget(widget, line, column)
        return made
