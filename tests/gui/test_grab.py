# SPDX-License-Identifier: MIT
"""Pictures of the window show the page asked for and leave the database as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import believable_answers, fill_database
from PySide6.QtGui import QImage

from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.grab import grab_window
from bizenv_desktop.gui.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from bizenv_desktop.domain.checklists.checklist import Checklist


@pytest.fixture(autouse=True)
def own_look(qapp: QApplication) -> Iterator[None]:
    """Grabbing dresses the application; other tests find it as it was."""
    font, sheet = qapp.font(), qapp.styleSheet()
    yield
    qapp.setFont(font)
    qapp.setStyleSheet(sheet)


@pytest.fixture
def database(tmp_path: Path, small: Checklist) -> Path:
    path = tmp_path / "示例.db"
    fill_database(path, small, believable_answers(small.items))
    return path


@pytest.mark.parametrize("page", ["home", "selfcheck"])
def test_a_page_becomes_a_picture(tmp_path: Path, database: Path, page: str) -> None:
    before = database.read_bytes()
    out = tmp_path / "窗口.png"
    grab_window(database, out, (1366, 768), page)
    image = QImage(str(out))
    assert (image.width(), image.height()) == (1366, 768)
    colours = {image.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 768, 7)}
    assert len(colours) > 20  # text, cards and bars, not one flat ground
    assert database.read_bytes() == before


def test_a_picture_neither_follows_nor_changes_how_the_window_was_left(
    tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "config"
    monkeypatch.setattr("bizenv_desktop.paths.config_dir", lambda: kept)
    left = Preferences(kept)
    left.change(large_text=True)
    before = {path.name: path.read_bytes() for path in kept.iterdir()}
    out = tmp_path / "窗口.png"
    grab_window(database, out)
    image = QImage(str(out))
    assert (image.width(), image.height()) == (1366, 768)
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == before


def test_large_text_and_a_chosen_item(tmp_path: Path, database: Path) -> None:
    ordinary, large = tmp_path / "a.png", tmp_path / "b.png"
    grab_window(database, ordinary, item="B01")
    grab_window(database, large, item="B01", scale=theme.LARGE)
    assert ordinary.read_bytes() != large.read_bytes()


def test_a_missing_folder_is_told_in_words(tmp_path: Path, database: Path) -> None:
    with pytest.raises(UserError, match="没有写成"):
        grab_window(database, tmp_path / "没有" / "窗口.png")
