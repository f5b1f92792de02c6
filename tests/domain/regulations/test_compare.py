# SPDX-License-Identifier: MIT
"""Comparing two editions of an invented regulation, and what it means for citations."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bizenv_desktop.domain.regulations.citation_effect import CitationEffects, EffectKind
from bizenv_desktop.domain.regulations.compare import ChangeKind, Comparison, compare
from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.domain.regulations.official_text import to_edition
from bizenv_desktop.domain.regulations.regulation import (
    Article,
    Citation,
    Edition,
    Relevance,
    Status,
)
from bizenv_desktop.domain.regulations.regulation_text import parse_regulation
from bizenv_desktop.errors import UserError

OLD = """甲县便民条例
第一条 为了让群众少跑腿，制定本条例。
第二条 便民大厅每天八点开门，五点关门，中午有人值班。
第三条 窗口收件当场给回执，回执写明日期和办结时间。
办不了的件，窗口书面说明理由。
第四条 大厅应当有下列设施：
（一）轮椅和拐杖；
（二）老花镜；
（三）饮水机。
第五条 大厅不准卖保险，不准推销任何商品。
第六条 镇里每年评一次服务明星，发奖状。
第七条 本条例自2019年7月1日起施行。
"""
NEW = """甲县便民条例
第一条 为了让群众少跑腿，制定本条例。
第二条 便民大厅每天八点半开门，五点关门，中午有人值班。
第三条 出门不便的老人，由村里代办员上门取件送件。
第四条 窗口收件当场给回执，回执写明日期、经办人和办结时间。
办不了的件，窗口书面说明理由。
第五条 大厅应当有下列设施：
（一）轮椅和拐杖；
（二）老花镜和助听器；
（三）饮水机。
第六条 大厅不准卖保险，不准推销任何商品。
第七条 本条例自2019年7月1日起施行。
"""


def edition(text: str, year: int) -> Edition:
    return to_edition(
        parse_regulation(text),
        id=f"jx.bm.{year}",
        regulation="jx.bm",
        rank=LegalRank.LOCAL_REGULATION,
        issuer="甲县人大",
        effective=dt.date(year, 7, 1),
    )


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(edition(OLD, 2019), edition(NEW, 2024))


def number(article: Article | None) -> int | None:
    return article.number if article else None


def test_every_article_is_told(comparison: Comparison) -> None:
    told = [(each.kind, number(each.old), number(each.new)) for each in comparison.changes]
    assert told == [
        (ChangeKind.UNCHANGED, 1, 1),
        (ChangeKind.CHANGED, 2, 2),
        (ChangeKind.ADDED, None, 3),
        (ChangeKind.MOVED_AND_CHANGED, 3, 4),
        (ChangeKind.MOVED_AND_CHANGED, 4, 5),
        (ChangeKind.MOVED, 5, 6),
        (ChangeKind.REPEALED, 6, None),
        (ChangeKind.UNCHANGED, 7, 7),
    ]
    assert comparison.count(ChangeKind.MOVED_AND_CHANGED) == 2


def test_the_marks_are_the_characters_that_changed(comparison: Comparison) -> None:
    second = comparison.by_old_place[2, 0]
    third = comparison.by_old_place[3, 0]
    assert second.old
    assert second.new
    assert [second.new.text[s.start : s.end] for s in second.marks.added] == ["半"]
    assert second.marks.removed == ()
    assert third.old
    assert third.new
    assert third.marks.removed == ()
    assert [third.new.text[s.start : s.end] for s in third.marks.added] == ["、经办人"]


@pytest.mark.parametrize(
    ("old", "kind", "new"),
    [
        (Citation("", 1), EffectKind.STANDS, Citation("", 1)),
        (Citation("", 2), EffectKind.REVIEW, Citation("", 2)),
        (Citation("", 3), EffectKind.REVIEW, Citation("", 4)),
        (Citation("", 3, 1), EffectKind.REVIEW, Citation("", 4, 1)),
        (Citation("", 3, 2), EffectKind.MOVED, Citation("", 4, 2)),
        (Citation("", 4, None, 1), EffectKind.MOVED, Citation("", 5, None, 1)),
        (Citation("", 4, None, 2), EffectKind.REVIEW, Citation("", 5)),
        (Citation("", 5), EffectKind.MOVED, Citation("", 6)),
        (Citation("", 6), EffectKind.REPEALED, None),
        (Citation("", 7), EffectKind.STANDS, Citation("", 7)),
        (Citation("", 9), EffectKind.REVIEW, None),
        (Citation("", 2, 8), EffectKind.REVIEW, None),
    ],
)
def test_what_it_means_for_citations(
    comparison: Comparison, old: Citation, kind: EffectKind, new: Citation | None
) -> None:
    def of(place: Citation, edition: Edition) -> Citation:
        return Citation(edition.id, place.article, place.paragraph, place.subparagraph)

    effect = CitationEffects(comparison).on(of(old, comparison.old))
    assert effect.kind is kind
    assert effect.new == (None if new is None else of(new, comparison.new))


def test_a_paragraph_that_went_into_another_article_is_followed() -> None:
    old = "条例\n第一条 甲甲甲。\n第二条 乙乙乙。\n窗口给回执，写明日期。\n第三条 丙丙丙。"
    new = "条例\n第一条 甲甲甲。\n第二条 乙乙乙。\n第三条 丙丙丙。\n窗口给回执，写明日期。"
    effects = CitationEffects(compare(edition(f"甲县{old}", 2019), edition(f"甲县{new}", 2024)))
    effect = effects.on(Citation("jx.bm.2019", 2, 2))
    assert (effect.kind, effect.new) == (EffectKind.MOVED, Citation("jx.bm.2024", 3, 2))


def test_an_edition_with_itself_is_unchanged() -> None:
    same = compare(edition(OLD, 2019), edition(OLD, 2019))
    assert {change.kind for change in same.changes} == {ChangeKind.UNCHANGED}


def test_blanks_and_widths_of_brackets_are_no_change() -> None:
    wide = OLD.replace("八点开门", "（周末）八点开门")
    narrow = OLD.replace("八点开门", "(周末) 八点开门")
    same = compare(edition(wide, 2019), edition(narrow, 2024))
    assert same.count(ChangeKind.UNCHANGED) == 7


def test_digests_are_not_compared() -> None:
    bare = Article(1, "摘要", Status.VERIFIED, Relevance.NONE)
    digests = replace(edition(NEW, 2024), articles=(bare,))
    with pytest.raises(UserError, match="还没有导入官方文本"):
        compare(edition(OLD, 2019), digests)
