# SPDX-License-Identifier: MIT
import pytest
from reportlab.platypus import NextPageTemplate, PageBreak
from reports.pdf_reading import page_texts, squeezed

from bizenv_desktop.reports.typeset.api import (
    LANDSCAPE,
    MM,
    PORTRAIT,
    CjkParagraph,
    Metadata,
    Numbering,
    TextStyle,
    render,
)


def pages_of(compositor, count, *, geometry=PORTRAIT, **options):
    story = []
    for number in range(count):
        story += [CjkParagraph(f"正文{number}", TextStyle(), compositor), PageBreak()]
    return render(story, compositor, Metadata("报告"), geometry, **options)


def boxes(data, page, text):
    """Left, bottom, right, top of a text on a page, in points."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    textpage = document[page].get_textpage()
    searcher = textpage.search(text)
    index, count = searcher.get_next()
    found = [textpage.get_charbox(index + i) for i in range(count)]
    document.close()
    lefts, bottoms, rights, tops = zip(*found, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def test_the_type_area_is_that_of_the_standard():
    assert PORTRAIT.type_width == 156 * MM
    assert PORTRAIT.type_height == 225 * MM
    assert PORTRAIT.height - PORTRAIT.top == pytest.approx(37 * MM)
    assert PORTRAIT.left == 28 * MM
    assert (LANDSCAPE.width, LANDSCAPE.height) == (PORTRAIT.height, PORTRAIT.width)
    assert LANDSCAPE.height - LANDSCAPE.top == pytest.approx(28 * MM)  # the binding edge
    assert LANDSCAPE.width - LANDSCAPE.right == pytest.approx(37 * MM)  # the sheet's head


def test_dashed_numbers_stand_at_the_outer_side(compositor):
    data = pages_of(compositor, 2, numbering=Numbering.DASHED)
    assert [squeezed(page)[-3:] for page in page_texts(data)] == ["—1—", "—2—"]
    left, bottom, right, top = boxes(data, 0, "— 1 —")
    assert right == pytest.approx(PORTRAIT.right - 14, abs=1)
    assert PORTRAIT.bottom - 7 * MM == pytest.approx((bottom + top) / 2, abs=2)
    left, *_ = boxes(data, 1, "— 2 —")
    assert left == pytest.approx(PORTRAIT.left + 14, abs=1)


def test_on_a_turned_page_the_number_stays_at_the_foot_of_the_sheet(compositor):
    data = pages_of(compositor, 2, geometry=LANDSCAPE, numbering=Numbering.DASHED)
    _, bottom, right, _ = boxes(data, 0, "1")
    assert right < LANDSCAPE.left - 5 * MM
    assert bottom < LANDSCAPE.bottom + 40  # the sheet's right is our foot
    _, bottom, right, _ = boxes(data, 1, "2")
    assert right < LANDSCAPE.left - 5 * MM
    assert bottom > LANDSCAPE.top - 60


def test_numbers_of_the_total(compositor):
    data = pages_of(compositor, 12, numbering=Numbering.OF_TOTAL)
    expected = [f"正文{number - 1}第{number}页共12页" for number in range(1, 13)]
    assert [squeezed(page) for page in page_texts(data)] == expected
    assert data == pages_of(compositor, 12, numbering=Numbering.OF_TOTAL)


def test_a_running_head_stands_on_all_pages_but_the_first(compositor):
    data = pages_of(compositor, 3, numbering=Numbering.NONE, running_head="整改清单𬭎")
    assert ["整改清单𬭎" in page for page in page_texts(data)] == [False, True, True]


def test_pages_can_be_turned_within_a_document(compositor):
    import pypdfium2

    story = [
        CjkParagraph("报告", TextStyle(), compositor),
        NextPageTemplate("landscape"),
        PageBreak(),
        CjkParagraph("附表", TextStyle(), compositor),
    ]
    document = pypdfium2.PdfDocument(render(story, compositor, Metadata("报告")))
    sizes = [page.get_size() for page in document]
    document.close()
    assert sizes[0] == pytest.approx((210 * MM, 297 * MM), abs=0.01)
    assert sizes[1] == pytest.approx((297 * MM, 210 * MM), abs=0.01)


def test_the_document_says_what_it_is(compositor):
    import pypdfium2

    story = [CjkParagraph("正文", TextStyle(), compositor)]
    metadata = Metadata("整改清单𬭎", "海北镇", "2026年第4季度", "营商环境")
    document = pypdfium2.PdfDocument(render(story, compositor, metadata))
    found = document.get_metadata_dict()
    document.close()
    assert found["Title"] == "整改清单𬭎"
    assert found["Author"] == "海北镇"
    assert found["Subject"] == "2026年第4季度"
    assert found["Keywords"] == "营商环境"
    assert found["Creator"] == "营商环境自查"


def test_a_mark_stands_at_the_upper_right_of_every_page(compositor):
    data = pages_of(compositor, 2, geometry=LANDSCAPE, mark="示例")
    for page in range(2):
        left, bottom, right, _ = boxes(data, page, "示例")
        assert bottom > LANDSCAPE.top
        assert LANDSCAPE.right - 40 < left < right < LANDSCAPE.right
