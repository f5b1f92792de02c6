# SPDX-License-Identifier: MIT
"""From a township over a stick to the county: what was sent is what is there."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from exchanging import DEVICE, OTHER_DEVICE, make_superior, make_town, township
from helpers import NOW, PERIOD

from bizenv_desktop import actions
from bizenv_desktop.actions.key_actions import enrol
from bizenv_desktop.actions.merged import MERGED
from bizenv_desktop.actions.submission_actions import submission_state
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.keys import TrustedKey, card_text
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.core_database import open_core
from bizenv_desktop.storage.submission_rows import read_submission
from bizenv_desktop.sync.container import open_package
from bizenv_desktop.sync.receiving import Taken, receive_file

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return make_town(tmp_path / "town")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def test_what_is_sent_is_what_the_county_sees(tmp_path: Path, town: Town, stick: Path) -> None:
    sent = town.submit(stick)
    assert sent.record.state is PackageState.OWN
    assert sent.path.name == f"榆𬭎1镇_上报包_2026年第4季度_第1版_{sent.code}.bizenv"
    with town.open() as store:
        own = actions.fill(store, town.key, NOW.date())
    with Store.open(make_superior(tmp_path / "county.db", town)) as county:
        got = receive_file(county, sent.path, NOW)
        assert (got.taken, got.package) == (Taken.TAKEN, sent.record.id)
        (standing,) = county.packages.standing(town.key)
        core = county.packages.content(standing.id).core
    found = read_submission(PackageKind.SUBMISSION, core, town.key)
    filled = found.filled(own.checklist, NOW.date())
    assert filled.answers == own.answers
    assert filled.stored_findings == own.stored_findings
    assert filled.card.total == own.card.total == found.frozen.total
    assert filled.findings == own.findings


def test_the_package_opens_in_any_sqlite_tool(town: Town, stick: Path) -> None:
    import sqlite3

    sent = town.submit(stick)
    with closing(sqlite3.connect(f"file:{sent.path}?mode=ro", uri=True)) as opened:
        (name,) = opened.execute("SELECT name FROM organisation").fetchone()
        answers = opened.execute("SELECT count(*) FROM answer").fetchone()[0]
        assert opened.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert name == town.organisation.name
    assert answers == 9


def test_an_unknown_key_is_put_aside_until_its_card_is_enrolled(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    sent = town.submit(stick)
    with Store.open(make_superior(tmp_path / "county.db")) as county:
        assert receive_file(county, sent.path, NOW).taken is Taken.QUARANTINED
        assert county.packages.standing(town.key) == ()
        card = town.card()
        with pytest.raises(UserError, match="指纹"):
            enrol(county, card, make_town(tmp_path / "other", 2).card().fingerprint, NOW)
        (taken,) = enrol(county, card, card.fingerprint.lower().replace("-", " "), NOW)
        assert taken.taken is Taken.TAKEN
        assert [each.id for each in county.packages.standing(town.key)] == [sent.record.id]
        assert [unit.organisation for unit in county.keys.subordinates()] == [township()]


def test_twice_is_nothing_and_older_after_newer_is_kept_but_not_shown(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    first = town.submit(stick)
    town.change()
    second = town.submit(stick, days=1)
    assert (second.record.revision, second.again) == (2, False)
    with Store.open(make_superior(tmp_path / "county.db", town)) as county:
        assert receive_file(county, second.path, NOW).taken is Taken.TAKEN
        assert receive_file(county, first.path, NOW).taken is Taken.TAKEN
        assert receive_file(county, first.path, NOW).taken is Taken.KNOWN
        assert [each.id for each in county.packages.standing(town.key)] == [second.record.id]
        assert len(county.packages.records(town.key)) == 2


def test_nothing_changed_means_the_same_package_again(town: Town, stick: Path) -> None:
    first = town.submit(stick)
    again = town.submit(stick, days=2)
    assert again.again
    assert again.path == first.path
    assert again.record.id == first.record.id
    town.change("A02", "又看了一遍")
    with town.open() as store:
        state = submission_state(store, town.key, NOW.date())
    assert state.last is not None
    assert state.last.revision == 1
    assert state.changed == ("A02",)


def test_two_pcs_make_a_fork_and_undoing_one_receipt_ends_it(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    town.submit(stick)
    copy = make_town(tmp_path / "copy")
    shutil.copy(town.database, copy.database)
    town.change(note="甲改的")
    copy.change(note="乙改的")
    one = town.submit(stick, days=1, device=DEVICE)
    other = copy.submit(stick, days=2, device=OTHER_DEVICE)
    assert one.record.revision == other.record.revision == 2
    assert one.path != other.path
    with Store.open(make_superior(tmp_path / "county.db", town)) as county:
        for path in (other.path, one.path):
            assert receive_file(county, path, NOW).taken is Taken.TAKEN
        both = {each.id for each in county.packages.standing(town.key)}
        assert both == {one.record.id, other.record.id}
        county.packages.undo(other.record.id, undone=True)
        assert [each.id for each in county.packages.standing(town.key)] == [one.record.id]
        county.packages.undo(other.record.id, undone=False)
        assert {each.id for each in county.packages.standing(town.key)} == both


def test_an_audit_with_errors_is_not_submitted(town: Town, stick: Path) -> None:
    from bizenv_desktop.domain.selfcheck import Answer

    with town.open() as store:
        filled = actions.fill(store, town.key, NOW.date())
        actions.save_answers(store, filled, [Answer("A01")])
    with pytest.raises(UserError, match="审核还有"):
        town.submit(stick)
    with town.open() as store:
        assert store.packages.records() == ()


def test_sums_over_items_follow_the_heads(tmp_path: Path, town: Town, stick: Path) -> None:
    first = town.submit(stick)
    town.change()
    second = town.submit(stick, days=1)
    with Store.open(make_superior(tmp_path / "county.db", town)) as county:
        for each in (first, second):
            receive_file(county, each.path, NOW + timedelta(days=2))
        before = [tuple(row) for row in county._all("SELECT * FROM item_summary")]
        assert before
        assert {sum(row[4:9]) for row in before} == {1}, "each item once, not once a revision"
        county.packages.work_out_anew()
        assert [tuple(row) for row in county._all("SELECT * FROM item_summary")] == before
        county.packages.undo(first.record.id, undone=True)
        county.packages.undo(second.record.id, undone=True)
        counted = county._all(
            "SELECT sum(full+part+none+not_applicable+unanswered) FROM item_summary"
        )
        assert counted[0][0] == 0
        county.packages.undo(second.record.id, undone=False)
        assert [tuple(row) for row in county._all("SELECT * FROM item_summary")] == before


def test_a_core_holds_every_column_of_the_programs_own_tables(town: Town, stick: Path) -> None:
    sent = town.submit(stick)
    with open_package(sent.path) as package:
        core = package.core()
    with town.open() as store, open_core(PackageKind.SUBMISSION, core) as opened:
        for (table,) in opened.execute("SELECT name FROM sqlite_master").fetchall():
            own = store._all(f"SELECT name FROM pragma_table_info('{table}')")
            if own:
                names = {row["name"] for row in own}
                cursor = opened.execute(f"SELECT * FROM {table} LIMIT 0")
                assert names == {column[0] for column in cursor.description}, table


def test_the_period_stands_in_the_header(town: Town, stick: Path) -> None:
    with open_package(town.submit(stick).path) as package:
        header = package.header
    assert (header.organisation, header.period) == (town.organisation.code, PERIOD.code)
    assert header.device_name == DEVICE.name


def test_another_pcs_revision_is_replaced_only_once_it_was_merged(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    town.submit(stick)
    copy = make_town(tmp_path / "copy")
    shutil.copy(town.database, copy.database)
    copy.change(note="乙改的")
    other = copy.submit(stick, days=1, device=OTHER_DEVICE)
    card = copy.card()
    with town.open() as store:
        store.keys.trust([(TrustedKey(card, NOW.isoformat()), card_text(card))])
        assert receive_file(store, other.path, NOW).taken is Taken.TAKEN
    town.change(note="甲改的")
    with pytest.raises(UserError, match="第2版还没有和本机的合并"):
        town.submit(stick, days=2)
    with town.open() as store:
        (found,) = submission_state(store, town.key, NOW.date()).others
        assert found.record.id == other.record.id
        store.save_setting(MERGED, {other.record.id: NOW.isoformat()})
    merged = town.submit(stick, days=2)
    assert merged.record.revision == 3
    with town.open() as store:
        assert [each.id for each in store.packages.standing(town.key)] == [merged.record.id]
