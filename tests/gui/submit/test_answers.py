# SPDX-License-Identifier: MIT
"""回执和反馈 that come back on the stick are found after the start, or where the clerk says."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest
from exchanging import CITY, DEVICE, make_superior, make_town
from helpers import NOW, RARE
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog

from bizenv_desktop.actions.answer_actions import enrol_superior
from bizenv_desktop.actions.feedback_actions import write_feedback
from bizenv_desktop.actions.key_actions import own_card
from bizenv_desktop.actions.receiving_actions import look, receive
from bizenv_desktop.actions.reviewing_actions import add_note, give_scores, under_review
from bizenv_desktop.domain.exchange.feedback import NoteKind
from bizenv_desktop.gui.submit.enrol_dialog import EnrolDialog
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town
    from gui.submit.conftest import Sticks
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.submit.page import SubmitPage
    from bizenv_desktop.gui.workspace import Workspace


def answer(town: Town, county: Path, stick: Path, *, days: int = 5) -> tuple[Path, str]:
    """The county receives what lies on the stick and writes its answer there; its fingerprint."""
    with Store.open(county) as store:
        receive(store, [stick], NOW)
        moment = NOW + timedelta(days=days)
        written = write_feedback(store, town.organisation.code, stick, DEVICE, moment)
        return written.path, own_card(store, NOW).fingerprint


@pytest.fixture
def answered(town: Town, sticks: Sticks, tmp_path: Path) -> tuple[Path, str, str]:
    """A stick with the county's answer to what was sent: the stick, fingerprint, code."""
    stick = sticks.plug()
    sent = town.submit(stick)
    county = make_superior(tmp_path / "county.db", town)
    _, fingerprint = answer(town, county, stick)
    return stick, fingerprint, sent.code


def trust(desk: Workspace, stick: Path, fingerprint: str) -> None:
    """Accept the county's key."""
    (path,) = stick.glob("*回执*")
    sight = look(desk.store, path)
    assert sight.fingerprint == fingerprint
    enrol_superior(desk.store, sight.header, fingerprint, NOW, by="王喆")


def test_after_the_start_it_is_found_and_told(
    answered: tuple[Path, str, str], desk: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    stick, fingerprint, code = answered
    trust(desk, stick, fingerprint)
    window.preferences.change(exchange_folder=str(stick))
    window.look_for_answers()
    receipt = f"兰西县 11月23日已收第1版，核对码 {code}"
    qtbot.waitUntil(lambda: window.messages.text != "")
    assert window.messages.text == f"已读取兰西县的回执和反馈1份；{receipt}。"
    home = window.page("home")
    qtbot.waitUntil(lambda: home.agenda.receipt.text() == receipt)
    window.show_page("submit")
    page = window.page("submit")
    qtbot.waitUntil(lambda: page.check.status.receipt.text() == receipt)
    assert page.check.status.receipt.property("role") == "good"
    assert page.check.revisions.table.texts()[0][3] == "兰西县 11月23日"


def test_a_second_start_finds_nothing_new_and_says_nothing(
    answered: tuple[Path, str, str], desk: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    stick, fingerprint, _ = answered
    trust(desk, stick, fingerprint)
    window.preferences.change(exchange_folder=str(stick))
    for _ in range(2):
        with qtbot.waitSignal(desk.jobs.job_started) as started:
            window.look_for_answers()
        with qtbot.waitSignal(started.args[0].ended):
            pass
    window.messages.clear()
    assert window.messages.text == ""


def test_where_nothing_was_ever_sent_nothing_is_looked_for(
    desk: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(desk.jobs.job_started):
        window.look_for_answers()


def test_a_folder_that_is_gone_and_files_that_are_broken_trouble_nobody(
    desk: Workspace, window: MainWindow, sticks: Sticks, qtbot: QtBot
) -> None:
    stick = sticks.plug()
    (stick / "坏.bizenv").write_bytes(b"no package")
    window.preferences.change(exchange_folder=str(stick / "gone"))
    with qtbot.waitSignal(desk.jobs.job_started) as started:
        window.look_for_answers()
    with qtbot.waitSignal(started.args[0].ended):
        pass
    assert window.messages.text == ""


def test_an_unknown_superior_is_enrolled_by_phone_and_then_read(
    answered: tuple[Path, str, str],
    desk: Workspace,
    page: SubmitPage,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick, fingerprint, code = answered
    asked = []

    def on_the_phone(dialog: EnrolDialog) -> int:
        asked.append(dialog.unit.text())
        dialog.show()
        enter = partial(qtbot.keyClick, dialog.fingerprint, Qt.Key.Key_Return)
        assert fingerprint not in dialog.fingerprint.placeholderText()
        dialog.enrol.click()
        assert dialog.message.text == "还没有输入指纹；请打电话核对后输入。"
        dialog.fingerprint.setText("0000-0000-0000-0000")
        enter()
        assert dialog.message.text != ""
        assert dialog.isVisible()
        dialog.fingerprint.setText(fingerprint.lower().replace("-", " "))
        enter()
        return dialog.result()

    monkeypatch.setattr(EnrolDialog, "exec", on_the_phone)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    page.answering.ask_folder()
    qtbot.waitUntil(lambda: "已读取" in page.message.text)
    assert asked == ["黑龙江省绥化市兰西县"]
    assert f"兰西县 11月23日已收第1版，核对码 {code}" in page.message.text
    (key,) = desk.store.keys.trusted()
    assert (key.card.organisation, key.card.name) == ("231222", "兰西县")


def test_an_unknown_superior_that_is_not_enrolled_waits(
    answered: tuple[Path, str, str],
    desk: Workspace,
    window: MainWindow,
    page: SubmitPage,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = answered[0]
    monkeypatch.setattr(EnrolDialog, "exec", lambda dialog: 0)
    page.answering.look_at([stick])
    qtbot.waitUntil(lambda: page.message.text != "")
    assert page.message.text == "兰西县的回执和反馈还没有读取，密钥没有登记。"
    assert desk.store.keys.trusted() == ()
    assert desk.store.packages.quarantined() == ()
    window.preferences.change(exchange_folder=str(stick))
    window.look_for_answers()
    qtbot.waitUntil(lambda: window.messages.text != "")
    assert window.messages.text.endswith("请到“上报”点“读取回执和反馈”登记。")


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("submission", "是上报包，不是回执和反馈；请选择上级给的文件"),
        ("other", "是给别的单位的，没有读取"),
        ("broken", "不是上报包，或文件不完整"),
        ("changed", "没有接收"),
    ],
)
def test_files_that_are_no_answer_to_us_are_refused_in_words(
    answered: tuple[Path, str, str],
    desk: Workspace,
    page: SubmitPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    words: str,
) -> None:
    stick, fingerprint, _ = answered
    trust(desk, stick, fingerprint)
    (path,) = stick.glob("*回执*")
    if what == "submission":
        (path,) = stick.glob("*上报包*")
    elif what == "other":
        other = make_town(tmp_path / "two", 2)
        out = tmp_path / "out"
        other.submit(out)
        county = make_superior(tmp_path / "county2.db", other)
        path, _ = answer(other, county, out)
    elif what == "broken":
        path = tmp_path / "坏.bizenv"
        path.write_bytes(b"\0" * 500)
    else:
        content = bytearray(path.read_bytes())
        content[200] ^= 1
        path.write_bytes(content)
    before = desk.store.packages.records()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    page.answering.ask_files()
    qtbot.waitUntil(lambda: page.message.text != "")
    assert words in page.message.text
    assert desk.store.packages.records() == before


def test_nothing_there_is_said_when_asked(
    page: SubmitPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.answering.look_at([tmp_path / "home"])
    qtbot.waitUntil(lambda: page.message.text != "")
    assert page.message.text == "没有找到给本单位的回执和反馈。"
    page.message.clear()
    page.answering.look_at([tmp_path / "gone"])
    qtbot.waitUntil(lambda: page.message.text != "")
    assert page.message.text.startswith("找不到“")


def test_a_city_that_answers_past_the_county_is_a_superior_too(
    town: Town, desk: Workspace, page: SubmitPage, sticks: Sticks, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = sticks.plug()
    town.submit(stick)
    city = make_superior(tmp_path / "city.db", town, organisation=CITY)
    path, fingerprint = answer(town, city, stick)
    trust(desk, stick, fingerprint)
    page.answering.look_at([path])
    qtbot.waitUntil(lambda: page.message.text.startswith("已读取绥化市的回执和反馈1份"))


def test_what_else_the_superior_said_is_one_click_away(
    town: Town,
    desk: Workspace,
    window: MainWindow,
    page: SubmitPage,
    sticks: Sticks,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    stick = sticks.plug()
    sent = town.submit(stick)
    county = make_superior(tmp_path / "county.db", town)
    with Store.open(county) as store:
        receive(store, [sent.path], NOW)
        under = under_review(store, town.key, NOW.date())
        item = next(each.item for each in under.filled.card.items if each.item.points)
        wish = {item.code: (Decimal("0.5"), f"理由{RARE}" * 20)}
        give_scores(store, under, wish, by="赵科长", now=NOW)
        add_note(store, under, NoteKind.RETURN, "请逐项核对<b>&", by="赵科长", now=NOW)
    _, fingerprint = answer(town, county, stick)
    trust(desk, stick, fingerprint)
    page.answering.look_at([stick])
    qtbot.waitUntil(page.check.status.more.isVisible)
    assert page.check.status.more.text() == "看考核分1项、意见1条"
    assert page.check.status.returned.text() == "● 兰西县退回，改好后重新上报：请逐项核对<b>&"
    assert page.check.feedback.items.texts()[0][0] == item.code
    page.check.status.more.click()
    top = page.check.feedback.mapTo(page, QPoint()).y()
    assert 0 <= top < page.height()
    page.check.feedback.items.activated.emit(page.check.feedback.items.model().index(0, 0))
    assert window.stack.currentWidget() is window.page("selfcheck")
