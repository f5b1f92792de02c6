# SPDX-License-Identifier: MIT
"""Up again: a county's relay at the city, the city's at the province, whatever is in them."""

from __future__ import annotations

import itertools
import zlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from exchanging import CITY, COUNTY, DEVICE, make_superior, make_town
from helpers import NOW
from photos import write_photo

from bizenv_desktop.actions.evidence_actions import add_evidence
from bizenv_desktop.actions.key_actions import enrol, own_card, own_key
from bizenv_desktop.actions.receiving_actions import (
    change_of,
    look,
    receive,
    redo_receipt,
    undo_receipt,
)
from bizenv_desktop.actions.relay_actions import relay
from bizenv_desktop.actions.submission_actions import submit
from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.sight import Effect
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.container import write_package
from bizenv_desktop.sync.receiving import Taken
from bizenv_desktop.sync.relaying import relay_content, relay_parts
from bizenv_desktop.sync.submitting import seal

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town

    from bizenv_desktop.actions.relay_actions import RelayMade

PROVINCE = Organisation("230000", "黑龙江省", Level.PROVINCE)


@pytest.fixture
def towns(tmp_path: Path) -> list[Town]:
    return [make_town(tmp_path / "towns", number) for number in (1, 2, 3)]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


@pytest.fixture
def county(tmp_path: Path, towns: list[Town], stick: Path) -> Path:
    """A county that has taken the first packages of its townships."""
    path = make_superior(tmp_path / "county.db", *towns)
    for town in towns:
        town.submit(stick)
    with Store.open(path) as store:
        receive(store, [stick], NOW)
    return path


def enrolled(path: Path, below: Path, organisation: Organisation = CITY) -> Path:
    """A superior's database that has enrolled the unit of another superior's database."""
    make_superior(path, organisation=organisation)
    with Store.open(path) as store, Store.open(below) as lower:
        card = own_card(lower, NOW)
        enrol(store, card, card.fingerprint, NOW, by="钱处长")
    return path


def hand_on(database: Path, stick: Path, *, photos: bool = False, days: int = 0) -> RelayMade:
    with Store.open(database) as store:
        return relay(store, stick, DEVICE, NOW + timedelta(days=days), photos=photos)


def figures(store: Store) -> list[list[tuple[object, ...]]]:
    """What is shown over all units: heads by package id, and the sums over items."""
    heads = store._all(
        "SELECT head.organisation, head.period, id, others FROM head"
        " JOIN package ON number = package ORDER BY 1, 2"
    )
    sums = store._all(
        "SELECT * FROM item_summary WHERE full + part + none + not_applicable"
        " + unanswered > 0 ORDER BY period, checklist, item, area"
    )
    return [[tuple(row) for row in rows] for rows in (heads, sums)]


def figures_of(path: Path) -> list[list[tuple[object, ...]]]:
    with Store.open(path, read_only=True) as store:
        return figures(store)


def test_the_city_sees_what_the_county_sees(
    tmp_path: Path, towns: list[Town], county: Path, stick: Path
) -> None:
    made = hand_on(county, tmp_path / "up")
    assert made.path.name.startswith("兰西县_汇总上报包_各期_第1版_")
    assert (made.packages, len(made.units), made.again) == (3, 3, False)
    city = enrolled(tmp_path / "city.db", county)
    with Store.open(city) as store:
        assert look(store, made.path).effect_words == "转来3个上报包"
        (outcome,) = receive(store, [made.path], NOW)
        assert outcome.taken is Taken.TAKEN
        assert [each.taken for each in outcome.inner] == [Taken.TAKEN] * 3
        assert outcome.inner[0].name == "榆𬭎1镇2026年第4季度"
        assert {town.key for town in towns} <= change_of([outcome]).packages
        assert look(store, made.path).effect is Effect.KNOWN
        below = {unit.organisation.code: unit for unit in store.keys.subordinates()}
        assert below[COUNTY.code].direct
        assert not any(below[town.organisation.code].direct for town in towns)
        vouched = {key.card.organisation: key.vouched_by for key in store.keys.trusted()}
        assert vouched[towns[0].organisation.code] == COUNTY.code
    assert figures_of(city) == figures_of(county)
    again = hand_on(county, tmp_path / "up", days=3)
    assert again.again
    assert again.path == made.path
    assert again.record.id == made.record.id


def test_any_order_and_any_path_end_in_the_same(
    tmp_path: Path, towns: list[Town], county: Path, stick: Path
) -> None:
    first = hand_on(county, tmp_path / "up").path
    towns[0].change()
    newer = towns[0].submit(stick, days=1).path
    with Store.open(county) as store:
        receive(store, [newer], NOW)
    second = hand_on(county, tmp_path / "up", days=1).path
    assert second != first
    direct = sorted(stick.glob("榆𬭎2镇*"))[0]
    ends = set()
    for number, order in enumerate(itertools.permutations((first, second, newer, direct))):
        city = tmp_path / f"city{number}.db"
        make_superior(city, towns[0], towns[1], organisation=CITY)
        with Store.open(city) as store, Store.open(county) as lower:
            card = own_card(lower, NOW)
            enrol(store, card, card.fingerprint, NOW)
            receive(store, [*order, order[0]], NOW)
            ends.add(repr(figures(store)))
            before = figures(store)
            store.packages.work_out_anew()
            assert figures(store) == before
    assert len(ends) == 1
    assert figures_of(city) == figures_of(county)


def test_the_province_gets_it_flat_from_the_city(
    tmp_path: Path, towns: list[Town], county: Path
) -> None:
    city = enrolled(tmp_path / "city.db", county)
    with Store.open(city) as store:
        receive(store, [hand_on(county, tmp_path / "up").path], NOW)
    made = hand_on(city, tmp_path / "up2")
    assert made.packages == 3
    province = enrolled(tmp_path / "province.db", city, PROVINCE)
    with Store.open(province) as store:
        (outcome,) = receive(store, [made.path], NOW)
        assert [each.taken for each in outcome.inner] == [Taken.TAKEN] * 3
        assert len(store.keys.subordinates()) == 5
    assert figures_of(province) == figures_of(county)


def test_a_tampered_package_is_named_and_the_others_taken(
    tmp_path: Path, towns: list[Town], county: Path
) -> None:
    with Store.open(county) as store, store._writing() as connection:
        row = connection.execute(
            "SELECT number, core FROM package_content JOIN package USING (number)"
            " WHERE organisation = ?",
            towns[1].key[:1],
        ).fetchone()
        core = bytearray(zlib.decompress(row["core"]))
        core[-1000] ^= 1
        connection.execute(
            "UPDATE package_content SET core = ? WHERE number = ?",
            (zlib.compress(bytes(core)), row["number"]),
        )
    made = hand_on(county, tmp_path / "up")
    with Store.open(enrolled(tmp_path / "city.db", county)) as store:
        (outcome,) = receive(store, [made.path], NOW)
        assert outcome.taken is Taken.TAKEN
        (bad,) = outcome.refused
        assert bad.name == "榆𬭎2镇2026年第4季度"
        assert "改动过" in bad.reason
        assert len(store.packages.standing_records()) == 2


def test_a_package_damaged_on_the_way_is_named_too(
    tmp_path: Path, towns: list[Town], county: Path
) -> None:
    made = hand_on(county, tmp_path / "up")
    content = bytearray(made.path.read_bytes())
    for town in towns[1:]:
        with Store.open(county) as store:
            (record,) = store.packages.standing_records()[towns.index(town) :][:1]
            core = store.packages.content(record.id).core
        content[content.find(core) + len(core) // 2] ^= 1
    made.path.write_bytes(content)
    with Store.open(enrolled(tmp_path / "city.db", county)) as store:
        (outcome,) = receive(store, [made.path], NOW)
        assert {bad.name for bad in outcome.refused} == {
            "榆𬭎2镇2026年第4季度",
            "榆𬭎3镇2026年第4季度",
        }
        assert len(store.packages.standing_records()) == 1


def forged(county: Path, path: Path, own: Organisation = COUNTY) -> Path:
    """A relay the county signs although it holds packages of units that are not below it."""
    with Store.open(county) as store:
        found = relay_content(store, CITY, "", photos=False)
        sealed = seal(
            found.content,
            PackageKind.RELAY,
            own,
            own_key(store, NOW),
            DEVICE,
            NOW,
            "9",
            organisation=own.code,
        )
        parts = relay_parts(store, sealed.header, found.inside)
        write_package(path, sealed, found.content.core, parts)
    return path


def test_a_unit_that_is_not_below_is_not_taken_nor_vouched_for(
    tmp_path: Path, towns: list[Town], county: Path
) -> None:
    elsewhere = replace(COUNTY, code="231223", name="青冈县")
    with Store.open(county) as store:
        from bizenv_desktop import actions

        actions.set_own_organisation(store, elsewhere)
    path = forged(county, tmp_path / "forged.bizenv", elsewhere)
    with Store.open(enrolled(tmp_path / "city.db", county)) as store:
        (outcome,) = receive(store, [path], NOW)
        assert {each.taken for each in outcome.inner} == {Taken.REFUSED}
        assert "不是青冈县的下级" in outcome.inner[0].reason
        assert [key.card.organisation for key in store.keys.trusted()] == ["231223"]
        assert store.packages.standing_records() == ()


def test_keys_nobody_vouches_for_are_named(tmp_path: Path, towns: list[Town], county: Path) -> None:
    with Store.open(county) as store:
        store.keys.revoke(towns[0].card().key, NOW.isoformat())
    made = hand_on(county, tmp_path / "up")
    assert [each.organisation for each in made.left_out] == [towns[0].organisation.code]
    assert made.packages == 2
    city = enrolled(tmp_path / "city.db", county)
    with Store.open(city) as store:
        receive(store, [made.path], NOW)
        key = towns[1].card().key
        store.keys.revoke(key, NOW.isoformat())  # the city found out about it
        towns[1].change()
        with Store.open(county) as lower:
            receive(lower, [towns[1].submit(tmp_path / "later", days=1).path], NOW)
        (outcome,) = receive(store, [hand_on(county, tmp_path / "up", days=1).path], NOW)
        (refused,) = outcome.refused
        assert "没有登记" in refused.reason
        assert {k.card.key for k in store.keys.trusted() if not k.holds} == {key}
        # once the city enrols the unit itself, the relay it has brings what was left out
        card = towns[1].card()
        enrol(store, card, card.fingerprint, NOW)
        (outcome,) = receive(store, [hand_on(county, tmp_path / "up", days=1).path], NOW)
        assert outcome.taken is Taken.KNOWN
        assert outcome.refused == ()
        assert len(store.packages.standing(towns[1].key)[0].ancestors) == 1


def test_an_enrolled_key_goes_before_one_that_is_vouched_for(
    tmp_path: Path, towns: list[Town], county: Path
) -> None:
    other = make_town(tmp_path / "other", 1)  # the same unit, another key
    city = enrolled(tmp_path / "city.db", county)
    with Store.open(city) as store:
        card = other.card()
        enrol(store, card, card.fingerprint, NOW)
        (outcome,) = receive(store, [hand_on(county, tmp_path / "up").path], NOW)
        (refused,) = outcome.refused
        assert refused.name.startswith("榆𬭎1镇")


def test_a_relay_of_an_unknown_county_waits_for_its_card(
    tmp_path: Path, towns: list[Town], county: Path
) -> None:
    made = hand_on(county, tmp_path / "up")
    city = make_superior(tmp_path / "city.db", organisation=CITY)
    with Store.open(city) as store, Store.open(county) as lower:
        (outcome,) = receive(store, [made.path], NOW)
        assert outcome.taken is Taken.QUARANTINED
        assert store.packages.standing_records() == ()
        card = own_card(lower, NOW)
        (taken,) = enrol(store, card, card.fingerprint, NOW)
        assert [each.taken for each in taken.inner] == [Taken.TAKEN] * 3
    assert figures_of(city) == figures_of(county)


def test_a_package_put_aside_is_let_out_by_the_county_that_vouches(
    tmp_path: Path, towns: list[Town], county: Path, stick: Path
) -> None:
    city = enrolled(tmp_path / "city.db", county)
    towns[0].change()
    newer = towns[0].submit(stick, days=1)
    with Store.open(city) as store:
        assert receive(store, [newer.path], NOW)[0].taken is Taken.QUARANTINED
        receive(store, [hand_on(county, tmp_path / "up").path], NOW)
        assert [each.id for each in store.packages.standing(towns[0].key)] == [newer.record.id]
        assert store.packages.quarantined() == ()


def test_undoing_a_relay_takes_what_came_in_it_and_redoing_brings_it_back(
    tmp_path: Path, towns: list[Town], county: Path, stick: Path
) -> None:
    first = hand_on(county, tmp_path / "up")
    direct = sorted(stick.glob("榆𬭎2镇*"))[0]
    city = enrolled(tmp_path / "city.db", county)
    with Store.open(city) as store:
        receive(store, [first.path, direct], NOW)
        whole = figures(store)
        own = store.packages.standing_records()[0]
        undo_receipt(store, own.id)
        without = figures(store)
        change = undo_receipt(store, first.record.id)
        assert {towns[1].key, towns[2].key} & change.packages == {towns[2].key}
        assert [each.organisation for each in store.packages.standing_records()] == [
            towns[1].key[0]
        ]
        redo_receipt(store, first.record.id)
        assert figures(store) == without, "what was undone by itself stays undone"
        redo_receipt(store, own.id)
        assert figures(store) == whole
        undo_receipt(store, first.record.id)
        towns[0].change()
        with Store.open(county) as lower:
            receive(lower, [towns[0].submit(stick, days=1).path], NOW)
        second = hand_on(county, tmp_path / "up", days=1)
        receive(store, [second.path], NOW)
        now = figures(store)
        assert len(store.packages.standing_records()) == 3, "another relay carries them too"
        redo_receipt(store, first.record.id)
        assert figures(store) == now
        undo_receipt(store, first.record.id)
        assert figures(store) == now
    assert now == figures_of(county)


def test_photos_go_along_when_asked_for_and_are_added_later(tmp_path: Path, stick: Path) -> None:
    town = make_town(tmp_path / "town")
    with town.open() as store:
        photo = write_photo(tmp_path / "门头.jpg")
        add_evidence(store, town.key, "A01", Use.ANSWER, [photo], NOW)
        (sha256,) = store.evidence.book(town.key).files
    sent = town.submit(stick)
    county = make_superior(tmp_path / "county.db", town)
    with Store.open(county) as store:
        receive(store, [sent.path], NOW)
    bare = hand_on(county, tmp_path / "up")
    assert bare.photos == 0
    full = hand_on(county, tmp_path / "up", photos=True)
    assert (full.photos, full.record.revision) == (1, 2)
    for late in (full.path, sent.path):
        city = enrolled(tmp_path / f"{late.stem}.db", county)
        with Store.open(city) as store:
            receive(store, [bare.path], NOW)
            assert store.packages.attachment(sha256) is None
            receive(store, [late], NOW)
            assert store.packages.attachment(sha256) is not None
            assert store.packages.sweep() == 0


def test_a_township_has_nothing_to_hand_on(tmp_path: Path, towns: list[Town]) -> None:
    with towns[0].open() as store, pytest.raises(UserError, match="本单位没有下级"):
        relay(store, tmp_path, DEVICE, NOW)
    empty = make_superior(tmp_path / "empty.db")
    with Store.open(empty) as store, pytest.raises(UserError, match="请先接收"):
        relay(store, tmp_path / "up", DEVICE, NOW)


def test_a_relay_of_one_period_carries_that_periods_packages_and_reviews(
    tmp_path: Path, towns: list[Town], county: Path, stick: Path
) -> None:
    from bizenv_desktop.domain.period import Period
    from bizenv_desktop.storage.core_database import all_rows, open_core

    last = (towns[0].key[0], Period.parse(towns[0].key[1]).previous().code)
    with towns[0].open() as store:
        sent = submit(store, last, stick, DEVICE, NOW)
    with Store.open(county) as store:
        receive(store, [sent.path], NOW)
        assert len(store.packages.standing_records()) == 4
        shown = store.packages.standing(towns[0].key)[0].id
        before = store.packages.standing(last)[0].id
        with store._writing() as connection:
            for key, package in ((towns[0].key, shown), (last, before)):
                connection.execute(
                    "INSERT INTO review (organisation, period, item, package, score, reason, who,"
                    " at) VALUES (?, ?, 'A01', ?, '0.5', '现场看过', '赵科长', '2026-11-24T09:00')",
                    (*key, package),
                )
        made = relay(store, tmp_path / "up", DEVICE, NOW, period=towns[0].key[1])
        assert (made.packages, made.record.period) == (3, towns[0].key[1])
        with open_core(PackageKind.RELAY, store.packages.content(made.record.id).core) as core:
            (review,) = all_rows(core, PackageKind.RELAY, "review")
            relayed = {row["package"] for row in all_rows(core, PackageKind.RELAY, "relayed")}
        assert (review["period"], review["reason"]) == (towns[0].key[1], "现场看过")
        assert shown in relayed
        assert before not in relayed
        every = relay(store, tmp_path / "up", DEVICE, NOW)
        assert (every.packages, every.record.period, every.record.revision) == (4, "", 1)
    city = enrolled(tmp_path / "city.db", county)
    with Store.open(city) as store:
        receive(store, [made.path], NOW)
        assert len(store.packages.standing_records()) == 3
        assert store.packages.review_rows() == {"review": [], "review_note": []}, "not the city's"
        receive(store, [every.path], NOW)
    assert figures_of(city) == figures_of(county)


def test_enrolling_a_vouched_key_makes_it_ours_and_a_later_relay_changes_nothing(
    tmp_path: Path, towns: list[Town], county: Path
) -> None:
    made = hand_on(county, tmp_path / "up")
    with Store.open(enrolled(tmp_path / "city.db", county)) as store:
        receive(store, [made.path], NOW)
        card = towns[0].card()
        enrol(store, card, card.fingerprint, NOW + timedelta(days=1), by="钱处长")
        receive(store, [made.path], NOW)
        (key,) = (key for key in store.keys.trusted() if key.card.key == card.key)
        assert (key.vouched_by, key.accepted_by) == ("", "钱处长")
        store.keys.revoke(card.key, NOW.isoformat())
        receive(store, [made.path], NOW)
        (key,) = (key for key in store.keys.trusted() if key.card.key == card.key)
        assert not key.holds, "vouching revives nothing"


def test_without_its_voucher_a_vouched_key_is_worth_nothing(
    tmp_path: Path, towns: list[Town], county: Path, stick: Path
) -> None:
    made = hand_on(county, tmp_path / "up")
    towns[0].change()
    later = towns[0].submit(stick, days=1)
    with Store.open(enrolled(tmp_path / "city.db", county)) as store, Store.open(county) as lower:
        receive(store, [made.path], NOW)
        store.keys.revoke(own_card(lower, NOW).key, NOW.isoformat())
        assert look(store, later.path).effect is Effect.QUARANTINE
        assert receive(store, [later.path], NOW)[0].taken is Taken.QUARANTINED
        assert len(store.packages.standing_records()) == 3, "what came stays"
