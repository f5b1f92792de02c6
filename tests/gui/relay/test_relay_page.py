# SPDX-License-Identifier: MIT
"""汇总上报: one press hands on what was received; a city takes it as it was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exchanging import CITY, make_superior, make_town
from helpers import clock
from PySide6.QtWidgets import QFileDialog

from bizenv_desktop.actions.key_actions import enrol, own_card
from bizenv_desktop.actions.receiving_actions import receive
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.gui.relay.page import RelayPage
from bizenv_desktop.gui.submit import places
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.library import Library


@pytest.fixture(autouse=True)
def no_sticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is plugged into this PC is nobody's business."""
    monkeypatch.setattr(places, "sticks", lambda: ())


@pytest.fixture
def county(qapp: object, tmp_path: Path, library: Library) -> Iterator[Workspace]:
    """Two townships are listed, one has reported."""
    first, second = make_town(tmp_path / "t1", 1), make_town(tmp_path / "t2", 2)
    first.submit(tmp_path / "stick")
    path = make_superior(tmp_path / "县.db", first, second)
    with Store.open(path) as store:
        receive(store, [tmp_path / "stick"], clock())
    opened = Workspace(Store.open(path), library, clock)
    yield opened
    opened.close()


@pytest.fixture
def up(tmp_path: Path, preferences: Preferences) -> Path:
    """The folder used last."""
    folder = tmp_path / "上报市里"
    folder.mkdir()
    preferences.change(exchange_folder=str(folder))
    return folder


def show(qtbot: QtBot, workspace: Workspace, preferences: Preferences) -> RelayPage:
    page = RelayPage(workspace, preferences)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    return page


def test_one_press_hands_on_what_was_received(
    qtbot: QtBot, county: Workspace, preferences: Preferences, up: Path, tmp_path: Path
) -> None:
    page = show(qtbot, county, preferences)
    assert page.period.currentText() == "2026年第4季度"
    qtbot.waitUntil(lambda: "应报2" in page.coverage.text())
    assert "榆𬭎2镇" in page.coverage.text()
    assert not page.photos_size.isVisible()
    page.photos.click()
    assert page.photos_size.text() == "这些上报包里没有照片。"
    page.photos.click()
    with qtbot.waitSignal(page.relaying.busy_changed, check_params_cb=lambda busy: not busy):
        page.relay_button.click()
    assert page.message.text.startswith("已汇总上报第1版，核对码 ")
    assert "1个单位的1个上报包" in page.message.text
    assert "可以拔出" in page.message.text
    assert page.relay_button.hasFocus()
    assert page.table.texts()[0][:2] == ["2026年第4季度", "第1版"]
    assert page.table.texts()[0][4] == str(up)
    (sent,) = up.glob("兰西县_汇总上报包_*.bizenv")
    with qtbot.waitSignal(page.relaying.busy_changed, check_params_cb=lambda busy: not busy):
        page.relay_button.click()
    assert page.message.text.startswith("和上次一样，原样重新写出第1版")
    assert list(up.iterdir()) == [sent]
    with Store.open(make_superior(tmp_path / "市.db", organisation=CITY)) as city:
        card = own_card(county.store, clock())
        enrol(city, card, card.fingerprint, clock())
        (outcome,) = receive(city, [sent], clock())
        assert [each.taken.value for each in (outcome, *outcome.inner)] == ["taken", "taken"]


def test_a_stick_that_is_gone_is_told_and_tried_again(
    qtbot: QtBot,
    county: Workspace,
    preferences: Preferences,
    up: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = show(qtbot, county, preferences)
    up.rmdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(up))
    page.relay_button.click()
    assert "找不到" in page.message.text
    assert county.store.packages.relays() == ()
    up.mkdir()
    with qtbot.waitSignal(page.relaying.busy_changed, check_params_cb=lambda busy: not busy):
        page.message.retry.click()
    assert "可以拔出" in page.message.text


def test_without_a_package_there_is_nothing_to_press(
    qtbot: QtBot, tmp_path: Path, library: Library, preferences: Preferences
) -> None:
    workspace = Workspace(Store.open(make_superior(tmp_path / "空县.db")), library, clock)
    page = show(qtbot, workspace, preferences)
    assert not page.relay_button.isEnabled()
    qtbot.waitUntil(lambda: bool(page.coverage.text()))
    assert "还没有接收到" in page.coverage.text()
    workspace.close()


def test_the_key_card_goes_out_as_file_and_paper(
    qtbot: QtBot,
    county: Workspace,
    preferences: Preferences,
    up: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = show(qtbot, county, preferences)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(up))
    page.card_button.click()
    qtbot.waitUntil(lambda: "已导出密钥卡" in page.message.text)
    assert {path.suffix for path in up.iterdir()} == {".bizkey", ".pdf"}


def test_it_is_reached_from_the_window_and_follows_what_comes(
    qtbot: QtBot,
    open_window: Callable[[Workspace], MainWindow],
    county: Workspace,
    up: Path,
) -> None:
    window = open_window(county)
    window.navigation.buttons["relay"].click()
    page = window.page("relay")
    with qtbot.waitSignal(page.relaying.busy_changed, check_params_cb=lambda busy: not busy):
        page.relay_button.click()
    receipts = window.page("receive")
    receipts.receipts.refresh()
    shown = [row.subject.record.kind for row in receipts.receipts.table.rows_model.rows]
    assert shown == [PackageKind.SUBMISSION]  # what was handed on was not received
