# SPDX-License-Identifier: MIT
"""Packages of every released format stay readable: those kept with the tests, one of each kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from data.packages.make_format1 import LATER, REASON, SCORE, WORDS
from exchanging import CITY, COUNTY, township
from helpers import NOW, PERIOD

from bizenv_desktop import actions
from bizenv_desktop.actions.feedback_state import feedback_for
from bizenv_desktop.actions.handover_actions import take_handover_into
from bizenv_desktop.actions.key_actions import enrol, read_card
from bizenv_desktop.actions.merge_actions import apply_merge
from bizenv_desktop.actions.other_pc_actions import take_other
from bizenv_desktop.actions.receiving_actions import receive
from bizenv_desktop.actions.share_actions import shares, take_share
from bizenv_desktop.domain.exchange.header import FORMAT, PackageKind
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.container import open_package
from bizenv_desktop.sync.receiving import Taken

if TYPE_CHECKING:
    from bizenv_desktop.domain.organisation import Organisation

PACKAGES = Path(__file__).parents[1] / "data" / "packages"
FORMATS = [f"format{number}" for number in range(1, FORMAT + 1)]
KEY = (township().code, PERIOD.code)


def kept(form: str, name: str) -> Path:
    return PACKAGES / form / name


def opened(path: Path, own: Organisation, *cards: Path) -> Store:
    store = Store.open(path, create=True)
    actions.set_own_organisation(store, own)
    for each in cards:
        card = read_card(each)
        enrol(store, card, card.fingerprint, NOW)
    return store


@pytest.mark.parametrize("form", FORMATS)
def test_there_is_one_of_every_kind(form: str) -> None:
    kinds = {}
    for path in PACKAGES.glob(f"{form}/*.bizenv"):
        with open_package(path) as package:
            kinds[path.stem] = package.header.kind.value
    assert kinds == {kind.value: kind.value for kind in PackageKind}


@pytest.mark.parametrize("form", FORMATS)
def test_a_county_takes_a_submission(tmp_path: Path, form: str) -> None:
    with opened(tmp_path / "county.db", COUNTY, kept(form, "town.bizkey")) as county:
        (outcome,) = receive(county, [kept(form, "submission.bizenv")], NOW)
        assert outcome.taken is Taken.TAKEN, outcome.reason
        assert [each.id for each in county.packages.standing(KEY)] == [outcome.package]
        assert county.packages.faults() == ()


@pytest.mark.parametrize("form", FORMATS)
def test_a_city_takes_a_relay(tmp_path: Path, form: str) -> None:
    with opened(tmp_path / "city.db", CITY, kept(form, "county.bizkey")) as city:
        (outcome,) = receive(city, [kept(form, "relay.bizenv")], NOW)
        assert outcome.taken is Taken.TAKEN, outcome.reason
        assert [each.taken for each in outcome.inner] == [Taken.TAKEN]
        assert len(city.packages.standing(KEY)) == 1


@pytest.mark.parametrize("form", FORMATS)
def test_another_pc_goes_on_and_reads_what_comes_back(tmp_path: Path, form: str) -> None:
    database = tmp_path / "over.db"
    take_handover_into(kept(form, "handover.bizenv"), database, LATER)
    with opened(database, township(), kept(form, "county.bizkey")) as store:
        (outcome,) = receive(store, [kept(form, "feedback.bizenv")], LATER)
        assert outcome.taken is Taken.TAKEN, outcome.reason
        said = feedback_for(store, KEY)
        assert (said.reviewed["A01"].score, said.reviewed["A01"].reason) == (SCORE, REASON)
        assert [note.what.words for note in said.notes] == [WORDS]
        assert store.evidence.faults() == (), "its photo came along"
        plan = take_other(store, kept(form, "share_return.bizenv"), LATER)
        apply_merge(store, plan, {}, LATER)
        assert actions.fill(store, KEY, LATER.date()).answers["B01"].note == "李㐱又看了一遍"


@pytest.mark.parametrize("form", FORMATS)
def test_work_handed_out_is_taken_over(tmp_path: Path, form: str) -> None:
    with Store.open(tmp_path / "other.db", create=True) as store:
        take_share(store, kept(form, "share.bizenv"), LATER)
        assert [each.scope for each in shares(store).taken] == [("B",)]
        assert len(actions.fill(store, KEY, LATER.date()).answers) == 9
