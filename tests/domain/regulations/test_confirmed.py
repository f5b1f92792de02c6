# SPDX-License-Identifier: MIT
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from helpers import NOW
from invented_edition import edition_of
from invented_text import LINES, TEXT
from official_texts import as_docx, as_gb18030, as_html

from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.domain.regulations.confirmed import (
    ConfirmedCitation,
    ImportedEdition,
    text_digest,
    with_imported,
)
from bizenv_desktop.domain.regulations.regulation_text import parse_regulation
from bizenv_desktop.imports.file_text import read_text

if TYPE_CHECKING:
    from bizenv_desktop.library import Library


def test_a_text_has_one_digest_whatever_it_was_saved_as() -> None:
    digests = {
        text_digest(parse_regulation(read_text(data, name)).articles)
        for data, name in (
            (as_docx(LINES), "a.docx"),
            (as_gb18030(LINES), "a.txt"),
            (as_html(LINES), "a.html"),
            (TEXT.encode(), "a.md"),
        )
    }
    assert len(digests) == 1


def test_one_other_word_is_another_digest() -> None:
    one, other = parse_regulation(TEXT), parse_regulation(TEXT.replace("回执", "收据", 1))
    assert text_digest(one.articles) != text_digest(other.articles)


def test_a_built_in_edition_shows_the_text_and_keeps_what_it_says_of_itself(
    library: Library,
) -> None:
    built_in = library.editions["hlj.yhyshj.2026"]
    text = edition_of(TEXT, built_in.id)
    day = date(2030, 1, 1)
    known = {**library.editions, built_in.id: replace(built_in, repealed=day)}
    found = with_imported(known, [ImportedEdition(text, "", "0" * 64, NOW, "")])[built_in.id]
    assert found.title == built_in.title
    assert found.repealed == day
    assert found.articles == text.articles
    assert found.complete
    assert found.has_official_text
    assert not built_in.has_official_text


def test_an_edition_of_ones_own_joins_the_others(library: Library) -> None:
    text = edition_of(TEXT)
    found = with_imported(library.editions, [ImportedEdition(text, "", "0" * 64, NOW, "")])
    assert found[text.id] == text
    assert len(found) == len(library.editions) + 1


def test_a_newer_edition_ends_the_one_before(library: Library) -> None:
    newer = replace(
        edition_of(TEXT, "hlj.yhyshj.20290301"),
        regulation="hlj.yhyshj",
        effective=date(2029, 3, 1),
    )
    found = with_imported(library.editions, [ImportedEdition(newer, "", "0" * 64, NOW, "")])
    assert found["hlj.yhyshj.2026"].repealed == date(2029, 3, 1)
    assert found["hlj.yhyshj.2023"].repealed == library.editions["hlj.yhyshj.2023"].repealed
    assert found[newer.id].repealed is None


def test_it_says_who_confirmed_and_when() -> None:
    place = Citation("qh.bmfw.2022", 2)
    confirmed = ConfirmedCitation("small", "A01", place, "王\x00喆", NOW)
    assert confirmed.words == "王喆于2026年11月23日确认"
    assert confirmed.key == ("small", "A01", "qh.bmfw.2022")
