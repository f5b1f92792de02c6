# SPDX-License-Identifier: MIT
"""Every test: noise fails it, its settings lie in tmp_path, windows stay off the screen."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

import pytest
from helpers import RESOURCES, small_checklist

from bizenv_desktop.library import Library
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bizenv_desktop.domain.checklists.checklist import Checklist


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show windows while testing")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


class _Noise(logging.Handler):
    """Keeps what was logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {record.levelname}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """A test that makes anything log a warning fails."""
    noise = _Noise()
    root = logging.getLogger()
    root.addHandler(noise)
    yield
    root.removeHandler(noise)
    assert not noise.lines, "logged: " + "; ".join(noise.lines)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and data of this test alone, also for the processes it starts."""
    home = tmp_path / "home"
    home.mkdir()
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA", "HOME", "USERPROFILE")
    for name in names:
        monkeypatch.setenv(name, str(home))
    return home


@pytest.fixture(scope="session")
def library() -> Library:
    """The built-in content, parsed once."""
    return Library(RESOURCES)


@pytest.fixture(scope="session")
def checklist(library: Library) -> Checklist:
    """The real checklist of a township centre."""
    return library.checklist("township-centre")


@pytest.fixture(scope="session")
def small() -> Checklist:
    """Eleven items with every method."""
    return small_checklist()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    with Store.open(tmp_path / "store.db", create=True) as opened:
        yield opened
