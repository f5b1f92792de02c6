# SPDX-License-Identifier: MIT
"""Very many units losing points on one item: a page of them, how many there are in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from consolidating import plain_town, received
from exchanging import township
from helpers import PERIOD

from bizenv_desktop.actions.consolidation_actions import first_losing, items, losing_units
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.storage import Store
from bizenv_desktop.storage import consolidation_queries as queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.exchange.consolidation import ItemFigures, LosingUnits

PART = {"A01": Answer("A01", Verdict.PARTLY_MET, note="标识牌缺一块")}
NONE = {"A01": Answer("A01", Verdict.NOT_MET, note="没有设标识牌")}
NEIGHBOUR = Organisation("231223101", "邻县镇", Level.TOWNSHIP, ("黑龙江省", "绥化市", "青冈县"))
TOWNS = ((1, PART), (2, NONE), (3, {}), (4, PART), (5, NONE))
CODES = [township(number).code for number in range(1, 6)]


@pytest.fixture(scope="module")
def superior(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("superior")
    towns = [plain_town(folder / "towns", number, changed=changed) for number, changed in TOWNS]
    towns.append(plain_town(folder / "towns", 6, changed=NONE, organisation=NEIGHBOUR))
    with Store.open(received(folder / "county.db", towns, folder / "stick")) as store:
        yield store


def item(store: Store, under: str = "") -> ItemFigures:
    return next(each for each in items(store, PERIOD.code, under=under) if each.code == "A01")


def page(store: Store, most: int, under: str = "") -> LosingUnits:
    return first_losing(store, PERIOD.code, item(store, under), under=under, most=most)


def codes(found: LosingUnits) -> list[str]:
    return [each.organisation for each in found.units]


def test_those_that_lose_all_points_come_first(superior: Store) -> None:
    assert codes(page(superior, 1)) == [CODES[1]]
    assert codes(page(superior, 2)) == [CODES[1], CODES[4]]
    assert codes(page(superior, 3)) == [CODES[1], CODES[4], NEIGHBOUR.code]
    assert codes(page(superior, 4)) == [CODES[1], CODES[4], NEIGHBOUR.code, CODES[0]]
    assert [each.lost for each in page(superior, 4).units] == [2, 2, 2, 1]


def test_a_page_says_how_many_there_are(superior: Store) -> None:
    assert page(superior, 4).words == (
        "失分的单位共5个，这里列出4个：先列分值全部失掉的，再列失掉一部分的，各按代码排。"
    )


def test_all_of_few_stand_by_code_and_nothing_is_said(superior: Store) -> None:
    found = page(superior, 5)
    assert codes(found) == [CODES[0], CODES[1], CODES[3], CODES[4], NEIGHBOUR.code]
    assert found.units == losing_units(superior, PERIOD.code, "small", "A01")
    assert (found.total, found.words) == (5, "")


@pytest.mark.parametrize(
    ("under", "total", "first"),
    [
        ("2312", 5, [CODES[1], CODES[4]]),
        ("231222", 4, [CODES[1], CODES[4]]),
        ("231223", 1, [NEIGHBOUR.code]),
        ("23122210", 4, [CODES[0], CODES[1]]),  # within a county: no sums, the first by code
    ],
)
def test_an_area_keeps_to_its_units(
    superior: Store, under: str, total: int, first: list[str]
) -> None:
    found = page(superior, 2, under)
    assert (found.total, codes(found)) == (total, first)


def test_our_own_self_check_is_not_among_them(superior: Store) -> None:
    own = superior.setting("organisation")
    superior.save_setting("organisation", CODES[1])
    try:
        found = page(superior, 2)
        assert (found.total, codes(found)) == (4, [CODES[4], NEIGHBOUR.code])
    finally:
        superior.save_setting("organisation", own)


def test_no_table_is_read_whole(superior: Store) -> None:
    areas = (PERIOD.code, "", "[", "small", "A01")
    units = ('["231222"]', PERIOD.code, "", "A01", 2, "small", 200)
    plan = [
        row["detail"]
        for query, values in ((queries.LOSING_AREAS, areas), (queries.LOSING_IN, units))
        for row in superior._all(f"EXPLAIN QUERY PLAN {query}", values)
    ]
    assert [line for line in plan if "SCAN" in line] == ["SCAN area VIRTUAL TABLE INDEX 1:"]
    assert any("head_period (period=? AND organisation>? AND organisation<?)" in p for p in plan)
