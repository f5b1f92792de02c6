# SPDX-License-Identifier: MIT
"""Our own bugs go into the log first, then into one dialog whose report can be copied."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from helpers import NOW, clock
from PySide6.QtWidgets import QApplication

from bizenv_desktop.gui.crash_dialog import CrashDialog
from bizenv_desktop.gui.crash_reporter import LOG_NAME, CrashReporter, keep_report, report_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def an_error() -> ValueError:
    try:
        raise ValueError("坏了")
    except ValueError as error:
        return error


def shown() -> list[CrashDialog]:
    widgets = QApplication.topLevelWidgets()
    return [each for each in widgets if isinstance(each, CrashDialog) and each.isVisible()]


def test_a_report_says_when_where_and_with_what() -> None:
    report = report_of(an_error(), NOW)
    assert report.startswith("营商环境自查 ")
    assert "2026-11-23 14:32:00" in report
    assert "ValueError: 坏了" in report
    assert "an_error" in report


def test_an_error_is_logged_and_shown_once(qapp: QApplication, tmp_path: Path) -> None:
    reporter = CrashReporter(tmp_path / "日志", clock)
    reporter.report(an_error())
    reporter.report(an_error())
    log = (tmp_path / "日志" / LOG_NAME).read_text(encoding="utf-8")
    assert log.count("ValueError: 坏了") == 2
    dialogs = shown()
    assert len(dialogs) == 1
    dialogs[0].copy()
    assert "ValueError: 坏了" in QApplication.clipboard().text()
    dialogs[0].accept()
    reporter.report(an_error())
    assert len(shown()) == 1
    shown()[0].accept()


def test_without_a_place_for_the_log_it_is_still_shown(qapp: QApplication, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert keep_report("x", blocked / "日志") is None
    CrashReporter(blocked / "日志", clock, qapp).report(an_error())
    assert len(shown()) == 1
    shown()[0].accept()


def test_what_nobody_caught_arrives_there(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    reporter = CrashReporter(tmp_path, clock, qapp)
    reporter.install()
    error = an_error()
    sys.excepthook(type(error), error, error.__traceback__)
    assert (tmp_path / LOG_NAME).is_file()
    shown()[0].accept()


def test_ctrl_c_stays_what_it_is(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    CrashReporter(tmp_path, clock, qapp).install()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert not (tmp_path / LOG_NAME).exists()
