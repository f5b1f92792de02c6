# SPDX-License-Identifier: MIT
"""Links keep their order; hints notice weak proof and stay silent about good proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from helpers import NOW, RARE
from hypothesis import given
from hypothesis import strategies as st
from photos import scene

from bizenv_desktop.domain.evidence import (
    Elsewhere,
    Evidence,
    EvidenceBook,
    EvidenceKind,
    EvidenceLink,
    ItemEvidence,
    Use,
    moved,
    with_caption,
    with_files,
    without,
)
from bizenv_desktop.domain.weak_proof import hints, look_alike, look_of

RAISED = date(2026, 11, 20)
A, B, C, D = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)
LOOK = "0f1e2d3c4b5a6978"


def photo(sha256: str, **changes: object) -> Evidence:
    base = Evidence(sha256, f"{sha256[0]}.jpg", EvidenceKind.PHOTO, "jpg", 1, NOW)
    return replace(base, **changes)


def book(*files: Evidence, **links: list[tuple[str, Use]]) -> EvidenceBook:
    items = {
        code: ItemEvidence(code, tuple(EvidenceLink(*pair) for pair in pairs))
        for code, pairs in links.items()
    }
    return EvidenceBook({file.sha256: file for file in files}, items)


def test_links_are_added_once_captioned_moved_and_taken_away() -> None:
    entry = with_files(ItemEvidence("A01"), [A, B, A], Use.ANSWER)
    entry = with_files(entry, [A], Use.AFTER)
    assert [(link.sha256, link.use) for link in entry.links] == [
        (A, Use.ANSWER),
        (B, Use.ANSWER),
        (A, Use.AFTER),
    ]
    entry = with_caption(entry, entry.links[1], f"{RARE}\x00")
    assert entry.of(Use.ANSWER)[1].caption == RARE
    entry = moved(entry, entry.of(Use.ANSWER)[1], -1)
    assert [link.sha256 for link in entry.of(Use.ANSWER)] == [B, A]
    entry = without(entry, entry.of(Use.ANSWER)[1])
    assert [link.sha256 for link in entry.of(Use.ANSWER)] == [B]
    assert [link.sha256 for link in entry.of(Use.AFTER)] == [A]


@given(st.permutations([A, B, C, D]), st.integers(0, 3), st.integers(-9, 9))
def test_moving_loses_nothing_and_leaves_other_uses_alone(
    order: list[str], at: int, step: int
) -> None:
    entry = with_files(ItemEvidence("A01"), order, Use.BEFORE)
    entry = with_files(entry, order[:2], Use.AFTER)
    link = entry.of(Use.BEFORE)[at]
    after = moved(entry, link, step)
    assert set(after.links) == set(entry.links)
    assert after.of(Use.AFTER) == entry.of(Use.AFTER)
    assert after.of(Use.BEFORE).index(link) == max(0, min(3, at + step))


def test_an_item_without_links_leaves_the_book() -> None:
    kept = book(photo(A), A01=[(A, Use.ANSWER)])
    assert kept.with_items([ItemEvidence("A01")]).items == {}
    assert kept.of("B09") == ItemEvidence("B09")


def test_the_same_scene_looks_alike_whatever_its_size_and_another_does_not() -> None:
    def look(seed: int, size: tuple[int, int]) -> Evidence:
        grey = scene(seed, (1200, 900)).resize(size).convert("L").resize((9, 8)).tobytes()
        return photo(A, look=look_of(grey))

    assert look_alike(look(1, (1200, 900)), look(1, (640, 480)))
    assert not look_alike(look(1, (1200, 900)), look(2, (1200, 900)))


def test_bare_walls_are_not_told_apart() -> None:
    plain = look_of(bytes(72))
    assert plain == "0" * 16
    assert not look_alike(photo(A, look=plain), photo(B, look=plain))
    assert not look_alike(photo(A), photo(B))


def test_good_proof_raises_no_hint() -> None:
    fresh = datetime(2026, 11, 22, 8)  # noqa: DTZ001
    good = book(
        photo(A, look=LOOK),
        photo(B, look="f0e1d2c3b4a59687", taken=fresh),
        A01=[(A, Use.BEFORE), (B, Use.AFTER)],
    )
    assert list(hints(good, "A01", RAISED)) == []


def test_an_after_photo_equal_to_the_before_photo_is_noticed() -> None:
    same = book(photo(A, look=LOOK), A01=[(A, Use.BEFORE), (A, Use.AFTER)])
    assert list(hints(same, "A01", RAISED)) == ["整改后的“a.jpg”与整改前的是同一张，请核对是否放错"]
    near = book(
        photo(A, look=LOOK),
        photo(B, look="0f1e2d3c4b5a697b"),
        A01=[(A, Use.BEFORE), (B, Use.AFTER)],
    )
    assert list(hints(near, "A01", RAISED)) == [
        "整改后的“b.jpg”与整改前的几乎一样，请核对能否看出整改效果"
    ]


def test_a_photo_used_for_another_finding_is_noticed_in_any_period() -> None:
    twice = book(photo(A), A01=[(A, Use.AFTER)], B01=[(A, Use.BEFORE)])
    assert list(hints(twice, "A01", RAISED)) == [
        "整改后的“a.jpg”也用在B01的整改，请核对是否拍的是这里"
    ]
    answered = book(photo(A), A01=[(A, Use.AFTER)], B01=[(A, Use.ANSWER)])
    assert list(hints(answered, "A01", RAISED)) == [], "proof of an answer may serve again"
    old = replace(
        book(photo(A, look=LOOK), photo(C, look=LOOK), A01=[(A, Use.AFTER)]),
        elsewhere=(Elsewhere(C, "2026年第3季度B02的整改"),),
    )
    assert list(hints(old, "A01", RAISED)) == [
        "整改后的“a.jpg”也用在2026年第3季度B02的整改，请核对是否拍的是这里"
    ]


def test_a_photo_older_than_the_finding_is_noticed() -> None:
    old = book(photo(A, taken=datetime(2026, 11, 19, 23, 59)), A01=[(A, Use.AFTER)])  # noqa: DTZ001
    assert list(hints(old, "A01", RAISED)) == [
        "整改后的“a.jpg”拍摄于2026-11-19，早于发现问题的2026-11-20，请核对相机时间或换一张"
    ]


def test_scans_of_forms_are_not_compared_by_their_look() -> None:
    forms = [photo(each, kind=EvidenceKind.SCAN, look=LOOK) for each in (A, B)]
    assert list(hints(book(*forms, A01=[(A, Use.BEFORE), (B, Use.AFTER)]), "A01", RAISED)) == []
