# SPDX-License-Identifier: MIT
"""What is not submitted yet, writing a revision again, and what keeps a submission from going."""

from __future__ import annotations

import errno
import shutil
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from exchanging import COUNTY, DEVICE, OTHER_DEVICE, make_town
from helpers import NOW, RARE
from photos import write_photo

from bizenv_desktop import actions
from bizenv_desktop.actions import evidence_actions, rectification_actions
from bizenv_desktop.actions.submission_actions import (
    check_joined,
    last_own,
    submission_state,
    submit,
    write_again,
)
from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.findings.visit import VisitKind
from bizenv_desktop.errors import Cancelled, UserError
from bizenv_desktop.storage.package_shelf import KeptPackage
from bizenv_desktop.sync import container
from bizenv_desktop.sync.container import open_package

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town

    from bizenv_desktop.actions.submission_actions import SubmissionState


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return make_town(tmp_path / "town")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def state(town: Town) -> SubmissionState:
    with town.open() as store:
        return submission_state(store, town.key, NOW.date())


def test_before_the_first_there_is_nothing_to_compare(town: Town) -> None:
    assert state(town).last is None
    assert state(town).unsent.count == 0


def test_right_after_a_submission_nothing_waits(town: Town, stick: Path) -> None:
    town.submit(stick)
    assert state(town).last is not None
    assert state(town).unsent.count == 0


def test_each_kind_of_change_is_named(town: Town, stick: Path, tmp_path: Path) -> None:
    town.submit(stick)
    with town.open() as store:
        filled = actions.fill(store, town.key, NOW.date())
        finding = filled.findings[0]
        changed = replace(finding.finding, measures=RARE * 40)
        rectification_actions.save_findings(store, filled, [changed])
        photo = write_photo(tmp_path / "a.jpg")
        evidence_actions.add_evidence(store, town.key, "B01", Use.ANSWER, [photo], NOW)
        rectification_actions.add_visit(
            store, filled, NOW.date(), VisitKind.UNANNOUNCED, "县局", "", [("A01", "<b>&")]
        )
        store.save_self_check(replace(filled.check, preparer="王喆"))
    town.change("A02", "补充")
    found = state(town).unsent
    parts = {each.code: each.parts for each in found.items}
    assert parts["A02"] == ("填报结果",)
    assert "整改内容" in parts[finding.item.code]
    assert parts["B01"] == ("佐证材料",)
    titles = {each.code: each.title for each in found.items}
    assert titles["A02"] == "窗口公示牌"
    assert {"签字人", "督导检查"} <= set(found.others)
    assert found.count == len(found.items) + len(found.others)


def test_changes_come_in_the_checklists_order(town: Town, stick: Path) -> None:
    town.submit(stick)
    for code in ("B01", "A02", "A01"):
        town.change(code)
    assert state(town).changed == ("A01", "A02", "B01")


def test_a_photo_taken_away_again_is_no_change(town: Town, stick: Path, tmp_path: Path) -> None:
    town.submit(stick)
    with town.open() as store:
        photo = write_photo(tmp_path / "a.jpg")
        evidence_actions.add_evidence(store, town.key, "B01", Use.ANSWER, [photo], NOW)
    assert state(town).changed == ("B01",)
    with town.open() as store:
        entry = actions.fill(store, town.key, NOW.date()).evidence.of("B01")
        store.evidence.save_links(town.key, [replace(entry, links=())])
    assert state(town).changed == ()


def test_an_old_revision_is_written_again_byte_for_byte(
    town: Town, stick: Path, tmp_path: Path
) -> None:
    with town.open() as store:
        photo = write_photo(tmp_path / "a.jpg")
        evidence_actions.add_evidence(store, town.key, "B01", Use.ANSWER, [photo], NOW)
    first = town.submit(stick)
    content = first.path.read_bytes()
    town.change()
    with town.open() as store:
        entry = actions.fill(store, town.key, NOW.date()).evidence.of("B01")
        store.evidence.save_links(town.key, [replace(entry, links=())])
        store.evidence.sweep()
    town.submit(stick, days=1)
    with town.open() as store:
        again = write_again(store, first.record.id, tmp_path / "other", NOW)
    assert again.again
    assert again.photos == 1
    assert again.path.read_bytes() == content
    assert again.record.delivered_to == str(again.path)


def test_a_revision_whose_photo_is_gone_says_so(town: Town, stick: Path, tmp_path: Path) -> None:
    with town.open() as store:
        photo = write_photo(tmp_path / "a.jpg")
        evidence_actions.add_evidence(store, town.key, "B01", Use.ANSWER, [photo], NOW)
    sent = town.submit(stick)
    with town.open() as store:
        for path in store.evidence.files.folder.rglob("*"):
            if path.is_file():
                path.unlink()
        with pytest.raises(UserError, match="第1版的一件佐证文件不见了"):
            write_again(store, sent.record.id, stick, NOW)
        with pytest.raises(UserError, match="没有这个上报包"):
            write_again(store, "0" * 64, stick, NOW)
    with pytest.raises(UserError, match="文件不见了，不能上报"):
        town.submit(stick)


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_stick_leaves_what_was_there_and_the_revision_here(
    town: Town, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = town.submit(stick)
    before = first.path.read_bytes()
    town.change()
    with monkeypatch.context() as patch:
        patch.setattr(container.os, "fsync", full_disk)
        with pytest.raises(UserError, match="磁盘已满"):
            town.submit(stick, days=1)
    assert [path.name for path in stick.iterdir()] == [first.path.name]
    assert first.path.read_bytes() == before
    kept = state(town).last
    assert kept is not None
    assert (kept.revision, kept.delivered) == (2, None)
    again = town.submit(stick, days=2)
    assert (again.again, again.record.id) == (True, kept.id)


def test_a_name_that_is_taken_stays_somebody_elses(town: Town, stick: Path, tmp_path: Path) -> None:
    sent = town.submit(stick)
    other = tmp_path / "other"
    other.mkdir()
    (other / sent.path.name).write_bytes(b"half a file")
    with town.open() as store:
        again = write_again(store, sent.record.id, other, NOW)
    assert again.path.name.endswith("(2).bizenv")
    assert (other / sent.path.name).read_bytes() == b"half a file"


def test_cancelled_before_it_is_made_nothing_is_kept(
    town: Town, stick: Path, tmp_path: Path
) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with town.open() as store:
        photo = write_photo(tmp_path / "a.jpg")
        evidence_actions.add_evidence(store, town.key, "B01", Use.ANSWER, [photo], NOW)
        with pytest.raises(Cancelled):
            submit(store, town.key, stick, DEVICE, NOW, tick=stop)
        assert store.packages.records() == ()
    assert not stick.exists()


def test_another_units_self_check_is_not_submitted(town: Town, stick: Path) -> None:
    with town.open() as store:
        actions.set_own_organisation(store, COUNTY)
    with pytest.raises(UserError, match="不是本数据库单位的"):
        town.submit(stick)


def test_another_pcs_revision_has_to_be_brought_together_first(
    town: Town, stick: Path, tmp_path: Path
) -> None:
    town.submit(stick)
    copy = make_town(tmp_path / "copy")
    shutil.copy(town.database, copy.database)
    town.change(note="甲改的")
    copy.change(note="乙改的")
    town.submit(stick, days=1)
    other = copy.submit(stick, days=2, device=OTHER_DEVICE)
    with town.open() as store:
        check_joined(store, town.key)
        keep_others(store, other.path)
        (found,) = submission_state(store, town.key, NOW.date()).others
        assert (found.device, found.record.id) == (OTHER_DEVICE.name, other.record.id)
        with pytest.raises(UserError, match="“窗口电脑”11月25日 14:32做的第2版还没有和本机的合并"):
            check_joined(store, town.key)
        last = last_own(store, town.key)
        assert last is not None
        assert last.id != other.record.id


def keep_others(store: Any, path: Path) -> None:
    """Keep the package of another PC of the same unit, as a handover brings it."""
    with open_package(path) as package, store.packages.adding() as intake:
        kept = KeptPackage(package.sealed.content, package.sealed.signature, package.core())
        at = (NOW + timedelta(days=3)).isoformat(timespec="seconds")
        intake.add(package.id, kept, package.header, PackageState.TAKEN, at)
