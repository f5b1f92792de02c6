# SPDX-License-Identifier: MIT
"""What was done about a finding, step by step: who, when, with what words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from bizenv_desktop.domain.findings.lifecycle_words import history_lines
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import label

if TYPE_CHECKING:
    from bizenv_desktop.domain.findings.lifecycle import Log
    from bizenv_desktop.domain.findings.lifecycle_words import HistoryLine
    from bizenv_desktop.domain.findings.looks import Look

_TOP = Qt.AlignmentFlag.AlignTop


class HistoryView(QWidget):
    """The newest step first; one taken back says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Log, tuple[Look, ...]] | None = None
        self._lines: list[QLabel] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(self, 10))
        self._grid.setVerticalSpacing(theme.px(self, 4))
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self.tr("办理过程"), "muted"))
        column.addLayout(self._grid)

    @property
    def texts(self) -> list[str]:
        """What the lines say, as shown."""
        return [line.text() for line in self._lines]

    def show_log(self, log: Log, looks: tuple[Look, ...] = ()) -> None:
        """Show these events and looks back; nothing at all while there are none."""
        self.setVisible(bool(log.events))
        if (log, looks) == self._shown:
            return
        self._shown = (log, looks)
        for old in self._lines:
            old.deleteLater()
        self._lines = []
        for row, line in enumerate(reversed(history_lines(log, looks))):
            self._add(row, line)

    def _add(self, row: int, line: HistoryLine) -> None:
        when = label(line.when, "small")
        words = f"{line.who}　{line.what}"
        if line.taken_back:
            words += self.tr("（已撤回）")
        if line.words:
            words += f"：{line.words}"
        what = label(words, "small" if line.taken_back else "", wrap=True)
        for column, made in enumerate((when, what)):
            self._grid.addWidget(made, row, column, Qt.AlignmentFlag(0) if column else _TOP)
            self._lines.append(made)
