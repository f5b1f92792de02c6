# SPDX-License-Identifier: MIT
"""Our own bugs: each goes into the log file first, then on the screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, qVersion

from bizenv_desktop import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from bizenv_desktop.gui.crash_dialog import CrashDialog

LOG_NAME = "错误报告.log"


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
        if self._dialog is not None:
            return
        from bizenv_desktop.gui.crash_dialog import CrashDialog

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


def report_of(error: BaseException, when: datetime) -> str:
    """What a developer needs: versions and where it happened; nothing that was filled in."""
    import platform
    import traceback

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
