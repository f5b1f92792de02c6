# SPDX-License-Identifier: MIT
"""A county that has enrolled two of three townships, and a stick with what they sent."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from exchanging import OTHER_DEVICE, Town, make_superior, make_town
from helpers import clock

from bizenv_desktop.gui.receive.page import ReceivePage
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.library import Library


@dataclass(frozen=True)
class Road:
    """Three townships and a stick: the first sent two revisions, the second a fork."""

    towns: tuple[Town, Town, Town]
    stick: Path
    whole: Path
    """One good package of the third township, whose key the county does not know."""


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Road:
    """Made once: what the townships sent."""
    folder = tmp_path_factory.mktemp("road")
    stick = folder / "U盘"
    stick.mkdir()
    first, second, third = (make_town(folder / f"t{n}", n) for n in (1, 2, 3))
    first.submit(stick)
    first.change()
    first.submit(stick, days=1)
    second.submit(stick)
    shutil.copytree(folder / "t2", folder / "copy")
    copy = Town(folder / "copy" / "town2.db", second.organisation)
    second.change()
    second.submit(stick, days=1)
    copy.change(note="窗口写的")
    copy.submit(stick, days=2, device=OTHER_DEVICE)
    whole = third.submit(stick).path
    return Road((first, second, third), stick, whole)


@pytest.fixture
def road(sent: Road, tmp_path: Path) -> Road:
    """The stick of this test alone."""
    stick = tmp_path / "U盘"
    shutil.copytree(sent.stick, stick)
    return Road(sent.towns, stick, stick / sent.whole.name)


@pytest.fixture
def county(qapp: object, sent: Road, tmp_path: Path, library: Library) -> Iterator[Workspace]:
    """The county's database; it knows the first two townships."""
    path = make_superior(tmp_path / "县.db", *sent.towns[:2])
    opened = Workspace(Store.open(path), library, clock)
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, county: Workspace, preferences: Preferences) -> ReceivePage:
    made = ReceivePage(county, preferences)
    qtbot.addWidget(made)
    made.resize(1240, 680)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh()
    return made
