# SPDX-License-Identifier: MIT
from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bizenv_desktop.domain.numerals import article_label, chinese_number
from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.domain.regulations.regulation import (
    Article,
    Chapter,
    Citation,
    Edition,
    Paragraph,
    Relevance,
    Status,
    Subparagraph,
    check_citation,
    editions_of,
)


def article(
    number: int, *paragraphs: Paragraph, insert: int = 0, chapter: int | None = None
) -> Article:
    return Article(
        number,
        f"摘要{number}-{insert}",
        Status.VERIFIED,
        Relevance.DIRECT,
        paragraphs=paragraphs,
        insert=insert,
        chapter=chapter,
    )


def paragraph(number: int, *cases: str) -> Paragraph:
    subparagraphs = tuple(Subparagraph(n, digest) for n, digest in enumerate(cases, 1))
    return Paragraph(number, f"款{number}", subparagraphs=subparagraphs)


PERMITS = Edition(
    id="cn.xzxkf.2019",
    regulation="cn.xzxkf",
    title="中华人民共和国行政许可法",
    short_title="行政许可法",
    rank=LegalRank.LAW,
    issuer="全国人民代表大会常务委员会",
    number="",
    adopted=dt.date(2019, 4, 23),
    effective=dt.date(2019, 4, 23),
    repealed=None,
    article_count=83,
    complete=False,
    chapters=(
        Chapter(1, "总则", 1, 10),
        Chapter(2, "设定", 11, 21),
        Chapter(3, "实施"),
        Chapter(4, "监督", 60),
    ),
    articles=(
        article(30),
        article(32, paragraph(1, "项一", "项二", "项三", "项四"), paragraph(2)),
        article(32, insert=1),
        article(58, chapter=3),
        article(61, chapter=4),
        article(72, paragraph(1, "情形一")),
    ),
    source="",
    note="",
)
EDITIONS = {PERMITS.id: PERMITS}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"),
        (72, "七十二"), (99, "九十九"), (100, "一百"), (101, "一百零一"), (110, "一百一十"),
        (111, "一百一十一"), (120, "一百二十"), (1000, "一千"), (1005, "一千零五"),
        (1050, "一千零五十"), (1260, "一千二百六十"), (9999, "九千九百九十九"),
        (10000, "10000"), (0, "0"), (-3, "-3"),
    ],
)  # fmt: skip
def test_chinese_numbers(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_labels_of_nodes() -> None:
    assert article_label(32) == "第三十二条"
    assert article_label(120, 2) == "第一百二十条之二"
    found = PERMITS.article(32)
    assert found is not None
    assert found.label == "第三十二条"
    assert found.paragraphs[1].label == "第二款"
    assert found.paragraphs[0].subparagraphs[3].label == "第（四）项"
    assert PERMITS.chapters[2].label == "第三章"
    assert [Status.VERIFIED.label, Status.INFERRED.label] == ["已核", "推断，待核"]
    assert "".join(relevance.mark for relevance in Relevance) == "●○–"


@pytest.mark.parametrize(
    ("citation", "label"),
    [
        (Citation("x", 36), "第三十六条"),
        (Citation("x", 36, 1), "第三十六条第一款"),
        (Citation("x", 32, 1, 4), "第三十二条第一款第（四）项"),
        (Citation("x", 69, None, 11), "第六十九条第（十一）项"),
        (Citation("x", 120, 2, insert=1), "第一百二十条之一第二款"),
    ],
)
def test_citations_are_labelled_as_in_official_papers(citation: Citation, label: str) -> None:
    assert citation.label() == label
    assert citation.full_label(PERMITS) == f"《中华人民共和国行政许可法》{label}"


@pytest.mark.parametrize(
    ("citation", "reason"),
    [
        (Citation("cn.xzxkf.2019", 30), None),
        (Citation("cn.xzxkf.2019", 32, insert=1), None),
        (Citation("cn.xzxkf.2019", 32, 2), None),
        (Citation("cn.xzxkf.2019", 32, 1, 4), None),
        (Citation("cn.xzxkf.2019", 72, None, 1), None),
        (Citation("cn.xzxkf.2003", 30), "没有编号为“cn.xzxkf.2003”的法规版本"),
        (Citation("cn.xzxkf.2019", 84), "《行政许可法》共83条，没有第八十四条"),
        (Citation("cn.xzxkf.2019", 31),
         "《行政许可法》（cn.xzxkf.2019）没有列出第三十一条，只列出的条可以引用"),
        (Citation("cn.xzxkf.2019", 30, insert=2),
         "《行政许可法》（cn.xzxkf.2019）没有列出第三十条之二，只列出的条可以引用"),
        (Citation("cn.xzxkf.2019", 30, 1), "《行政许可法》第三十条没有列出款，只能引用到条"),
        (Citation("cn.xzxkf.2019", 30, None, 1), "《行政许可法》第三十条没有列出款，只能引用到条"),
        (Citation("cn.xzxkf.2019", 32, 3), "《行政许可法》第三十二条没有列出第三款"),
        (Citation("cn.xzxkf.2019", 32, None, 4),
         "《行政许可法》第三十二条不止一款，引用项时要写明哪一款"),
        (Citation("cn.xzxkf.2019", 32, 1, 5), "《行政许可法》第三十二条没有列出第一款第（五）项"),
        (Citation("cn.xzxkf.2019", 32, 2, 1), "《行政许可法》第三十二条没有列出第二款第（一）项"),
        (Citation("cn.xzxkf.2019", 72, 1, 1), "《行政许可法》第七十二条只有一款，引用时不写款"),
        (Citation("cn.xzxkf.2019", 72, None, 2), "《行政许可法》第七十二条没有列出第（二）项"),
    ],
)  # fmt: skip
def test_a_citation_stands_only_on_what_is_listed(citation: Citation, reason: str | None) -> None:
    assert check_citation(citation, EDITIONS) == reason


def test_a_complete_edition_says_plainly_that_an_article_is_not_there() -> None:
    complete = replace(PERMITS, complete=True)
    reason = check_citation(Citation(complete.id, 30, insert=1), {complete.id: complete})
    assert reason == "《行政许可法》没有第三十条之一"


@pytest.mark.parametrize(
    ("citation", "digest"),
    [
        (Citation("cn.xzxkf.2019", 32), "摘要32-0"),
        (Citation("cn.xzxkf.2019", 32, insert=1), "摘要32-1"),
        (Citation("cn.xzxkf.2019", 32, 2), "款2"),
        (Citation("cn.xzxkf.2019", 32, 1, 4), "项四"),
        (Citation("cn.xzxkf.2019", 72, None, 1), "情形一"),
        (Citation("cn.xzxkf.2019", 32, 1, 9), "款1"),
        (Citation("cn.xzxkf.2019", 32, 9), "摘要32-0"),
        (Citation("cn.xzxkf.2019", 32, None, 4), "摘要32-0"),
        (Citation("cn.xzxkf.2019", 31), ""),
    ],
)
def test_the_digest_is_that_of_the_most_specific_node(citation: Citation, digest: str) -> None:
    assert PERMITS.digest_of(citation) == digest


@pytest.mark.parametrize(
    ("number", "chapter"),
    [(1, 1), (10, 1), (11, 2), (21, 2), (22, None), (58, 3), (60, 4), (61, 4), (62, None)],
)
def test_a_chapter_is_told_only_where_it_is_known(number: int, chapter: int | None) -> None:
    found = PERMITS.chapter_of(number)
    assert (found.number if found else None) == chapter


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2023, 2, 28), False),
        (dt.date(2023, 3, 1), True),
        (dt.date(2026, 2, 28), True),
        (dt.date(2026, 3, 1), False),
    ],
)
def test_an_edition_is_in_force_from_its_day_to_the_day_before_repeal(
    day: dt.date, expected: bool
) -> None:
    edition = replace(PERMITS, effective=dt.date(2023, 3, 1), repealed=dt.date(2026, 3, 1))
    assert edition.in_force_on(day) is expected


def test_an_edition_without_an_effective_day_is_never_in_force() -> None:
    assert not replace(PERMITS, effective=None).in_force_on(dt.date(2026, 3, 1))


def test_editions_of_a_regulation_come_newest_first() -> None:
    old = replace(PERMITS, id="cn.xzxkf.2003", effective=dt.date(2004, 7, 1))
    undated = replace(PERMITS, id="cn.xzxkf.0", effective=None)
    other = replace(PERMITS, id="cn.xzcf.2021", regulation="cn.xzcf")
    assert editions_of([undated, old, other, PERMITS], "cn.xzxkf") == (PERMITS, old, undated)
    assert editions_of([PERMITS], "cn.unknown") == ()


def test_which_rank_prevails() -> None:
    law, national, local, party, local_rule, rule = LegalRank
    superior = {(a, b) for a in LegalRank for b in LegalRank if a.is_superior(b)}
    assert superior == {
        (law, national), (law, local), (law, local_rule), (law, rule),
        (national, local), (national, local_rule), (national, rule),
        (local, local_rule),
    }  # fmt: skip
    assert party.label == "党内法规"
    assert len({rank.label for rank in LegalRank}) == len(LegalRank)
