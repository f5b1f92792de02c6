# SPDX-License-Identifier: MIT
"""合并, 分工 and 岗位交接 in the window, on the databases of two PCs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exchanging import DEVICE, OTHER_DEVICE, make_town
from helpers import LONG_NOTE, NOW, PERIOD, clock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from two_pcs import add_photo, copied, two_pcs, write, write_in

from bizenv_desktop import actions
from bizenv_desktop.actions.handover_actions import handover, handover_state
from bizenv_desktop.actions.key_actions import own_card
from bizenv_desktop.actions.merge_actions import merged_packages
from bizenv_desktop.actions.other_pc_actions import take_other
from bizenv_desktop.actions.share_actions import (
    hand_back,
    share_out,
    shares,
    take_share,
)
from bizenv_desktop.domain.exchange.differences import Side
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.handover import opening
from bizenv_desktop.gui.handover.handover_dialog import HandoverDialog
from bizenv_desktop.gui.handover.merge_dialog import MergeDialog
from bizenv_desktop.gui.handover.other_pc_dialog import OtherPcDialog
from bizenv_desktop.gui.handover.share_dialog import ShareDialog
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from exchanging import Town
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.library import Library


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def open_town(qapp: object, library: Library) -> Iterator[Callable[[Path], Workspace]]:
    """Call it with a database to get a workspace on it, with its latest self-check."""
    opened: list[Workspace] = []

    def open_one(path: Path) -> Workspace:
        workspace = Workspace(Store.open(path, create=True), library, clock)
        workspace.open_latest()
        opened.append(workspace)
        return workspace

    yield open_one
    for workspace in opened:
        workspace.close()


@pytest.fixture
def fork(
    tmp_path: Path, stick: Path, open_town: Callable[[Path], Workspace]
) -> tuple[Workspace, Path, Town]:
    """A workspace whose other PC changed A01 otherwise, A06 and a photo alone."""
    one, two = two_pcs(tmp_path, stick)
    write(one, "A01", note="甲写的")
    write(two, "A01", note=f"乙写的<b>&amp;{LONG_NOTE}")
    write(two, "A06", note="只有乙")
    add_photo(two, "B01", tmp_path, 5)
    other = two.submit(stick, days=1, device=OTHER_DEVICE)
    return open_town(one.database), other.path, one


@pytest.fixture
def dialog(qtbot: QtBot, fork: tuple[Workspace, Path, Town]) -> MergeDialog:
    workspace, path, _ = fork
    made = MergeDialog(workspace, take_other(workspace.store, path, NOW))
    qtbot.addWidget(made)
    made.show()
    return made


def test_both_sides_are_shown_and_chosen_by_keys(
    qtbot: QtBot, dialog: MergeDialog, fork: tuple[Workspace, Path, Town]
) -> None:
    workspace, _, _ = fork
    assert dialog.state.text() == "还有1处要选择"
    assert not dialog.merge_button.isEnabled()
    assert dialog.list.texts()[0] == ("A01 填报结果　检查项A01", "请选择 · 说明改了")
    shown = dialog.sides.toPlainText()
    assert "甲写的" in shown
    assert "乙写的<b>&amp;" in shown, "what looks like markup is text"
    assert "2 对方（窗口电脑）" in shown
    qtbot.keyClick(dialog.list, Qt.Key.Key_2)
    assert dialog.choices == {"A01/answer": Side.THEIRS}
    assert dialog.state.text() == "都选好了"
    qtbot.keyClick(dialog.list, Qt.Key.Key_1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_3)
    assert dialog.choices == {"A01/answer": Side.OURS}, "3 where nothing can be joined"
    dialog.side_buttons[Side.THEIRS].click()
    with qtbot.waitSignal(dialog.accepted):
        dialog.merge_button.click()
    answers = workspace.filled.answers
    assert answers["A01"].note.startswith("乙写的")
    assert answers["A06"].note == "只有乙"
    assert workspace.filled.evidence.of("B01").links
    workspace.history.undo()
    assert workspace.filled.answers["A01"].note == "甲写的"
    assert not workspace.filled.evidence.of("B01").links
    workspace.history.redo()
    assert workspace.filled.answers["A06"].note == "只有乙"
    assert len(merged_packages(workspace.store)) == 1


def test_all_of_one_side(dialog: MergeDialog) -> None:
    dialog.all_ours.click()
    assert set(dialog.choices.values()) == {Side.OURS}
    dialog.all_theirs.click()
    assert set(dialog.choices.values()) == {Side.THEIRS}
    assert dialog.merge_button.isEnabled()


def test_a_refused_merge_is_told_and_the_dialog_stays(
    qtbot: QtBot, dialog: MergeDialog, fork: tuple[Workspace, Path, Town]
) -> None:
    workspace, path, _ = fork
    path.unlink()
    dialog.all_theirs.click()
    wait_for(qtbot, workspace, dialog.accept)
    assert "找不到" in dialog.message.text
    assert dialog.isVisible()
    assert merged_packages(workspace.store) == {}


def wait_for(qtbot: QtBot, workspace: Workspace, wish: Callable[[], object]) -> None:
    """Do something that starts a job, and wait until it ended."""
    with qtbot.waitSignal(workspace.jobs.job_started) as started:
        wish()
    with qtbot.waitSignal(started.args[0].ended):
        pass


def test_a_file_of_another_pc_opens_the_dialog(
    qtbot: QtBot,
    fork: tuple[Workspace, Path, Town],
    open_window: Callable[[Workspace], MainWindow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace, path, _ = fork
    window = open_window(workspace)
    seen: list[int] = []
    monkeypatch.setattr(MergeDialog, "exec", lambda self: seen.append(self.list.model().rowCount()))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    wait_for(qtbot, workspace, lambda: opening.open_merge(workspace, window))
    assert seen == [3]
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *words: told.append(words[2]))
    path.write_bytes(b"x")
    wait_for(qtbot, workspace, lambda: opening.open_merge(workspace, window, path))
    assert "不完整" in told[0]


# -- 分工


def test_work_is_handed_out_and_shown(
    qtbot: QtBot,
    tmp_path: Path,
    stick: Path,
    open_town: Callable[[Path], Workspace],
    open_window: Callable[[Workspace], MainWindow],
    preferences: Preferences,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace = open_town(make_town(tmp_path / "town").database)
    window = open_window(workspace)
    window.show_page("selfcheck")
    made = ShareDialog(workspace, preferences, window)
    made.show()
    made.hand_out()
    assert "请先选择维度" in made.message.text
    made.dimensions["B"].setChecked(True)
    qtbot.keyClick(made.to, Qt.Key.Key_Return)
    assert "请先写明分给谁" in made.message.text
    made.to.setText("李㐱")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    wait_for(qtbot, workspace, made.hand_out)
    assert "可以拔出" in made.message.text
    ((to, scope, _, state),) = made.table.texts()
    assert (to, scope, state[:3]) == ("李㐱", "B 守信践诺", "待交回")
    assert not made.dimensions["B"].isEnabled()
    rows = window.page("selfcheck").browser.dimensions.rows
    notes = [rows.row_of(rows.index(at)).elsewhere for at in range(rows.rowCount())]
    assert notes == ["", "", "已分给李㐱"]
    made.table.selectRow(0)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    made.call_off()
    assert made.dimensions["B"].isEnabled()
    assert shares(workspace.store).out_of(workspace.filled.check.key) == ()


def test_the_other_clerk_takes_it_over_and_hands_it_back(
    qtbot: QtBot,
    tmp_path: Path,
    stick: Path,
    open_town: Callable[[Path], Workspace],
    open_window: Callable[[Workspace], MainWindow],
    preferences: Preferences,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = make_town(tmp_path / "town")
    with town.open() as store:
        shared = share_out(store, town.key, ["B"], stick, DEVICE, NOW, to="李㐱")
    workspace = open_town(tmp_path / "新.db")
    window = open_window(workspace)
    made = ShareDialog(workspace, preferences, window)
    made.show()
    assert not made.table.isVisible(), "nothing to hand out yet"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(shared.path), ""))
    wait_for(qtbot, workspace, made.take)
    assert "其他维度由他人填报" in made.message.text
    assert workspace.filled.check.period == PERIOD
    window.show_page("selfcheck")
    rows = window.page("selfcheck").browser.dimensions.rows
    assert rows.row_of(rows.index(1)).elsewhere == "由他人填报"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    wait_for(qtbot, workspace, made.hand_back)
    assert "已交回" in made.message.text
    assert "已交回1次" in made.mine.text()
    returned = next(path for path in stick.iterdir() if "交回包" in path.name)
    assert returned.with_suffix(".bizkey").exists()


def test_the_other_pcs_fingerprint_is_typed(
    qtbot: QtBot, tmp_path: Path, stick: Path, open_town: Callable[[Path], Workspace]
) -> None:
    from bizenv_desktop.sync.own_packages import UnknownKeyError

    town = make_town(tmp_path / "town")
    with town.open() as store:
        shared = share_out(store, town.key, ["B"], stick, DEVICE, NOW, to="李㐱")
    with Store.open(tmp_path / "李.db", create=True) as store:
        take_share(store, shared.path, NOW)
        write_in(store, town.key, "B01", note="李㐱填的")
        back = hand_back(store, town.key, stick, OTHER_DEVICE, NOW)
        card = own_card(store, NOW)
    workspace = open_town(town.database)
    with pytest.raises(UnknownKeyError) as unknown:
        take_other(workspace.store, back.path, NOW)
    made = OtherPcDialog(workspace, back.path, unknown.value.header)
    qtbot.addWidget(made)
    made.show()
    made.enrol.click()
    assert "还没有输入指纹" in made.message.text
    made.fingerprint.setText("0000-0000-0000-0000")
    qtbot.keyClick(made.fingerprint, Qt.Key.Key_Return)
    assert made.message.text.startswith("念来的指纹和")
    made.fingerprint.setText("1111-2222-3333-4444")
    qtbot.keyClick(made.fingerprint, Qt.Key.Key_Return)
    assert made.message.text == (
        "“1111-2222-3333-4444”不是指纹，或听错、打错了字；请对方照密钥卡再念一遍，一共16个字符。"
    )
    assert made.isVisible()
    made.fingerprint.setText(card.fingerprint.lower())
    qtbot.keyClick(made.fingerprint, Qt.Key.Key_Return)
    assert made.result() == 1
    assert [each.item for each in take_other(workspace.store, back.path, NOW).found] == ["B01"]


# -- 岗位交接


def test_the_work_is_handed_over_and_the_window_says_so(
    qtbot: QtBot,
    tmp_path: Path,
    stick: Path,
    open_town: Callable[[Path], Workspace],
    open_window: Callable[[Workspace], MainWindow],
    preferences: Preferences,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace = open_town(make_town(tmp_path / "town").database)
    window = open_window(workspace)
    made = HandoverDialog(workspace, preferences, window)
    made.show()
    qtbot.keyClick(made.to, Qt.Key.Key_Return)
    assert "请先写明交给谁" in made.message.text
    made.to.setText("李㐱")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    wait_for(qtbot, workspace, made.give)
    assert "签名密钥" in made.message.text
    assert window._rest is not None
    assert "只能查看" in window._rest.words.text()
    answer = workspace.answer("A01")
    from dataclasses import replace

    with pytest.raises(UserError, match="交接给李㐱"):
        workspace.save_answer(replace(answer, note="迟了"))
    assert workspace.answer("A01") == answer
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: QMessageBox.StandardButton.No)
    made.take_back()
    assert handover_state(workspace.store).to == "李㐱"
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: QMessageBox.StandardButton.Yes)
    made.take_back()
    assert not window._rest.isVisible()
    workspace.save_answer(replace(answer, note="收回了"))
    assert workspace.answer("A01").note == "收回了"


def test_the_window_of_a_new_pc_takes_it_over(
    qtbot: QtBot,
    tmp_path: Path,
    stick: Path,
    open_town: Callable[[Path], Workspace],
    open_window: Callable[[Workspace], MainWindow],
    preferences: Preferences,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = make_town(tmp_path / "town")
    with town.open() as store:
        given = handover(store, stick, DEVICE, NOW, to="李㐱")
    workspace = open_town(tmp_path / "自查.db")
    window = open_window(workspace)
    made = HandoverDialog(workspace, preferences, window)
    made.show()
    asked: list[str] = []

    def question(*words: object) -> QMessageBox.StandardButton:
        asked.append(str(words[2]))
        return QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "question", question)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(given.path), ""))
    wait_for(qtbot, workspace, made.take)
    assert f"核对码 {given.code}" in asked[0]
    assert "已接手" in made.message.text
    assert workspace.filled.check.organisation == town.organisation
    assert window.windowTitle().startswith(town.organisation.name)
    assert actions.own_organisation(workspace.store) == town.organisation


def test_the_settings_page_and_the_first_window_lead_there(
    qtbot: QtBot,
    tmp_path: Path,
    open_town: Callable[[Path], Workspace],
    open_window: Callable[[Workspace], MainWindow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from bizenv_desktop.gui.welcome import WelcomeDialog

    town = make_town(tmp_path / "town")
    workspace = open_town(copied(town, tmp_path / "two").database)
    window = open_window(workspace)
    window.show_page("settings")
    opened: list[str] = []
    for kind in (ShareDialog, HandoverDialog):
        monkeypatch.setattr(kind, "exec", lambda self: opened.append(self.windowTitle()))
    card = window.page("settings").two_pcs
    card.share.click()
    card.handover.click()
    assert opened == ["分工", "岗位交接"]
    blank = open_town(tmp_path / "新.db")
    new = open_window(blank)

    def choose(self: WelcomeDialog) -> int:
        assert self.other_pc.isVisibleTo(self)
        self.other_pc.click()
        return 0

    monkeypatch.setattr(WelcomeDialog, "exec", choose)
    new.new_check()
    assert opened[-1] == "岗位交接"
