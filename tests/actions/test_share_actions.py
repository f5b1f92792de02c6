# SPDX-License-Identifier: MIT
"""分工 between two PCs: handed out, filled in there, handed back, merged; nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from exchanging import DEVICE, OTHER_DEVICE, make_town
from helpers import NOW, PERIOD
from two_pcs import add_photo, copied, write, write_in

from bizenv_desktop import actions
from bizenv_desktop.actions.key_actions import enrol, read_card
from bizenv_desktop.actions.merge_actions import apply_merge, choices_for
from bizenv_desktop.actions.other_pc_actions import enrol_other, take_other
from bizenv_desktop.actions.share_actions import (
    call_off,
    dimension_notes,
    hand_back,
    share_out,
    shares,
    take_share,
)
from bizenv_desktop.domain.exchange.differences import Origin
from bizenv_desktop.domain.selfcheck import Verdict
from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.own_packages import UnknownKeyError

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town

    from bizenv_desktop.actions.share_actions import Shared


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return make_town(tmp_path / "town")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def give(town: Town, stick: Path, *codes: str, days: int = 0) -> Shared:
    with town.open() as store:
        at = NOW + timedelta(days=days)
        return share_out(store, town.key, codes, stick, DEVICE, at, to="李㐱")


def taken_over(shared: Shared, path: Path) -> Path:
    """A new database on the other PC with the work in it."""
    with Store.open(path, create=True) as store:
        take_share(store, shared.path, NOW)
    return path


def back(other: Path, town: Town, stick: Path, days: int = 1) -> Shared:
    with Store.open(other) as store:
        return hand_back(store, town.key, stick, OTHER_DEVICE, NOW + timedelta(days=days))


def know(store: Store, shared: Shared) -> None:
    """Enrol the other PC's key by the card that came with the work."""
    card = read_card(shared.path.with_suffix(".bizkey"))
    enrol(store, card, card.fingerprint, NOW)


def test_work_goes_out_and_comes_back(tmp_path: Path, town: Town, stick: Path) -> None:
    photo = add_photo(town, "A01", tmp_path, 1)
    shared = give(town, stick, "b")
    assert shared.scope == ("B",)
    other = taken_over(shared, tmp_path / "李.db")
    with town.open() as store:
        filled = actions.fill(store, town.key, NOW.date())
        assert dimension_notes(store, filled) == {"B": "已分给李㐱"}
    with Store.open(other) as store:
        filled = actions.fill(store, town.key, NOW.date())
        assert dimension_notes(store, filled) == {"A": "由他人填报"}
        assert store.evidence.faults() == ()
        assert photo in store.evidence.book(town.key).files
        write_in(store, town.key, "B01", note="李㐱填的", verdict=Verdict.PARTLY_MET)
        write_in(store, town.key, "A01", note="不该他填的")
    write(town, "A02", note="王喆同时在填")
    returned = back(other, town, stick)
    assert returned.outside == 1, "what lies outside is told"
    with town.open() as store:
        with pytest.raises(UnknownKeyError):
            take_other(store, returned.path, NOW)
        know(store, returned)
        plan = take_other(store, returned.path, NOW)
        assert [(each.item, each.origin) for each in plan.found][:1] == [("B01", Origin.THEIRS)]
        assert {each.item for each in plan.found} == {"B01"}, "the scope alone"
        apply_merge(store, plan, {}, NOW)
        answers = store.answers(town.key)
        assert answers["B01"].note == "李㐱填的"
        assert answers["A02"].note == "王喆同时在填"
        assert answers["A01"].note != "不该他填的"
        (entry,) = shares(store).out
        assert entry.state == "已交回"
        filled = actions.fill(store, town.key, NOW.date())
        assert dimension_notes(store, filled) == {}
        assert len(store.packages.standing(town.key)) == 0, "shared work is no submission"
        again = take_other(store, returned.path, NOW)
        assert again.again
        apply_merge(store, again, {}, NOW)
        assert store.answers(town.key) == answers
        assert shares(store).out == (entry,)


def test_it_can_be_handed_back_twice(tmp_path: Path, town: Town, stick: Path) -> None:
    other = taken_over(give(town, stick, "B"), tmp_path / "李.db")
    with Store.open(other) as store:
        write_in(store, town.key, "B01", note="第一次")
    first = back(other, town, stick)
    with Store.open(other) as store:
        write_in(store, town.key, "B02", note="第二次")
    second = back(other, town, stick, days=2)
    with town.open() as store:
        know(store, first)
        apply_merge(store, take_other(store, first.path, NOW), {}, NOW)
        write_in(store, town.key, "B01", note="王喆改过")
        plan = take_other(store, second.path, NOW)
        assert {(each.item, each.origin) for each in plan.found} >= {
            ("B01", Origin.OURS),
            ("B02", Origin.THEIRS),
        }
        apply_merge(store, plan, {}, NOW)
        answers = store.answers(town.key)
        assert (answers["B01"].note, answers["B02"].note) == ("王喆改过", "第二次")
        late = take_other(store, first.path, NOW)
        assert {each.origin for each in late.found} <= {Origin.OURS}


def test_the_older_return_after_the_newer_is_nothing(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    other = taken_over(give(town, stick, "B"), tmp_path / "李.db")
    notes = []
    for at, note in enumerate(("第一次", "第二次"), 1):
        with Store.open(other) as store:
            write_in(store, town.key, "B01", note=note)
        notes.append(back(other, town, stick, days=at))
    with town.open() as store:
        know(store, notes[0])
        apply_merge(store, take_other(store, notes[1].path, NOW), {}, NOW)
        plan = take_other(store, notes[0].path, NOW)
        assert {each.origin for each in plan.found} <= {Origin.OURS}
        apply_merge(store, plan, {}, NOW)
        assert store.answers(town.key)["B01"].note == "第二次"


def test_a_second_share_brings_the_other_pc_up_to_date(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    other = taken_over(give(town, stick, "B"), tmp_path / "李.db")
    with Store.open(other) as store:
        write_in(store, town.key, "B01", note="李㐱填的")
    write(town, "A01", note="王喆填的")
    shared = give(town, stick, "A", days=1)
    write(town, "A02", note="以后改的")
    with Store.open(other) as store:
        got = take_share(store, shared.path, NOW)
        assert not got.again
        assert take_share(store, shared.path, NOW).again
        answers = store.answers(town.key)
        assert (answers["A01"].note, answers["B01"].note) == ("王喆填的", "李㐱填的")
        filled = actions.fill(store, town.key, NOW.date())
        assert dimension_notes(store, filled) == {}, "both dimensions are to be done here now"


def test_the_same_dimension_is_not_handed_out_twice(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    first = give(town, stick, "B")
    with pytest.raises(UserError, match=r"已于.*分给李㐱"):
        give(town, stick, "A", "B", days=1)
    with town.open() as store:
        call_off(store, first.record.id, NOW)
        with pytest.raises(UserError, match="没有这次分工"):
            call_off(store, first.record.id, NOW)
    give(town, stick, "B", days=2)
    other = taken_over(first, tmp_path / "李.db")
    returned = back(other, town, stick)
    with town.open() as store:
        know(store, returned)
        plan = take_other(store, returned.path, NOW)
        assert any("又于" in note for note in plan.notes), "a return for an older share is told"


def test_what_cannot_be_written_is_not_out(tmp_path: Path, town: Town) -> None:
    blocked = tmp_path / "文件"
    blocked.write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(UserError):
        give(town, blocked, "B")
    with town.open() as store:
        assert shares(store).out_of(town.key) == ()


def test_wrong_wishes_are_refused_in_words(tmp_path: Path, town: Town, stick: Path) -> None:
    with pytest.raises(UserError, match="没有“Z”这个维度"):
        give(town, stick, "Z")
    with pytest.raises(UserError, match="没有选择维度"):
        give(town, stick)
    with town.open() as store, pytest.raises(UserError, match="不是分工来的"):
        hand_back(store, town.key, stick, DEVICE, NOW)
    stranger = make_town(tmp_path / "stranger", 2)
    shared = give(town, stick, "B")
    with stranger.open() as store, pytest.raises(PackageError, match="别的单位"):
        take_share(store, shared.path, NOW)
    with town.open() as store:
        sent = town.submit(stick)
        with pytest.raises(PackageError, match="上报包"):
            take_share(store, sent.path, NOW)


def test_a_return_that_nobody_asked_for_is_refused(tmp_path: Path, town: Town, stick: Path) -> None:
    twin = copied(town, tmp_path / "twin")
    other = taken_over(give(twin, stick, "B"), tmp_path / "李.db")
    returned = back(other, town, stick)
    with town.open() as store:
        know(store, returned)
        with pytest.raises(PackageError, match="不是本机分出去的"):
            take_other(store, returned.path, NOW)


def test_a_pc_of_the_unit_that_only_began_takes_it_over(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    shared = give(town, stick, "B")
    with town.open() as store:
        answers = store.answers(town.key)
        checklist = actions.fill(store, town.key, NOW.date()).checklist
    with Store.open(tmp_path / "李.db", create=True) as store:
        actions.set_own_organisation(store, town.organisation)
        actions.begin_self_check(store, checklist, town.organisation, PERIOD, NOW)
        with pytest.raises(UnknownKeyError):
            take_share(store, shared.path, NOW)
        enrol_other(
            store, shared.path, read_card(shared.path.with_suffix(".bizkey")).fingerprint, NOW
        )
        assert take_share(store, shared.path, NOW).share.scope == ("B",)
        assert store.answers(town.key) == answers
        filled = actions.fill(store, town.key, NOW.date())
        assert dimension_notes(store, filled) == {"A": "由他人填报"}


def test_shared_work_on_a_copied_database_is_chosen_item_by_item(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    town.submit(stick)
    twin = copied(town, tmp_path / "twin")
    write(town, "B01", note="王喆")
    shared = give(town, stick, "B")
    with twin.open() as store:
        with pytest.raises(UserError, match="合并"):
            take_share(store, shared.path, NOW)
        plan = take_other(store, shared.path, NOW)
        apply_merge(store, plan, choices_for(plan.found, ["*"], []), NOW)
        assert store.answers(twin.key)["B01"].note == "王喆"
