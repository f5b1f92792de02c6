# SPDX-License-Identifier: MIT
"""The unit's logo stands once at the head of each part of a paper, and only where it is wanted."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from filled_checks import filled_check
from photos import scene
from reports.office_reading import open_excel, open_word
from reports.pdf_reading import page_texts

from bizenv_desktop.domain.papers.logo import logo_of
from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS, PaperFormat, paper_kind
from bizenv_desktop.domain.papers.paper_records import paper_record
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.reports.papers import write_bundle, write_paper

MM = 72 / 25.4
EVERY = [
    pytest.param(kind, form, id=f"{kind.id}-{form}")
    for kind in PAPER_KINDS
    for form in kind.formats
]
FAULTS = [Answer(code, Verdict.NOT_MET) for code in ("A01", "A02", "B01")]


@pytest.fixture(scope="module")
def logo():
    out = io.BytesIO()
    scene(5, (300, 100)).save(out, "PNG")
    return logo_of(out.getvalue())


def record(kind, logo, on=True):
    return paper_record(kind, filled_check(FAULTS), {}, PaperSettings(logo=on), logo=logo)


def pdf_images(content):
    """Page, left and top in points, width and height of each picture."""
    found = []
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document):
            for each in page.get_objects(filter=[3]):  # images
                left, bottom, right, top = each.get_bounds()
                found.append((number, left, page.get_height() - top, right - left, top - bottom))
    return found


def pictures(content, form):
    """How many pictures are there."""
    if form is PaperFormat.PDF:
        return len(pdf_images(content))
    if form is PaperFormat.DOCX:
        return len(list(open_word(content).element.body.iter("{*}inline")))
    return sum(len(sheet._images) for sheet in open_excel(content))


@pytest.mark.parametrize(("kind", "form"), EVERY)
def test_each_part_of_a_paper_bears_it_once(kind, form, logo, faces):
    with_it = write_paper(record(kind, logo), form, faces).content
    without = write_paper(record(kind, logo, on=False), form, faces).content
    parts = {"closure": 3, "notice": 1}.get(kind.id, 1)
    assert pictures(with_it, form) == pictures(without, form) + parts
    assert with_it == write_paper(record(kind, logo), form, faces).content


@pytest.mark.parametrize("kind", PAPER_KINDS, ids=lambda kind: kind.id)
def test_no_paper_bears_one_by_default(kind, logo, faces):
    plain = paper_record(kind, filled_check(FAULTS), {}, logo=logo)
    nothing = paper_record(kind, filled_check(FAULTS), {})
    assert plain == nothing
    assert write_paper(plain, kind.formats[0], faces).content


@pytest.mark.parametrize("kind_id", ["list", "closure"])
def test_on_a_page_it_stands_at_the_left_above_the_title(kind_id, logo, faces):
    content = write_paper(record(paper_kind(kind_id), logo), PaperFormat.PDF, faces).content
    left_edge, top_edge = (35, 28) if kind_id == "list" else (28, 37)
    for _page, left, top, width, height in pdf_images(content):
        assert left == pytest.approx(left_edge * MM, abs=1)
        assert top == pytest.approx(top_edge * MM, abs=3)
        assert (width, height) == pytest.approx((39 * MM, 13 * MM), abs=1)
    assert "营商环境" in page_texts(content)[0]


def test_in_word_it_is_a_paragraph_of_its_own_kept_with_the_title(logo):
    content = write_paper(record(paper_kind("closure"), logo), PaperFormat.DOCX).content
    paragraphs = open_word(content).paragraphs
    bearing = [at for at, each in enumerate(paragraphs) if each._p.findall(".//{*}inline")]
    assert len(bearing) == 3
    for number, at in enumerate(bearing):
        assert paragraphs[at].paragraph_format.keep_with_next
        assert bool(paragraphs[at].paragraph_format.page_break_before) == bool(number)
        title = next(each for each in paragraphs[at + 1 :] if each.text)
        assert title.style.name == "Title"
        assert not title.paragraph_format.page_break_before


def test_in_a_workbook_it_has_a_row_of_its_own_and_the_head_still_repeats(logo):
    sheet = open_excel(
        write_paper(record(paper_kind("list"), logo), PaperFormat.XLSX).content
    ).active
    assert sheet._images[0].anchor._from.row == 0
    assert sheet.cell(1, 1).value is None
    assert sheet.row_dimensions[1].height > 36
    assert sheet.cell(2, 1).value.endswith("整改清单")
    head = next(row for row in range(1, 9) if sheet.cell(row, 1).value == "序号")
    assert sheet.print_title_rows == f"${head}:${head}"


def test_papers_in_one_file_share_one_picture(logo, faces):
    records = [record(paper_kind(kind), logo) for kind in ("list", "scoresheet", "report")]
    content = write_bundle(records, "全部材料", faces).content
    assert len(pdf_images(content)) == 3
    assert content.count(b"/Subtype /Image") == 1
