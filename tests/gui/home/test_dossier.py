# SPDX-License-Identifier: MIT
"""One click on the home page builds the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

from PySide6.QtWidgets import QFileDialog

from bizenv_desktop.gui.home_page import HomePage

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.workspace import Workspace


def test_the_dossier_is_built_and_told(
    qtbot: QtBot, small_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = HomePage(small_workspace)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    out = tmp_path / "档案.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    page.dossier.click()
    qtbot.waitUntil(lambda: "已生成" in page.message.text, timeout=30_000)
    assert "index.html" in ZipFile(out).namelist()
    page.dossier.click()
    qtbot.waitUntil(lambda: "已经有了" in page.message.text, timeout=30_000)


def test_nothing_happens_when_nobody_chose_a_place(
    qtbot: QtBot, small_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = HomePage(small_workspace)
    qtbot.addWidget(page)
    page.refresh()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    page.dossier.click()
    assert page.message.text == ""


def test_without_a_self_check_there_is_no_dossier(qtbot: QtBot, empty_workspace: Workspace) -> None:
    page = HomePage(empty_workspace)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert not page.dossier.isVisible()
