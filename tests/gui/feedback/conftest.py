# SPDX-License-Identifier: MIT
"""A county's and a township's workspace on databases that sent something to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from answering import make_pair
from helpers import clock

from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from answering import Superior
    from exchanging import Town

    from bizenv_desktop.library import Library

    Desk = Callable[[Town | Superior], Workspace]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Town, Superior]:
    """A township whose first revision the county has."""
    town, county = make_pair(tmp_path)
    county.receive(town.submit(tmp_path / "stick").path)
    return town, county


@pytest.fixture
def desk(qapp: object, library: Library) -> Iterator[Desk]:
    """Call it with a unit to get its workspace."""
    opened: list[Workspace] = []

    def open_one(unit: Town | Superior) -> Workspace:
        workspace = Workspace(Store.open(unit.database), library, clock)
        workspace.open_latest()
        opened.append(workspace)
        return workspace

    yield open_one
    for workspace in opened:
        workspace.close()
