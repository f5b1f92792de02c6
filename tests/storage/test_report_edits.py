# SPDX-License-Identifier: MIT
"""The clerk's words for the report's paragraphs, kept one by one."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from helpers import LONG_NOTE, PERIOD, RARE, TOWNSHIP, fill_database, small_checklist

from bizenv_desktop.domain.papers.report_draft import EditedParagraph
from bizenv_desktop.storage import Change, Store

KEY = (TOWNSHIP.code, PERIOD.code)


@pytest.fixture
def path(tmp_path):
    fill_database(tmp_path / "a.db", small_checklist())
    return tmp_path / "a.db"


def test_an_edit_comes_back_as_it_was_written(path):
    edits = {
        "opening": EditedParagraph(RARE + LONG_NOTE, "现将有关情况报告如下。"),
        "steps.item.A01": EditedParagraph("", "检查项A01"),
    }
    with Store.open(path) as store:
        for paragraph, edit in edits.items():
            change = store.save_report_edit(KEY, paragraph, edit)
            assert change == Change(report_edits=frozenset({(*KEY, paragraph)}))
    with Store.open(path) as store:
        assert store.report_edits(KEY) == edits
        assert store.report_edits((TOWNSHIP.code, "2026Q3")) == {}


def test_a_later_edit_replaces_and_none_takes_back(path):
    with Store.open(path) as store:
        store.save_report_edit(KEY, "opening", EditedParagraph("一", "旧"))
        store.save_report_edit(KEY, "opening", EditedParagraph("二", "新"))
        assert store.report_edits(KEY) == {"opening": EditedParagraph("二", "新")}
        store.save_report_edit(KEY, "opening", None)
        store.save_report_edit(KEY, "opening", None)
        assert store.report_edits(KEY) == {}


def test_what_no_paper_can_hold_is_cleaned_on_the_way_in():
    assert EditedParagraph("甲\x00乙\r\n丙", "\ud800丁") == EditedParagraph("甲乙\n丙", "丁")


def test_an_edit_belongs_to_a_self_check_and_goes_with_it(path):
    with Store.open(path) as store:
        with pytest.raises(sqlite3.IntegrityError):
            store.save_report_edit((TOWNSHIP.code, "2020Q1"), "opening", EditedParagraph("一", ""))
        store.save_report_edit(KEY, "opening", EditedParagraph("一", ""))
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("PRAGMA foreign_keys=ON")
        opened.execute("DELETE FROM self_check")
        assert opened.execute("SELECT count(*) FROM report_edit").fetchone() == (0,)
