# SPDX-License-Identifier: MIT
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports.pdf_reading import ink_share, page_texts, squeezed, whole_text

from bizenv_desktop.reports.fonts import Role
from bizenv_desktop.reports.typeset.api import (
    Align,
    CjkParagraph,
    Compositor,
    Metadata,
    Numbering,
    Run,
    TextStyle,
    heading,
    plain_text,
    render,
)

NOTE = (
    "依据《优化营商环境条例》（2019年）第三十六条第一款，整改率100%，窗口“首问负责”制度落实不到位："
    "一次性告知单未放置（共3处）；办事指南为2023年版……"
)


def pdf(faces, *contents, style=None):
    compositor = Compositor(faces)
    story = [CjkParagraph(content, style or TextStyle(), compositor) for content in contents]
    return render(story, compositor, Metadata("测试"), numbering=Numbering.NONE)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("align", Align)
def test_every_character_can_be_read_back_in_order(faces, role, align):
    text = NOTE + "𬭎㐱喆㎡℃①〔〕<&>\"'ABC def——阿·买买提5㎡。" + NOTE
    style = TextStyle(role, 16, 29, align, first_indent=2)
    assert whole_text(pdf(faces, text, style=style)) == squeezed(text)


def test_spaces_set_between_scripts_and_in_justified_lines_are_not_in_the_text(faces):
    text = "共3处A类窗口2026年11月23日由B组核对，详见http://a.gov.cn/zwfw/index?id=1处理。" * 9
    style = TextStyle(size=16, leading=29, align=Align.JUSTIFY)
    for page in page_texts(pdf(faces, text, style=style)):
        assert " " not in page


def test_runs_in_other_faces_weights_and_colours(faces):
    content = [
        Run("责任单位：", role=Role.HEI),
        "便民服务中心",
        Run("王喆𬭎", bold=True),
        Run("逾期", colour="#c00000"),
    ]
    assert plain_text(content) == "责任单位：便民服务中心王喆𬭎逾期"
    data = pdf(faces, content)
    assert whole_text(data) == plain_text(content)
    assert ink_share(data) > ink_share(pdf(faces, ["责任单位：便民服务中心王喆𬭎逾期"]))


def test_what_no_face_can_draw_is_drawn_as_geta(faces):
    text = "甲😀乙\ue000丙\ufdd0丁\U000f0000戊\ud800己"
    assert whole_text(pdf(faces, text)) == "甲〓乙〓丙〓丁〓戊〓己"
    assert whole_text(pdf(faces, "甲\x00\x07乙\u200b\ufeff丙\ufe0f")) == "甲乙丙"


def test_newlines_of_every_kind_tabs_and_nothing(faces):
    lines = ["第一行", "第二行", "第三行", "第四行"]
    (page,) = page_texts(pdf(faces, "第一行\r\n第二行\r第三行\n第四\t行"))
    assert [squeezed(line) for line in page.split("\r\n")] == lines
    assert whole_text(pdf(faces, "", "\n", "\t", "完")) == "完"


def test_the_same_text_gives_the_same_bytes(faces):
    content = [NOTE, Run(NOTE, role=Role.KAI, bold=True)]
    assert pdf(faces, content, NOTE) == pdf(faces, content, NOTE)
    assert pdf(faces, content, NOTE) != pdf(faces, NOTE, content)


def test_a_note_of_3000_characters_runs_over_pages_with_two_lines_at_least(faces):
    text = (NOTE * 60)[:3000]
    style = TextStyle(Role.FANGSONG, 16, 29, Align.JUSTIFY, first_indent=2)
    for filler in range(1, 22):
        data = pdf(faces, "前言前言\n" * filler + "前言前言", text, style=style)
        pages = page_texts(data)
        assert squeezed("".join(pages)).endswith(squeezed(text))
        for page in pages:
            assert sum("前言" not in line for line in page.split("\r\n")) != 1


def test_a_heading_is_never_the_last_line_of_a_page(faces):
    compositor = Compositor(faces)
    style = TextStyle(Role.HEI, 16, 29)
    for filler in range(1, 30):
        story = [CjkParagraph("前言", style, compositor)] * filler
        story += heading("一、基本情况", style, compositor)
        story += [CjkParagraph(NOTE * 5, style, compositor)]
        pages = page_texts(render(story, compositor, Metadata("报告")))
        (page,) = [page for page in pages if "一、基本情况" in page]
        assert "依据《优化" in page


def test_a_very_long_token_is_cut_at_the_margin(faces):
    text = "见" + "abcdefghij" * 300 + "。完"
    data = pdf(faces, text)
    assert whole_text(data) == text


def test_a_narrow_measure_still_sets_one_character_a_line(faces):
    compositor = Compositor(faces)
    lines = compositor.layout("一二100%", TextStyle(), 4).lines
    assert [line.pieces[0].text for line in lines] == ["一", "二", "1", "0", "0%"]
    assert compositor.text_width("一二", TextStyle(size=10)) == 20


TEXT = st.text(
    st.one_of(
        st.sampled_from("依据条例窗口年月日第个版𬭎㐱喆㎡①，。：；（）《》“”…—"),
        st.sampled_from("ABab019.,%/()<&>\"'"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
    ),
    min_size=1,
    max_size=120,
)


@settings(max_examples=40)
@given(st.lists(TEXT, min_size=1, max_size=4), st.sampled_from(Align))
def test_generated_text_is_read_back(faces, texts, align):
    chain = faces.chain(Role.BODY)
    drawn = "".join(char if chain.owner(char) else "〓" for char in "".join(texts))
    data = pdf(faces, texts, style=TextStyle(size=14, leading=20, align=align))
    assert re.sub(r"[\ufffe\u00ad]", "", whole_text(data)) == squeezed(drawn)
