# SPDX-License-Identifier: MIT
from __future__ import annotations

import datetime as dt

import pytest

from bizenv_desktop.domain.regulations.edition_file import parse_edition
from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.domain.regulations.regulation import Citation, Relevance, Status
from bizenv_desktop.errors import ContentError

HEAD = """
format = 1

[edition]
id = "cn.demo.2020"
regulation = "cn.demo"
title = "某某条例"
level = "administrative_regulation"
issuer = "国务院"
adopted = 2019-10-08
effective = 2020-01-01
articles = 4
complete = true
source = "自拟"
"""

CHAPTERS = """
[[chapter]]
number = 1
title = "总则"
first = 1
last = 2

[[chapter]]
number = 2
title = "附则"
first = 3
last = 4
"""


def article(number: int, *more: str) -> str:
    head = f'[[article]]\nnumber = {number}\ndigest = "摘要{number}"\nstatus = "verified"\n'
    return head + 'relevance = "direct"\n' + "\n".join(more) + "\n"


ARTICLES = "".join(map(article, (1, 2, 3, 4)))
WHOLE = HEAD + CHAPTERS + ARTICLES


def changed(old: str, new: str, text: str = WHOLE) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_a_whole_edition_is_read() -> None:
    cases = (
        "[[article.paragraph]]\nnumber = 1\ndigest = '款'\nstatus = 'inferred'\nnote = '只见首句'\n"
        "[[article.paragraph.subparagraph]]\nnumber = 1\ndigest = '项<&>\"㐱'\n"
        "[[article.paragraph.subparagraph]]\nnumber = 2\ndigest = '项二'\nstatus = 'verified'\n"
    )
    text = HEAD + CHAPTERS + article(1) + article(2, 'note = "待核"', cases)
    edition = parse_edition(
        text + article(3) + article(3, "insert = 1") + article(4),
        "甲.toml",
    )
    assert edition.rank is LegalRank.ADMINISTRATIVE_REGULATION
    assert (edition.short_title, edition.number, edition.repealed) == ("某某条例", "", None)
    assert edition.effective == dt.date(2020, 1, 1)
    assert edition.article_count == 4
    assert [a.label for a in edition.articles] == [
        "第一条", "第二条", "第三条", "第三条之一", "第四条",
    ]  # fmt: skip
    second = edition.articles[1]
    assert (second.note, second.relevance, second.status, second.text) == (
        "待核", Relevance.DIRECT, Status.VERIFIED, "",
    )  # fmt: skip
    only = second.paragraphs[0]
    assert (only.status, only.note) == (Status.INFERRED, "只见首句")
    assert [case.status for case in only.subparagraphs] == [Status.INFERRED, Status.VERIFIED]
    assert edition.digest_of(Citation(edition.id, 2, None, 1)) == '项<&>"㐱'


def test_bounds_may_be_unknown_and_articles_say_their_chapter() -> None:
    text = changed("complete = true", "complete = false", HEAD).replace("articles = 4\n", "")
    chapters = (
        '[[chapter]]\nnumber = 1\ntitle = "总则"\nfirst = 1\n'
        '[[chapter]]\nnumber = 2\ntitle = "政务环境"\nstatus = "inferred"\nnote = "推断"\n'
        '[[chapter]]\nnumber = 3\ntitle = "监督"\nfirst = 90\n'
    )
    edition = parse_edition(
        text + chapters + article(1) + article(65) + article(91, "chapter = 3"), "甲"
    )
    assert edition.article_count is None
    assert edition.chapters[1].status is Status.INFERRED
    found = [edition.chapter_of(number) for number in (1, 65, 91)]
    assert [chapter and chapter.title for chapter in found] == ["总则", None, "监督"]


PARAGRAPHS = (
    '[[article.paragraph]]\nnumber = {}\ndigest = "甲"\n'
    '[[article.paragraph]]\nnumber = {}\ndigest = "乙"\n'
)
CASES = (
    '[[article.paragraph]]\nnumber = 1\ndigest = "甲"\n'
    '[[article.paragraph.subparagraph]]\nnumber = 2\ndigest = "乙"\n'
    '[[article.paragraph.subparagraph]]\nnumber = 2\ndigest = "丙"\n'
)


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        # keys and types
        (changed('title = "某某条例"\n', ""), "edition", "缺少 title"),
        (changed("title =", "titel ="), "edition", "缺少 title（写成了 titel？）"),
        (changed("source =", "url = 'x'\nsource ="), "edition", "有不认识的键：url"),
        (WHOLE + "\n[[articel]]\nnumber = 5\n", "", "有不认识的键：articel（是不是 article？）"),
        (changed('"administrative_regulation"', '"decree"'), "edition level",
         "“decree”不在可选范围：law、administrative_regulation、local_regulation、"
         "party_regulation、local_rule、rule"),
        (changed("2019-10-08", '"2019-10-08"'), "edition adopted",
         "应当是日期（如 2026-03-01，不加引号）"),
        (changed("complete = true", 'complete = "yes"'), "edition complete", "应当是true 或 false"),
        (changed("articles = 4", "articles = 0"), "edition articles", "是0，应当不小于1"),
        (changed("format = 1", "format = 2"), "format",
         "格式号是2，本程序只认识1，请换用相应版本的程序"),
        (HEAD, "", "缺少 article"),
        (changed('digest = "摘要3"\n', ""), "第三条", "缺少 digest"),
        (changed('digest = "摘要3"', 'digest = ""'), "第三条 digest", "不能是空的"),
        (changed('digest = "摘要3"', 'digest = "甲"\ntext = "乙"'), "第三条", "有不认识的键：text"),
        (HEAD + article(1, 'relevance2 = "none"'), "第一条",
         "有不认识的键：relevance2（是不是 relevance？）"),
        # head
        (changed('id = "cn.demo.2020"', 'id = "CN 2020"'), "edition id",
         "只能用小写字母和数字，中间用点隔开，如 cn.xzxkf.2019"),
        (changed('id = "cn.demo.2020"', 'id = "cn.other.2020"'), "edition id",
         "应当以“cn.demo.”开头"),
        (changed("articles = 4\n", ""), "edition articles", "complete = true 时要写明共多少条"),
        (changed("effective = 2020", "effective = 2018"), "edition",
         "施行日期早于通过日期（2018-01-01早于2019-10-08）"),
        (changed("articles = 4", "articles = 4\nrepealed = 2019-12-31"), "edition",
         "废止日期早于施行日期（2019-12-31早于2020-01-01）"),
        # articles
        (WHOLE.replace("number = 4\ndigest", "number = 3\ndigest"), "第三条", "写了两次"),
        (HEAD + article(2) + article(1), "第一条", "排在第二条之后，次序颠倒"),
        (HEAD + article(1, "insert = 1") + article(1), "第一条", "排在第一条之一之后，次序颠倒"),
        (WHOLE + article(5), "第五条", "全文只有4条"),
        (HEAD + article(1) + article(3) + article(4), "article", "complete = true，却缺第2条"),
        (changed("articles = 4", "articles = 9", HEAD) + article(2), "article",
         "complete = true，却缺第1条、第3条、第4条、第5条、第6条等8条"),
        (HEAD + article(1, PARAGRAPHS.format(1, 1)), "第一条", "第1款写了两次"),
        (HEAD + article(1, PARAGRAPHS.format(2, 1)), "第一条", "第1款排在第2款之后，次序颠倒"),
        (HEAD + article(1, CASES), "第一条第一款", "第2项写了两次"),
        (HEAD + article(1, CASES.replace("丙", "")), "第一条第一款第（二）项 digest", "不能是空的"),
        # chapters
        (changed("number = 2\ntitle", "number = 3\ntitle"), "第三章", "此处应当是第二章"),
        (changed("first = 3", "first = 2"), "第二章", "第2条已在前面的章里"),
        (changed("first = 3", "first = 4"), "第二章", "从第4条起，第3条不在任何一章里"),
        (changed("first = 1\n", "first = 2\n"), "第一章", "从第2条起，第1条不在任何一章里"),
        (changed("last = 4", "last = 3"), "chapter",
         "complete = true 时各章要有起止条，并且接到最后一条"),
        (changed("last = 2\n", ""), "chapter",
         "complete = true 时各章要有起止条，并且接到最后一条"),
        (changed("last = 4", "last = 5"), "第二章", "到第5条，全文只有4条"),
        (changed("first = 3\nlast = 4", "first = 4\nlast = 3"), "第二章",
         "从第4条到第3条，首尾颠倒"),
        (changed("first = 3\n", ""), "第二章", "有 last 就要有 first"),
        (HEAD + CHAPTERS + article(1, "chapter = 7") + article(2) + article(3) + article(4),
         "第一条", "写明在第7章，但没有列出这一章"),
        (HEAD + CHAPTERS + article(1, "chapter = 2") + article(2) + article(3) + article(4),
         "第一条", "写明在第二章，但不在它的起止条之内"),
    ],
)  # fmt: skip
def test_faults_are_refused_with_file_place_and_reason(text: str, where: str, reason: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_edition(text, "甲.toml")
    assert (caught.value.file, caught.value.where, caught.value.reason) == (
        "甲.toml",
        where,
        reason,
    )
