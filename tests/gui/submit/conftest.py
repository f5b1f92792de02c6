# SPDX-License-Identifier: MIT
"""The page on a township's database, with sticks that are folders."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from exchanging import make_town
from helpers import clock

from bizenv_desktop.gui.submit import places
from bizenv_desktop.gui.submit.places import Drive
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from exchanging import Town

    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.submit.page import SubmitPage
    from bizenv_desktop.library import Library


@dataclass
class Sticks:
    """What is plugged in."""

    folder: Path
    drives: list[Drive] = field(default_factory=list)

    def plug(self, name: str = "KINGSTON", free: int = 15 << 30) -> Path:
        root = self.folder / name
        root.mkdir(parents=True, exist_ok=True)
        self.drives.append(Drive(root, name, free))
        return root

    def pull(self) -> None:
        self.drives.clear()


@pytest.fixture
def sticks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sticks:
    """No stick is plugged in until a test does."""
    made = Sticks(tmp_path / "media")
    monkeypatch.setattr(places, "sticks", lambda: tuple(made.drives))
    return made


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return make_town(tmp_path / "town")


@pytest.fixture
def desk(town: Town, sticks: Sticks, library: Library) -> Iterator[Workspace]:
    """The workspace on the township's database."""
    workspace = Workspace(Store.open(town.database), library, clock)
    workspace.open_check(town.key)
    yield workspace
    workspace.close()


@pytest.fixture
def window(desk: Workspace, open_window: Callable[[Workspace], MainWindow]) -> MainWindow:
    return open_window(desk)


@pytest.fixture
def page(window: MainWindow) -> SubmitPage:
    """上报 in the real window."""
    window.show_page("submit")
    found: SubmitPage = window.page("submit")
    return found
