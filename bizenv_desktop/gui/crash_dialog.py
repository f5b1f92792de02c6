# SPDX-License-Identifier: MIT
"""Our own bugs: a report that can be copied, kept in a log file, and the window goes on."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from bizenv_desktop import __version__
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

LOG_NAME = "错误报告.log"
_log = logging.getLogger(__name__)


def report_of(error: BaseException, when: datetime) -> str:
    """What a developer needs: versions and where it happened; nothing that was filled in."""
    head = (
        f"营商环境自查 {__version__} {when:%Y-%m-%d %H:%M:%S}\n"
        f"Python {platform.python_version()}，Qt {qVersion()}，{platform.platform()}\n"
    )
    return head + "".join(traceback.format_exception(error))


def keep_report(report: str, folder: Path) -> Path | None:
    """Append the report to the log file; None where it cannot be written."""
    path = folder / LOG_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(report + "\n")
    except OSError:
        return None
    return path


class CrashDialog(QDialog):
    """Says that the program erred, that saved work is safe, and gives the report to copy."""

    def __init__(self, report: str, log: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("程序出错了"))
        self.resize(theme.px(self, 640), theme.px(self, 400))
        words = self.tr("程序自身出了错，已保存的内容没有受影响。请把下面的报告复制给开发人员。")
        if log is not None:
            words += self.tr("报告也记在：{log}").format(log=log)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("错误报告"))
        copy = button(self.tr("复制报告"))
        copy.clicked.connect(self.copy)
        close = button(self.tr("继续使用"), "primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(label(words, wrap=True))
        column.addWidget(self.report, 1)
        column.addLayout(row)

    def copy(self) -> None:
        """Put the whole report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())


class CrashReporter(QObject):
    """Takes over what nobody caught: the log first, then one dialog at a time."""

    def __init__(
        self, folder: Path, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._clock = clock
        self._dialog: CrashDialog | None = None

    def install(self) -> None:
        """Handle every uncaught exception from now on."""
        sys.excepthook = self._caught

    def report(self, error: BaseException) -> None:
        """Log the error and show it; further ones while it is shown go to the log only."""
        text = report_of(error, self._clock())
        log = keep_report(text, self._folder)
        _log.info("uncaught: %s", error)
        if self._dialog is not None:
            return
        self._dialog = CrashDialog(text, log)
        self._dialog.finished.connect(self._shown)
        self._dialog.open()

    def _shown(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _caught(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error)
