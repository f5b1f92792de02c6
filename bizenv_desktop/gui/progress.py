# SPDX-License-Identifier: MIT
"""The progress of long work: a small window after 0.6 s, with a button that cancels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from bizenv_desktop.gui.jobs import Job


class ProgressDialog(QDialog):
    """Shows itself when the job is late and goes when it ends; Esc cancels the job."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self.setWindowTitle(job.title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._words = label(self.tr("正在{title}…").format(title=job.title))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(job.title)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.cancel = button(self.tr("取消"))
        self.cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.addWidget(self._words)
        column.addWidget(self.bar)
        column.addLayout(row)
        self.setMinimumWidth(theme.px(self, 360))
        job.late.connect(self.open)
        job.progressed.connect(self._show_progress)
        job.ended.connect(self._end)

    def reject(self) -> None:
        """Ask the job to stop; the window goes when it has."""
        self._words.setText(self.tr("正在取消…"))
        self.cancel.setEnabled(False)
        self._job.cancel()

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)

    def _end(self) -> None:
        self.done(0)
        self.deleteLater()
