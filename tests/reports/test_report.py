# SPDX-License-Identifier: MIT
"""自查报告 on paper: GB/T 9704 pages, every word of the record, the charts where they belong."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
from filled_checks import PRINTED, filled_check, met_everywhere
from helpers import LONG_NOTE, RARE, believable_answers, small_checklist
from reports.pdf_reading import page_texts, squeezed, whole_text

from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.papers.paper_kinds import PaperFormat, paper_kind
from bizenv_desktop.domain.papers.paper_records import paper_record
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.papers.report_draft import EditedParagraph
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict
from bizenv_desktop.reports.blocks import Look, Picture, Signatures, Text
from bizenv_desktop.reports.layouts.report import report_paper
from bizenv_desktop.reports.papers import write_paper

MM = 72 / 25.4
KIND = paper_kind("report")


def make(filled, earlier=(), edits=None, **settings):
    return paper_record(
        KIND, filled, {}, PaperSettings(**settings), earlier=earlier, edits=edits or {}
    )


def drawn(record, faces):
    return write_paper(record, PaperFormat.PDF, faces)


def running_text(pdf):
    """The text without what stands on every page."""
    pages = (squeezed(text) for text in page_texts(pdf))
    return "".join(re.sub("^示例内容为虚构|—[0-9]+—$", "", page) for page in pages)


@pytest.fixture(scope="module")
def full(checklist):
    answers = believable_answers(checklist.items, seed=4)
    last = believable_answers(checklist.items, seed=5)
    filled = filled_check(answers.values(), checklist=checklist)
    before = filled_check(last.values(), checklist=checklist)
    period = Period.parse("2026Q3")
    return make(filled, [replace(before, check=replace(before.check, period=period))])


@pytest.fixture(scope="module")
def pdf(full, faces):
    return drawn(full, faces).content


def test_every_paragraph_reaches_the_paper_with_its_number(full, pdf):
    text = running_text(pdf)
    for paragraph in full.report.printed:
        assert squeezed(paragraph.number + paragraph.text) in text
    assert squeezed("".join(full.title_lines)) in text


def test_every_field_the_clerk_typed_about_a_finding_is_printed(faces):
    marks = {
        name: f"{name}甲{number}"
        for number, name in enumerate(("problem", "measures", "unit", "person", "leader"), 1)
    }
    finding = Finding("A01", PRINTED, **marks, progress="进展甲6", remark=f"备注甲7{RARE}")
    answers = [
        Answer("A01", Verdict.NOT_MET),
        Answer(
            "A02", Verdict.PARTLY_MET, note="说明8", occurrences=(Occurrence("a", "处9", "注10"),)
        ),
        Answer("B01", Verdict.NOT_APPLICABLE, na_reason="原因11"),
        Answer("A06", Verdict.MET, note="亮点12", highlight=True),
    ]
    text = whole_text(drawn(make(filled_check(answers, [finding])), faces).content)
    wanted = [*marks.values(), "进展甲6", f"备注甲7{squeezed(RARE)}"]
    for mark in (*wanted, "说明8", "处9", "注10", "原因11", "亮点12", "赵𬭎", "钱", "孙"):
        assert mark in text


def test_pages_hold_twenty_two_lines_of_twenty_eight_characters(faces):
    note = "便民服务中心自查" * 400
    record = make(filled_check([]), edits={"opening": EditedParagraph(note, "")})
    page = page_texts(drawn(record, faces).content)[1]
    lines = [line for line in page.replace("\r", "").split("\n") if "便民" in line]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}


def test_type_area_and_page_numbers_follow_the_standard(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.1)
            text = page.get_textpage()
            boxes = [text.get_charbox(at) for at in range(text.count_chars())]
            inked = [box for box in boxes if box[2] > box[0]]
            assert min(box[0] for box in inked) >= 28 * MM - 2
            assert max(box[2] for box in inked) <= 184 * MM + 8.5  # a mark may hang half an em
            assert f"— {number} —" in text.get_text_bounded()
            place = text.search(f"— {number} —").get_next()
            left = text.get_charbox(place[0])[0]
            assert (left > 105 * MM) is (number % 2 == 1)


def test_headings_are_in_the_outline(full, pdf):
    headings = [f"{p.number}{p.text}" for p in full.report.printed if p.kind.is_heading]
    with pypdfium2.PdfDocument(pdf) as document:
        assert [entry.get_title() for entry in document.get_toc()] == headings
    assert headings[0] == "一、基本情况"
    assert "（一）政务环境" in headings


def test_no_heading_ends_a_page(full, pdf):
    headings = {squeezed(p.number + p.text) for p in full.report.printed if p.kind.is_heading}
    for text in page_texts(pdf):
        lines = [squeezed(line) for line in re.split(r"[\r\n]+", text)]
        body = [line for line in lines if line and not re.fullmatch(r"—\d+—|示例内容为虚构", line)]
        assert body[-1] not in headings


def test_the_charts_stand_under_what_they_show(full):
    blocks = report_paper(full).blocks
    shown = [at for at, block in enumerate(blocks) if isinstance(block, Picture)]
    assert [blocks[at].words.split("：")[0] for at in shown] == [
        *("各方面得分率", "各期得分率", "问题分类和整改时限"),
    ]
    summary = next(p.text for p in full.report.printed if p.key == "problems.summary")
    assert blocks[shown[2] - 1] == Text(summary)


def test_a_chart_stays_when_its_paragraph_is_left_out():
    record = make(
        filled_check([Answer("A01", Verdict.NOT_MET)]),
        edits={"situation.score": EditedParagraph("", ""), "problems": EditedParagraph("", "")},
    )
    blocks = report_paper(record).blocks
    assert sum(isinstance(block, Picture) for block in blocks) == 2
    assert isinstance(blocks[-1], Signatures)


def test_an_edit_of_several_lines_makes_several_paragraphs():
    record = make(filled_check([]), edits={"opening": EditedParagraph("甲。\n\n 乙。", "")})
    texts = [block for block in report_paper(record).blocks if isinstance(block, Text)]
    opening = [text.words for text in texts if text.look is Look.BODY][:2]
    assert opening == ["甲。", "乙。"]


def test_an_empty_report_is_short_and_whole(faces):
    written = drawn(make(filled_check([])), faces)
    assert written.pages == 2
    assert "还有9项未填" in whole_text(written.content)


def test_a_long_report_keeps_its_signatures_with_text(faces):
    answers = [
        Answer(item.code, Verdict.NOT_MET, note=LONG_NOTE) for item in small_checklist().items[:2]
    ]
    written = drawn(make(filled_check(answers)), faces)
    last = squeezed(page_texts(written.content)[-1])
    assert "填表人：赵𬭎" in last
    assert not last.removeprefix("示例内容为虚构").startswith("填表人")


def test_what_no_face_can_draw_is_told(faces):
    answer = Answer("A01", Verdict.NOT_MET, note="门牌\U0002f800字")
    written = drawn(make(filled_check([answer])), faces)
    assert written.missing == ("\U0002f800",)
    assert "门牌〓字" in whole_text(written.content)


def test_the_code_can_be_left_off(faces):
    filled = filled_check(met_everywhere(small_checklist()))
    assert "核对码：" in whole_text(drawn(make(filled), faces).content)
    assert "核对码" not in whole_text(drawn(make(filled, code=False), faces).content)


def test_the_same_record_gives_the_same_bytes(full, faces, pdf):
    assert drawn(full, faces).content == pdf


def test_figures_are_not_torn_apart(faces):
    answer = Answer(
        "A03", Verdict.PARTLY_MET, numerator=Decimal("87654"), denominator=Decimal("99999")
    )
    for note in range(1, 30):
        filled = filled_check([replace(answer, note="注" * note)])
        text = "\n".join(page_texts(drawn(make(filled), faces).content))
        lines = [line.strip() for line in re.split(r"[\r\n]+", text)]
        assert not [line for line in lines if re.match(r"[，。；：、）》”%]", line)]
        assert any("87.65%" in line for line in lines)
