# SPDX-License-Identifier: MIT
"""汇总上报 in the window of a county: its units' packages go up as they were signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exchanging import COUNTY, make_superior
from helpers import NOW, clock

from bizenv_desktop.actions.receiving_actions import receive
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.container import open_package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from exchanging import Town
    from gui.submit.conftest import Sticks
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.submit.page import SubmitPage
    from bizenv_desktop.library import Library


@pytest.fixture
def county(town: Town, tmp_path: Path, sticks: Sticks, library: Library) -> Iterator[Workspace]:
    """A county that received nothing yet."""
    path = make_superior(tmp_path / "county.db", town)
    workspace = Workspace(Store.open(path), library, clock)
    yield workspace
    workspace.close()


@pytest.fixture
def page(county: Workspace, open_window: Callable[[Workspace], MainWindow]) -> SubmitPage:
    window = open_window(county)
    window.show_page("submit")
    found: SubmitPage = window.page("submit")
    return found


def send(page: SubmitPage, qtbot: QtBot) -> None:
    busy_changed = page.relay.submitting.busy_changed
    with qtbot.waitSignal(busy_changed, check_params_cb=lambda busy: not busy):
        page.relay.hand_on.click()


def test_it_hands_on_what_it_received_and_says_what(
    page: SubmitPage,
    county: Workspace,
    town: Town,
    sticks: Sticks,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    assert page.subtitle.text() == COUNTY.full_name
    assert not page.check.isVisible()
    assert not page.empty.isVisible()
    receive(county.store, [town.submit(tmp_path / "in").path], NOW)
    page.refresh()
    assert [page.relay.period.itemText(at) for at in range(2)] == ["全部期次", "2026年第4季度"]
    page.relay.period.setCurrentIndex(1)
    stick = sticks.plug()
    send(page, qtbot)
    (path,) = stick.iterdir()
    with open_package(path) as package:
        assert (package.header.kind, package.header.period) == (PackageKind.RELAY, "2026Q4")
        code = package.id[:6].upper()
    words = f"已汇总上报1个单位的1个包，核对码 {code}。已写到 {path} 并读回核验，可以拔出。"
    assert page.message.text == words
    row = ["2026年第4季度", "第1版", "11月23日 14:32", code, str(stick)]
    assert page.relay.table.texts() == [row]
    assert page.relay.chosen_period == "2026Q4", "what is chosen stays chosen"
    send(page, qtbot)
    assert page.message.text.startswith("没有新的包，原样重新写出1个单位的1个包")
    assert list(stick.iterdir()) == [path]


def test_nothing_to_hand_on_is_said(page: SubmitPage, sticks: Sticks, qtbot: QtBot) -> None:
    stick = sticks.plug()
    send(page, qtbot)
    assert page.message.text != ""
    assert list(stick.iterdir()) == []


def test_cancelled_it_writes_nothing(
    page: SubmitPage,
    county: Workspace,
    town: Town,
    sticks: Sticks,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    receive(county.store, [town.submit(tmp_path / "in").path], NOW)
    stick = sticks.plug()

    def cancel(job: Job) -> None:
        job.cancel()

    county.jobs.job_started.connect(cancel)
    send(page, qtbot)
    assert page.message.text.startswith("已取消，没有写出")
    assert list(stick.iterdir()) == []
