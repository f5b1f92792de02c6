# SPDX-License-Identifier: MIT
"""The superior's lists: where each package stands, which keys wait, who reports here."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from exchanging import CITY, COUNTY, DEVICE, OTHER_DEVICE, Town, make_superior, make_town
from helpers import NOW

from bizenv_desktop.actions import (
    organisation_from_division,
    receipt_actions,
    set_own_organisation,
)
from bizenv_desktop.actions.key_actions import enrol, export_card, own_card
from bizenv_desktop.actions.receiving_actions import receive, undo_receipt
from bizenv_desktop.actions.relay_actions import relay
from bizenv_desktop.domain.exchange.claimed_card import claimed_card, is_claimed
from bizenv_desktop.domain.exchange.keys import parse_card, scan_text
from bizenv_desktop.domain.exchange.receipt import Standing
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.outcomes import Taken

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.library import Library


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return make_town(tmp_path / "t1", 1)


def standings(store: Store) -> list[tuple[str, Standing]]:
    return [(each.unit, each.standing) for each in receipt_actions.receipts(store)]


def test_where_a_package_stands(tmp_path: Path, town: Town) -> None:
    stick = tmp_path / "stick"
    town.submit(stick)
    with Store.open(make_superior(tmp_path / "county.db", town)) as store:
        receive(store, [stick], NOW)
        assert standings(store) == [("榆𬭎1镇", Standing.SHOWN)]
        town.change()
        newer = town.submit(stick, days=1)
        receive(store, [stick], NOW)
        assert standings(store) == [("榆𬭎1镇", Standing.SHOWN), ("榆𬭎1镇", Standing.OLDER)]
        undo_receipt(store, newer.record.id)
        assert standings(store) == [("榆𬭎1镇", Standing.UNDONE), ("榆𬭎1镇", Standing.SHOWN)]
        first = receipt_actions.receipts(store)[0]
        assert (first.what, first.period_label) == ("上报包 第2版", "2026年第4季度")


def test_a_fork_names_both_times_and_who_ends_it(tmp_path: Path, town: Town) -> None:
    stick = tmp_path / "stick"
    town.submit(stick)
    shutil.copytree(tmp_path / "t1", tmp_path / "copy")
    other = Town(tmp_path / "copy" / "town1.db", town.organisation)
    town.change()
    town.submit(stick, days=1)
    other.change(note="窗口")
    other.submit(stick, days=2, device=OTHER_DEVICE)
    with Store.open(make_superior(tmp_path / "county.db", town)) as store:
        receive(store, [stick], NOW)
        found = receipt_actions.receipts(store)
        forked = [each for each in found if each.standing is Standing.FORK]
        assert {each.device for each in forked} == {"办公室电脑", "窗口电脑"}
        words = receipt_actions.explain_fork(store, forked[0])
    assert words.startswith("榆𬭎1镇2026年第4季度在不同电脑上各报了一版")
    assert "第2版11月24日14:32在“办公室电脑”上做" in words
    assert "第2版11月25日14:32在“窗口电脑”上做" in words


def test_a_waiting_key_is_enrolled_from_its_own_package(tmp_path: Path, town: Town) -> None:
    stick = tmp_path / "stick"
    town.submit(stick)
    with Store.open(make_superior(tmp_path / "county.db")) as store:
        receive(store, [stick], NOW)
        (waiting,) = receipt_actions.waiting_keys(store)
        assert waiting.fingerprint == town.card().fingerprint
        assert waiting.periods == "2026年第4季度"
        assert standings(store) == [("榆𬭎1镇", Standing.WAITING)]
        card = claimed_card(waiting.header)
        assert card.owner == town.organisation
        assert is_claimed(card)
        assert not is_claimed(town.card())
        enrol(store, card, waiting.fingerprint, NOW)
        assert receipt_actions.waiting_keys(store) == ()
        assert standings(store) == [("榆𬭎1镇", Standing.SHOWN)]
        assert store.keys.trusted()[0].card == card


def test_cards_from_files(tmp_path: Path, town: Town) -> None:
    with town.open() as store:
        export_card(store, tmp_path / "卡.bizkey", NOW)
    (tmp_path / "坏.bizkey").write_bytes(b"\xff\x00")
    paths = [tmp_path / name for name in ("卡.bizkey", "坏.bizkey", "没有.bizkey")]
    with Store.open(make_superior(tmp_path / "county.db")) as store:
        cards = receipt_actions.read_cards(store, [*paths, paths[0]])
        assert [card.name for card in cards.new] == ["榆𬭎1镇"]
        assert [fault.partition("：")[0] for fault in cards.faults] == ["坏.bizkey", "没有.bizkey"]
        enrol(store, cards.new[0], cards.new[0].fingerprint, NOW)
        again = receipt_actions.read_cards(store, paths[:1])
        assert (again.new, again.known) == ((), 1)
        store.keys.revoke(cards.new[0].key, "2026-11-24T09:00:00")
        assert receipt_actions.read_cards(store, paths[:1]).new == cards.new


def test_units_come_from_the_tree(tmp_path: Path, library: Library) -> None:
    divisions = library.divisions
    with Store.open(make_superior(tmp_path / "county.db")) as store:
        missing = receipt_actions.missing_below(store, divisions)
        assert {unit.code for unit in missing} == {
            child.code for child in divisions.children(COUNTY.code)
        }
        assert missing[0].path == ("黑龙江省", "绥化市", "兰西县")
        receipt_actions.add_units(store, missing, NOW)
        assert receipt_actions.missing_below(store, divisions) == ()
        assert receipt_actions.unit_names(store)[missing[0].code] == missing[0].name
        assert receipt_actions.add_units(store, missing, NOW).organisations == frozenset()
        with pytest.raises(UserError, match="不用报给自己"):
            receipt_actions.add_units(store, [COUNTY], NOW)
        strange = organisation_from_division(divisions, "231223101")
        with pytest.raises(UserError, match=r"青冈县.*不归兰西县管，没有加入"):
            receipt_actions.add_units(store, [strange], NOW)
        assert strange.code not in receipt_actions.unit_names(store)


def test_a_unit_outside_the_tree_has_none_below(tmp_path: Path, library: Library) -> None:
    own = Organisation("231222X001", "开发区", Level.COUNTY, COUNTY.path)
    with Store.open(tmp_path / "own.db", create=True) as store:
        assert receipt_actions.missing_below(store, library.divisions) == ()
        set_own_organisation(store, own)
        assert receipt_actions.missing_below(store, library.divisions) == ()
        inside = organisation_from_division(library.divisions, "231222105")
        receipt_actions.add_units(store, [inside], NOW)
        assert inside.code in receipt_actions.unit_names(store)


def test_a_key_enrolled_from_a_package_is_vouched_for_above(tmp_path: Path, town: Town) -> None:
    stick, up = tmp_path / "stick", tmp_path / "up"
    town.submit(stick)
    with Store.open(make_superior(tmp_path / "county.db")) as county:
        receive(county, [stick], NOW)
        (waiting,) = receipt_actions.waiting_keys(county)
        enrol(county, claimed_card(waiting.header), waiting.fingerprint, NOW)
        relay(county, up, DEVICE, NOW)
        card = own_card(county, NOW)
    with Store.open(make_superior(tmp_path / "city.db", organisation=CITY)) as city:
        enrol(city, card, card.fingerprint, NOW)
        (outcome,) = receive(city, [up], NOW)
        assert [each.taken for each in (outcome, *outcome.inner)] == [Taken.TAKEN, Taken.TAKEN]


def test_paper_cards_are_scanned_one_a_line(tmp_path: Path, town: Town) -> None:
    other = make_town(tmp_path / "other", 2).card()
    scanned = "\r\n".join((scan_text(town.card()), "", scan_text(other).lower(), "扫错了"))
    with Store.open(make_superior(tmp_path / "county.db", town)) as county:
        cards = receipt_actions.scanned_cards(county, scanned)
        assert (cards.new, cards.known) == ((other,), 1)
        assert [fault.partition("：")[0] for fault in cards.faults] == ["第3张"]


@pytest.mark.parametrize("text", ["BZK1", "BZK1!!!", "BZK1AAAA", "BZK1" + "A" * 9000])
def test_half_a_scan_is_told(tmp_path: Path, text: str) -> None:
    with Store.open(make_superior(tmp_path / "county.db")) as county:
        (fault,) = receipt_actions.scanned_cards(county, text).faults
        assert fault.startswith("第1张：")
        assert fault.endswith("。")


def test_what_a_scanner_types_has_no_marks_an_input_method_changes(town: Town) -> None:
    text = scan_text(town.card())
    assert text.isascii()
    assert text.isalnum()
    assert text == text.upper()
    assert parse_card(text) == town.card()
