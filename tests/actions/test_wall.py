# SPDX-License-Identifier: MIT
"""应报未报 with three towns: every state, coverage in words, what is undone, one area alone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from exchanging import CITY, COUNTY, DEVICE, OTHER_DEVICE, make_superior, make_town, township
from helpers import NOW, PERIOD, small_checklist

from bizenv_desktop import actions
from bizenv_desktop.actions.consolidation_actions import (
    coverage,
    due_days,
    reporting_periods,
    set_due,
    stem_of,
    wall,
)
from bizenv_desktop.actions.key_actions import enrol, own_card
from bizenv_desktop.actions.relay_actions import relay
from bizenv_desktop.domain.exchange.wall import WallState
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.key_shelf import Subordinate
from bizenv_desktop.sync.receiving import receive_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exchanging import Town

TODAY = NOW.date()


@pytest.fixture
def towns(tmp_path: Path) -> list[Town]:
    return [make_town(tmp_path / f"town{number}", number) for number in (1, 2, 3)]


@pytest.fixture
def county(tmp_path: Path, towns: list[Town]) -> Iterator[Store]:
    with Store.open(make_superior(tmp_path / "county.db", *towns)) as store:
        yield store


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def states(store: Store, today: date = TODAY) -> list[WallState]:
    return [row.cells[0].state for row in wall(store, (PERIOD,), today).rows]


def note_return(store: Store, town: Town, package: str) -> None:
    """What the review side writes when it sends a self-check back."""
    with store._writing() as connection:
        connection.execute(
            "INSERT INTO review_note VALUES (?, ?, 1, 'return', ?, '请补照片', '赵科长', ?, NULL)",
            (*town.key, package, NOW.isoformat()),
        )


def test_an_empty_list_is_said_not_counted(tmp_path: Path) -> None:
    with Store.open(make_superior(tmp_path / "county.db")) as store:
        found = coverage(store, PERIOD.code, TODAY)
        assert (found.expected, found.reported, found.missing) == (0, 0, ())
        assert found.sentence == (
            "2026年第4季度还没有设定应报单位，也没有收到上报；"
            "请登记下级单位的密钥卡后再看应报未报。"
        )
        assert not found.is_complete
        assert wall(store, (PERIOD,), TODAY).rows == ()


def test_coverage_names_who_is_missing(county: Store, towns: list[Town], stick: Path) -> None:
    assert coverage(county, PERIOD.code, TODAY).sentence == (
        "2026年第4季度应报3个单位，实报0个，未报：榆𬭎1镇、榆𬭎2镇、榆𬭎3镇。"
    )
    for town in towns[:2]:
        receive_file(county, town.submit(stick).path, NOW)
    found = coverage(county, PERIOD.code, TODAY)
    assert (found.expected, found.reported, found.missing) == (3, 2, ("榆𬭎3镇",))
    assert found.sentence == "2026年第4季度应报3个单位，实报2个，未报：榆𬭎3镇。"
    receive_file(county, towns[2].submit(stick).path, NOW)
    whole = coverage(county, PERIOD.code, TODAY)
    assert whole.sentence == "2026年第4季度应报3个单位，实报3个，已全部上报。"
    assert whole.is_complete


def test_undoing_a_receipt_makes_it_missing_again(
    county: Store, towns: list[Town], stick: Path
) -> None:
    sent = towns[0].submit(stick)
    receive_file(county, sent.path, NOW)
    assert states(county) == [WallState.REPORTED, WallState.MISSING, WallState.MISSING]
    county.packages.undo(sent.record.id, undone=True)
    assert states(county) == [WallState.MISSING] * 3


def test_due_days_make_overdue_and_late(county: Store, towns: list[Town], stick: Path) -> None:
    set_due(county, PERIOD.code, TODAY)
    assert due_days(county) == {PERIOD.code: TODAY}
    receive_file(county, towns[0].submit(stick).path, NOW)
    receive_file(county, towns[1].submit(stick).path, NOW + timedelta(days=2))
    towns[0].change()
    receive_file(county, towns[0].submit(stick, days=3).path, NOW + timedelta(days=3))
    later = TODAY + timedelta(days=3)
    assert states(county, TODAY)[2] is WallState.MISSING
    assert states(county, later) == [WallState.REPORTED, WallState.LATE, WallState.OVERDUE]
    rows = wall(county, (PERIOD,), later).rows
    assert "第2版" in rows[0].cells[0].words
    assert "迟2天" in rows[1].cells[0].words
    assert "已逾期3天" in rows[2].cells[0].words
    set_due(county, PERIOD.code, None)
    assert due_days(county) == {}
    assert states(county, later)[1:] == [WallState.REPORTED, WallState.MISSING]


def test_a_due_day_before_the_period_is_refused(county: Store) -> None:
    with pytest.raises(UserError, match="不能更早"):
        set_due(county, PERIOD.code, date(2026, 9, 30))
    assert due_days(county) == {}
    county.save_setting("report_due", {"2026Q4": 7, "2026Q3": "x"})
    assert due_days(county) == {}


def test_sent_back_until_the_next_revision(county: Store, towns: list[Town], stick: Path) -> None:
    first = towns[0].submit(stick)
    receive_file(county, first.path, NOW)
    note_return(county, towns[0], first.record.id)
    cell = wall(county, (PERIOD,), TODAY).rows[0].cells[0]
    assert cell.state is WallState.RETURNED
    assert "已退回，待重新上报" in cell.words
    towns[0].change()
    receive_file(county, towns[0].submit(stick, days=1).path, NOW)
    assert states(county)[0] is WallState.REPORTED


def test_a_fork_is_one_report(
    county: Store, towns: list[Town], stick: Path, tmp_path: Path
) -> None:
    copy = make_town(tmp_path / "copy")
    towns[0].submit(stick)
    shutil.copy(towns[0].database, copy.database)
    towns[0].change(note="甲")
    copy.change(note="乙")
    for sent in (towns[0].submit(stick, days=1), copy.submit(stick, days=2, device=OTHER_DEVICE)):
        receive_file(county, sent.path, NOW)
    assert states(county)[0] is WallState.FORK
    found = wall(county, (PERIOD,), TODAY)
    assert found.coverage[0].reported == 1
    assert found.counts(0) == {WallState.FORK: 1, WallState.MISSING: 2}
    assert "另有1份互不包含的上报" in found.rows[0].cells[0].words


def test_an_older_checklist_than_others_reported_with(tmp_path: Path, stick: Path) -> None:
    newer = replace(small_checklist(), version=2)
    towns = [make_town(tmp_path / "one", 1), make_town(tmp_path / "two", 2, newer)]
    with Store.open(make_superior(tmp_path / "county.db", *towns)) as county:
        receive_file(county, towns[0].submit(stick).path, NOW)
        assert states(county) == [WallState.REPORTED, WallState.MISSING]
        receive_file(county, towns[1].submit(stick).path, NOW)
        assert states(county) == [WallState.OLD_VERSION, WallState.REPORTED]
        words = wall(county, (PERIOD,), TODAY).rows[0].cells[0].words
        assert "用的是自查表第1版，本期已有第2版" in words


def test_who_reports_without_owing_stands_apart(
    county: Store, towns: list[Town], stick: Path
) -> None:
    receive_file(county, towns[0].submit(stick).path, NOW)
    county.keys.save_subordinates(
        [Subordinate(towns[0].organisation, expected=False)], NOW.isoformat()
    )
    found = wall(county, (PERIOD,), TODAY)
    assert (found.coverage[0].expected, found.coverage[0].reported) == (2, 0)
    assert found.coverage[0].sentence.endswith("另有名单外单位上报：榆𬭎1镇。")
    assert len(found.rows) == 3
    county.keys.forget_subordinate(towns[0].organisation.code)
    assert len(wall(county, (PERIOD,), TODAY).rows) == 3
    earlier = wall(county, (Period.parse("2025Q1"),), TODAY)
    assert [row.unit.name for row in earlier.rows] == ["榆𬭎2镇", "榆𬭎3镇"]


def test_a_city_looks_into_one_county(tmp_path: Path, stick: Path, towns: list[Town]) -> None:
    other = Organisation("231281101", "安达镇", Level.TOWNSHIP, ("黑龙江省", "绥化市", "安达市"))
    with Store.open(make_superior(tmp_path / "city.db", *towns, organisation=CITY)) as city:
        city.keys.save_subordinates([Subordinate(other)], NOW.isoformat())
        receive_file(city, towns[1].submit(stick).path, NOW)
        assert coverage(city, PERIOD.code, TODAY).expected == 4
        inside = coverage(city, PERIOD.code, TODAY, under="231222")
        assert (inside.expected, inside.reported) == (3, 1)
        outside = wall(city, (PERIOD,), TODAY, under="231281")
        assert [row.unit.name for row in outside.rows] == ["安达镇"]
        assert coverage(city, PERIOD.code, TODAY, under="231200").expected == 4
    assert stem_of("230000") == "23"
    assert stem_of("231222x01") == "231222X01"
    with pytest.raises(UserError, match="不是单位代码"):
        stem_of("2312%")


def test_a_long_row_of_names_is_counted(tmp_path: Path) -> None:
    with Store.open(make_superior(tmp_path / "county.db")) as county:
        many = [
            replace(township(number), code=f"2312222{number:02d}", name=f"第{number}镇")
            for number in range(30)
        ]
        county.keys.save_subordinates([Subordinate(each) for each in many], NOW.isoformat())
        found = coverage(county, PERIOD.code, TODAY)
    assert len(found.missing) == 30
    assert found.sentence.endswith("第18镇、第19镇等30个。")


def test_our_own_self_check_is_not_below_us(towns: list[Town], stick: Path) -> None:
    towns[0].submit(stick)
    with towns[0].open() as store:
        assert wall(store, (PERIOD,), TODAY).rows == ()
        assert actions.own_organisation(store) == towns[0].organisation


def test_periods_are_those_received_due_or_current(
    county: Store, towns: list[Town], stick: Path
) -> None:
    assert reporting_periods(county, TODAY) == (PERIOD,)
    set_due(county, "2027Q1", date(2027, 3, 31))
    receive_file(county, towns[0].submit(stick).path, NOW)
    found = reporting_periods(county, date(2026, 7, 1))
    assert [each.code for each in found] == ["2027Q1", "2026Q4", "2026Q3"]


def test_a_county_that_hands_on_is_shown_and_not_counted(
    tmp_path: Path, towns: list[Town], county: Store, stick: Path
) -> None:
    for town in towns[:2]:
        receive_file(county, town.submit(stick).path, NOW)
    card = own_card(county, NOW)
    with Store.open(make_superior(tmp_path / "city.db", organisation=CITY)) as city:
        enrol(city, card, card.fingerprint, NOW)
        before = coverage(city, PERIOD.code, TODAY)
        assert (before.expected, before.missing) == (0, ())
        (row,) = wall(city, (PERIOD,), TODAY).rows
        assert (row.unit.name, row.cells[0].state) == (COUNTY.name, WallState.MISSING)
        receive_file(city, relay(county, stick, DEVICE, NOW).path, NOW)
        found = wall(city, (PERIOD, PERIOD.previous()), TODAY)
        assert [row.unit.name for row in found.rows] == [
            COUNTY.name,
            *(town.organisation.name for town in towns),
        ]
        assert [row.hands_on for row in found.rows] == [True, False, False, False]
        first = found.rows[0].cells[0]
        assert first.state is WallState.REPORTED
        assert first.words.startswith("汇总上报包第1版，核对码")
        assert found.rows[0].cells[1].state is WallState.MISSING
        assert found.coverage[0].sentence == ("2026年第4季度应报3个单位，实报2个，未报：榆𬭎3镇。")
        receive_file(city, relay(county, stick, DEVICE, NOW, period=PERIOD.code).path, NOW)
        assert wall(city, (PERIOD,), TODAY).rows[0].cells[0].state is WallState.REPORTED
