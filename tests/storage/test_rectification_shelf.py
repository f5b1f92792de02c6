# SPDX-License-Identifier: MIT
"""Events stay as they were added; visits with their problems come back as they were."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from helpers import NOW, PERIOD, RARE, TOWNSHIP, fill_database

from bizenv_desktop.domain.evidence import (
    Evidence,
    EvidenceKind,
    EvidenceLink,
    ItemEvidence,
    Use,
)
from bizenv_desktop.domain.findings.lifecycle import Event, Log, Step
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.findings.visit import Visit, VisitKind, VisitProblem
from bizenv_desktop.errors import DatabaseError, UserError
from bizenv_desktop.storage import Store

KEY = (TOWNSHIP.code, PERIOD.code)
START = Event(Step.START, NOW, "王喆", RARE, "王喆")
LATER = Event(Step.EXTEND, NOW, "李㐱", "等料", "", date(2026, 11, 30), date(2026, 12, 7))
LINKED = ("督1现场", "督1-1", "督11现场", "A01")
VISIT = Visit(
    1,
    date(2026, 11, 20),
    VisitKind.UNANNOUNCED,
    "县营商局",
    RARE,
    (VisitProblem("督1-1", RARE, "A", "A02"), VisitProblem("督1-2", "没有停车位", "B")),
)


@pytest.fixture
def path(tmp_path, small):
    fill_database(tmp_path / "a.db", small)
    return tmp_path / "a.db"


def test_events_come_back_in_their_order(path):
    with Store.open(path) as store:
        assert store.finding_logs(KEY) == {}
        change = store.add_events(KEY, {"A01": (1, START), "A02": (1, START)})
        store.add_events(KEY, {"A01": (2, LATER)})
    assert change.findings == {(*KEY, "A01"), (*KEY, "A02")}
    with Store.open(path) as store:
        assert store.finding_logs(KEY) == {"A01": Log((START, LATER)), "A02": Log((START,))}


def test_a_finding_is_stored_with_its_first_step(path):
    with Store.open(path) as store:
        store.add_events(KEY, {"A01": (1, START)}, [Finding("A01", NOW.date())])
        assert store.findings(KEY) == {"A01": Finding("A01", NOW.date())}


def test_two_windows_cannot_take_the_same_step(path):
    with Store.open(path) as store, Store.open(path) as other:
        store.add_events(KEY, {"A02": (1, START)})
        with pytest.raises(UserError, match="刚刚在别处办理了一步"):
            other.add_events(KEY, {"A01": (1, START), "A02": (1, START)})
        assert list(other.finding_logs(KEY)) == ["A02"], "all or none"


@pytest.mark.parametrize("sql", ["UPDATE finding_event SET who = 'x'", "DELETE FROM finding_event"])
def test_an_event_is_never_changed(path, sql):
    with Store.open(path) as store:
        store.add_events(KEY, {"A01": (1, START)})
    with closing(sqlite3.connect(path)) as opened, pytest.raises(sqlite3.IntegrityError):
        opened.execute(sql)


def test_visits_come_back(path):
    with Store.open(path) as store:
        assert store.visits(KEY) == ()
        change = store.save_visits(KEY, [VISIT])
        assert change.findings == {(*KEY, "督1-1"), (*KEY, "督1-2")}
        with pytest.raises(UserError, match="刚刚已经登记"):
            store.save_visits(KEY, [VISIT])
    with Store.open(path) as store:
        assert store.visits(KEY) == (VISIT,)


def test_a_visit_recorded_by_mistake_goes_until_something_was_done(path):
    with Store.open(path) as store:
        store.save_visits(KEY, [VISIT])
        store.save_findings(KEY, [Finding("督1-1", NOW.date())])
        store.forget_visit(KEY, 1)
        assert (store.visits(KEY), store.findings(KEY)) == ((), {})
        store.save_visits(KEY, [VISIT])
        store.add_events(KEY, {"督1-2": (1, START)})
        with pytest.raises(UserError, match="督1-2已经开始整改"):
            store.forget_visit(KEY, 1)
        assert store.visits(KEY) == (VISIT,)
        assert store.faults() == ()


def test_photos_of_a_deleted_visit_do_not_pass_to_the_next_of_its_number(path):
    with Store.open(path) as store:
        store.save_visits(KEY, [VISIT])
        file = Evidence("ab" * 32, "门厅.jpg", EvidenceKind.PHOTO, "jpg", 7, NOW)
        store.evidence.keep(file, b"a photo")
        entries = [ItemEvidence(code, (EvidenceLink(file.sha256, Use.BEFORE),)) for code in LINKED]
        store.evidence.save_links(KEY, entries)
        store.forget_visit(KEY, 1)
        assert set(store.evidence.book(KEY).items) == {"A01", "督11现场"}


def test_rows_that_are_no_events_mean_a_damaged_file(path):
    with Store.open(path) as store:
        store.add_events(KEY, {"A01": (1, START)})
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("DROP TRIGGER finding_event_stays")
        opened.execute("UPDATE finding_event SET at = '12:30'")
        opened.commit()
    with Store.open(path) as store, pytest.raises(DatabaseError):
        store.finding_logs(KEY)
