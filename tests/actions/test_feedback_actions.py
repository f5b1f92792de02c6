# SPDX-License-Identifier: MIT
"""From the township to the county and back: what was said arrives, and stands beside our own."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from answering import REVIEWER, Superior, make_pair, take
from exchanging import DEVICE
from helpers import NOW, PERIOD

from bizenv_desktop import actions
from bizenv_desktop.actions.feedback_actions import (
    feedback_for,
    units_to_tell,
    write_all_feedback,
    write_feedback,
)
from bizenv_desktop.actions.reviewing_actions import carry_scores, under_review
from bizenv_desktop.domain.exchange.feedback import NoteKind, reviewed_card, reviewed_words
from bizenv_desktop.domain.papers.reviewed import ReviewedScore
from bizenv_desktop.errors import UserError
from bizenv_desktop.sync.receiving import Taken

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town

    from bizenv_desktop.actions.feedback_state import FeedbackState

Pair = tuple["Town", Superior]
LONG = "理由<&>𬭎\t" + "字" * 2990


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    town, county = make_pair(tmp_path)
    county.receive(town.submit(tmp_path / "stick").path)
    return town, county


def came_back(town: Town) -> FeedbackState:
    with town.open() as store:
        return feedback_for(store, town.key)


def test_a_receipt_comes_back_and_can_be_read_over_the_phone(pair: Pair, tmp_path: Path) -> None:
    town, county = pair
    assert came_back(town).is_empty
    written = county.answer(town, tmp_path / "stick")
    name = f"榆𬭎1镇_回执和反馈_兰西县_{written.record.code}.bizenv"
    assert (written.path.name, written.again) == (name, False)
    assert take(town, written.path) is Taken.TAKEN
    with town.open() as store:
        (own,) = store.packages.standing(town.key)
    state = came_back(town)
    day = NOW + timedelta(days=1)
    code = own.id[:6].upper()
    assert state.receipt_lines == (f"兰西县 {day.month}月{day.day}日已收第1版，核对码 {code}",)
    assert (state.reviewed, state.notes, state.must_change) == ({}, (), False)


def test_scores_reasons_and_notes_arrive_as_they_were_written(pair: Pair, tmp_path: Path) -> None:
    town, county = pair
    county.review(town, {"A01": ("0.5", LONG), "A02": ("0", "现场没有看到")})
    due = NOW.date() + timedelta(days=9)
    county.note(town, "三日内补齐台账<&>𬭎", due=due)
    county.note(town, "佐证照片看不清，请重新拍", NoteKind.RETURN)
    assert take(town, county.answer(town, tmp_path / "stick").path) is Taken.TAKEN
    state = came_back(town)
    assert state.reviewed == {
        "A01": ReviewedScore(Decimal("0.5"), LONG.strip()),
        "A02": ReviewedScore(Decimal(0), "现场没有看到"),
    }
    assert {review.who for review in state.reviews.values()} == {REVIEWER}
    assert state.reviewer == "兰西县"
    said = [(each.superior, each.what.kind, each.what.words, each.what.due) for each in state.notes]
    assert said == [
        ("兰西县", NoteKind.SUPERVISE, "三日内补齐台账<&>𬭎", due),
        ("兰西县", NoteKind.RETURN, "佐证照片看不清，请重新拍", None),
    ]
    assert state.must_change
    town.change()
    town.submit(tmp_path / "stick", days=4)
    assert not came_back(town).must_change
    assert came_back(town).returned is not None


def test_the_townships_own_data_stays_as_it_was(pair: Pair, tmp_path: Path) -> None:
    town, county = pair
    with town.open() as store:
        before = actions.fill(store, town.key, NOW.date())
    county.review(town, {"A01": ("0", "不认可")})
    take(town, county.answer(town, tmp_path / "stick").path)
    with town.open() as store:
        after = actions.fill(store, town.key, NOW.date())
    assert (after.answers, after.card.total) == (before.answers, before.card.total)
    assert after.findings == before.findings


def test_reviewed_totals_use_the_same_arithmetic(pair: Pair) -> None:
    town, county = pair
    with county.open() as store:
        filled = under_review(store, town.key, NOW.date()).filled
    same = {
        entry.item.code: ReviewedScore(entry.score.quantize(Decimal("0.01")))
        for entry in filled.card.items
        if entry.score is not None and entry.item.points
    }
    assert reviewed_card(filled, same).total == filled.card.total
    first = next(e for e in filled.card.items if e.score and e.item.method.in_base)
    none = {first.item.code: ReviewedScore(Decimal(0), "没有")}
    card = reviewed_card(filled, none)
    assert card.base_score == filled.card.base_score - first.score
    assert card.base_points == filled.card.base_points
    too_much = {first.item.code: ReviewedScore(first.item.points + 1, "多给")}
    assert reviewed_card(filled, too_much) == reviewed_card(filled, {})
    words = reviewed_words(filled, none)
    assert words.startswith("1项有考核分，其余")
    assert words.endswith(f"项按自评分计：考核总分{card.total}分")


@pytest.mark.parametrize(
    ("item", "score", "reason", "fault"),
    [
        ("A01", "99", "多给", "最多"),
        ("A01", "-1", "负的", "应在0和"),
        ("A01", "0.125", "三位", "两位小数"),
        ("A01", "0.01", "  ", "请写明理由"),
        ("A01", "0.01", "长" * 4001, "最多4000个字"),
        ("Z99", "1", "没有这项", "没有Z99"),
    ],
)
def test_what_cannot_be_a_score_changes_nothing(
    pair: Pair, item: str, score: str, reason: str, fault: str
) -> None:
    town, county = pair
    county.review(town, {"A02": ("0.02", "先给一个")})
    with pytest.raises(UserError, match=fault):
        county.review(town, {"A02": ("0.03", "再给"), item: (score, reason)})
    with county.open() as store:
        kept = store.reviews.reviews(town.key)
    assert [(each.item, each.given.score) for each in kept.values()] == [("A02", Decimal("0.02"))]


def test_a_score_is_taken_back_and_a_note_too(pair: Pair, tmp_path: Path) -> None:
    town, county = pair
    county.review(town, {"A01": ("0", "不认可")})
    county.note(town, "请补齐")
    take(town, county.answer(town, tmp_path / "stick").path)
    county.review(town, {"A01": None})
    with county.open() as store:
        store.reviews.take_back_note(town.key, 1)
        with pytest.raises(UserError, match="已经撤回"):
            store.reviews.take_back_note(town.key, 1)
    take(town, county.answer(town, tmp_path / "stick").path)
    state = came_back(town)
    assert (state.reviewed, state.notes) == ({}, ())


def test_the_same_words_make_the_same_package(pair: Pair, tmp_path: Path) -> None:
    town, county = pair
    first = county.answer(town, tmp_path / "stick")
    again = county.answer(town, tmp_path / "stick", days=8)
    assert (again.again, again.path, again.record.id) == (True, first.path, first.record.id)
    other = county.answer(town, tmp_path / "other stick", days=8)
    assert other.path.read_bytes() == first.path.read_bytes()
    county.note(town, "请补齐")
    second = county.answer(town, tmp_path / "stick", days=9)
    assert (second.record.revision, second.again) == (2, False)


def test_an_older_feedback_after_a_newer_one_is_kept_but_says_nothing(
    pair: Pair, tmp_path: Path
) -> None:
    town, county = pair
    county.review(town, {"A01": ("0", "先不认可")})
    older = county.answer(town, tmp_path / "stick")
    county.review(town, {"A01": ("0.3", "看了补充材料")})
    newer = county.answer(town, tmp_path / "stick", days=3)
    assert take(town, newer.path) is Taken.TAKEN
    assert take(town, older.path) is Taken.TAKEN
    assert take(town, older.path) is Taken.KNOWN
    state = came_back(town)
    assert (state.forked, state.reviewed["A01"].score) == (False, Decimal("0.3"))


def test_two_pcs_of_the_county_that_disagree_are_both_shown(pair: Pair, tmp_path: Path) -> None:
    town, county = pair
    county.answer(town, tmp_path / "stick")
    other = Superior(tmp_path / "other.db", county.organisation)
    shutil.copy(county.database, other.database)
    county.review(town, {"A01": ("0", "不认可"), "A02": ("0.4", "同样的话")})
    other.review(town, {"A01": ("0.3", "认可一半"), "A02": ("0.4", "同样的话")})
    for path in (county.answer(town, tmp_path / "1").path, other.answer(town, tmp_path / "2").path):
        assert take(town, path) is Taken.TAKEN
    state = came_back(town)
    assert state.forked
    assert list(state.reviewed) == ["A02"], "what they disagree about is nobody's 考核分"
    assert {each.given.score for each in state.disputed["A01"]} == {Decimal(0), Decimal("0.3")}
    assert len(state.receipts) == 1


def test_reviews_of_an_older_revision_say_so_and_are_carried_over_in_one_go(
    pair: Pair, tmp_path: Path
) -> None:
    town, county = pair
    county.review(town, {"A01": ("0", "不认可"), "A02": ("0.4", "少一块")})
    county.note(town, "退回改", NoteKind.RETURN)
    with county.open() as store:
        assert store.reviews.returned() == {town.key}
    town.change()
    county.receive(town.submit(tmp_path / "stick", days=2).path, days=3)
    with county.open() as store:
        assert store.reviews.returned() == frozenset()
        under = under_review(store, town.key, NOW.date())
        assert [under.about(each.package) for each in under.older] == ["针对第1版"] * 2
        assert not under.is_returned
        carried = carry_scores(store, under, by="孙科员", now=NOW + timedelta(days=4))
        assert (carried.count, carried.left) == (2, ())
        under = under_review(store, town.key, NOW.date())
        assert under.older == ()
        assert {each.given.reason for each in under.reviews.values()} == {"不认可", "少一块"}
        assert {each.who for each in under.reviews.values()} == {"孙科员"}


def test_only_those_with_news_are_told(tmp_path: Path) -> None:
    town, county = make_pair(tmp_path)
    with county.open() as store:
        assert units_to_tell(store) == ()
    county.receive(town.submit(tmp_path / "stick").path)
    with county.open() as store:
        assert units_to_tell(store) == (town.organisation.code,)
        (written,) = write_all_feedback(store, tmp_path / "stick", DEVICE, NOW)
        assert written.record.organisation == town.organisation.code
        assert write_all_feedback(store, tmp_path / "stick", DEVICE, NOW) == ()
    county.note(town, "请补齐")
    with county.open() as store:
        assert units_to_tell(store) == (town.organisation.code,)


def test_a_stick_that_cannot_be_written_leaves_the_unit_to_be_told(
    pair: Pair, tmp_path: Path
) -> None:
    town, county = pair
    (tmp_path / "file").write_text("不是文件夹", encoding="utf-8")
    with county.open() as store:
        with pytest.raises(UserError):
            write_feedback(store, town.organisation.code, tmp_path / "file", DEVICE, NOW)
        assert units_to_tell(store) == (town.organisation.code,)
        (written,) = write_all_feedback(store, tmp_path / "stick", DEVICE, NOW)
        assert written.again, "the package made before was written now"


def test_nobody_answers_units_that_are_not_below(pair: Pair, tmp_path: Path) -> None:
    town, county = pair
    with county.open() as store, pytest.raises(UserError, match="不是兰西县的下级"):
        write_feedback(store, "230100001", tmp_path, DEVICE, NOW)
    with county.open() as store, pytest.raises(UserError, match="还没有上报过"):
        write_feedback(store, "231222199", tmp_path, DEVICE, NOW)
    with town.open() as store, pytest.raises(UserError, match="不是榆𬭎1镇的下级"):
        write_feedback(store, county.organisation.code, tmp_path, DEVICE, NOW)


@pytest.mark.parametrize(
    ("words", "days", "fault"), [(" \n", 1, "没有写内容"), ("补齐", -1, "已经过去")]
)
def test_a_note_needs_words_and_a_day_to_come(
    pair: Pair, words: str, days: int, fault: str
) -> None:
    town, county = pair
    with pytest.raises(UserError, match=fault):
        county.note(town, words, due=NOW.date() + timedelta(days=days))
    with county.open() as store:
        assert store.reviews.notes(town.key) == ()


def test_another_period_is_not_mixed_in(pair: Pair, tmp_path: Path) -> None:
    town, county = pair
    county.review(town, {"A01": ("0", "不认可")})
    take(town, county.answer(town, tmp_path / "stick").path)
    with town.open() as store:
        other = next(each.key for each in store.self_checks() if each.period != PERIOD)
        state = feedback_for(store, other)
    assert state.is_empty


def test_the_order_of_arrival_does_not_matter(pair: Pair, tmp_path: Path) -> None:
    """Three answers of one PC and one of another, in every order, each of them twice."""
    town, county = pair
    other = Superior(tmp_path / "other.db", county.organisation)
    paths = []
    for number, score in enumerate(("0", "0.1", "0.2")):
        county.review(town, {"A01": (score, "理由"), "A02": ("0.4", "同")})
        county.note(town, f"第{number}条")
        paths.append(county.answer(town, tmp_path / str(number), days=number).path)
        if number == 0:
            shutil.copy(county.database, other.database)
    other.review(town, {"A01": ("0.7", "另一台")})
    paths.append(other.answer(town, tmp_path / "other", days=1).path)
    seen = []
    for number, order in enumerate(permutations(paths)):
        copy = replace(town, database=tmp_path / f"copy{number}.db")
        shutil.copy(town.database, copy.database)
        for path in (*order, *order):
            take(copy, path)
        state = came_back(copy)
        seen.append((state.reviewed, state.notes, state.receipts, set(state.disputed["A01"])))
    assert len(seen) == 24
    assert all(each == seen[0] for each in seen)
    reviewed, notes, receipts, disputed = seen[0]
    assert reviewed == {"A02": ReviewedScore(Decimal("0.4"), "同")}
    assert {each.given.score for each in disputed} == {Decimal("0.2"), Decimal("0.7")}
    assert [each.what.words for each in notes] == ["第0条", "第1条", "第2条"]
    assert len(receipts) == 1
