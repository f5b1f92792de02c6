# SPDX-License-Identifier: MIT
"""Imported texts and confirmed citations: whole or not at all, and gone together."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from helpers import RARE
from invented_edition import CITATIONS, IMPORTED

from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from pathlib import Path

EDITION = IMPORTED.edition.id
BOTH = {each.key: each for each in CITATIONS}


@pytest.fixture
def shelf(store: Store) -> Store:
    """A database with one imported text."""
    store.keep_edition(IMPORTED)
    return store


def test_a_text_is_read_back_as_it_was_kept(store: Store) -> None:
    imported = replace(IMPORTED, source=RARE, imported_by=RARE)
    change = store.keep_edition(imported)
    assert change.editions == {EDITION}
    assert store.imported_editions() == (imported,)


def test_citations_are_confirmed_changed_and_taken_back(shelf: Store) -> None:
    assert shelf.save_citations(BOTH).citations == BOTH.keys()
    assert shelf.citations() == CITATIONS
    first, second = CITATIONS
    other = replace(first, place=Citation(EDITION, 4, 2), confirmed_by=RARE)
    shelf.save_citations({first.key: other, second.key: None})
    assert shelf.citations() == (other,)


def test_a_later_text_keeps_the_citations_it_does_not_touch(shelf: Store) -> None:
    shelf.save_citations(BOTH)
    later = replace(IMPORTED, digest="1" * 64)
    change = shelf.keep_edition(later, {CITATIONS[0].key: None})
    assert change.citations == {CITATIONS[0].key}
    assert shelf.imported_editions() == (later,)
    assert shelf.citations() == CITATIONS[1:]


def test_a_forgotten_text_takes_its_citations_along(shelf: Store) -> None:
    shelf.save_citations(BOTH)
    change = shelf.forget_edition(EDITION)
    assert (change.editions, change.citations) == ({EDITION}, BOTH.keys())
    assert (shelf.imported_editions(), shelf.citations()) == ((), ())


def test_a_refused_write_changes_nothing(shelf: Store) -> None:
    first, second = CITATIONS
    stray = replace(second, place=Citation("nowhere", 1))
    with pytest.raises(sqlite3.IntegrityError):
        shelf.save_citations({first.key: first, stray.key: stray})
    assert shelf.citations() == ()


def test_a_damaged_text_is_told_in_words(shelf: Store, tmp_path: Path) -> None:
    path = shelf.path
    shelf.close()
    with sqlite3.connect(path) as opened:
        opened.execute("UPDATE imported_edition SET imported = 'x'")
    opened.close()
    with Store.open(path) as store, pytest.raises(DatabaseError, match="损坏"):
        store.imported_editions()
