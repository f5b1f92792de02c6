# SPDX-License-Identifier: MIT
"""接收: seen before it is taken, taken, told row by row, taken back; by mouse, keys and drops."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from exchanging import CITY, COUNTY, DEVICE, make_superior, make_town
from helpers import clock
from keyboard import CONTROL, press
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from bizenv_desktop.actions.key_actions import enrol, export_card, own_card
from bizenv_desktop.actions.receiving_actions import receive
from bizenv_desktop.actions.relay_actions import relay
from bizenv_desktop.domain.exchange.keys import scan_text
from bizenv_desktop.domain.exchange.receipt import Standing
from bizenv_desktop.gui.help_dialog import HelpDialog
from bizenv_desktop.gui.receive.enrol_dialog import EnrolDialog
from bizenv_desktop.gui.receive.page import ReceivePage
from bizenv_desktop.gui.receive.scan_dialog import ScanDialog
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.library import Library

    class Road:
        """What conftest makes."""

        stick: Path
        whole: Path
        towns: tuple


def looked(qtbot: QtBot, page: ReceivePage, *places: Path) -> None:
    """Look at these places and wait for it."""
    with qtbot.waitSignal(page.taking.seen):
        page.look_at(places)


def received(qtbot: QtBot, page: ReceivePage, *places: Path) -> None:
    """Take everything at these places and wait for it."""
    looked(qtbot, page, *places)
    with qtbot.waitSignal(page.taking.told):
        page.arrivals.take.click()


def cells(page: ReceivePage, column: int) -> list[str]:
    return [row.cells[column] for row in page.arrivals.table.rows_model.rows]


def standings(page: ReceivePage) -> list[Standing]:
    page.show_tab(page.receipts)
    return [row.subject.standing for row in page.receipts.table.rows_model.rows]


def choose(page: ReceivePage, standing: Standing) -> None:
    rows = page.receipts.table.rows_model.rows
    page.receipts.table.pick([row.subject.standing for row in rows].index(standing))


def test_packages_are_seen_before_anything_is_taken(
    qtbot: QtBot, page: ReceivePage, county: Workspace, road: Road
) -> None:
    bad = road.stick / "半个.bizenv"
    bad.write_bytes(road.whole.read_bytes()[:3000])
    looked(qtbot, page, road.stick)
    assert county.store.packages.records() == ()
    assert cells(page, 0) == ["半个.bizenv", *(["榆𬭎1镇"] * 2), *(["榆𬭎2镇"] * 3), "榆𬭎3镇"]
    assert cells(page, 5)[1:] == [
        "第1版，比现有第2版旧，只存不显示",
        "更新第1版→第2版",
        "第1版，比现有第2版旧，只存不显示",
        *(["第2版，与现有第2版分叉，两版都留着"] * 2),
        "密钥未登记，先暂存",
    ]
    assert page.arrivals.take.text() == "接收所选（6个）"
    assert bad not in page.arrivals.ticked
    page.arrivals.table.pick(0)
    assert "没有复制完的上报包" in page.arrivals.facts.toPlainText()
    assert str(bad) in page.arrivals.facts.toPlainText()
    page.arrivals.table.pick(2)
    facts = page.arrivals.facts.toPlainText()
    assert "黑龙江省绥化市兰西县榆𬭎1镇（231222101）" in facts
    assert "在“办公室电脑”上做" in facts


def test_taking_tells_row_by_row_and_is_undone(
    qtbot: QtBot, page: ReceivePage, county: Workspace, road: Road
) -> None:
    (road.stick / "半个.bizenv").write_bytes(road.whole.read_bytes()[:3000])
    received(qtbot, page, road.stick)
    assert page.message.text == (
        "接收了5个，暂存1个（密钥未登记，请到“密钥”登记）。"
        "榆𬭎2镇两台电脑各报了一版（分叉），怎么办写在“接收记录”里。"
    )
    assert cells(page, 5)[1:] == [*(["已接收"] * 5), "密钥未登记，已暂存"]
    assert not page.arrivals.take.isEnabled()
    assert page.tabs.tabText(2) == "密钥（待登记1）"
    before = standings(page)
    assert Counter(before) == {
        Standing.WAITING: 1,
        Standing.FORK: 2,
        Standing.OLDER: 2,
        Standing.SHOWN: 1,
    }
    page.history.undo()
    assert set(standings(page)) == {Standing.UNDONE, Standing.WAITING}
    assert not county.store.packages.numbers_shown()
    page.history.redo()
    assert standings(page) == before


def test_the_same_packages_again_change_nothing(
    qtbot: QtBot, page: ReceivePage, county: Workspace, road: Road
) -> None:
    received(qtbot, page, road.stick)
    count = len(county.store.packages.records())
    page.arrivals.clear()
    looked(qtbot, page, road.stick)
    assert page.arrivals.ticked == ()
    assert cells(page, 5) == ["已收过"] * 6
    assert len(county.store.packages.records()) == count


def test_a_folder_without_packages_is_told(qtbot: QtBot, page: ReceivePage, tmp_path: Path) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    with qtbot.waitSignal(page.taking.failed):
        page.look_at([empty])
    assert "没有上报包" in page.message.text
    with qtbot.waitSignal(page.taking.failed):
        page.look_at([tmp_path / "拔掉了"])
    assert "找不到" in page.message.text


def test_space_ticks_and_control_return_takes(
    qtbot: QtBot, page: ReceivePage, county: Workspace, road: Road
) -> None:
    page.activateWindow()
    looked(qtbot, page, road.stick)
    table = page.arrivals.table
    assert table.hasFocus()
    table.selectAll()
    press(" ")
    assert page.arrivals.ticked == ()
    table.pick(0)
    press(" ")
    assert len(page.arrivals.ticked) == 1
    with qtbot.waitSignal(page.taking.told):
        press(Qt.Key.Key_Return, CONTROL)
    assert len(county.store.packages.records()) == 1
    page.arrivals.every.click()
    assert len(page.arrivals.ticked) == 5
    page.arrivals.none.click()
    assert page.arrivals.ticked == ()
    assert not page.arrivals.take.isEnabled()


def test_rows_are_copied_with_their_headings(qtbot: QtBot, page: ReceivePage, road: Road) -> None:
    looked(qtbot, page, road.whole)
    page.activateWindow()
    page.arrivals.table.setFocus()
    press("c", CONTROL)
    heading, row = QGuiApplication.clipboard().text().split("\n")
    assert heading.split("\t")[0] == "单位"
    assert row.split("\t")[0] == "榆𬭎3镇"


def test_files_are_dropped_on_the_page(qtbot: QtBot, page: ReceivePage, road: Road) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(road.stick))])
    action, button, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entered = QDragEnterEvent(QPoint(5, 5), action, data, button, none)
    page.dragEnterEvent(entered)
    assert entered.isAccepted()
    with qtbot.waitSignal(page.taking.seen):
        page.dropEvent(QDropEvent(QPointF(5, 5), action, data, button, none))
    assert len(page.arrivals.ticked) == 6
    card = road.stick / "卡.bizkey"
    with road.towns[0].open() as store:
        export_card(store, card, clock())
    cards = QMimeData()
    cards.setUrls([QUrl.fromLocalFile(str(card))])
    page.dropEvent(QDropEvent(QPointF(5, 5), action, cards, button, none))
    qtbot.waitUntil(lambda: page.message.text == "1张以前登记过。")
    text = QMimeData()
    text.setText("不是文件")
    other = QDragEnterEvent(QPoint(5, 5), action, text, button, none)
    other.ignore()
    page.dragEnterEvent(other)
    assert not other.isAccepted()


def test_files_and_folders_are_asked_for(
    qtbot: QtBot, page: ReceivePage, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(road.whole)], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(road.stick))
    with qtbot.waitSignal(page.taking.seen):
        page.files_button.click()
    assert cells(page, 0) == ["榆𬭎3镇"]
    with qtbot.waitSignal(page.taking.seen):
        page.folder_button.click()
    assert len(cells(page, 0)) == 6
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    with qtbot.assertNotEmitted(page._workspace.jobs.job_started):
        page.folder_button.click()


def test_a_fork_is_explained_and_one_side_taken_back(
    qtbot: QtBot, page: ReceivePage, road: Road
) -> None:
    received(qtbot, page, road.stick)
    assert standings(page).count(Standing.FORK) == 2
    assert "，1个分叉" in page.receipts.count.text()
    choose(page, Standing.FORK)
    words = page.receipts.words.text()
    for part in ("11月24日14:32在“办公室电脑”", "11月25日14:32在“窗口电脑”", "请告诉榆𬭎2镇"):
        assert part in words
    page.receipts.copy.click()
    assert QGuiApplication.clipboard().text() == words
    page.receipts.undo.click()
    assert Standing.FORK not in standings(page)
    assert standings(page).count(Standing.SHOWN) == 2
    choose(page, Standing.UNDONE)
    assert not page.receipts.undo.isEnabled()
    page.receipts.redo.click()
    assert standings(page).count(Standing.FORK) == 2


def test_receipts_are_found_by_initials_and_words(
    qtbot: QtBot, page: ReceivePage, road: Road
) -> None:
    received(qtbot, page, road.stick)
    page.show_tab(page.receipts)
    page.activateWindow()
    press("f", CONTROL)
    assert page.receipts.search.hasFocus()
    for query, count in (("yh1z", 2), ("榆 分叉", 2), ("2026年 旧版", 2), ("没有这个", 0)):
        page.receipts.search.setText(query)
        assert page.receipts.table.rows_model.rowCount() == count, query
    press(Qt.Key.Key_Escape)
    assert page.receipts.table.rows_model.rowCount() == 6


def enrol_all(dialog: EnrolDialog) -> int:
    """Type every fingerprint as it is read out, in small letters with blanks."""
    while dialog.result() == 0:
        dialog.typed.setText(dialog.card.fingerprint.replace("-", " ").lower())
        place = dialog._place
        dialog.by.show_text("赵科长")
        dialog.accept()
        if dialog._place == place:
            break
    return 1


def test_a_key_that_waits_is_enrolled_and_its_packages_taken(
    qtbot: QtBot,
    page: ReceivePage,
    county: Workspace,
    road: Road,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    received(qtbot, page, road.whole)
    page.show_tab(page.keys)
    waiting = page.keys.waiting.rows_model.rows
    assert [row.cells[0] for row in waiting] == ["黑龙江省绥化市兰西县榆𬭎3镇"]
    assert waiting[0].cells[1] == road.towns[2].card().fingerprint
    monkeypatch.setattr(EnrolDialog, "exec", enrol_all)
    with qtbot.waitSignal(page.taking.told):
        page.keys.enrol.click()
    assert page.message.text == "登记了1把密钥。 暂存的1个包已接收。"
    assert county.store.packages.quarantined() == ()
    assert standings(page) == [Standing.SHOWN]
    assert [key.accepted_by for key in county.store.keys.trusted()][-1] == "赵科长"
    assert "231222103" in {u.organisation.code for u in county.store.keys.subordinates()}


def test_many_cards_are_enrolled_from_files(
    qtbot: QtBot,
    page: ReceivePage,
    county: Workspace,
    road: Road,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cards = []
    for number, town in enumerate(road.towns, 1):
        with town.open() as store:
            export_card(store, tmp_path / f"{number}.bizkey", clock())
        cards.append(tmp_path / f"{number}.bizkey")
    broken = tmp_path / "坏.bizkey"
    broken.write_text("{}", encoding="utf-8")
    paths = ([str(each) for each in (*cards, broken)], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: paths)
    monkeypatch.setattr(EnrolDialog, "exec", enrol_all)
    with qtbot.waitSignal(page.taking.told):
        page.keys.from_cards.click()
    for part in ("登记了1把密钥", "2张以前登记过", "坏.bizkey：这不是单位密钥卡"):
        assert part in page.message.text
    assert len(county.store.keys.trusted()) == 3
    page.enrolling.enrol_files([broken])
    assert "坏.bizkey" in page.message.text


def test_paper_cards_are_enrolled_by_scanner(
    qtbot: QtBot,
    page: ReceivePage,
    county: Workspace,
    road: Road,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    codes = [scan_text(town.card()) for town in road.towns]

    def scans(dialog: ScanDialog) -> int:
        qtbot.addWidget(dialog)
        assert not dialog.go_on.isEnabled()
        for code in (*codes, codes[0][:40]):
            qtbot.keyClicks(dialog.field, code)
            qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
        assert dialog.go_on.isEnabled()
        dialog.go_on.click()
        return dialog.result()

    monkeypatch.setattr(ScanDialog, "exec", scans)
    monkeypatch.setattr(EnrolDialog, "exec", enrol_all)
    with qtbot.waitSignal(page.taking.told):
        page.keys.scan.click()
    for part in ("登记了1把密钥", "2张以前登记过", "第4张：", "关掉中文输入法"):
        assert part in page.message.text
    assert len(county.store.keys.trusted()) == 3
    monkeypatch.setattr(ScanDialog, "exec", lambda _: 0)
    page.keys.scan.click()
    assert len(county.store.keys.trusted()) == 3


def test_a_key_is_stopped_and_believed_again(
    qtbot: QtBot, page: ReceivePage, county: Workspace, road: Road
) -> None:
    page.show_tab(page.keys)
    page.keys.known.pick(0)
    page.keys.stop.click()
    first = county.store.keys.trusted()[0]
    assert not first.holds
    assert "已停用" in page.keys.known.rows_model.rows[0].cells[5]
    looked(qtbot, page, road.stick)
    assert cells(page, 4)[0] == "密钥已停用"
    page.show_tab(page.keys)
    with qtbot.waitSignal(page.taking.seen):  # what is on the list is seen anew
        page.keys.start.click()
    assert county.store.keys.trusted()[0].holds
    assert cells(page, 4)[0] == "密钥已登记"
    page.history.undo()
    assert not county.store.keys.trusted()[0].holds


def test_the_answer_goes_back_on_the_stick(
    qtbot: QtBot, page: ReceivePage, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not page.answer_button.isEnabled()
    received(qtbot, page, road.stick)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(road.stick))
    with qtbot.waitSignal(page.taking.told):
        page.answer_button.click()
    assert "给2个单位的回执和反馈写到了" in page.message.text
    assert len(list(road.stick.glob("*回执和反馈*.bizenv"))) == 2
    with qtbot.waitSignal(page.taking.told):
        page.answer_button.click()
    assert "没有新的回执和反馈" in page.message.text


def test_cancelling_keeps_what_is_told_and_leaves_the_rest_ticked(
    qtbot: QtBot, page: ReceivePage, county: Workspace, road: Road
) -> None:
    looked(qtbot, page, road.stick)
    county.jobs.job_started.connect(lambda job: job.cancel())
    with qtbot.waitSignal(page.taking.told):
        page.arrivals.take.click()
    kept = len(county.store.packages.records())
    left = [row for row in page.arrivals.table.rows_model.rows if row.ticked]
    assert kept + len(left) == 6
    assert left
    assert "已取消" in left[0].cells[5]


def test_control_z_takes_a_receipt_back_in_the_window(
    qtbot: QtBot,
    open_window: Callable[[Workspace], MainWindow],
    county: Workspace,
    road: Road,
) -> None:
    window = open_window(county)
    page = window.page("receive")
    received(qtbot, page, road.whole.parent)
    assert county.store.packages.numbers_shown()
    press("z", CONTROL)
    assert not county.store.packages.numbers_shown()
    press("y", CONTROL)
    assert county.store.packages.numbers_shown()
    window.show_page("settings")
    press("z", CONTROL)
    assert county.store.packages.numbers_shown()


@pytest.mark.parametrize(
    ("page", "heading"),
    [
        ("receive", "县、市接收和汇总上报"),
        ("consolidate", "汇总（县、市、省）"),
        ("relay", "县、市接收和汇总上报"),
        ("settings", ""),  # the margin above its title
    ],
)
def test_the_guide_opens_at_the_superiors_page_in_front(
    open_window: Callable[[Workspace], MainWindow], county: Workspace, page: str, heading: str
) -> None:
    window = open_window(county)
    window.show_page(page)
    window.show_help()
    dialog = window.findChild(HelpDialog)
    assert dialog.browser.cursorForPosition(QPoint(60, 10)).block().text() == heading
    dialog.close()


@pytest.fixture
def bare(
    qtbot: QtBot, tmp_path: Path, library: Library, preferences: Preferences
) -> Iterator[ReceivePage]:
    """A county that has only said who it is."""
    workspace = Workspace(Store.open(make_superior(tmp_path / "新县.db")), library, clock)
    page = ReceivePage(workspace, preferences)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    yield page
    workspace.close()


def test_what_to_do_first(
    qtbot: QtBot, bare: ReceivePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, store = bare, bare._workspace.store
    below = page._workspace.library.divisions.children(COUNTY.code)
    assert page.steps.isVisible()
    qtbot.waitUntil(lambda: page.steps.can_add_all)  # the tree is read after the paint
    assert str(len(below)) in page.steps.units.button.text()
    page.steps.units.button.click()
    assert len(store.keys.subordinates()) == len(below)
    assert page.steps.units.button.text() == "看名单"
    assert not page.units.add_all.isVisible()
    page.history.undo()
    assert store.keys.subordinates() == ()
    page.history.redo()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page.steps.inbox.button.click()
    assert page.inbox_desk.inbox.folder == tmp_path
    town = make_town(tmp_path / "t", 5)
    with town.open() as opened:
        export_card(opened, tmp_path / "5.bizkey", clock())
    files = ([str(tmp_path / "5.bizkey")], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: files)
    monkeypatch.setattr(EnrolDialog, "exec", enrol_all)
    with qtbot.waitSignal(page.taking.told):
        page.steps.keys.button.click()
    assert not page.steps.isVisible()
    assert page.inbox_desk.line.isVisible()
    page.inbox_desk.inbox.watch(None)


def test_a_refused_write_is_told_and_no_step_of_undo(
    qtbot: QtBot, page: ReceivePage, county: Workspace
) -> None:
    connection = county.store._connection
    connection.execute("PRAGMA query_only=ON")
    page.show_tab(page.units)
    page.units.table.pick(0)
    page.units.excuse.click()
    assert page.message.text
    assert page.history.count() == 0
    connection.execute("PRAGMA query_only=OFF")


def test_a_relay_is_told_with_what_is_in_it(
    qtbot: QtBot, road: Road, tmp_path: Path, library: Library, preferences: Preferences
) -> None:
    up = tmp_path / "上报市里"
    with Store.open(make_superior(tmp_path / "县里.db", *road.towns[:2])) as store:
        receive(store, [road.stick], clock())
        relay(store, up, DEVICE, clock())
        card = own_card(store, clock())
    with Store.open(make_superior(tmp_path / "市.db", organisation=CITY)) as store:
        enrol(store, card, card.fingerprint, clock())
    workspace = Workspace(Store.open(tmp_path / "市.db"), library, clock)
    page = ReceivePage(workspace, preferences)
    qtbot.addWidget(page)
    page.show()
    looked(qtbot, page, up)
    assert cells(page, 5) == ["转来3个上报包"]
    with qtbot.waitSignal(page.taking.told):
        page.arrivals.take.click()
    assert page.message.text.startswith("接收了1个，里面转来3个上报包。榆𬭎2镇两台电脑")
    assert cells(page, 5) == ["已接收，里面新收3个，共3个"]
    names = [key.cells[5] for key in _keys(page)]
    assert names.count("由兰西县担保") == 2
    assert Counter(standings(page)) == {
        Standing.KEPT: 1,
        Standing.SHOWN: 1,
        Standing.FORK: 2,
    }
    choose(page, Standing.KEPT)
    assert "随它来的包一起撤回" in page.receipts.words.text()
    page.history.undo()
    assert set(standings(page)) == {Standing.UNDONE}
    page.history.redo()
    assert standings(page).count(Standing.FORK) == 2
    workspace.close()


def _keys(page: ReceivePage) -> tuple:
    page.show_tab(page.keys)
    return page.keys.known.rows_model.rows


def test_the_first_step_leads_to_the_keys_that_wait(
    qtbot: QtBot, bare: ReceivePage, road: Road
) -> None:
    received(qtbot, bare, road.whole)
    assert bare.steps.keys.button.text() == "去登记…"
    assert "1把密钥的包暂存着" in bare.steps.keys.state.text()
    bare.steps.keys.button.click()
    assert bare.tabs.currentWidget() is bare.keys


def test_our_own_card_goes_out(
    qtbot: QtBot, page: ReceivePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "卡"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    page.show_tab(page.keys)
    page.keys.own_card.click()
    qtbot.waitUntil(lambda: "已导出密钥卡" in page.message.text)
    assert {path.suffix for path in out.iterdir()} == {".bizkey", ".pdf"}


@pytest.mark.parametrize("name", ["receipts", "keys", "units"])
def test_every_list_is_reached_by_keys_and_named(
    qtbot: QtBot, dressed: object, page: ReceivePage, road: Road, name: str
) -> None:
    received(qtbot, page, road.stick)
    view = getattr(page, name)
    page.show_tab(view)
    widgets = [each for each in view.findChildren(QWidget) if each.isVisible()]
    stops = [each for each in widgets if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    spoken = [QAccessible.queryAccessibleInterface(each) for each in stops]
    assert all(each.text(QAccessible.Text.Name).strip() for each in spoken)
    buttons = [each for each in widgets if isinstance(each, QPushButton)]
    assert buttons
    assert all(each.width() >= each.minimumSizeHint().width() for each in buttons)
    table = view.table if name != "keys" else view.known
    assert table.horizontalScrollBar().maximum() == 0
