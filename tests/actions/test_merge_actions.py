# SPDX-License-Identifier: MIT
"""The way out of a fork: two PCs submit, the county sees both, the township merges them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from exchanging import DEVICE, OTHER_DEVICE, make_superior, make_town
from helpers import NOW, RARE
from two_pcs import add_photo, copied, two_pcs, write

from bizenv_desktop import actions
from bizenv_desktop.actions.merge_actions import apply_merge, choices_for, merged_packages
from bizenv_desktop.actions.other_pc_actions import take_other
from bizenv_desktop.actions.rectification_actions import save_findings, take_steps
from bizenv_desktop.actions.submission_actions import check_joined
from bizenv_desktop.domain.exchange.differences import Origin, Part, Side
from bizenv_desktop.domain.findings.lifecycle import Step
from bizenv_desktop.domain.selfcheck import Verdict
from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.own_packages import UnknownKeyError
from bizenv_desktop.sync.receiving import receive_file

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def open_finding(town: Town) -> str:
    """The code of a finding of the self-check."""
    with town.open() as store:
        return actions.fill(store, town.key, NOW.date()).own_findings[0].item.code


def step(town: Town, code: str, step: Step, who: str, words: str = "", hours: int = 0) -> None:
    with town.open() as store:
        filled = actions.fill(store, town.key, NOW.date())
        at = NOW + timedelta(hours=hours)
        take_steps(store, filled, [code], step, who=who, at=at, words=words)


def test_a_fork_ends_with_one_revision_that_has_both_parents(tmp_path: Path, stick: Path) -> None:
    one, two = two_pcs(tmp_path, stick)
    write(one, "A01", note=f"甲改的{RARE}")
    write(one, "B01", note="只有甲改")
    write(two, "A01", note="乙改的", verdict=Verdict.NOT_MET)
    write(two, "A06", note="只有乙改")
    mine = one.submit(stick, days=1, device=DEVICE)
    other = two.submit(stick, days=1, device=OTHER_DEVICE)
    county_path = make_superior(tmp_path / "county.db", one)
    with Store.open(county_path) as county:
        for each in (mine, other):
            receive_file(county, each.path, NOW)
        assert len(county.packages.standing(one.key)) == 2, "a fork"

    with one.open() as store:
        plan = take_other(store, other.path, NOW)
        assert plan.base is not None
        assert plan.base.revision == 1
        origins = {(each.item, each.part): each.origin for each in plan.found}
        assert origins["A01", Part.ANSWER] is Origin.ASK
        assert origins["A06", Part.ANSWER] is Origin.THEIRS
        assert origins["B01", Part.ANSWER] is Origin.OURS
        with pytest.raises(UserError, match=r"还有1处.*A01"):
            apply_merge(store, plan, {}, NOW)
        assert len(store.packages.standing(one.key)) == 1, "looking keeps nothing"
        choices = choices_for(plan.found, ["A01"], [])
        apply_merge(store, plan, choices, NOW)
        answers = store.answers(one.key)
        assert (answers["A01"].note, answers["A01"].verdict) == ("乙改的", Verdict.NOT_MET)
        assert answers["A06"].note == "只有乙改"
        assert answers["B01"].note == "只有甲改"
        assert "A01" in store.findings(one.key), "an answer that loses points raises its finding"
        assert len(store.packages.standing(one.key)) == 2
        check_joined(store, one.key)
    both = one.submit(stick, days=2)
    assert both.record.revision == 3
    with Store.open(county_path) as county:
        receive_file(county, both.path, NOW)
        (head,) = county.packages.standing(one.key)
        assert head.id == both.record.id
        assert head.ancestors >= {mine.record.id, other.record.id}


def test_the_same_package_twice_is_nothing(tmp_path: Path, stick: Path) -> None:
    one, two = two_pcs(tmp_path, stick)
    write(one, "A01", note="甲")
    write(two, "A01", note="乙")
    other = two.submit(stick, days=1, device=OTHER_DEVICE)
    with one.open() as store:
        plan = take_other(store, other.path, NOW)
        apply_merge(store, plan, choices_for(plan.found, [], ["*"]), NOW)
        before = store.answers(one.key), len(store.packages.records())
        again = take_other(store, other.path, NOW)
        assert again.again
        assert {each.origin for each in again.found} <= {Origin.OURS}
        apply_merge(store, again, {}, NOW)
        assert (store.answers(one.key), len(store.packages.records())) == before
        assert set(merged_packages(store)) == {other.record.id}


def test_photos_of_both_are_joined_and_theirs_are_brought_in(tmp_path: Path, stick: Path) -> None:
    one, two = two_pcs(tmp_path, stick)
    ours = add_photo(one, "A01", tmp_path, 1)
    theirs = add_photo(two, "A01", tmp_path, 2)
    alone = add_photo(two, "B01", tmp_path, 3)
    other = two.submit(stick, days=1, device=OTHER_DEVICE)
    with one.open() as store:
        plan = take_other(store, other.path, NOW)
        assert [(each.item, each.origin) for each in plan.found] == [
            ("A01", Origin.JOINED),
            ("B01", Origin.THEIRS),
        ]
        done = apply_merge(store, plan, {}, NOW)
        book = store.evidence.book(one.key)
        assert {link.sha256 for link in book.of("A01").links} == {ours, theirs}
        assert {link.sha256 for link in book.of("B01").links} == {alone}
        assert store.evidence.faults() == ()
        assert set(done.after) == {"A01/evidence", "B01/evidence"}
    sent = one.submit(stick, days=2)
    assert sent.photos == 3


def test_steps_that_go_further_are_taken_and_parted_ones_are_noted(
    tmp_path: Path, stick: Path
) -> None:
    one, two = two_pcs(tmp_path, stick)
    code = open_finding(one)
    step(two, code, Step.START, "李㐱")
    other = two.submit(stick, days=1, device=OTHER_DEVICE)
    third = copied(one, tmp_path / "three")
    with one.open() as store:
        plan = take_other(store, other.path, NOW)
        (found,) = plan.found
        assert (found.part, found.origin) == (Part.LOG, Origin.THEIRS)
        apply_merge(store, plan, {}, NOW)
        assert [each.who for each in store.finding_logs(one.key)[code].events] == ["李㐱"]
    step(third, code, Step.START, "王喆", hours=1)
    with third.open() as store:
        plan = take_other(store, other.path, NOW)
        (found,) = plan.found
        assert found.parted
        apply_merge(store, plan, {found.name: Side.THEIRS}, NOW)
        events = store.finding_logs(third.key)[code].events
        assert [each.who for each in events] == ["王喆"], "ours stay"
        remark = store.findings(third.key)[code].remark
        assert "另一台电脑上的办理过程" in remark
        assert "李㐱　开始整改" in remark


def test_a_verifier_does_not_become_responsible_by_merging(tmp_path: Path, stick: Path) -> None:
    from dataclasses import replace

    one, two = two_pcs(tmp_path, stick)
    code = open_finding(one)
    step(one, code, Step.START, "张三")
    step(one, code, Step.SUBMIT, "张三", hours=1)
    step(one, code, Step.CLOSE, "赵六", hours=2)
    with two.open() as store:
        filled = actions.fill(store, two.key, NOW.date())
        view = next(each for each in filled.findings if each.item.code == code)
        save_findings(store, filled, [replace(view.finding, person="赵六")])
    other = two.submit(stick, days=1, device=OTHER_DEVICE)
    with one.open() as store:
        plan = take_other(store, other.path, NOW)
        with pytest.raises(UserError, match="同一边"):
            apply_merge(store, plan, {}, NOW)
        assert merged_packages(store) == {}
        choices = choices_for(plan.found, [], [code])
        apply_merge(store, plan, choices, NOW)


def test_foreign_and_unknown_packages_are_refused(tmp_path: Path, stick: Path) -> None:
    one, _ = two_pcs(tmp_path, stick)
    stranger = make_town(tmp_path / "stranger", 2).submit(stick)
    impostor = make_town(tmp_path / "impostor", 1).submit(stick)
    damaged = stick / "坏.bizenv"
    content = bytearray(impostor.path.read_bytes())
    content[100] ^= 1
    damaged.write_bytes(content)
    with one.open() as store:
        with pytest.raises(PackageError, match="不是本单位的"):
            take_other(store, stranger.path, NOW)
        with pytest.raises(UnknownKeyError, match="密钥没有登记"):
            take_other(store, impostor.path, NOW)
        with pytest.raises(PackageError):
            take_other(store, damaged, NOW)
        assert len(store.packages.records()) == 1


def test_nothing_is_written_when_the_stick_is_gone(tmp_path: Path, stick: Path) -> None:
    one, two = two_pcs(tmp_path, stick)
    add_photo(two, "A01", tmp_path, 2)
    other = two.submit(stick, days=1, device=OTHER_DEVICE)
    with one.open() as store:
        plan = take_other(store, other.path, NOW)
        other.path.unlink()
        with pytest.raises(PackageError):
            apply_merge(store, plan, {}, NOW)
        assert store.evidence.book(one.key).files == {}
        assert len(store.packages.records()) == 1


def test_data_changed_meanwhile_is_not_overwritten(tmp_path: Path, stick: Path) -> None:
    one, two = two_pcs(tmp_path, stick)
    write(two, "A01", note="乙")
    other = two.submit(stick, days=1, device=OTHER_DEVICE)
    with one.open() as store:
        plan = take_other(store, other.path, NOW)
        write(one, "A01", note="刚刚写的")
        with pytest.raises(UserError, match="又有改动"):
            apply_merge(store, plan, {}, NOW)
        assert store.answers(one.key)["A01"].note == "刚刚写的"


def test_visits_with_one_number_are_kept_apart(tmp_path: Path, stick: Path) -> None:
    from bizenv_desktop.actions.rectification_actions import add_visit
    from bizenv_desktop.domain.findings.visit import VisitKind

    one, two = two_pcs(tmp_path, stick)
    for town, words in ((one, "甲这边发现的"), (two, "乙那边发现的")):
        with town.open() as store:
            filled = actions.fill(store, town.key, NOW.date())
            kind = VisitKind.UNANNOUNCED
            add_visit(store, filled, NOW.date(), kind, "督导组", "", [("A01", words)])
    step(two, "督1-1", Step.START, "李㐱")
    other = two.submit(stick, days=1, device=OTHER_DEVICE)
    with one.open() as store:
        for _ in range(2):  # a second time finds the same visit again
            apply_merge(store, take_other(store, other.path, NOW), {}, NOW)
            problems = {
                each.code: each.problem
                for visit in store.visits(one.key)
                for each in visit.problems
            }
            assert problems == {"督1-1": "甲这边发现的", "督2-1": "乙那边发现的"}
        logs = store.finding_logs(one.key)
        assert set(logs) == {"督2-1"}
    assert one.submit(stick, days=2).record.revision == 3
