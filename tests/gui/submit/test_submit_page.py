# SPDX-License-Identifier: MIT
"""上报 in the real window: one press sends it; what goes wrong is told and changes nothing."""

from __future__ import annotations

import errno
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from exchanging import COUNTY, OTHER_DEVICE, make_town
from helpers import NOW
from photos import write_photo
from PySide6.QtWidgets import QFileDialog

from bizenv_desktop import actions
from bizenv_desktop.actions import evidence_actions
from bizenv_desktop.actions.key_actions import read_card
from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.selfcheck import Answer
from bizenv_desktop.gui.handover import opening
from bizenv_desktop.storage import Change
from bizenv_desktop.storage.package_shelf import KeptPackage
from bizenv_desktop.sync import container
from bizenv_desktop.sync.container import open_package

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exchanging import Town
    from gui.submit.conftest import Sticks
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.submit.page import SubmitPage
    from bizenv_desktop.gui.workspace import Workspace


def settle(page: SubmitPage, qtbot: QtBot) -> None:
    """Wait for what is shown after the paint."""
    page.refresh()
    qtbot.waitUntil(lambda: not page.check.is_working_out)


def send(page: SubmitPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(
        page.check.submitting.busy_changed, check_params_cb=lambda busy: not busy
    ):
        page.check.submit_button.click()
    settle(page, qtbot)


def change(desk: Workspace, code: str = "A01", words: str = "改了") -> None:
    answer = desk.answer(code)
    desk.save_answer(replace(answer, note=answer.note + words))


def test_before_the_first_it_says_what_will_be(page: SubmitPage, qtbot: QtBot) -> None:
    settle(page, qtbot)
    assert page.check.status.review.text().startswith("● 没有错误，可以上报")
    assert page.check.status.revision.text() == "还没有上报过"
    assert page.check.hint.text() == "上报后是第1版，写好后会读回核验。"
    assert page.check.unsent.table.rowCount() == 0


def test_one_press_writes_it_and_says_so(
    window: MainWindow, page: SubmitPage, sticks: Sticks, qtbot: QtBot
) -> None:
    stick = sticks.plug()
    settle(page, qtbot)
    page.check.by.setText("王𬭎")
    page.check.by.setModified(True)
    send(page, qtbot)
    (path,) = stick.iterdir()
    with open_package(path) as package:
        code, device = package.id[:6].upper(), package.header.device
    assert page.message.text == f"已上报第1版，核对码 {code}。已写到 {path} 并读回核验，可以拔出。"
    assert page.check.status.code.text() == code
    assert page.check.status.made.text() == "11月23日 14:32，王𬭎上报"
    assert str(path) in page.check.status.where.text()
    assert page.check.hint.text() == "上次上报后没有修改；再点一次，原样重新写出第1版。"
    assert window.preferences.values.exchange_folder == str(stick)
    assert window.preferences.values.device == device
    assert page.check.revisions.table.texts() == [
        ["第1版", "11月23日 14:32", code, "—", str(stick)]
    ]


def test_changes_since_are_listed_and_lead_there(
    window: MainWindow, page: SubmitPage, sticks: Sticks, qtbot: QtBot, desk: Workspace
) -> None:
    sticks.plug()
    send(page, qtbot)
    change(desk, "A02")
    finding = desk.filled.findings[-1].finding
    desk.save_finding(replace(finding, measures="每周看一遍<b>&"))
    desk.save_check(replace(desk.filled.check, head="李喆"))
    settle(page, qtbot)
    rows = page.check.unsent.table.texts()
    assert rows[0] == ["A02", "窗口公示牌", "填报结果"]
    assert rows[1][::2] == [finding.item, "整改内容"]
    assert rows[2] == ["—", "签字人", "有修改"]
    assert page.check.unsent.title.text() == "未上报的修改 3项"
    assert page.check.hint.text() == "有3项修改还没有上报，上报后是第2版。"
    for row, name in enumerate(("selfcheck", "findings", "settings")):
        index = page.check.unsent.table.model().index(row, 0)
        page.check.unsent.table.activated.emit(index)
        assert window.stack.currentWidget() is window.page(name)
        window.show_page("submit")
    assert window.page("findings").editor is not None
    send(page, qtbot)
    assert page.message.text.startswith("已上报第2版")
    assert page.check.unsent.table.rowCount() == 0


@pytest.mark.parametrize(("width", "share"), [(760, 0.9), (1300, 0.4)])
def test_the_lists_lie_under_each_other_in_a_small_window(
    page: SubmitPage, sticks: Sticks, qtbot: QtBot, width: int, share: float
) -> None:
    """At 150 % on 1366 × 768 half the width would cut the days and the folders."""
    sticks.plug()
    send(page, qtbot)
    page.check.resize(width, 900)
    page.check.layout().activate()
    assert page.check.revisions.width() / width == pytest.approx(share, abs=0.11)
    table = page.check.revisions.table
    for column in range(table.columnCount()):
        assert table.columnWidth(column) >= table.horizontalHeader().sectionSizeHint(column)
    assert table.columnWidth(1) >= table.sizeHintForColumn(1)


def test_a_refusal_goes_once_its_cause_is_put_right(
    page: SubmitPage, sticks: Sticks, qtbot: QtBot, desk: Workspace
) -> None:
    sticks.plug()
    kept = desk.answer("A01")
    desk.save_answer(Answer("A01"))
    settle(page, qtbot)
    page.check.submit_button.click()
    settle(page, qtbot)
    assert page.message.text.startswith("审核还有1个错误，不能上报")
    desk.save_answer(kept)
    settle(page, qtbot)
    assert page.message.text == ""


def test_an_unclean_audit_is_refused_and_one_click_away(
    window: MainWindow, page: SubmitPage, sticks: Sticks, qtbot: QtBot, desk: Workspace
) -> None:
    stick = sticks.plug()
    desk.save_answer(Answer("A01"))
    settle(page, qtbot)
    assert page.check.status.review.text() == "● 还有1个错误，改正后才能上报"
    page.check.submit_button.click()
    assert page.message.text.startswith("审核还有1个错误，不能上报")
    assert list(stick.iterdir()) == []
    page.check.status.review_button.click()
    assert window.stack.currentWidget() is window.page("review")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "只读"), (errno.EIO, "写入失败")],
)
def test_a_stick_that_fails_is_told_and_tried_again(
    page: SubmitPage,
    sticks: Sticks,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    words: str,
) -> None:
    stick = sticks.plug()

    def fail(*_: object) -> None:
        raise OSError(number, "no")

    with monkeypatch.context() as patch:
        patch.setattr(container.os, "fsync", fail)
        send(page, qtbot)
    assert words in page.message.text
    assert list(stick.iterdir()) == []
    assert page.check.status.where.text() == "● 已做好，还没有写到U盘或文件夹"
    assert page.check.hint.text().startswith("第1版已做好，还没有写出")
    with qtbot.waitSignal(page.check.submitting.written) as sent:
        page.message.retry.click()
    assert sent.args[0].record.revision == 1
    assert page.message.text.startswith("原样写出第1版")


def test_a_stick_pulled_out_before_is_no_folder_on_this_pc(
    page: SubmitPage, sticks: Sticks, qtbot: QtBot
) -> None:
    stick = sticks.plug()
    settle(page, qtbot)
    shutil.rmtree(stick)
    page.check.submit_button.click()
    assert page.message.text.startswith(f"找不到“{stick}”；请检查U盘是否已插好")
    assert not stick.exists()
    stick.mkdir()
    with qtbot.waitSignal(page.check.submitting.written):
        page.message.retry.click()


def test_a_name_that_is_taken_is_left_alone(page: SubmitPage, sticks: Sticks, qtbot: QtBot) -> None:
    stick = sticks.plug()
    send(page, qtbot)
    (path,) = stick.iterdir()
    path.write_bytes(b"not ours")
    send(page, qtbot)
    assert path.read_bytes() == b"not ours"
    assert len(list(stick.iterdir())) == 2
    assert "(2).bizenv" in page.message.text


def test_lost_evidence_is_named(
    page: SubmitPage, sticks: Sticks, qtbot: QtBot, desk: Workspace, tmp_path: Path
) -> None:
    stick = sticks.plug()
    photo, key = write_photo(tmp_path / "a.jpg"), desk.filled.check.key
    evidence_actions.add_evidence(desk.store, key, "B01", Use.ANSWER, [photo], NOW)
    for path in desk.store.evidence.files.folder.rglob("*"):
        if path.is_file():
            path.unlink()
    send(page, qtbot)
    assert page.message.text.startswith("佐证“a.jpg”文件不见了，不能上报")
    assert list(stick.iterdir()) == []
    assert page.check.status.revision.text() == "还没有上报过"


def test_another_units_database_sends_nothing(
    page: SubmitPage, sticks: Sticks, qtbot: QtBot, desk: Workspace
) -> None:
    stick = sticks.plug()
    actions.set_own_organisation(desk.store, COUNTY)
    send(page, qtbot)
    assert "不是本数据库单位的" in page.message.text
    assert list(stick.iterdir()) == []


def test_cancelled_it_writes_nothing_and_is_written_next_time(
    page: SubmitPage, sticks: Sticks, qtbot: QtBot, desk: Workspace
) -> None:
    stick = sticks.plug()

    def cancel(job: Job) -> None:
        job.cancel()

    desk.jobs.job_started.connect(cancel)
    send(page, qtbot)
    assert page.message.text == "已取消，没有写出；原来的文件没有改动。"
    assert list(stick.iterdir()) == []
    desk.jobs.job_started.disconnect(cancel)
    send(page, qtbot)
    assert len(list(stick.iterdir())) == 1


def test_without_a_stick_it_asks_for_a_folder_once(
    page: SubmitPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(page, qtbot)
    assert page.check.place.place is None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    page.check.submit_button.click()
    assert page.message.text == ""
    folder = tmp_path / "共享 文件夹"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    send(page, qtbot)
    assert len(list(folder.iterdir())) == 1
    assert page.check.place.place == folder
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", pytest.fail)
    send(page, qtbot)


def test_an_earlier_revision_is_written_again(
    page: SubmitPage, sticks: Sticks, qtbot: QtBot, desk: Workspace
) -> None:
    stick = sticks.plug()
    send(page, qtbot)
    (first,) = stick.iterdir()
    content = first.read_bytes()
    change(desk)
    send(page, qtbot)
    assert [row[0] for row in page.check.revisions.table.texts()] == ["第2版", "第1版"]
    other = sticks.plug("另一个U盘")
    settle(page, qtbot)
    page.check.place.activated.emit(1)
    assert page.check.place.place == other
    page.check.revisions.table.selectRow(1)
    with qtbot.waitSignal(page.check.submitting.written):
        page.check.revisions.again.click()
    (copy,) = other.iterdir()
    assert copy.read_bytes() == content
    assert page.message.text.startswith("原样写出第1版")


def test_another_pcs_revision_is_named_and_stops_it(
    page: SubmitPage,
    sticks: Sticks,
    qtbot: QtBot,
    desk: Workspace,
    town: Town,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = sticks.plug()
    send(page, qtbot)
    copy = make_town(tmp_path / "copy")
    shutil.copy(town.database, copy.database)
    copy.change(note="乙改的")
    change(desk)
    send(page, qtbot)
    before = sorted(stick.iterdir())
    keep_others(desk, copy.submit(tmp_path / "o", days=2, device=OTHER_DEVICE).path)
    settle(page, qtbot)
    assert page.check.fork.isVisible()
    assert "“窗口电脑”11月25日 14:32做的第2版" in page.check.fork_words.text()
    assert "（本机“" in page.check.fork_words.text()
    change(desk)
    settle(page, qtbot)
    page.check.submit_button.click()
    assert page.message.text.startswith("本单位另一台电脑“窗口电脑”")
    assert sorted(stick.iterdir()) == before
    assert page.check.revisions.table.texts()[0][-1] == "另一台电脑上报的"
    assert not page.check.revisions.again.isEnabled()
    asked: list[object] = []
    monkeypatch.setattr(opening, "ask_package", lambda *args: asked.append(args))
    page.check.merge.click()
    assert len(asked) == 1


def keep_others(desk: Workspace, path: Path) -> None:
    """Keep the package of another PC of the same unit, as a handover brings it."""
    with open_package(path) as package, desk.store.packages.adding() as intake:
        kept = KeptPackage(package.sealed.content, package.sealed.signature, package.core())
        at = NOW.isoformat(timespec="seconds")
        intake.add(package.id, kept, package.header, PackageState.TAKEN, at)
    desk.take_in(Change())


def test_the_key_card_comes_as_a_file_and_on_paper(
    page: SubmitPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, town: Town
) -> None:
    settle(page, qtbot)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "cards"))
    page.card.click()
    qtbot.waitUntil(lambda: page.message.text != "")
    names = sorted(path.name for path in (tmp_path / "cards").iterdir())
    assert names == ["榆𬭎1镇_单位密钥卡.bizkey", "榆𬭎1镇_单位密钥卡.pdf"]
    assert read_card(tmp_path / "cards" / names[0]).organisation == town.organisation.code
    assert page.message.text.startswith("已导出密钥卡")


def test_without_a_self_check_it_says_where_to_begin(
    open_window: Callable[[Workspace], MainWindow], empty_workspace: Workspace, sticks: Sticks
) -> None:
    window = open_window(empty_workspace)
    window.show_page("submit")
    page = window.page("submit")
    assert page.empty.isVisible()
    assert not page.check.submit_button.isVisible()


def test_sticks_come_first_and_one_plugged_in_later_is_found(
    window: MainWindow, page: SubmitPage, sticks: Sticks, qtbot: QtBot, tmp_path: Path
) -> None:
    last = tmp_path / "last"
    last.mkdir()
    window.preferences.change(exchange_folder=str(last))
    settle(page, qtbot)
    assert page.check.place.place == last
    stick = sticks.plug(free=3 << 20)
    page.check.place.showPopup()
    page.check.place.hidePopup()
    texts = [page.check.place.itemText(at) for at in range(page.check.place.count())]
    assert texts == [
        f"U盘 KINGSTON（{stick}），可用 3 MB",
        str(last),
        "选择别的文件夹…",
    ]
    assert page.check.place.place == last, "what is chosen stays chosen"
    page.check.place.activated.emit(0)
    assert page.check.place.place == stick
