# SPDX-License-Identifier: MIT
"""共享收件夹: told once when it is whole; what is still copied is waited for."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from exchanging import COUNTY
from helpers import TOWNSHIP

from bizenv_desktop.actions import receipt_actions
from bizenv_desktop.actions.receipt_actions import InboxChoice
from bizenv_desktop.gui.receive.inbox import Inbox, look_into

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.receive.page import ReceivePage
    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "收件夹"
    made.mkdir()
    return made


@pytest.fixture
def inbox(county: Workspace) -> Iterator[Inbox]:
    made = Inbox(county.jobs, quiet_ms=20)
    yield made
    made.watch(None)


def test_a_file_that_comes_later_is_told_once(
    qtbot: QtBot, inbox: Inbox, folder: Path, road
) -> None:
    inbox.watch(folder)
    with qtbot.waitSignal(inbox.looked):
        pass
    assert (inbox.waiting, inbox.fault) == (0, "")
    with qtbot.waitSignal(inbox.arrived) as told:  # the watcher notices
        shutil.copy(road.whole, folder / "来了.bizenv")
    assert told.args == [(folder / "来了.bizenv",)]
    with qtbot.assertNotEmitted(inbox.arrived):
        for _ in range(2):
            with qtbot.waitSignal(inbox.looked):
                inbox.look()


def test_half_a_file_is_waited_for(qtbot: QtBot, inbox: Inbox, folder: Path, road) -> None:
    content = road.whole.read_bytes()
    half = folder / "半个.bizenv"
    half.write_bytes(content[:5000])
    with qtbot.assertNotEmitted(inbox.arrived):
        inbox.watch(folder)
        for _ in range(3):
            with qtbot.waitSignal(inbox.looked):
                pass
        assert inbox.waiting == 1
    with qtbot.waitSignal(inbox.arrived) as told:
        half.write_bytes(content)
    assert told.args == [(half,)]
    assert inbox.waiting == 0


def test_patience_ends(qtbot: QtBot, county: Workspace, folder: Path) -> None:
    (folder / "坏的.bizenv").write_bytes(b"never a package")
    inbox = Inbox(county.jobs, quiet_ms=20, patience=0.0)
    with qtbot.waitSignal(inbox.arrived) as told:
        inbox.watch(folder)
    assert told.args == [(folder / "坏的.bizenv",)]
    inbox.watch(None)


def test_a_file_written_anew_is_told_again(qtbot: QtBot, inbox: Inbox, folder: Path, road) -> None:
    sent = folder / "来了.bizenv"
    shutil.copy(road.whole, sent)
    with qtbot.waitSignal(inbox.arrived):
        inbox.watch(folder)
    other = next(path for path in road.stick.iterdir() if path.name != road.whole.name)
    with qtbot.waitSignal(inbox.arrived):
        sent.write_bytes(other.read_bytes())
        inbox.look()  # as it does now and then


def test_a_folder_within_is_looked_into(qtbot: QtBot, inbox: Inbox, folder: Path, road) -> None:
    within = folder / "榆林镇"
    within.mkdir()
    inbox.watch(folder)
    with qtbot.waitSignal(inbox.looked):
        pass
    with qtbot.waitSignal(inbox.arrived) as told:
        shutil.copy(road.whole, within / "来了.bizenv")
    assert told.args == [(within / "来了.bizenv",)]


def test_a_share_that_is_gone_is_told_and_comes_back(
    qtbot: QtBot, inbox: Inbox, folder: Path, road
) -> None:
    away = folder.with_name("断了")
    inbox.watch(away)
    with qtbot.waitSignal(inbox.looked):
        pass
    assert "断了" in inbox.fault
    folder.rename(away)
    shutil.copy(road.whole, away)
    with qtbot.waitSignal(inbox.arrived):
        inbox.look()
    assert inbox.fault == ""


def test_what_lies_there_is_seen_without_opening_links(folder: Path, road) -> None:
    shutil.copy(road.whole, folder / "a.bizenv")
    (folder / "b.bizenv").symlink_to(road.whole)
    (folder / "c.txt").write_text("x", encoding="utf-8")
    (folder / "d.bizenv").write_bytes(b"")
    found = look_into(folder)
    assert {path.name: ended for path, (_, ended) in found.files.items()} == {
        "a.bizenv": True,
        "d.bizenv": False,
    }
    assert found.fault == ""
    assert look_into(folder / "没有").fault


def test_the_page_shows_what_comes_and_takes_it_when_told_to(
    qtbot: QtBot, page: ReceivePage, county: Workspace, folder: Path, road
) -> None:
    county.take_in(receipt_actions.save_inbox(county.store, InboxChoice(folder)))
    assert page.inbox_desk.inbox.folder == folder
    assert str(folder) in page.inbox_desk.line.words.text()
    first = sorted(road.stick.iterdir())[0]
    sent = folder / first.name
    shutil.copy(first, sent)
    with qtbot.waitSignal(page.taking.told):
        page._arrived((folder / sent.name,), False)
    assert "收件夹里来了1个文件" in page.message.text
    assert page.arrivals.ticked == (folder / sent.name,)
    assert county.store.packages.records() == ()
    page.inbox_desk.line.auto.click()
    assert receipt_actions.inbox_choice(county.store) == InboxChoice(folder, auto=True)
    shutil.copy(road.whole, folder)  # of a key that is not known: never taken unasked
    paths = tuple(sorted(folder.iterdir()))
    with qtbot.waitSignal(page.taking.taken):
        page._arrived(paths, True)
    assert [record.source for record in county.store.packages.records()] == [sent.name]
    with qtbot.waitSignal(page.taking.seen) as seen:
        page._arrived(paths, True)
    assert [each.path.name for each in seen.args[0]] == [road.whole.name]
    page.inbox_desk.line.stop.click()
    assert page.inbox_desk.inbox.folder is None
    assert page.inbox_desk.line.auto.isHidden()
    page.history.undo()
    assert page.inbox_desk.inbox.folder == folder


def test_the_choice_survives_a_foreign_setting(county: Workspace) -> None:
    county.store.save_setting("receive_inbox", ["?"])
    assert receipt_actions.inbox_choice(county.store) == InboxChoice()
    county.store.save_setting("receive_inbox", {"folder": "", "auto": "yes"})
    assert receipt_actions.inbox_choice(county.store) == InboxChoice()


def test_a_township_watches_nothing(page: ReceivePage, county: Workspace, folder: Path) -> None:
    county.take_in(receipt_actions.save_inbox(county.store, InboxChoice(folder)))
    assert page.inbox_desk.inbox.folder == folder
    county.set_own_organisation(TOWNSHIP)
    assert page.inbox_desk.inbox.folder is None
    county.set_own_organisation(COUNTY)
    assert page.inbox_desk.inbox.folder == folder


def test_what_comes_while_another_page_is_in_front_is_told_there(
    qtbot: QtBot, open_window, county: Workspace, folder: Path, road
) -> None:
    window = open_window(county)
    county.take_in(receipt_actions.save_inbox(county.store, InboxChoice(folder, auto=True)))
    window.show_page("settings")
    sent = folder / "来了.bizenv"
    shutil.copy(sorted(road.stick.iterdir())[0], sent)
    with qtbot.waitSignal(window.page("receive").noticed):
        window.page("receive")._arrived((sent,), True)
    assert window.messages.text == "接收了1个。"
