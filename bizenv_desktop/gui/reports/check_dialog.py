# SPDX-License-Identifier: MIT
"""真伪核对: the code on a paper, typed, pasted or scanned, against the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label, set_role
from bizenv_desktop.gui.reports.drawing import checking

if TYPE_CHECKING:
    from bizenv_desktop.domain.papers.paper_check import PaperCheck
    from bizenv_desktop.gui.workspace import Workspace


class CheckDialog(QDialog):
    """Enter compares; a scanner types the code and Enter by itself."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._asked = 0  # names the latest comparison: older answers come too late
        self.code = QLineEdit(self)
        self.check_button = button(self.tr("核对"), "primary")
        self.close_button = button(self.tr("关闭"))
        self.outcome = label(role="muted", wrap=True)
        self._parts = QGridLayout()
        self._lines: list[QLabel] = []
        self._build()
        self.check_button.clicked.connect(self.check)
        self.close_button.clicked.connect(self.reject)

    def check(self) -> None:
        """Compare the paper with that code."""
        text = self.code.text().strip()
        if not text:
            self._refuse(self.tr("请先输入材料上的核对码，或用扫码枪扫二维码。"))
            return
        self._asked += 1
        asked = self._asked

        def done(found: PaperCheck) -> None:
            if isValid(self) and asked == self._asked:
                self._show(found)

        job = self._workspace.jobs.start(self.tr("核对材料"), checking(self._workspace, text), done)
        job.failed.connect(lambda words: self._refuse_if(asked, words))
        self.code.selectAll()  # the next scan replaces it

    @property
    def part_words(self) -> list[str]:
        """What matches and what differs, line by line."""
        return [each.text() for each in self._lines]

    def _show(self, found: PaperCheck) -> None:
        self._clear()
        self.outcome.setText(found.words)
        set_role(self.outcome, "good" if found.same else "bad")
        for row, part in enumerate(found.kind.parts):
            differs = part in found.differing
            state = self.tr("● 有变化") if differs else self.tr("● 相同")
            line = (label(part.value), label(state, "bad" if differs else "good"))
            for column, each in enumerate(line):
                self._parts.addWidget(each, row, column)
            self._lines += line

    def _refuse_if(self, asked: int, words: str) -> None:
        if isValid(self) and asked == self._asked:
            self._refuse(words)

    def _refuse(self, words: str) -> None:
        self._clear()
        self.outcome.setText(words)
        set_role(self.outcome, "bad")

    def _clear(self) -> None:
        for each in self._lines:
            each.hide()
            each.deleteLater()
        self._lines = []

    def _build(self) -> None:
        self.setWindowTitle(self.tr("真伪核对"))
        self.code.setAccessibleName(self.tr("核对码"))
        self.code.setPlaceholderText(self.tr("核对码，字母大小写和横线都不要紧"))
        self.check_button.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.code, 1)
        row.addWidget(self.check_button)
        self._parts.setColumnStretch(0, 1)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self.close_button)
        words = self.tr(
            "输入、粘贴材料上的核对码，或用扫码枪扫二维码，看纸上的和数据库里的是否一样。"
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(self, 10))
        layout.addWidget(label(words, "muted", wrap=True))
        layout.addLayout(row)
        layout.addWidget(self.outcome)
        layout.addLayout(self._parts)
        layout.addStretch(1)
        layout.addLayout(bottom)
        self.resize(theme.px(self, 560), theme.px(self, 340))
        self.code.setFocus()
