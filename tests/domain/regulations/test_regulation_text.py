# SPDX-License-Identifier: MIT
"""Reading an invented regulation with every peculiarity, and refusing what is none."""

from __future__ import annotations

import datetime as dt

import invented_text
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop.domain.regulations.regulation import Article, Chapter, Item, Part, Section
from bizenv_desktop.domain.regulations.regulation_text import (
    LONGEST_TEXT,
    ParsedRegulation,
    parse_regulation,
)
from bizenv_desktop.domain.regulations.text_dates import NoteKind
from bizenv_desktop.errors import UserError


@pytest.fixture(scope="module")
def parsed() -> ParsedRegulation:
    return parse_regulation(invented_text.TEXT)


def article(parsed: ParsedRegulation, number: int, insert: int = 0) -> Article:
    return next(a for a in parsed.articles if (a.number, a.insert) == (number, insert))


def small(*articles: str, title: str = "甲县便民条例") -> str:
    """A text of the given lines with enough articles to be one."""
    return "\n".join((title, *articles))


def test_head(parsed: ParsedRegulation) -> None:
    assert parsed.title == invented_text.TITLE
    assert [(note.kind, note.date) for note in parsed.notes] == [
        (NoteKind.ADOPTED, dt.date(2019, 3, 5)),
        (NoteKind.APPROVED, dt.date(2019, 5, 1)),
        (NoteKind.AMENDED, dt.date(2022, 6, 1)),
    ]
    assert (parsed.adopted, parsed.enacted) == (dt.date(2019, 3, 5), dt.date(2022, 6, 1))


def test_the_old_day_of_an_amended_text_is_not_the_edition_s(parsed: ParsedRegulation) -> None:
    assert (parsed.effective, parsed.commenced) == (None, dt.date(2019, 7, 1))
    assert [text for text in parsed.warnings if "2019年7月1日" in text]


def test_parts_chapters_sections_without_the_contents(parsed: ParsedRegulation) -> None:
    assert parsed.parts == (Part(1, "总论", 1, 2), Part(2, "分论", 3, 6))
    assert parsed.chapters == (
        Chapter(1, "总则", 1, 2, part=1),
        Chapter(1, "窗口", 3, 5, part=2),
        Chapter(2, "附则", 6, 6, part=2),
    )
    assert parsed.sections == (Section(1, "收件", 1, 3, 3), Section(2, "出件", 1, 4, 5))


def test_articles_paragraphs_cases_and_items(parsed: ParsedRegulation) -> None:
    assert [a.label for a in parsed.articles] == [
        "第一条", "第二条", "第三条", "第三条之一", "第四条", "第五条", "第六条"
    ]  # fmt: skip
    assert (parsed.paragraph_count, parsed.subparagraph_count) == (9, 5)
    second = article(parsed, 2)
    assert second.text == invented_text.ARTICLE_2
    assert [p.text for p in second.paragraphs] == [
        "便民大厅应当做到下列事项：", "前款所列事项由大厅负责人负责。"
    ]  # fmt: skip
    case = second.paragraphs[0].subparagraph(2)
    assert case is not None
    assert case.text == "电话打得通，包括："
    assert case.items == (
        Item(1, "", "座机；"),
        Item(2, "", "值班手机，号码依照第三十六条规定的样式；"),
    )
    assert article(parsed, 1).paragraphs == ()
    assert [p.text for p in article(parsed, 4).paragraphs] == [
        "办好了当天通知。",
        "办不好的，说明去处。",
    ]


def test_cases_run_on_in_one_line_are_split(parsed: ParsedRegulation) -> None:
    (paragraph,) = article(parsed, 5).paragraphs
    assert [case.text for case in paragraph.subparagraphs] == ["电话没人接；", "短信没发出。"]


def test_signatures_are_no_paragraphs(parsed: ParsedRegulation) -> None:
    assert article(parsed, 6).text == "本条例自2019年7月1日起施行。"
    assert "".join(parsed.trailer).startswith("青禾县人民代表大会常务委员会")
    assert (parsed.gaps, parsed.doubles) == ((), ())


BODY = invented_text.LINES.index("第一编　总论", 8)


def wrapped(width: int, *, indent: str = "　　") -> str:
    """The invented text as a PDF viewer copies it: broken lines, page numbers, running heads."""
    lines: list[str] = []
    for paragraph in invented_text.LINES[BODY:-2]:
        text = indent + paragraph
        while text:
            lines.append(text[:width])
            text = text[width:]
            if len(lines) % 9 == 0:
                lines += ["", f"— {len(lines) // 9} —", "青禾县法规汇编"]
    return "\n".join([*invented_text.LINES[:2], *lines])


@pytest.mark.parametrize("width", [12, 16, 17, 21, 28])
def test_broken_lines_page_numbers_and_running_heads_leave_no_trace(
    parsed: ParsedRegulation, width: int
) -> None:
    assert parse_regulation(wrapped(width)).articles == parsed.articles


def test_a_line_that_may_go_on_or_not_is_told() -> None:
    text = small(
        "第一条 这一行刚好写满了一行就停在句号上了。",
        "下一句不知道是不是新的一款因为没有缩进也",
        "没有空行。",
        "第二条 这一条写得更长所以要折到下面去还有",
        "后半句。",
        "第三条 第三条同样要写得很长才能看出折行吧",
        "对不对。",
    )
    read = parse_regulation(text)
    assert len(article(read, 1).paragraphs) == 2
    assert read.unsure == ("第一条",)
    assert [warning for warning in read.warnings if warning.startswith("第一条里有的行分不清")]


def test_a_reference_at_the_start_of_a_line_opens_no_article() -> None:
    read = parse_regulation(
        small(
            "第一条 收件依照",
            "第三条规定的样式登记，退件依照",
            "第二条 的样式登记。",
            "第二条 窗口按时开门。",
            "第一条、第三条所称窗口，包括流动窗口。",
            "第三条 本条例自2020年1月1日起施行。",
        )
    )
    assert [a.number for a in read.articles] == [1, 2, 3]
    assert article(read, 1).text == "收件依照第三条规定的样式登记，退件依照第二条的样式登记。"
    assert len(article(read, 2).paragraphs) == 2


def test_numbers_up_to_the_hundreds_and_gaps() -> None:
    lines = [
        f"第{word}条　内容{word}。"
        for word in ("九十九", "一百", "一百零一", "一百〇二", "一百一十")
    ]
    read = parse_regulation(small("第一条 开头。", *lines))
    assert [a.number for a in read.articles] == [1, 99, 100, 101, 102, 110]
    assert read.gaps == ("第二条至第九十八条", "第一百零三条至第一百零九条")


def test_a_missing_insert_is_a_gap() -> None:
    read = parse_regulation(small("第一条 甲。", "第二条 乙。", "第二条之二 丙。", "第三条 丁。"))
    assert read.gaps == ("第二条之一",)


def test_numbering_that_restarts_in_a_chapter_is_double() -> None:
    read = parse_regulation(
        small(
            "第一章 总则", "第一条 甲。", "第二条 乙。", "第三条 丙。",
            "第二章 窗口", "第一条 丁。", "第二条 戊。", "第四条 己。",
        )
    )  # fmt: skip
    assert read.doubles == ("第一条", "第二条")
    assert [a.text for a in read.articles] == ["甲。", "乙。", "丙。", "丁。", "戊。", "己。"]


def test_a_case_written_twice_is_double() -> None:
    read = parse_regulation(
        small("第一条 有下列：", "（一）甲；", "（一）乙。", "第二条 丙。", "第三条 丁。")
    )
    assert read.doubles == ("第一条第（一）项",)


@pytest.mark.parametrize("marks", ["（{}）", "({})", "（ {} ）", "{}、"])
def test_the_forms_of_a_case(marks: str) -> None:
    cases = [f"{marks.format(number)}情形{number}；" for number in "一二三"]
    read = parse_regulation(small("第一条 有下列情形的：", *cases, "第二条 乙。", "第三条 丙。"))
    (paragraph,) = article(read, 1).paragraphs
    assert [case.text for case in paragraph.subparagraphs] == ["情形一；", "情形二；", "情形三；"]


def test_enclosed_numbers_and_radicals_of_pdf_faces_are_read() -> None:
    text = small("第⼀条 ⼤厅要做到：", "㈠开门；", "㈡亮灯。", "第二条 乙。", "第三条 丙。")
    read = parse_regulation(text)
    assert article(read, 1).text == "大厅要做到：\n（一）开门；\n（二）亮灯。"


@pytest.mark.parametrize(
    "heading", ["第一章　总　则", "第 一 章 总则", "第一章总则", "第1章 总则", "第一章\n总则"]
)
def test_the_forms_of_a_heading(heading: str) -> None:
    read = parse_regulation(small(heading, "第一条 甲。", "第二条 乙。", "第三条 丙。"))
    assert read.chapters == (Chapter(1, "总则", 1, 3),)


def test_a_heading_without_number() -> None:
    read = parse_regulation(small("第一条 甲。", "第二条 乙。", "附　则", "第三条 丙。"))
    assert read.chapters == (Chapter(0, "附则", 3, 3),)


def test_captions_in_brackets_stay_with_their_article() -> None:
    read = parse_regulation(
        small(
            "第一条（目的）", "为了方便。", "第二条（范围）", "都适用。", "第三条（施行）", "现在。"
        )
    )
    assert [a.text for a in read.articles] == [
        "（目的）为了方便。",
        "（范围）都适用。",
        "（施行）现在。",
    ]


def test_an_announcement_before_the_text_tells_the_day_it_comes_into_force() -> None:
    read = parse_regulation(
        "甲省人民代表大会常务委员会公告\n第57号\n《甲省便民条例》已由本次会议于2022年12月22日修订通过，"
        "现予公布，自2023年3月1日起施行。\n2022年12月26日\n甲省\n便民条例\n"
        "（2019年1月18日通过 2022年12月22日修订）\n"
        "第一条 甲。\n第二条 乙。\n第三条 本条例自2019年3月1日起施行。"
    )
    assert read.title == "甲省便民条例"
    assert (read.commenced, read.effective) == (dt.date(2019, 3, 1), dt.date(2023, 3, 1))


def test_the_text_behind_its_amending_decision_is_read() -> None:
    read = parse_regulation(
        "关于修改《甲省便民条例》的决定\n一、将第四条修改为：“甲。”\n二、增加一条，作为第九条：“乙。”\n"
        "《甲省便民条例》根据本决定作相应修改，重新公布。\n"
        + small("第一条 甲。", "第二条 乙。", "第三条 丙。", title="甲省便民条例")
    )
    assert (read.title, len(read.articles)) == ("甲省便民条例", 3)


def test_of_two_regulations_the_first_is_read_and_the_other_named() -> None:
    one = small("第一条 甲。", "第二条 乙。", "第三条 丙。", title="甲县便民条例")
    two = small("第一条 丁。", "第二条 戊。", "第三条 己。", title="甲县窗口办法")
    read = parse_regulation(f"{one}\n{two}")
    assert [a.text for a in read.articles] == ["甲。", "乙。", "丙。"]
    assert [warning for warning in read.warnings if "《甲县窗口办法》" in warning]


def test_a_text_without_title_asks_for_it() -> None:
    read = parse_regulation("第一条 便民大厅准时开门。\n第二条 窗口给回执给到手里。\n第三条 丙。")
    assert read.title == ""
    assert "没有找到标题，请填写法规名称。" in read.warnings


AMENDING = "关于修改《甲省便民条例》的决定\n一、第四条修改为：“甲”。\n二、增加一条。"
THREE = ("第一条 为了便民服务大厅。", "第二条 乙。", "第三条 丙。")
FILLER = "请各单位认真对照检查，并把结果按时报来，不要漏报。"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "扫描件"),
        ("— 1 —\n— 2 —", "扫描件"),
        (f"关于开展便民检查的通知\n各乡镇：\n{FILLER}", "通知"),
        (f"{AMENDING}\n{FILLER}", "修改决定"),
        (f"关于废止《甲省便民条例》的决定\n{FILLER}", "废止决定"),
        (small(*THREE, title="甲县条例（草案）"), "草案"),
        (small(*THREE, title="甲县条例（征求意见稿）"), "征求意见稿"),
        (f"甲县便民条例\n第一条 为了便民。\n第二条 {FILLER}", "只读到2条"),
        (f"今天的新闻\n{FILLER}{FILLER}", "没有读到"),
        ("字" * (LONGEST_TEXT + 1), "不像一部条例"),
    ],
)  # fmt: skip
def test_what_is_no_regulation_is_refused_and_named(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as refused:
        parse_regulation(text)
    assert str(refused.value).count("。") == 1


@pytest.mark.parametrize(
    "text", ["第", "第一条", "（一）", "\0\x01\ufeff", "目录\n第一章\n第一章", "1\n2\n3"]
)
def test_fragments_are_refused_without_a_crash(text: str) -> None:
    with pytest.raises(UserError):
        parse_regulation(text)


FRAGMENTS = st.sampled_from(
    [
        *("目录", "第一编 总论", "第一章 总则", "第一节", "第二章", "附则", "甲县窗口办法"),
        *("第一条 甲。", "第四条", "第五条 乙：", "第三条第一款规定", "第三条之一 丙。"),
        *("（一）丁；", "1.辛；", "一、戊：（一）己；（二）庚。", "　　缩进。", "没有句号的一行"),
        *("一句话。", "自2020年1月1日起施行。", "— 1 —", "", "\f接着", "〓", "<b>&amp;"),
        "第九千九百九十九条 末。",
    ]
)


@given(st.lists(FRAGMENTS, max_size=30))
def test_any_text_is_read_or_refused_and_no_word_of_a_body_is_made_up(lines: list[str]) -> None:
    text = small(*THREE, *lines)
    try:
        read = parse_regulation(text)
    except UserError:
        return
    assert read.articles[0].text == "为了便民服务大厅。"
    written = set(text) | set("（）一二. \n")
    for each in read.articles:
        assert set(each.text) <= written
        numbers = [paragraph.number for paragraph in each.paragraphs]
        assert numbers == list(range(1, len(numbers) + 1))
