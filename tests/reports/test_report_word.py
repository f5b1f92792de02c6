# SPDX-License-Identifier: MIT
"""自查报告 as a Word file: built-in styles in office faces, the same words, charts as pictures."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from filled_checks import filled_check
from helpers import RARE, believable_answers

from bizenv_desktop.domain.papers.paper_kinds import PaperFormat, paper_kind
from bizenv_desktop.domain.papers.paper_records import paper_record
from bizenv_desktop.domain.papers.report_draft import EditedParagraph
from bizenv_desktop.reports.papers import write_paper


@pytest.fixture(scope="module")
def record(checklist):
    answers = believable_answers(checklist.items, seed=4)
    filled = filled_check(answers.values(), checklist=checklist)
    edits = {"opening": EditedParagraph(f"{RARE}\n第二段。", "")}
    return paper_record(paper_kind("report"), filled, {}, edits=edits)


@pytest.fixture(scope="module")
def content(record):
    return write_paper(record, PaperFormat.DOCX).content


@pytest.fixture
def document(content):
    return docx.Document(io.BytesIO(content))


def test_every_paragraph_is_there_in_its_style(record, document):
    found = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    titles = [("Title", line) for line in record.title_lines]
    assert found[: len(titles)] == titles
    assert found[2:4] == [("Normal", RARE.strip()), ("Normal", "第二段。")]
    styles = {"section": "Heading 1", "part": "Heading 2", "point": "Normal", "text": "Normal"}
    expected = [(styles[p.kind], p.number + p.text) for p in record.report.printed[1:]]
    assert [entry for entry in found[4:] if entry[0] != "落款"] == expected


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
    ],
)
def test_the_styles_name_the_faces_of_an_official_paper(document, style, face, size):
    found = document.styles[style]
    assert found.builtin
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == face
    assert found.font.size == Pt(size)
    assert not found.font.bold


def test_lines_and_margins_are_the_standards(document):
    form = document.styles["Normal"].paragraph_format
    assert form.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert form.line_spacing == Pt(28.95)
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    indent = document.styles["Normal"].element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    # 28 letters share the line, and one more would not fit
    squeeze = document.styles["Normal"].element.rPr.find(qn("w:spacing")).get(qn("w:val"))
    pitch = Pt(16 + int(squeeze) / 20)
    assert 28 * pitch <= Mm(156) < 29 * pitch


def test_page_numbers_are_fields_at_the_outer_side(document):
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        fields = paragraph._p.findall(qn("w:fldSimple"))
        assert [field.get(qn("w:instr")).strip() for field in fields] == ["PAGE"]
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert "".join(node.text for node in paragraph._p.iter(qn("w:t"))) == "— 1 —"


def test_the_charts_are_pictures_that_say_what_they_show(document):
    shapes = document.inline_shapes
    assert [shape._inline.docPr.get("descr").split("：")[0] for shape in shapes] == [
        *("各方面得分率", "问题分类和整改时限"),
    ]
    assert all(shape.width <= Mm(156) for shape in shapes)
    pictures = [
        part for part in document.part.package.iter_parts() if part.content_type == "image/png"
    ]
    assert len(pictures) == 2


def test_pictures_stand_at_the_margin_in_every_program(document):
    for inline in document.element.body.iter("{*}inline"):
        assert [inline.get(f"dist{side}") for side in "TBLR"] == ["0"] * 4


def test_the_file_carries_no_styles_nobody_uses(document):
    kinds = [style.type.name for style in document.styles if style.name != "Table Grid"]
    assert kinds.count("TABLE") == 1
    parts = {str(part.partname) for part in document.part.package.iter_parts()}
    assert not any("WithEffects" in name or "thumbnail" in name for name in parts)


def test_the_same_record_gives_the_same_bytes(record, content):
    assert write_paper(record, PaperFormat.DOCX).content == content
