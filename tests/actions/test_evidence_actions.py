# SPDX-License-Identifier: MIT
"""Files in, links made; refused ones are told, cancelled work leaves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import NOW, PERIOD, TOWNSHIP, fill_database, small_checklist
from photos import opened, write_photo

from bizenv_desktop import actions
from bizenv_desktop.actions.evidence_actions import (
    KEEP_ORIGINALS,
    KEEP_PLACE,
    add_evidence,
    take_files,
)
from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.errors import Cancelled, UserError
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = (TOWNSHIP.code, PERIOD.code)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "自查.db"
    answers = {"A01": Answer("A01", Verdict.MET), "B01": Answer("B01", Verdict.NOT_MET, note="旧")}
    fill_database(path, small_checklist(), answers)
    with Store.open(path) as opened_store:
        yield opened_store


def test_good_files_are_added_and_bad_ones_told(store: Store, tmp_path: Path) -> None:
    good = write_photo(tmp_path / "好.jpg")
    bad = tmp_path / "坏.jpg"
    bad.write_bytes(b"MZ" + bytes(99))
    taken = add_evidence(store, KEY, "A01", Use.ANSWER, [good, bad, good], NOW)
    assert [file.name for file in taken.files] == ["好.jpg"]
    assert taken.repeated == ("“好.jpg”在A01的佐证里已经有了，没有重复添加。",)
    assert len(taken.refused) == 1
    entry = actions.fill(store, KEY, NOW.date()).evidence.of("A01")
    assert len(entry.links) == 1, "the same file twice is one"
    assert good.exists(), "the clerk's own file stays where it was"


def test_linked_evidence_counts_as_proof_of_full_marks(store: Store, tmp_path: Path) -> None:
    def groups() -> set[str]:
        remarks = actions.fill(store, KEY, NOW.date()).remarks
        return {remark.group for remark in remarks if remark.item == "A01"}

    assert "满分没有佐证" in groups()
    add_evidence(store, KEY, "A01", Use.ANSWER, [write_photo(tmp_path / "a.jpg")], NOW)
    assert "满分没有佐证" not in groups()


def test_weak_proof_is_hinted_at_in_the_review(store: Store, tmp_path: Path) -> None:
    photo = write_photo(tmp_path / "a.jpg")
    for use in (Use.BEFORE, Use.AFTER):
        add_evidence(store, KEY, "B01", use, [photo], NOW)
    remarks = actions.fill(store, KEY, NOW.date()).remarks
    hints = [remark for remark in remarks if remark.group == "佐证待核对"]
    assert [(hint.item, hint.severity.label) for hint in hints] == [("B01", "提示")]
    assert "与整改前的是同一张" in hints[0].message


def test_an_item_nobody_asks_for_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="本期自查没有Z99这一项"):
        add_evidence(store, KEY, "Z99", Use.ANSWER, [write_photo(tmp_path / "a.jpg")], NOW)
    assert store.evidence.strays() == 0


def test_cancelled_work_leaves_nothing(store: Store, tmp_path: Path) -> None:
    first = write_photo(tmp_path / "0.jpg", 9)
    add_evidence(store, KEY, "A01", Use.ANSWER, [first], NOW)
    paths = [first, *(write_photo(tmp_path / f"{n}.jpg", n) for n in (1, 2, 3))]

    def tick(done: int, total: int) -> None:
        assert total == 4
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_files(store, paths, NOW, tick)
    assert store.evidence.strays() == 0
    assert len(store.evidence.book(KEY).files) == 1
    assert store.evidence.faults() == ()


def test_the_settings_keep_originals_and_places(store: Store, tmp_path: Path) -> None:
    store.save_setting(KEEP_ORIGINALS, True)
    store.save_setting(KEEP_PLACE, True)
    photo = write_photo(tmp_path / "a.jpg", 1, (2400, 1800))
    (file,) = take_files(store, [photo], NOW).files
    kept = store.evidence.files.path(file.sha256).read_bytes()
    assert opened(kept).tobytes() == opened(photo.read_bytes()).tobytes()
    assert opened(kept).getexif().get_ifd(0x8825)


def test_the_database_check_names_missing_evidence(store: Store, tmp_path: Path) -> None:
    add_evidence(store, KEY, "A01", Use.ANSWER, [write_photo(tmp_path / "a.jpg")], NOW)
    assert actions.check_database(store, NOW.date()).faults == ()
    for file in store.evidence.book(KEY).files:
        store.evidence.files.path(file).unlink()
    (fault,) = actions.check_database(store, NOW.date()).faults
    assert "“a.jpg”文件不见了" in fault


def test_evidence_goes_with_an_item_the_new_checklist_does_not_have(
    store: Store, tmp_path: Path
) -> None:
    add_evidence(store, KEY, "A01", Use.ANSWER, [write_photo(tmp_path / "a.jpg")], NOW)
    check = store.self_check(KEY)
    checklist = store.checklist(check.checklist, check.checklist_version)
    store.move_self_check(check, checklist, [], ["A01"])
    assert store.evidence.book(KEY).items == {}
