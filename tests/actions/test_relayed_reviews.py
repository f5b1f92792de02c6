# SPDX-License-Identifier: MIT
"""What the county said of a township, read at the city out of the relay that stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from helpers import LONG_NOTE, NOW, PERIOD
from relayed import REASON, WORDS, forged_relay, make_levels, reviewed_levels

from bizenv_desktop.actions.consolidation_actions import unit_view
from bizenv_desktop.actions.receiving_actions import receive, redo_receipt, undo_receipt
from bizenv_desktop.domain.exchange.feedback import NoteKind
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.receiving import Taken

if TYPE_CHECKING:
    from pathlib import Path

    from relayed import Levels

    from bizenv_desktop.domain.exchange.relayed_reviews import RelayedReviews

TODAY = date(2026, 12, 1)
PACKAGE = "ab" * 32


@pytest.fixture
def levels(tmp_path: Path) -> Levels:
    return reviewed_levels(tmp_path)


def said(levels: Levels) -> tuple[RelayedReviews, ...]:
    with Store.open(levels.city, read_only=True) as store:
        return unit_view(store, *levels.town.key, TODAY).relayed


def test_the_city_reads_scores_reasons_and_notes(levels: Levels) -> None:
    (county,) = said(levels)
    assert (county.sender.name, county.heading, county.trouble) == ("兰西县", "县考核分", "")
    assert {item: each.given.score for item, each in county.reviews.items()} == {
        "A01": Decimal("0.5"),
        "A04": Decimal(2),
    }
    line = county.review_line(county.reviews["A01"], Decimal(1))
    assert line == (f"兰西县考核分0.50（赵科长，2026-11-24），考核比自评低0.50分：{REASON}")
    assert county.review_line(county.reviews["A04"], Decimal(2)) == (
        "兰西县考核分2.00（赵科长，2026-11-24）"
    )
    first, second = map(county.note_line, county.notes)
    assert first == f"兰西县督办（12月15日前办结，赵科长，2026-11-23）：{WORDS}"
    assert second == f"兰西县退回（赵科长，2026-11-23）：{LONG_NOTE}"
    with Store.open(levels.city) as store:
        filled = unit_view(store, *levels.town.key, TODAY).filled
    assert county.summary(filled) == (
        "兰西县随汇总上报转来（2026-11-23）：2项有考核分，其余7项按自评分计：考核总分87.50分；"
        "督办1条；退回1条。"
    )


def test_the_citys_own_reviews_stay_apart(levels: Levels) -> None:
    with Store.open(levels.city, read_only=True) as store:
        assert store.reviews.reviews(levels.town.key) == {}
        assert store.reviews.notes(levels.town.key) == ()
    with Store.open(levels.county, read_only=True) as store:
        assert unit_view(store, *levels.town.key, TODAY).relayed == ()  # its own relay


def test_a_review_of_an_earlier_revision_says_so(levels: Levels) -> None:
    levels.resubmit(days=2)
    levels.hand_on(days=2)
    (county,) = said(levels)
    assert county.about(county.reviews["A01"].package) == "针对第1版"
    assert "（针对第1版，赵科长，" in county.review_line(county.reviews["A01"], Decimal(1))
    assert "（12月15日前办结，针对第1版，" in county.note_line(county.notes[0])


def test_a_review_of_a_revision_that_did_not_come_says_so(tmp_path: Path) -> None:
    levels = make_levels(tmp_path)
    levels.review({"A01": ("0.5", "原来的一版")})
    levels.resubmit(days=1)
    levels.hand_on(days=1)  # the first revision stays at the county
    (county,) = said(levels)
    assert county.about(county.reviews["A01"].package) == "针对没有转来的一版"


def test_the_newest_relay_speaks_of_one_period_or_of_all(levels: Levels) -> None:
    levels.review({"A01": ("0", "复核"), "A04": None})
    levels.hand_on(days=3, period=PERIOD.code)
    (county,) = said(levels)
    assert {item: each.given.score for item, each in county.reviews.items()} == {"A01": 0}
    levels.review({"A01": None})
    levels.hand_on(days=4)
    (county,) = said(levels)
    assert county.reviews == {}
    assert len(county.notes) == 2


def test_a_receipt_taken_back_takes_its_words_along(levels: Levels) -> None:
    levels.review({"A01": ("0", "复核")})
    levels.hand_on(days=1)
    (county,) = said(levels)
    assert county.reviews["A01"].given.score == 0
    with Store.open(levels.city) as store:
        undo_receipt(store, county.relay)
    (before,) = said(levels)
    assert before.reviews["A01"].given.score == Decimal("0.5")
    with Store.open(levels.city) as store:
        redo_receipt(store, county.relay)
    assert said(levels) == (county,)


def test_a_county_that_says_nothing_is_not_named(tmp_path: Path) -> None:
    levels = make_levels(tmp_path)
    levels.hand_on()
    assert said(levels) == ()


def test_two_relays_side_by_side_are_told(levels: Levels, tmp_path: Path) -> None:
    key = levels.town.key
    with Store.open(levels.city) as store:
        package = store.packages.standing(key)[0].id
        rows = [(*key, "A01", package, "1", "另一台电脑", "孙科长", "2026-11-24T09:00")]
        forged_relay(levels, tmp_path / "other.bizenv", reviews=rows)
        receive(store, [tmp_path / "other.bizenv"], NOW)
        view = unit_view(store, *key, TODAY)
    (county,) = view.relayed
    assert county.forked
    assert "两台电脑上各出了一份汇总上报包" in county.summary(view.filled)


HOSTILE = [
    {"item": "Z99"},
    {"item": "A 1"},
    {"score": "2.5"},  # of 2
    {"score": "-1"},
    {"score": "1e9"},
    {"score": "NaN"},
    {"score": ""},
    {"package": "zz"},
    {"at": "昨天"},
    {"at": "9" * 5000},
    {"reason": "长" * 4001},
    {"reason": "\x00"},
    {"who": "名" * 41},
]
HONEST = {
    "item": "A01",
    "package": PACKAGE,
    "score": "1",
    "reason": "可信的一条",
    "who": "赵科长",
    "at": "2026-11-24T09:00",
}


@pytest.mark.parametrize("changed", HOSTILE, ids=str)
def test_a_hostile_review_is_left_out_and_the_rest_is_taken(
    tmp_path: Path, changed: dict[str, str]
) -> None:
    levels = make_levels(tmp_path)
    key = levels.town.key
    bad, good = {**HONEST, "item": "A02", **changed}, HONEST
    rows = [(*key, *each.values()) for each in (bad, good)]
    path = forged_relay(levels, tmp_path / "forged.bizenv", reviews=rows)
    with Store.open(levels.city) as store:
        (outcome,) = receive(store, [path], NOW)
        assert (outcome.taken, [each.taken for each in outcome.inner]) == (
            Taken.TAKEN,
            [Taken.TAKEN],
        )
        (county,) = unit_view(store, *key, TODAY).relayed
    assert list(county.reviews) == ["A01"]
    assert county.about(PACKAGE) == "针对没有转来的一版"
    assert county.trouble == (
        "兰西县的汇总上报包里有1条考核意见不合格式，或与这份自查对不上，没有显示；请电话核实。"
    )


def test_hostile_notes_contradictions_and_strangers_are_left_out(
    levels: Levels, tmp_path: Path
) -> None:
    key = levels.town.key
    note = (*key, 1, "supervise", PACKAGE, "可信的一条", "赵科长", "2026-11-24T09:00", None)

    def but(place: int, value: str | int) -> tuple[str | int | None, ...]:
        return (*note[:place], value, *note[place + 1 :])

    with Store.open(levels.city) as store:
        receive(store, [levels.stick], NOW)
        relay = store.packages.relays()[0].id  # is here, and no submission of that unit
        notes = [
            note,
            but(2, 0),
            (*but(2, 2)[:3], "bribe", *note[4:]),
            (*but(2, 3)[:4], relay, *note[5:]),
            (*but(2, 4)[:5], " ", *note[6:]),
            (*but(2, 5)[:8], "2026-02-30"),
            but(2, 6),
            but(2, 6),  # twice the same place
            but(0, "231223101"),  # another county's unit
            but(1, "2026Q3"),
        ]
        reviews = [
            (*key, *{**HONEST, "score": score}.values()) for score in ("1", "0")
        ]  # contradict each other
        undo_receipt(store, relay)
        path = forged_relay(levels, tmp_path / "forged.bizenv", reviews=reviews, notes=notes)
        receive(store, [path], NOW)
        (county,) = unit_view(store, *key, TODAY).relayed
    assert [(each.position, each.kind) for each in county.notes] == [(1, NoteKind.SUPERVISE)]
    assert county.reviews == {}
    assert "有9条考核意见" in county.trouble  # five notes, two twice, two scores


def test_more_rows_than_anybody_writes_are_refused_in_words(levels: Levels, tmp_path: Path) -> None:
    key = levels.town.key
    note = (*key, 1, "supervise", PACKAGE, "水", "", "2026-11-24T09:00", None)
    path = forged_relay(levels, tmp_path / "forged.bizenv", notes=[note] * 20_001)
    with Store.open(levels.city) as store:
        undo_receipt(store, store.packages.relays()[0].id)
        (outcome,) = receive(store, [path], NOW)
        assert outcome.taken is Taken.TAKEN
        (county,) = unit_view(store, *key, TODAY).relayed
    assert county.trouble == "兰西县的汇总上报包里的考核意见读不出来；请让对方重新导出。"
    assert not county.notes


def test_a_unit_elsewhere_says_nothing_of_ours(levels: Levels) -> None:
    with Store.open(levels.city) as store:
        with store._writing() as connection:
            connection.execute(
                "UPDATE package SET organisation = '231223', sender = '231223' WHERE kind = 'relay'"
            )
        assert unit_view(store, *levels.town.key, TODAY).relayed == ()
