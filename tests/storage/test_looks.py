# SPDX-License-Identifier: MIT
"""Looks back at closed findings stay as they were added, at the closing that stands."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from helpers import LONG_NOTE, NOW, PERIOD, RARE, TOWNSHIP, fill_database

from bizenv_desktop.domain.findings.lifecycle import Event, Step
from bizenv_desktop.domain.findings.looks import Look, LookOutcome
from bizenv_desktop.errors import DatabaseError, UserError
from bizenv_desktop.storage import Store

KEY = (TOWNSHIP.code, PERIOD.code)
HELD = Look(3, 30, date(2026, 12, 23), "赵𬭎", LookOutcome.HOLDS, NOW, RARE)
BACK = replace(HELD, outcome=LookOutcome.TAKEN_BACK, words="")
AGAIN = replace(HELD, after=90, outcome=LookOutcome.AGAIN, words=LONG_NOTE)


@pytest.fixture
def path(tmp_path, small):
    """A database whose A01 is closed by its third step."""
    made = tmp_path / "a.db"
    fill_database(made, small)
    with Store.open(made) as store:
        for position, step in enumerate((Step.START, Step.SUBMIT, Step.CLOSE), 1):
            who = "李㐱" if step is Step.CLOSE else "王喆"
            store.add_events(KEY, {"A01": (position, Event(step, NOW, who, "", "王喆"))})
    return made


def test_looks_come_back_in_their_order(path):
    with Store.open(path) as store:
        assert store.looks(KEY) == {}
        change = store.add_look(KEY, "A01", 1, HELD)
        store.add_look(KEY, "A01", 2, BACK)
        store.add_look(KEY, "A01", 3, AGAIN)
    assert change.findings == {(*KEY, "A01")}
    with Store.open(path) as store:
        assert store.looks(KEY) == {"A01": (HELD, BACK, AGAIN)}
        assert store.faults() == ()


def test_two_windows_cannot_record_the_same_look(path):
    with Store.open(path) as store, Store.open(path) as other:
        store.add_look(KEY, "A01", 1, HELD)
        with pytest.raises(UserError, match="刚刚在别处有了改动"):
            other.add_look(KEY, "A01", 1, AGAIN)
        assert other.looks(KEY) == {"A01": (HELD,)}


@pytest.mark.parametrize("closing_place", [1, 2, 4])
def test_only_at_the_closing_that_stands(path, closing_place):
    with Store.open(path) as store:
        with pytest.raises(UserError, match="没有登记回头看"):
            store.add_look(KEY, "A01", 1, replace(HELD, closing=closing_place))
        store.add_events(KEY, {"A01": (4, Event(Step.TAKE_BACK, NOW, "李㐱"))})
        with pytest.raises(UserError, match="没有登记回头看"):
            store.add_look(KEY, "A01", 1, HELD)
        assert store.looks(KEY) == {}


@pytest.mark.parametrize("sql", ["UPDATE look_back SET who = 'x'", "DELETE FROM look_back"])
def test_a_look_is_never_changed(path, sql):
    with Store.open(path) as store:
        store.add_look(KEY, "A01", 1, HELD)
    with closing(sqlite3.connect(path)) as opened, pytest.raises(sqlite3.IntegrityError):
        opened.execute(sql)


def test_rows_that_are_no_looks_mean_a_damaged_file(path):
    with Store.open(path) as store:
        store.add_look(KEY, "A01", 1, HELD)
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("DROP TRIGGER look_back_stays")
        opened.execute("UPDATE look_back SET at = '12:30'")
        opened.commit()
    with Store.open(path) as store, pytest.raises(DatabaseError):
        store.looks(KEY)
