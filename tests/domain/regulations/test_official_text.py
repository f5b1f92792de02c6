# SPDX-License-Identifier: MIT
from __future__ import annotations

import datetime as dt
from dataclasses import replace

import invented_text
import pytest

from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.domain.regulations.official_text import (
    digests_without_text,
    to_edition,
    with_official_text,
)
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
)
from bizenv_desktop.domain.regulations.regulation_text import ParsedRegulation, parse_regulation
from bizenv_desktop.errors import UserError

EFFECTIVE = dt.date(2022, 8, 1)


@pytest.fixture(scope="module")
def parsed() -> ParsedRegulation:
    return parse_regulation(invented_text.TEXT)


def imported(parsed: ParsedRegulation) -> Edition:
    return to_edition(
        parsed,
        id="qh.bmfw.2022",
        regulation="qh.bmfw",
        rank=LegalRank.LOCAL_REGULATION,
        issuer="青禾县人民代表大会常务委员会",
        effective=EFFECTIVE,
        source="官方文本",
    )


def built_in(**changes: object) -> Edition:
    """Digests of some articles, one of a paragraph the text does not have."""
    second = Article(
        2,
        "大厅该有什么",
        Status.VERIFIED,
        Relevance.DIRECT,
        note="旧注",
        paragraphs=(
            Paragraph(1, "三样东西", subparagraphs=(Subparagraph(3, "少见字"),)),
            Paragraph(3, "据说还有一款", Status.INFERRED),
        ),
    )
    edition = Edition(
        id="qh.bmfw.2022",
        regulation="qh.bmfw",
        title=invented_text.TITLE,
        short_title="便民条例",
        rank=LegalRank.LOCAL_REGULATION,
        issuer="青禾县人民代表大会常务委员会",
        number="",
        adopted=dt.date(2022, 6, 1),
        effective=EFFECTIVE,
        repealed=None,
        article_count=None,
        complete=False,
        chapters=(Chapter(1, "总则", 1),),
        articles=(second, Article(99, "没有的条", Status.INFERRED, Relevance.NONE)),
        source="摘要",
        note="",
    )
    return replace(edition, **changes)


def test_an_edition_of_the_text_alone(parsed: ParsedRegulation) -> None:
    edition = imported(parsed)
    assert (edition.title, edition.short_title) == (invented_text.TITLE, invented_text.TITLE)
    assert (edition.adopted, edition.effective) == (dt.date(2022, 6, 1), EFFECTIVE)
    assert (edition.article_count, edition.complete) == (6, True)
    assert {article.relevance for article in edition.articles} == {Relevance.UNJUDGED}
    assert (edition.parts, edition.sections) == (parsed.parts, parsed.sections)


@pytest.mark.parametrize(
    ("citation", "reason"),
    [
        (Citation("qh.bmfw.2022", 2, 1, 2, item=1), None),
        (Citation("qh.bmfw.2022", 2, 1, 2, item=3), "没有列出第一款第（二）项第3目"),
        (Citation("qh.bmfw.2022", 3, insert=1), None),
        (Citation("qh.bmfw.2022", 5, None, 2), None),
        (Citation("qh.bmfw.2022", 1, 1), "只能引用到条"),
    ],
)
def test_its_places_can_be_cited(
    parsed: ParsedRegulation, citation: Citation, reason: str | None
) -> None:
    edition = imported(parsed)
    said = check_citation(citation, {edition.id: edition})
    assert (said is None) if reason is None else (said is not None and reason in said)


def test_an_item_is_cited_as_official_papers_do(parsed: ParsedRegulation) -> None:
    citation = Citation("qh.bmfw.2022", 2, 1, 2, item=1)
    node = imported(parsed).node_of(citation)
    assert node is not None
    assert (citation.label(), node.label, node.text) == (
        "第二条第一款第（二）项第1目",
        "第1目",
        "座机；",
    )


def test_doubles_are_refused(parsed: ParsedRegulation) -> None:
    double = replace(parsed, doubles=("第一条", "第二条"))
    with pytest.raises(UserError, match="第一条、第二条出现了两次"):
        imported(double)
    with pytest.raises(UserError, match="出现了两次"):
        with_official_text(built_in(), double)


def test_a_missing_title_is_asked_for(parsed: ParsedRegulation) -> None:
    with pytest.raises(UserError, match="没有标题"):
        imported(replace(parsed, title=""))


def test_gaps_make_the_edition_incomplete(parsed: ParsedRegulation) -> None:
    assert not imported(replace(parsed, gaps=("第九条",))).complete


def test_the_text_joins_the_digests(parsed: ParsedRegulation) -> None:
    edition = with_official_text(built_in(), parsed)
    second = edition.article(2)
    assert second is not None
    assert (second.text, second.digest) == (invented_text.ARTICLE_2, "大厅该有什么")
    assert (second.relevance, second.note) == (Relevance.DIRECT, "旧注")
    assert [(p.number, p.digest) for p in second.paragraphs] == [(1, "三样东西"), (2, "")]
    cases = second.paragraphs[0].subparagraphs
    assert [(case.number, case.digest) for case in cases] == [(1, ""), (2, ""), (3, "少见字")]
    assert len(cases[1].items) == 2
    assert [article.label for article in edition.articles][-1] == "第六条"
    assert (edition.article_count, edition.complete) == (6, True)
    assert edition.chapters == parsed.chapters
    assert (edition.id, edition.short_title, edition.source) == ("qh.bmfw.2022", "便民条例", "摘要")


def test_digests_that_find_no_text_are_named_before_they_go(parsed: ParsedRegulation) -> None:
    assert digests_without_text(built_in(), parsed) == (
        Citation("qh.bmfw.2022", 2, 3),
        Citation("qh.bmfw.2022", 99),
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "青禾县窗口条例"}, "不是《青禾县窗口条例》"),
        ({"adopted": dt.date(2024, 1, 1)}, "2024-01-01"),
        ({"adopted": dt.date(2019, 3, 5)}, "2022-06-01通过或修改"),
    ],
)
def test_another_regulation_or_another_edition_is_refused(
    parsed: ParsedRegulation, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        with_official_text(built_in(**changes), parsed)


def test_a_qualified_title_is_the_same_regulation(parsed: ParsedRegulation) -> None:
    qualified = replace(parsed, title=f"{invented_text.TITLE}（2022年修正）")
    assert with_official_text(built_in(), qualified).title == invented_text.TITLE
