# SPDX-License-Identifier: MIT
"""The built-in regulations: complete where they say so, and never more than was verified."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from bizenv_desktop.domain.regulations.edition_file import parse_edition
from bizenv_desktop.domain.regulations.regulation import (
    Edition,
    Node,
    Relevance,
    Status,
    editions_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.regulations.regulation import Article, Chapter, Paragraph

RESOURCES = Path(__file__).parents[2] / "resources" / "regulations"
NOT_CHINESE = re.compile(r"[^\u3400-\u9fff\U00020000-\U0003ffff]")
LONGEST_SHARED_RUN = 12

NATIONAL = "cn.yhyshj.2020"
SUPERIOR = {
    "cn.xzxkf.2019": [29, 30, 31, 32, 42, 44, 58, 59, 72, 82],
    "cn.zxzwfw.2019": [6, 7, 8, 9, 10, 11, 12, 14],
    "cn.zfxxgk.2019": [20, 21, 25, 26, 33],
    "cn.shjz.2019": [4, 11, 60, 61],
    "cn.wzahj.2023": [39, 40],
    "cn.xfgz.2022": [18, 23, 31, 34],
    "cn.zxqykx.2025": [8, 9, 14, 17],
    "cn.xzcf.2021": [24, 39, 42, 47],
    "cn.grxxbh.2021": [6, 19],
    "hlj.yshjjd.2020": [2, 3],
}
# edition: the articles read in its text, and those only inferred
PROVINCIAL = {
    "hlj.yhyshj.2019": ([4, 5], []),
    "hlj.yhyshj.2023": ([1, 2, 3, 4, 65, 66, 67, 90, 91, 92], [5]),
    "hlj.yhyshj.2026": ([1, 2, 3, 4, 6, 7], [5]),
}
DIRECT = [3, 25, 30, 34, 35, 36, 37, 38, 40, 43, 44, 49, 69]


@pytest.fixture(scope="module")
def editions() -> dict[str, Edition]:
    files = sorted(RESOURCES.glob("*.toml"))
    read = {file.stem: parse_edition(file.read_text("utf-8"), file.name) for file in files}
    assert [edition.id for edition in read.values()] == list(read), "file names are the ids"
    return read


@pytest.fixture(scope="module")
def official_texts() -> str:
    """Chinese characters of whatever official texts lie beside the project; skips without them."""
    folder = Path(__file__).parents[2].parent / "shared" / "regulations"
    texts = [file.read_text("utf-8") for file in sorted(folder.glob("*.md"))]
    if not texts:
        pytest.skip("no official texts beside the project")
    return "\n".join(NOT_CHINESE.sub("", text) for text in texts)


def nodes(edition: Edition) -> Iterator[tuple[str, Node]]:
    """Every article, paragraph and case, each with its place."""
    for article in edition.articles:
        yield article.label, article
        for paragraph in article.paragraphs:
            yield article.label + paragraph.label, paragraph
            for case in paragraph.subparagraphs:
                yield article.label + paragraph.label + case.label, case


def test_exactly_the_agreed_editions_are_there(editions: dict[str, Edition]) -> None:
    assert set(editions) == {NATIONAL, *SUPERIOR, *PROVINCIAL}


def test_the_national_regulation_is_whole(editions: dict[str, Edition]) -> None:
    national = editions[NATIONAL]
    assert national.complete
    assert [article.number for article in national.articles] == list(range(1, 73))
    assert {article.status for article in national.articles} == {Status.VERIFIED}
    assert len({article.digest for article in national.articles}) == 72
    assert all(national.chapter_of(number) for number in range(1, 73))


def test_the_national_relevance_is_as_judged(editions: dict[str, Edition]) -> None:
    articles = editions[NATIONAL].articles
    assert Counter(article.relevance for article in articles) == {
        Relevance.DIRECT: 13,
        Relevance.INDIRECT: 31,
        Relevance.NONE: 28,
    }
    assert [a.number for a in articles if a.relevance is Relevance.DIRECT] == DIRECT


def test_article_69_lists_its_eleven_cases(editions: dict[str, Edition]) -> None:
    article = editions[NATIONAL].article(69)
    assert article is not None
    assert article.is_one_paragraph
    cases = article.paragraphs[0].subparagraphs
    assert [case.number for case in cases] == list(range(1, 12))


@pytest.mark.parametrize(("edition", "numbers"), SUPERIOR.items())
def test_superior_laws_list_what_may_be_cited(
    editions: dict[str, Edition], edition: str, numbers: list[int]
) -> None:
    law = editions[edition]
    assert not law.complete
    assert [article.number for article in law.articles] == numbers
    assert {article.status for article in law.articles} == {Status.VERIFIED}


@pytest.mark.parametrize(("edition", "expected"), PROVINCIAL.items())
def test_provincial_editions_hold_what_was_verified_and_nothing_more(
    editions: dict[str, Edition], edition: str, expected: tuple[list[int], list[int]]
) -> None:
    articles = editions[edition].articles
    read, inferred = (
        [article.number for article in articles if article.status is status]
        for status in (Status.VERIFIED, Status.INFERRED)
    )
    assert (read, inferred) == expected
    assert not editions[edition].complete


def test_whatever_was_inferred_says_from_what(editions: dict[str, Edition]) -> None:
    notes = {
        (edition.id, node.label): node.note
        for edition in editions.values()
        for group in (edition.chapters, edition.articles, *(a.paragraphs for a in edition.articles))
        for node in cast("tuple[Chapter | Article | Paragraph, ...]", group)
        if node.status is Status.INFERRED
    }
    chapters = {f"第{number}章" for number in "一二三四五六七"}
    assert set(notes) == {
        *(("hlj.yhyshj.2023", label) for label in chapters - {"第一章", "第七章"}),
        *(("hlj.yhyshj.2026", label) for label in chapters),
        *((f"hlj.yhyshj.{year}", label) for year in (2023, 2026) for label in ("第五条", "第三款")),
    }
    assert all(notes.values())


def test_the_responsible_leader_clause_is_inferred_but_in_2019(
    editions: dict[str, Edition],
) -> None:
    found = {}
    for edition, number in (("2019", 2), ("2023", 3), ("2026", 3)):
        article = editions[f"hlj.yhyshj.{edition}"].article(4)
        assert article is not None
        paragraph = article.paragraph(number)
        assert paragraph is not None
        assert "第一责任人" in paragraph.digest
        found[edition] = paragraph.status
    assert found == {
        "2019": Status.VERIFIED,
        "2023": Status.INFERRED,
        "2026": Status.INFERRED,
    }


def test_no_bound_of_a_provincial_chapter_is_invented(editions: dict[str, Edition]) -> None:
    bounds = {
        (edition.id, chapter.number): (chapter.first, chapter.last)
        for edition in editions_of(editions.values(), "hlj.yhyshj")
        for chapter in edition.chapters
        if chapter.first or chapter.last
    }
    assert bounds == {
        ("hlj.yhyshj.2023", 1): (1, None),
        ("hlj.yhyshj.2023", 7): (90, None),
        ("hlj.yhyshj.2026", 1): (1, None),
    }


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (dt.date(2019, 2, 28), []),
        (dt.date(2019, 3, 1), ["hlj.yhyshj.2019"]),
        (dt.date(2023, 2, 28), ["hlj.yhyshj.2019"]),
        (dt.date(2023, 3, 1), ["hlj.yhyshj.2023"]),
        (dt.date(2026, 3, 1), ["hlj.yhyshj.2026"]),
        (dt.date(2026, 11, 23), ["hlj.yhyshj.2026"]),
    ],
)
def test_one_provincial_edition_is_in_force_on_a_day(
    editions: dict[str, Edition], day: dt.date, in_force: list[str]
) -> None:
    provincial = editions_of(editions.values(), "hlj.yhyshj")
    assert [edition.id for edition in provincial if edition.in_force_on(day)] == in_force


def test_totals_are_stated_where_they_are_certain(editions: dict[str, Edition]) -> None:
    assert {id_: edition.article_count for id_, edition in editions.items()} == {
        "cn.grxxbh.2021": 74,
        "cn.shjz.2019": 70,
        "cn.wzahj.2023": 72,
        "cn.xfgz.2022": 50,
        "cn.xzcf.2021": 86,
        "cn.xzxkf.2019": 83,
        "cn.yhyshj.2020": 72,
        "cn.zfxxgk.2019": 56,
        "cn.zxqykx.2025": 37,
        "cn.zxzwfw.2019": 16,
        "hlj.yhyshj.2019": 63,
        "hlj.yhyshj.2023": None,
        "hlj.yhyshj.2026": None,
        "hlj.yshjjd.2020": None,
    }


def test_no_two_digests_of_an_edition_are_the_same(editions: dict[str, Edition]) -> None:
    for edition in editions.values():
        counted = Counter(node.digest for _, node in nodes(edition))
        assert [digest for digest, times in counted.items() if times > 1] == []


def test_built_in_nodes_carry_no_official_text(editions: dict[str, Edition]) -> None:
    found = [node for edition in editions.values() for _, node in nodes(edition)]
    assert len(found) > 300
    assert {node.text for node in found} == {""}


def test_digests_are_our_own_words(editions: dict[str, Edition], official_texts: str) -> None:
    length = LONGEST_SHARED_RUN + 1
    shared = []
    for edition in editions.values():
        for place, node in nodes(edition):
            words = NOT_CHINESE.sub("", node.digest)
            runs = (words[start : start + length] for start in range(len(words) - length + 1))
            shared += [(edition.id, place, run) for run in runs if run in official_texts]
    assert shared == []
