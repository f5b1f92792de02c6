# SPDX-License-Identifier: MIT
"""The report's edits through the database, and which self-checks it is held against."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers import NOW, PERIOD, TOWNSHIP, believable_answers, fill_database, small_checklist

from bizenv_desktop import actions
from bizenv_desktop.actions.report_actions import drop_edit, earlier_checks, save_paragraph
from bizenv_desktop.domain.papers.report_draft import ParagraphState, merge_edits
from bizenv_desktop.domain.papers.report_drafting import draft_report
from bizenv_desktop.domain.period import Period
from bizenv_desktop.storage import Store

KEY = (TOWNSHIP.code, PERIOD.code)


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "a.db"
    answers = believable_answers(small_checklist().items)
    for period in ("2026Q2", "2026Q3", "2026Q4"):
        fill_database(path, small_checklist(), answers, period=Period.parse(period))
    other = replace(small_checklist(), id="other")
    fill_database(path, other, answers, period=Period.parse("2026M11"))
    with Store.open(path) as opened:
        yield opened


def report(store):
    filled = actions.fill(store, KEY, NOW.date())
    return merge_edits(draft_report(filled, {}), store.report_edits(KEY))


def paragraph(store, key):
    return next(found for found in report(store).paragraphs if found.key == key)


def test_earlier_ones_are_of_the_same_checklist_and_before(store):
    filled = actions.fill(store, KEY, NOW.date())
    codes = [check.check.period.code for check in earlier_checks(store, filled)]
    assert codes == ["2026Q3", "2026Q2"]


def test_an_edit_survives_a_new_draft_and_says_when_the_facts_moved(store):
    save_paragraph(store, KEY, paragraph(store, "situation.score"), " 得分见附表。\n")
    found = paragraph(store, "situation.score")
    assert (found.text, found.state) == ("得分见附表。", ParagraphState.EDITED)
    filled = actions.fill(store, KEY, NOW.date())
    answers = [replace(filled.answers["A06"], verdict=None, note="")]
    actions.save_answers(store, filled, answers)
    found = paragraph(store, "situation.score")
    assert (found.text, found.state) == ("得分见附表。", ParagraphState.FACTS_CHANGED)
    assert found.drafted.startswith("本期应查")
    save_paragraph(store, KEY, found, found.text)
    assert paragraph(store, "situation.score").state is ParagraphState.EDITED


def test_the_drafts_own_words_take_an_edit_back(store):
    found = paragraph(store, "opening")
    save_paragraph(store, KEY, found, "另写。")
    save_paragraph(store, KEY, found, found.drafted)
    assert store.report_edits(KEY) == {}


def test_an_edit_can_be_dropped_even_when_its_paragraph_is_gone(store):
    lost = replace(paragraph(store, "opening"), key="problems.item.Z99")
    save_paragraph(store, KEY, lost, "旧话。")
    assert [key for key, _ in report(store).unplaced] == ["problems.item.Z99"]
    drop_edit(store, KEY, "problems.item.Z99")
    assert report(store).unplaced == ()
