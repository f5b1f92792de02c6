# SPDX-License-Identifier: MIT
"""The superior's answer where the township works: beside the item, and on the first page."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

from answering import Superior, take
from helpers import NOW

from bizenv_desktop.domain.exchange.feedback import NoteKind
from bizenv_desktop.gui.home_page import HomePage
from bizenv_desktop.gui.preferences import Preferences
from bizenv_desktop.gui.selfcheck.page import SelfCheckPage
from bizenv_desktop.gui.submit.page import SubmitPage
from bizenv_desktop.storage import Change

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town
    from pytestqt.qtbot import QtBot

Pair = tuple["Town", Superior]


def test_the_item_shows_both_scores_and_why(
    qtbot: QtBot,
    desk,  # type: ignore[no-untyped-def]
    pair: Pair,
    tmp_path: Path,
) -> None:
    town, county = pair
    workspace = desk(town)
    page = SelfCheckPage(workspace)
    qtbot.addWidget(page)
    page.show()
    page.show_spot("A01")
    assert page.detail.review.isHidden()
    county.review(town, {"A01": ("0.5", "没有公示牌<&>"), "A05": ("1", "")})
    take(town, county.answer(town, tmp_path / "stick").path)
    workspace.take_in(Change(packages=frozenset({(town.organisation.code, "")})))
    card = page.detail.review
    assert card.isVisible()
    assert card.score.text() == "兰西县考核分0.50，自评分2.00（考核比自评低1.50分）"
    assert card.reason.text() == "没有公示牌<&>"
    page.show_spot("A05")
    assert card.score.text() == "兰西县考核分1.00，自评分1.00"
    assert card.reason.isHidden()
    page.show_spot("A02")
    assert card.isHidden()


def test_a_disputed_item_shows_both(
    qtbot: QtBot,
    desk,  # type: ignore[no-untyped-def]
    pair: Pair,
    tmp_path: Path,
) -> None:
    town, county = pair
    other = Superior(tmp_path / "other.db", county.organisation)
    shutil.copy(county.database, other.database)
    county.review(town, {"A01": ("0.5", "不认可")})
    other.review(town, {"A01": ("1", "认可一半")})
    for unit, folder in ((county, "1"), (other, "2")):
        take(town, unit.answer(town, tmp_path / folder).path)
    page = SelfCheckPage(desk(town))
    qtbot.addWidget(page)
    page.show()
    page.show_spot("A01")
    assert "两份反馈不一致" in page.detail.review.score.text()
    assert set(page.detail.review.reason.text().split("\n")) == {"不认可", "认可一半"}


def test_the_first_page_says_what_the_superior_wants(
    qtbot: QtBot,
    desk,  # type: ignore[no-untyped-def]
    pair: Pair,
    tmp_path: Path,
) -> None:
    town, county = pair
    workspace = desk(town)
    page = HomePage(workspace)
    qtbot.addWidget(page)
    page.show()
    page._show_slow()
    back, pressed = page.agenda.lines["sent_back"], page.agenda.lines["pressed"]
    assert back.isHidden()
    assert pressed.isHidden()
    county.note(town, "补齐台账", due=NOW.date() + timedelta(days=22))
    county.note(town, "补照片")
    county.note(town, "照片看不清", NoteKind.RETURN)
    take(town, county.answer(town, tmp_path / "stick").path)
    page._show_slow()
    assert back.isVisible()
    assert pressed.text() == "上级督办2条，12月15日前办结"
    assert page.agenda.clear.isHidden()
    with qtbot.waitSignal(page.page_requested) as caught:
        back.click()
    assert caught.args == ["submit"]
    feedback = page.agenda
    from bizenv_desktop.actions.feedback_state import feedback_for

    state = feedback_for(workspace.store, town.key)
    feedback.show_feedback(state, NOW.date() + timedelta(days=30))
    assert pressed.text() == "上级督办2条，12月15日到期，已逾期"
    town.change()
    town.submit(tmp_path / "stick", days=4)
    page._show_slow()
    assert back.isHidden()


def test_the_page_that_sends_shows_what_was_answered(
    qtbot: QtBot,
    desk,  # type: ignore[no-untyped-def]
    pair: Pair,
    tmp_path: Path,
) -> None:
    town, county = pair
    workspace = desk(town)
    page = SubmitPage(workspace, Preferences(tmp_path / "settings", workspace))
    qtbot.addWidget(page)
    page.refresh()
    page.show()
    qtbot.waitUntil(lambda: not page.check.is_working_out)
    assert page.check.feedback.isHidden()
    county.review(town, {"A01": ("0.5", "没有公示牌")})
    county.note(town, "补齐台账")
    take(town, county.answer(town, tmp_path / "stick").path)
    workspace.take_in(Change(packages=frozenset({(town.organisation.code, "")})))
    qtbot.waitUntil(page.check.feedback.isVisible)
    assert page.check.feedback.receipts.isHidden(), "the card above says it"
    assert page.check.feedback.items.texts()[0][3] == "0.50"
    with qtbot.waitSignal(page.spot_requested) as caught:
        page.check.feedback.items.row_activated.emit(0)
    assert caught.args == ["A01", None]
