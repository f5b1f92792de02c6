# SPDX-License-Identifier: MIT
"""汇总 over three towns: every figure here was worked out by hand in tests/consolidating.py."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from consolidating import FULL, fill_period, plain_town, received, three_towns
from exchanging import CITY, OTHER_DEVICE, make_superior, township
from helpers import NOW, PERIOD, small_checklist

from bizenv_desktop.actions.consolidation_actions import (
    consolidated,
    items,
    losing_units,
    unit_findings,
    unit_view,
    wall,
)
from bizenv_desktop.actions.submission_actions import submit
from bizenv_desktop.domain.checklists.checklist import ScoringOptions
from bizenv_desktop.domain.exchange.comparability import rank
from bizenv_desktop.domain.exchange.consolidation import (
    points_of,
    total_of,
)
from bizenv_desktop.domain.exchange.finding_figures import OTHER_KIND
from bizenv_desktop.domain.findings.lifecycle import State
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.receiving import receive_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exchanging import Town

TODAY = NOW.date()


@pytest.fixture
def towns(tmp_path: Path) -> list[Town]:
    return three_towns(tmp_path / "towns")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


@pytest.fixture
def county(tmp_path: Path, towns: list[Town], stick: Path) -> Iterator[Store]:
    with Store.open(received(tmp_path / "county.db", towns, stick)) as store:
        yield store


def test_units_stand_by_code_with_their_totals(county: Store) -> None:
    found = consolidated(county, PERIOD.code, TODAY)
    assert [(unit.name, unit.total) for unit in found.units] == [
        ("榆𬭎1镇", Decimal("88.57")),  # 15.5 ÷ 17.5
        ("榆𬭎2镇", Decimal("90.63")),  # 14.5 ÷ 16 = 90.625
        ("榆𬭎3镇", Decimal("82.86")),  # 14.5 ÷ 17.5
    ]
    assert [(unit.findings, unit.closed) for unit in found.units] == [(1, 0), (2, 0), (2, 0)]
    assert found.coverage.sentence == "2026年第4季度应报3个单位，实报3个，已全部上报。"
    assert found.notes == ()
    assert found.units[1].dimension("B", "守信践诺").points == 4


def test_means_are_weighted_plain_and_median(county: Store) -> None:
    found = consolidated(county, PERIOD.code, TODAY)
    assert found.whole.words == "得分合计44.5÷分值合计51×100=87.25"
    assert found.whole.plain == Decimal("87.35")  # 262.06 ÷ 3
    assert found.whole.median == Decimal("88.57")
    first, second = found.dimensions
    assert (first.name, first.mean.rate, first.mean.plain, first.mean.median) == (
        "政务环境",
        Decimal("87.50"),  # 31.5 ÷ 36
        Decimal("87.50"),
        Decimal("87.50"),
    )
    assert (second.mean.rate, second.mean.plain, second.mean.median) == (
        Decimal("86.67"),  # 13 ÷ 15
        Decimal("87.88"),  # (100 + 100 + 63.64) ÷ 3
        Decimal(100),
    )


def test_items_over_the_units(county: Store) -> None:
    found = items(county, PERIOD.code)
    assert [each.code for each in found[:4]] == ["A01", "B01", "A03", "A02"]
    first = found[0]
    assert (first.full, first.part, first.none, first.losing) == (1, 1, 1, 2)
    assert (first.lost, first.rate) == (Decimal(3), Decimal("50.00"))
    assert first.words == "适用的3个单位中2个失分；共失3.00分，得分合计3÷分值合计6×100=50.00"
    assert (first.title, first.dimension) == ("检查项A01", "政务环境")
    third = next(each for each in found if each.code == "B03")
    assert (third.full, third.not_applicable, third.asked) == (2, 1, 2)
    assert third.words.startswith("适用的2个单位中0个失分，另有1个不适用")
    assert [each.code for each in consolidated(county, PERIOD.code, TODAY).problems] == [
        "A01",
        "B01",
        "A03",
        "A02",
    ]


def test_who_loses_points_on_an_item(county: Store) -> None:
    found = losing_units(county, PERIOD.code, "small", "A01")
    assert [(each.name, each.score, each.lost) for each in found] == [
        ("榆𬭎1镇", 0, 2),
        ("榆𬭎2镇", 1, 1),
    ]
    assert losing_units(county, PERIOD.code, "other", "A01") == ()
    assert losing_units(county, PERIOD.code, "small", "A04") == ()


def test_findings_by_state_and_deadline(county: Store) -> None:
    whole = consolidated(county, PERIOD.code, TODAY).findings.whole
    assert (whole.total, whole.open, whole.closed, whole.overdue) == (5, 5, 0, 0)
    found = unit_findings(county, PERIOD.code)
    assert [(each.name, each.item) for each in found] == [
        ("榆𬭎1镇", "A01"),
        ("榆𬭎2镇", "A01"),
        ("榆𬭎2镇", "A02"),
        ("榆𬭎3镇", "A03"),
        ("榆𬭎3镇", "B01"),
    ]
    due = found[0].due
    assert due == date(2026, 11, 27)  # five working days after Friday 20 November
    later = due + timedelta(days=4)
    figures = consolidated(county, PERIOD.code, later).findings
    assert figures.whole.overdue == 5
    assert [(each.name, each.total, each.overdue) for each in figures.dimensions] == [
        ("政务环境", 4, 4),
        ("守信践诺", 1, 1),
    ]
    assert [(each.name, each.total) for each in figures.kinds] == [("主体责任落实不够到位", 5)]
    assert dict(figures.states)[State.OPEN] == 5
    overdue = unit_findings(county, PERIOD.code, overdue_on=later)
    assert {each.days_over(later) for each in overdue} == {4}
    assert unit_findings(county, PERIOD.code, overdue_on=due) == ()
    assert [each.name for each in unit_findings(county, PERIOD.code, check_item="B01")] == [
        "榆𬭎3镇"
    ]
    assert unit_findings(county, PERIOD.code, states=[State.CLOSED]) == ()


def test_drill_down_is_what_the_town_sees(county: Store, towns: list[Town]) -> None:
    from bizenv_desktop import actions

    with towns[1].open() as store:
        own = actions.fill(store, towns[1].key, TODAY)
    view = unit_view(county, *towns[1].key, TODAY)
    assert view.filled.answers == own.answers
    assert view.filled.findings == own.findings
    assert view.filled.card.of("A02").explanation == own.card.of("A02").explanation
    assert view.words.startswith("第1版，核对码")
    assert view.words.endswith("，2026-11-23收到，王喆上报")
    assert (view.others, view.previous, view.comparison) == ((), None, None)
    with pytest.raises(UserError, match="没有收到"):
        unit_view(county, "231222199", PERIOD.code, TODAY)
    with pytest.raises(UserError, match="不是该单位这一期的"):
        unit_view(county, *towns[0].key, TODAY, view.record.id)


def test_one_unit_against_its_last_period(county: Store, towns: list[Town], stick: Path) -> None:
    town, before = towns[0], PERIOD.previous()
    poor = {
        "A01": Answer("A01", Verdict.NOT_MET, note="无"),
        "B01": Answer("B01", Verdict.NOT_MET, note="无"),
    }
    with town.open() as store:
        fill_period(store, town.organisation, small_checklist(), before, poor)
        from exchanging import DEVICE

        sent = submit(store, (town.organisation.code, before.code), stick, DEVICE, NOW)
    receive_file(county, sent.path, NOW)
    unit = consolidated(county, PERIOD.code, TODAY).units[0]
    assert (unit.before, unit.change) == (Decimal("77.14"), Decimal("11.43"))  # 13.5 ÷ 17.5
    comparison = unit_view(county, *town.key, TODAY).comparison
    assert comparison is not None
    assert [(each.code, each.gain) for each in comparison.better] == [("B01", 2)]
    assert comparison.worse == ()
    assert unit_view(county, town.organisation.code, before.code, TODAY).comparison is None


def test_undone_packages_are_gone_and_come_back(county: Store, towns: list[Town]) -> None:
    before = consolidated(county, PERIOD.code, TODAY)
    package = unit_view(county, *towns[0].key, TODAY).record.id
    county.packages.undo(package, undone=True)
    found = consolidated(county, PERIOD.code, TODAY)
    assert [unit.name for unit in found.units] == ["榆𬭎2镇", "榆𬭎3镇"]
    assert found.whole.words == "得分合计29÷分值合计33.5×100=86.57"
    assert next(each for each in found.items if each.code == "A01").losing == 1
    assert found.findings.whole.total == 4
    assert found.coverage.missing == ("榆𬭎1镇",)
    county.packages.undo(package, undone=False)
    assert consolidated(county, PERIOD.code, TODAY) == before


def test_a_fork_counts_once_and_is_told(
    county: Store, towns: list[Town], stick: Path, tmp_path: Path
) -> None:
    copy = replace(towns[0], database=tmp_path / "copy.db")
    shutil.copy(towns[0].database, copy.database)
    towns[0].change(note="甲")
    copy.change(note="乙")
    for sent in (towns[0].submit(stick, days=1), copy.submit(stick, days=2, device=OTHER_DEVICE)):
        receive_file(county, sent.path, NOW)
    found = consolidated(county, PERIOD.code, TODAY)
    assert found.whole.words == "得分合计44.5÷分值合计51×100=87.25"
    assert sum(each.asked for each in found.items if each.code == "A01") == 3
    assert found.notes == ("有分叉、只计其中一份的：榆𬭎1镇；请通知该单位合并后再报。",)
    view = unit_view(county, *towns[0].key, TODAY)
    assert len(view.others) == 1
    assert len(view.revisions) == 3
    other = unit_view(county, *towns[0].key, TODAY, view.others[0].id)
    assert other.filled.answers["A01"].note != view.filled.answers["A01"].note


def test_a_city_drills_into_a_county_and_a_town(tmp_path: Path, stick: Path) -> None:
    other = Organisation("231281101", "安达镇", Level.TOWNSHIP, ("黑龙江省", "绥化市", "安达市"))
    towns = [
        *three_towns(tmp_path / "towns"),
        plain_town(tmp_path / "far", 1, organisation=other),
    ]
    make_superior(tmp_path / "city.db", *towns, organisation=CITY)
    with Store.open(tmp_path / "city.db") as city:
        for town in towns:
            receive_file(city, town.submit(stick).path, NOW)
        whole = consolidated(city, PERIOD.code, TODAY, under="231200")
        assert [unit.name for unit in whole.units][-1] == "安达镇"
        assert whole.whole.words == "得分合计60÷分值合计68.5×100=87.59"
        assert next(each for each in whole.items if each.code == "A01").losing == 3
        inside = consolidated(city, PERIOD.code, TODAY, under="231222")
        assert inside.whole.words == "得分合计44.5÷分值合计51×100=87.25"
        assert next(each for each in inside.items if each.code == "A01").losing == 2
        one = consolidated(city, PERIOD.code, TODAY, under="231222102")
        assert [unit.name for unit in one.units] == ["榆𬭎2镇"]
        assert next(each for each in one.items if each.code == "A02").lost == Decimal("0.5")
        assert one.coverage.expected == 1
        assert [each.name for each in unit_findings(city, PERIOD.code, under="231281")] == [
            "安达镇"
        ]


def test_what_makes_units_hard_to_compare_is_told(tmp_path: Path, stick: Path) -> None:
    base = small_checklist()
    sample = replace(township(3), sample=True)
    off = Answer("A06", Verdict.NOT_MET, note="收了复印费")
    towns = [
        plain_town(tmp_path, 1, checklist=replace(base, version=2)),
        plain_town(tmp_path, 2, checklist=replace(base, version=2)),
        plain_town(
            tmp_path,
            3,
            organisation=sample,
            changed={"A06": off},
            checklist=replace(base, options=ScoringOptions(veto=True, grades=True)),
        ),
        plain_town(tmp_path, 4, changed={}, checklist=replace(base, id="other", title="另表")),
    ]
    with Store.open(tmp_path / "town.db", create=True):
        pass
    with towns[2].open() as store:
        key = towns[2].key
        from bizenv_desktop import actions

        filled = actions.fill(store, key, TODAY)
        actions.save_answers(store, filled, [Answer("B05", Verdict.MET)])
    with Store.open(received(tmp_path / "county.db", towns, stick)) as county:
        found = consolidated(county, PERIOD.code, TODAY)
        assert found.notes == (
            "用了2种自查表（“另表”1个单位，“小自查表”3个单位），检查项分开统计，总分不宜直接比较。",
            "多数单位用第2版自查表，榆𬭎3镇（示例）用第1版。",
            "触发一票否决的：榆𬭎3镇（示例）（A06）；等级按最低档，分数照计。",
            "内容为虚构的示例单位：榆𬭎3镇。",
        )
        assert {(each.family, each.asked) for each in found.items if each.code == "A02"} == {
            ("small", 3),
            ("other", 1),
        }
        ranking = rank(found.units, found.titles)
        assert [(each.place, each.unit.name) for each in ranking.ranked] == [
            (1, "榆𬭎2镇"),
            (2, "榆𬭎1镇"),
        ]
        assert [(unit.standing.name, why) for unit, why in ranking.left_out] == [
            ("榆𬭎3镇", "示例"),
            ("榆𬭎4镇", "用第1版“另表”"),
        ]
        assert "只比较同用“小自查表”第2版" in ranking.words


def test_equal_totals_share_a_place(tmp_path: Path, stick: Path) -> None:
    towns = [plain_town(tmp_path, number, changed={}) for number in (1, 2)]
    towns.append(plain_town(tmp_path, 3))
    with Store.open(received(tmp_path / "county.db", towns, stick)) as county:
        ranking = rank(consolidated(county, PERIOD.code, TODAY).units)
    assert [each.place for each in ranking.ranked] == [1, 1, 3]


def test_a_county_with_its_own_self_check_leaves_it_out(
    tmp_path: Path, towns: list[Town], stick: Path
) -> None:
    with Store.open(received(tmp_path / "county.db", towns, stick)) as county:
        before = items(county, PERIOD.code)
        from exchanging import COUNTY, DEVICE

        fill_period(county, COUNTY, small_checklist(), PERIOD, {"A02": FULL["A02"]})
        submit(county, (COUNTY.code, PERIOD.code), stick, DEVICE, NOW)
        assert items(county, PERIOD.code) == before
        found = consolidated(county, PERIOD.code, TODAY)
        assert len(found.units) == 3
        assert found.findings.whole.total == 5


def test_an_empty_database_says_so(tmp_path: Path) -> None:
    with Store.open(make_superior(tmp_path / "county.db")) as county:
        found = consolidated(county, PERIOD.code, TODAY)
    assert (found.units, found.items, found.dimensions, found.notes) == ((), (), (), ())
    assert (found.whole.rate, found.whole.plain, found.whole.median) == (None, None, None)
    assert found.whole.words == "没有可计分的检查项"
    assert found.findings.whole.total == 0
    assert rank(found.units).words == "没有可以比较的单位。"


def test_quarantined_packages_are_named(tmp_path: Path, towns: list[Town], stick: Path) -> None:
    make_superior(tmp_path / "county.db", *towns[:2])
    with Store.open(tmp_path / "county.db") as county:
        receive_file(county, towns[2].submit(stick).path, NOW)
        found = consolidated(county, PERIOD.code, TODAY)
        assert wall(county, [PERIOD], TODAY).waiting == 1
    assert found.units == ()
    assert found.notes == ("另有1个包的密钥没有登记，没有计入。",)


def test_numbers_come_back_as_they_were_kept() -> None:
    assert str(points_of(15000)) == "1.5"
    assert str(points_of(100000)) == "10"
    assert str(points_of(0)) == "0"
    assert str(total_of(8750)) == "87.50"
    assert total_of(None) is None


def test_the_middle_of_two_is_between_them(tmp_path: Path, stick: Path) -> None:
    towns = [plain_town(tmp_path, number) for number in (1, 2)]
    with Store.open(received(tmp_path / "county.db", towns, stick)) as county:
        found = consolidated(county, PERIOD.code, TODAY)
    assert found.whole.median == Decimal("89.60")  # (88.57 + 90.63) ÷ 2
    assert OTHER_KIND not in [each.name for each in found.findings.kinds]
