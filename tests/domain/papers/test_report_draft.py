# SPDX-License-Identifier: MIT
"""The clerk's edits over a draft: they survive, and say when the facts moved under them."""

from __future__ import annotations

import pytest
from helpers import RARE

from bizenv_desktop.domain.papers.report_draft import (
    DraftParagraph,
    EditedParagraph,
    ParagraphKind,
    ParagraphState,
    merge_edits,
)

DRAFT = (
    DraftParagraph("opening", ParagraphKind.TEXT, "现将情况报告如下。"),
    DraftParagraph("situation", ParagraphKind.SECTION, "基本情况"),
    DraftParagraph("situation.A", ParagraphKind.PART, "政务环境"),
    DraftParagraph("situation.A.checked", ParagraphKind.TEXT, "检查9项。"),
    DraftParagraph("situation.B", ParagraphKind.PART, "守信践诺"),
    DraftParagraph("point.1", ParagraphKind.POINT, "第一点。"),
    DraftParagraph("point.2", ParagraphKind.POINT, "第二点。"),
    DraftParagraph("problems", ParagraphKind.SECTION, "主要问题"),
    DraftParagraph("point.3", ParagraphKind.POINT, "只有一点。"),
)


def numbers(edits=None):
    return [p.number for p in merge_edits(DRAFT, edits or {}).paragraphs]


def test_numbers_are_chinese_and_begin_again_under_each_heading():
    assert numbers() == ["", "一、", "（一）", "", "（二）", "1.", "2.", "二、", ""]


def test_what_is_left_out_closes_the_numbers_up():
    report = merge_edits(DRAFT, {"situation.A": EditedParagraph("", "政务环境")})
    assert [p.number for p in report.paragraphs if p.key == "situation.B"] == ["（一）"]
    assert "situation.A" not in [p.key for p in report.printed]
    assert len(report.paragraphs) == len(DRAFT), "it can be brought back"
    assert numbers({"point.1": EditedParagraph("", "第一点。")})[6] == "", "the other stands alone"


@pytest.mark.parametrize(
    ("edit", "text", "state"),
    [
        (EditedParagraph(f"检查了{RARE}", "检查9项。"), f"检查了{RARE.strip()}", "edited"),
        (EditedParagraph("检查了八项。", "检查8项。"), "检查了八项。", "facts_changed"),
        (EditedParagraph("检查9项。", "检查8项。"), "检查9项。", "drafted"),
        (EditedParagraph(" 检查9项。\n", "检查9项。"), "检查9项。", "drafted"),
    ],
)
def test_an_edit_keeps_its_words_and_shows_what_the_facts_say(edit, text, state):
    found = merge_edits(DRAFT, {"situation.A.checked": edit}).paragraphs[3]
    assert (found.text, found.state, found.drafted) == (text, ParagraphState(state), "检查9项。")


def test_an_edit_without_its_paragraph_is_kept_aside():
    lost = EditedParagraph("说明", "原来的话")
    report = merge_edits(DRAFT, {"problems.item.A01": lost})
    assert report.unplaced == (("problems.item.A01", lost),)
    assert "说明" not in "".join(p.text for p in report.printed)
