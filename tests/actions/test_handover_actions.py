# SPDX-License-Identifier: MIT
"""岗位交接: the whole work moves to another PC, one goes on, and every interruption is told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from exchanging import DEVICE, OTHER_DEVICE, make_superior, make_town
from helpers import NOW
from two_pcs import add_photo, two_pcs, write, write_in

from bizenv_desktop import actions
from bizenv_desktop.actions import handover_actions
from bizenv_desktop.actions.handover_actions import (
    handover,
    handover_state,
    look_at_handover,
    take_back,
    take_handover,
    take_handover_into,
)
from bizenv_desktop.actions.submission_actions import submit
from bizenv_desktop.domain.exchange.header import header_bytes
from bizenv_desktop.errors import DatabaseError, PackageError, UserError
from bizenv_desktop.storage import Store
from bizenv_desktop.sync import container
from bizenv_desktop.sync.container import Sealed, assembled, open_package
from bizenv_desktop.sync.receiving import Taken, receive_file
from bizenv_desktop.sync.signing import new_key, sign

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exchanging import Town

    from bizenv_desktop.actions.handover_actions import HandedOver


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = make_town(tmp_path / "town")
    add_photo(made, "A01", tmp_path, 1)
    add_photo(made, "B01", tmp_path, 2)
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def give(town: Town, stick: Path) -> HandedOver:
    with town.open() as store:
        return handover(store, stick, DEVICE, NOW, to="李㐱")


def content_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, settings apart."""
    with closing(sqlite3.connect(path)) as opened:
        tables = [
            row[0] for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            table: sorted(opened.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
            for table in tables
            if table != "setting"
        }


def test_everything_is_there_on_the_other_pc(tmp_path: Path, town: Town, stick: Path) -> None:
    town.submit(stick)
    before = content_of(town.database)
    given = give(town, stick)
    assert given.path.name == f"榆𬭎1镇_交接包_20261123_{given.code}.bizenv"
    assert (given.files, given.lost) == (2, ())
    sight = look_at_handover(given.path)
    assert (sight.organisation, sight.device, sight.code) == (
        town.organisation,
        DEVICE.name,
        given.code,
    )
    new = tmp_path / "new" / "自查.db"
    new.parent.mkdir()
    taken = take_handover_into(given.path, new, NOW)
    assert (taken.organisation, taken.self_checks, taken.files, taken.lost) == (
        town.organisation,
        2,
        2,
        0,
    )
    assert content_of(new) == before
    with Store.open(new) as store:
        assert store.evidence.faults() == ()
        assert handover_state(store).taken == DEVICE.name
        assert handover_state(store).sentence == "", "the mark is not in the copy"
        write_in(store, town.key, "A01", note="在新电脑上接着填")
        assert store.faults() == ()


def test_one_goes_on_and_the_county_sees_no_fork(tmp_path: Path, town: Town, stick: Path) -> None:
    first = town.submit(stick)
    new = tmp_path / "新.db"
    take_handover_into(give(town, stick).path, new, NOW)
    with Store.open(new) as store:
        write_in(store, town.key, "A01", note="接手后改的")
        second = submit(store, town.key, stick, OTHER_DEVICE, NOW)
    assert second.record.revision == 2
    with Store.open(make_superior(tmp_path / "county.db", town)) as county:
        for each in (first, second):
            assert receive_file(county, each.path, NOW).taken is Taken.TAKEN
        assert [each.id for each in county.packages.standing(town.key)] == [second.record.id]


def test_what_was_handed_over_can_only_be_looked_at(town: Town, stick: Path) -> None:
    with town.open() as window:  # it was open before, as the window is
        filled = actions.fill(window, town.key, NOW.date())
        give(town, stick)
        with pytest.raises(DatabaseError, match=r"已于2026-11-23交接给李㐱.*收回交接"):
            actions.save_answers(window, filled, [replace(filled.answers["A01"], note="迟了")])
        with pytest.raises(DatabaseError, match="交接给李㐱"):
            window.save_setting("x", 1)
        with pytest.raises(UserError, match="交接给李㐱"):
            handover(window, stick, DEVICE, NOW, to="赵六")
        assert actions.fill(window, town.key, NOW.date()).answers == filled.answers
        assert window.packages.standing(town.key) == (), "reading goes on"
        assert "只能查看" in handover_state(window).sentence
    with town.open() as again:
        with pytest.raises(DatabaseError, match="交接给李㐱"):
            write_in(again, town.key, "A01", note="迟了")
        take_back(again)
        write_in(again, town.key, "A01", note="收回了")
        assert handover_state(again).sentence == ""
        with pytest.raises(UserError, match="没有交接出去"):
            take_back(again)


def test_taking_twice_and_into_data_is_refused(tmp_path: Path, town: Town, stick: Path) -> None:
    given = give(town, stick)
    new = tmp_path / "新.db"
    take_handover_into(given.path, new, NOW)
    before = new.read_bytes()
    with pytest.raises(UserError, match="没有覆盖"):
        take_handover_into(given.path, new, NOW)
    assert new.read_bytes() == before
    other = make_town(tmp_path / "other", 2)
    with other.open() as store, pytest.raises(UserError, match="没有覆盖"):
        take_handover(store, given.path, NOW)


def test_an_empty_database_of_a_first_start_is_filled(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    given = give(town, stick)
    with Store.open(tmp_path / "自查.db", create=True) as store:
        take_handover(store, given.path, NOW)
        assert actions.own_organisation(store) == town.organisation
        write_in(store, town.key, "A01", note="同一个连接接着写")


def test_a_missing_photo_is_told_and_holds_nothing_up(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    with town.open() as store:
        sha256 = sorted(store.evidence.hashes())[0]
        store.evidence.files.path(sha256).unlink()
    given = give(town, stick)
    assert given.files == 1
    assert len(given.lost) == 1
    assert take_handover_into(given.path, tmp_path / "新.db", NOW).lost == 1


def test_a_handover_that_fails_leaves_everything_as_it_was(
    town: Town, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise UserError("磁盘已满。")

    monkeypatch.setattr(container, "write_package", full)
    with pytest.raises(UserError, match="磁盘已满"):
        give(town, stick)
    with town.open() as store:
        assert handover_state(store) == handover_actions.HandoverState()
        write_in(store, town.key, "A01", note="照常")


def test_writing_meanwhile_stops_the_handover(
    town: Town, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = container.write_package

    def slow(*values: object, **more: object) -> None:
        write(town, "A01", note="另一个窗口写的")
        real(*values, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(container, "write_package", slow)
    with pytest.raises(UserError, match="又有了改动"):
        give(town, stick)
    assert not list(stick.iterdir()), "the package that lacks it is gone"
    with town.open() as store:
        assert handover_state(store).sentence == ""
        assert store.answers(town.key)["A01"].note == "另一个窗口写的"


class PowerCut(BaseException):
    """The program is gone from one moment to the next."""


def test_a_power_cut_before_the_mark_is_told(
    tmp_path: Path, town: Town, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bizenv_desktop.storage.handover_shelf import HandoverShelf

    def gone(*_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(HandoverShelf, "finish", gone)
        patch.setattr(HandoverShelf, "abandon", lambda self: None)
        with pytest.raises(PowerCut):
            give(town, stick)
    with town.open() as store:
        assert "没有做完" in handover_state(store).sentence
        write_in(store, town.key, "A01", note="照常使用")
    given = give(town, stick)
    new = tmp_path / "新.db"
    take_handover_into(given.path, new, NOW)
    with Store.open(new) as store:
        assert store.answers(town.key)["A01"].note == "照常使用"
        assert handover_state(store).sentence == ""


def test_a_power_cut_while_taking_leaves_an_empty_database(
    tmp_path: Path, town: Town, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bizenv_desktop.storage import handover_copy

    given = give(town, stick)

    def gone(*_: object) -> None:
        raise PowerCut

    with Store.open(tmp_path / "自查.db", create=True) as store:
        with monkeypatch.context() as patch:
            patch.setattr(handover_copy, "place_copy", gone)
            with pytest.raises(PowerCut):
                take_handover(store, given.path, NOW)
        assert handover_copy.is_blank(store)
        take_handover(store, given.path, NOW)
        assert store.evidence.faults() == ()


def test_received_photos_move_along(tmp_path: Path, stick: Path) -> None:
    one, _ = two_pcs(tmp_path, stick)
    sha256 = add_photo(one, "A01", tmp_path, 7)
    sent = one.submit(stick, days=1)
    county = make_superior(tmp_path / "county.db", one)
    with Store.open(county) as store:
        receive_file(store, sent.path, NOW)
        given = handover(store, stick, DEVICE, NOW, to="赵科长")
    new = tmp_path / "新县.db"
    take_handover_into(given.path, new, NOW)
    with Store.open(new) as store:
        assert store.packages.attachment(sha256) is not None
        assert [each.id for each in store.packages.standing(one.key)] == [sent.record.id]


def test_taking_back_after_the_other_side_began_ends_in_a_fork_that_merges(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    from bizenv_desktop.actions.merge_actions import apply_merge
    from bizenv_desktop.actions.other_pc_actions import take_other

    town.submit(stick)
    new = tmp_path / "新.db"
    take_handover_into(give(town, stick).path, new, NOW)
    with Store.open(new) as store:
        write_in(store, town.key, "A06", note="那边填的")
        other = submit(store, town.key, stick, OTHER_DEVICE, NOW)
    with town.open() as store:
        take_back(store)
        write_in(store, town.key, "A01", note="这边填的")
        apply_merge(store, take_other(store, other.path, NOW), {}, NOW)
        answers = store.answers(town.key)
        assert (answers["A01"].note, answers["A06"].note) == ("这边填的", "那边填的")
        joined = submit(store, town.key, stick, DEVICE, NOW)
        assert joined.record.revision == 3
        (head,) = store.packages.standing(town.key)
        assert head.id == joined.record.id


# -- hostile


def forged(given: HandedOver, target: Path, change: Callable[[sqlite3.Connection], None]) -> Path:
    """The package with its database changed by somebody who signs with a key of their own."""
    with open_package(given.path) as package:
        core, header = package.core(), package.header
        blobs = [package.blob(blob.sha256, 1 << 30) for blob in header.blobs]
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        opened.deserialize(core)
        opened.execute("PRAGMA writable_schema=ON")
        change(opened)
        secret, public = opened.execute("SELECT secret, key FROM own_key").fetchone() or new_key()
        core = opened.serialize()
    import hashlib

    header = replace(
        header,
        key=public,
        core_sha256=hashlib.sha256(core).hexdigest(),
        core_size=len(core),
    )
    signed = header_bytes(header)
    target.write_bytes(assembled(Sealed(signed, header, sign(secret, signed)), core, blobs))
    return target


HOSTILE = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON answer BEGIN DELETE FROM finding; END",
    "a view": "CREATE VIEW v AS SELECT 1",
    "a table": "CREATE TABLE more (a TEXT) STRICT",
    "an index": "CREATE INDEX i ON answer (note)",
    "a dropped table": "DROP TABLE remembered",
    "another unit": "UPDATE setting SET value = '\"9\"' WHERE name = 'organisation'",
    "no key": "DELETE FROM own_key",
    "another key": f"UPDATE own_key SET secret = '{'0' * 64}'",
    "a newer version": "PRAGMA user_version = 999",
    "another program": "PRAGMA application_id = 1",
    "nonsense": "UPDATE self_check SET created = 'gestern'",
    "no reference": "UPDATE self_check SET organisation = 'X'",
    "an unreadable checklist": "UPDATE checklist SET content = '{}'",
    "an unknown file": f"UPDATE evidence SET sha256 = '{'a' * 64}'"
    " WHERE sha256 = (SELECT min(sha256) FROM evidence)",
}


@pytest.mark.parametrize("how", HOSTILE)
def test_hostile_handovers_are_refused(tmp_path: Path, town: Town, stick: Path, how: str) -> None:
    path = forged(give(town, stick), tmp_path / "坏.bizenv", lambda db: db.execute(HOSTILE[how]))
    new = tmp_path / "新.db"
    with pytest.raises(PackageError) as refused:
        take_handover_into(path, new, NOW)
    assert str(refused.value).endswith("。")
    assert not new.exists()
    assert not (tmp_path / "新.佐证").exists()


def test_other_kinds_and_damaged_files_are_refused(tmp_path: Path, town: Town, stick: Path) -> None:
    sent = town.submit(stick)
    new = tmp_path / "新.db"
    with pytest.raises(PackageError, match="上报包，不是交接包"):
        take_handover_into(sent.path, new, NOW)
    given = give(town, stick)
    content = given.path.read_bytes()
    damaged = tmp_path / "坏.bizenv"
    for at in range(0, len(content), len(content) // 40):
        changed = bytearray(content)
        changed[at] ^= 0x41
        damaged.write_bytes(changed)
        with pytest.raises(PackageError):
            take_handover_into(damaged, new, NOW)
        damaged.write_bytes(content[:at])
        with pytest.raises(PackageError):
            take_handover_into(damaged, new, NOW)
    assert not new.exists()
