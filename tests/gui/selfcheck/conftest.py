# SPDX-License-Identifier: MIT
"""A shown 自查 page with the cursor in its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bizenv_desktop.gui.selfcheck.page import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def open_page(qtbot: QtBot) -> Callable[[Workspace], SelfCheckPage]:
    """Call it with a workspace to get the page on it."""

    def open_one(workspace: Workspace) -> SelfCheckPage:
        page = SelfCheckPage(workspace)
        qtbot.addWidget(page)
        page.resize(1240, 680)
        with qtbot.waitExposed(page):
            page.show()
        page.refresh()
        page.setFocus()
        return page

    return open_one


@pytest.fixture
def page(
    open_page: Callable[[Workspace], SelfCheckPage], small_workspace: Workspace
) -> SelfCheckPage:
    """The page on the small checklist, nothing filled in."""
    return open_page(small_workspace)
