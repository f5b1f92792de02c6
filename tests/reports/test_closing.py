# SPDX-License-Identifier: MIT
"""Signatures and the place for the seal are never alone on a page."""

import pytest
from reports.pdf_reading import page_texts, squeezed, whole_text

from bizenv_desktop.reports.typeset.api import (
    LANDSCAPE,
    MM,
    PORTRAIT,
    Align,
    CjkParagraph,
    Closing,
    Column,
    Group,
    ListTable,
    Metadata,
    Numbering,
    Row,
    SignatureBlock,
    TextStyle,
    render,
)

COLUMNS = [Column("序号", 10, Align.CENTRE), Column("问题", 90)]


def block(compositor):
    return SignatureBlock(["填表人：", "审核人：", "单位负责人："], ["海北镇人民政府"], compositor)


def closed_list(compositor, entries, before=0):
    body = Closing(ListTable(COLUMNS, entries, compositor), block(compositor))
    story = [CjkParagraph("前言前言", TextStyle(), compositor)] * before + [body]
    data = render(story, compositor, Metadata("清单"), LANDSCAPE, numbering=Numbering.NONE)
    return [squeezed(page) for page in page_texts(data)]


@pytest.mark.parametrize("count", range(1, 40))
def test_the_last_row_shares_the_page_of_the_signatures(compositor, count):
    pages = closed_list(compositor, [Row([f"第{n}号", "窗口缺牌"]) for n in range(1, count + 1)])
    signed = [page for page in pages if "填表人：" in page]
    assert signed == [pages[-1]]
    assert f"第{count}号窗口缺牌填表人：审核人：单位负责人：海北镇人民政府" in signed[0]
    assert all(f"第{n}号" in "".join(pages) for n in range(1, count + 1))


@pytest.mark.parametrize("lines", [1, 12, 13, 20, 25, 30, 31, 33, 40, 66, 70])
def test_the_end_of_a_long_last_row_shares_the_page_of_the_signatures(compositor, lines):
    problem = "\n".join(f"问题甲{n}乙" for n in range(lines))
    for before in (0, 3, 10):
        pages = closed_list(compositor, [Row(["第1号", problem])], before)
        assert f"问题甲{lines - 1}乙" in pages[-1]
        assert "填表人：" in pages[-1]
        assert sum(page.count("填表人：") for page in pages) == 1
        assert "".join(pages).count("乙") == lines


def test_a_group_heading_moves_with_the_last_row(compositor):
    for count in range(1, 30):
        rows = [Row([f"第{n}号", "窗口缺牌"]) for n in range(count)]
        pages = closed_list(compositor, [*rows, Group("六、监督保障"), Row(["末号", "台账不全"])])
        assert "六、监督保障末号台账不全填表人：" in pages[-1]


def test_an_empty_list_is_signed(compositor):
    assert closed_list(compositor, []) == [
        "序号问题填表人：审核人：单位负责人：海北镇人民政府（单位盖章）"
    ]


@pytest.mark.parametrize("lines", [1, 2, 3, 20, 30, 31, 32, 33, 34, 35, 36, 37, 60, 80])
def test_the_last_lines_of_a_paragraph_share_the_page_of_the_signatures(compositor, lines):
    text = "\n".join(f"报告第{n}行" for n in range(lines))
    body = CjkParagraph(text, TextStyle(size=12, leading=18), compositor)
    story = [Closing(body, block(compositor))]
    data = render(story, compositor, Metadata("报告"), PORTRAIT, numbering=Numbering.NONE)
    pages = [squeezed(page) for page in page_texts(data)]
    assert f"报告第{lines - 1}行填表人：" in pages[-1]
    assert "".join(pages).count("报告第") == lines


def test_a_square_of_50_mm_is_kept_free(compositor):
    import io

    from reportlab.pdfgen.canvas import Canvas

    signatures = block(compositor)
    width, height = signatures.wrap(PORTRAIT.type_width, 1000)
    assert height >= 50 * MM
    canvas = Canvas(io.BytesIO())
    signatures.drawOn(canvas, 0, 0)
    canvas.showPage()
    canvas.save()
    assert signatures.split(width, 10) == []


def test_nothing_but_the_label_is_drawn_where_the_seal_goes(compositor):
    import pypdfium2

    story = [Closing(CjkParagraph("正文", TextStyle(), compositor), block(compositor))]
    data = render(story, compositor, Metadata("报告"), PORTRAIT, numbering=Numbering.NONE)
    document = pypdfium2.PdfDocument(data)
    picture = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    right = round(PORTRAIT.right)
    top = round(PORTRAIT.height - PORTRAIT.top + TextStyle().leading + 12)
    square = picture.crop((right - 141, top, right, top + 141))
    dark = [i for i, value in enumerate(square.tobytes()) if value < 250]
    rows = {i // square.width for i in dark}
    assert rows
    assert min(rows) > 55
    assert max(rows) < 90


def test_no_end_of_a_long_name_is_cut_off(compositor):
    name = "".join(f"第{number}段长名称" for number in range(1, 16))
    signed = SignatureBlock([f"填表人：{name}"], [f"{name}委员会"], compositor)
    text = whole_text(render([signed], compositor, Metadata("x")))
    assert text.count("第15段长名称") == 2
    assert "委员会" in text
