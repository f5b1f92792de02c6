# SPDX-License-Identifier: MIT
from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.domain.regulations.locate import MOST, Locator
from bizenv_desktop.domain.regulations.official_text import to_edition
from bizenv_desktop.domain.regulations.regulation_text import parse_regulation

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist
    from bizenv_desktop.domain.regulations.regulation import Edition

TEXT = """甲县便民条例
第一条 为了让群众少跑腿，制定本条例。
第二条 大厅每天准时开门。
窗口收件材料不齐的，应当一次性告知要补哪些材料。
第三条 窗口对不属于本大厅的事，应当说明该去哪里办。
第四条 大厅设投诉箱和投诉电话，保护经营主体的权益。
第五条 有下列情形之一的，依法追究责任：
（一）材料不齐不一次性告知的；
（二）压件不办的。
第六条 本条例自2019年7月1日起施行。
"""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return to_edition(
        parse_regulation(TEXT),
        id="jx.bm.2019",
        regulation="jx.bm",
        rank=LegalRank.LOCAL_REGULATION,
        issuer="甲县人大",
        effective=dt.date(2019, 7, 1),
    )


def item(small: Checklist, title: str, *topics: str) -> CheckItem:
    return replace(small.items[0], title=title, standard=title, topic_words=topics)


def test_the_paragraph_with_the_words_comes_first(edition: Edition, small: Checklist) -> None:
    found = Locator(edition).propose(item(small, "材料补正告知", "一次性告知", "材料"))
    assert found[0].place.label() == "第二条第二款"
    assert found[0].score > found[1].score


def test_an_article_on_liability_comes_first_only_when_asked_for(
    edition: Edition, small: Checklist
) -> None:
    locator = Locator(edition)
    asked = locator.propose(item(small, "压件追究责任", "追究责任", "压件"))
    assert asked[0].place.article == 5


def test_the_matched_words_are_marked_in_the_article(edition: Edition, small: Checklist) -> None:
    best = Locator(edition).propose(item(small, "材料补正", "一次性告知", "材料"))[0]
    marked = [best.text[span.start : span.end] for span in best.spans]
    assert "一次性告知" in "".join(marked)
    assert set(marked) == set(best.words)
    article = edition.article(2)
    assert article is not None
    assert best.text == article.text


def test_old_and_new_name_of_market_entities_are_one(edition: Edition, small: Checklist) -> None:
    best = Locator(edition).propose(item(small, "权益", "市场主体", "权益"))[0]
    assert best.place.article == 4
    assert "经营主体" in "".join(best.words)


def test_no_common_word_no_proposal(edition: Edition, small: Checklist) -> None:
    assert Locator(edition).propose(item(small, "消防水带", "灭火器")) == ()


def test_never_more_than_asked_for_and_always_the_same(edition: Edition, small: Checklist) -> None:
    wanted = item(small, "窗口材料告知投诉", "窗口", "材料", "投诉", "大厅")
    first = Locator(edition).propose(wanted)
    assert len(first) == MOST
    assert len({each.place.article for each in first}) == MOST
    assert Locator(edition).propose(wanted) == first
    assert Locator(edition).propose(wanted, most=1) == first[:1]


def test_digests_are_searched_where_there_is_no_text(edition: Edition, small: Checklist) -> None:
    articles = tuple(replace(a, digest=a.text, text="", paragraphs=()) for a in edition.articles)
    found = Locator(replace(edition, articles=articles)).propose(
        item(small, "材料补正告知", "一次性告知", "材料")
    )
    assert found[0].place.label() == "第二条"
