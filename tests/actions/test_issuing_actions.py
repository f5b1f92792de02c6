# SPDX-License-Identifier: MIT
"""What is issued travels down with feedback, and is kept only when somebody says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from answering import make_pair, take
from helpers import NOW, small_checklist
from invented_edition import EDITION, IMPORTED

from bizenv_desktop.actions.issuing_actions import issue, issued, offers, take_offer
from bizenv_desktop.domain.record_json import to_json
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from answering import Superior
    from exchanging import Town

    from bizenv_desktop.library import Library

Pair = tuple["Town", "Superior"]
ISSUED = replace(small_checklist(), id="small@231222", version=3, title="兰西县自查表𬭎")


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """The county has issued a checklist and a text, and its feedback has arrived."""
    town, county = make_pair(tmp_path)
    county.receive(town.submit(tmp_path / "stick").path)
    with county.open() as store:
        store.save_checklist(ISSUED)
        store.keep_edition(IMPORTED)
        issue(store, [(ISSUED.id, 3)], [EDITION.id])
    assert take(town, county.answer(town, tmp_path / "stick").path).value == "taken"
    return town, county


def test_what_was_issued_is_offered_and_not_kept_by_itself(pair: Pair, library: Library) -> None:
    town, _ = pair
    with town.open() as store:
        found = offers(store, library)
        assert [(each.superior, each.name) for each in found] == [
            ("兰西县", "自查表“兰西县自查表𬭎”第3版"),
            ("兰西县", f"《{EDITION.title}》正式文本"),
        ]
        assert (ISSUED.id, 3) not in store.checklist_versions()
        assert store.imported_editions() == ()


def test_taken_offers_are_kept_as_issued_and_offered_no_more(pair: Pair, library: Library) -> None:
    town, _ = pair
    with town.open() as store:
        for each in offers(store, library):
            take_offer(store, library, each, "王喆", NOW)
        assert store.checklist(ISSUED.id, 3) == ISSUED
        (kept,) = store.imported_editions()
        assert (kept.edition, kept.source, kept.imported_by) == (EDITION, "兰西县下发", "王喆")
        assert kept.digest == IMPORTED.digest
        assert offers(store, library) == ()


def test_an_official_text_needs_a_name(pair: Pair, library: Library) -> None:
    town, _ = pair
    with town.open() as store:
        text = offers(store, library)[1]
        with pytest.raises(UserError, match="请填写是谁"):
            take_offer(store, library, text, " ", NOW)
        assert store.imported_editions() == ()


def test_what_does_not_hold_together_is_refused(pair: Pair, library: Library) -> None:
    town, _ = pair
    with town.open() as store:
        checklist, text = offers(store, library)
        wrong = replace(ISSUED, title="")
        with pytest.raises(UserError, match="有错，没有存入"):
            take_offer(store, library, replace(checklist, record=wrong), "王喆", NOW)
        twice = replace(EDITION, articles=(*EDITION.articles, EDITION.articles[0]))
        with pytest.raises(UserError, match="不完整"):
            take_offer(store, library, replace(text, record=twice), "王喆", NOW)
        assert (ISSUED.id, 3) not in store.checklist_versions()


def test_only_what_is_kept_can_be_issued(pair: Pair) -> None:
    _, county = pair
    with county.open() as store:
        with pytest.raises(UserError, match="不能下发"):
            issue(store, [("small@231222", 9)], [])
        with pytest.raises(UserError, match="没有导入过"):
            issue(store, [], ["cn.none.2020"])
        assert issued(store) == (((ISSUED.id, 3),), (EDITION.id,))
        issue(store, [], [])
        assert issued(store) == ((), ())


def test_the_package_holds_the_records_as_json(pair: Pair) -> None:
    town, county = pair
    with county.open() as store:
        (last,) = [each for each in store.packages.records() if each.kind.value == "feedback"]
        header = store.packages.content(last.id).header
        texts = [store.packages.attachment(blob.sha256) for blob in header.blobs]
    assert texts == [to_json(ISSUED).encode(), to_json(EDITION).encode()]
    assert header.organisation == town.organisation.code
