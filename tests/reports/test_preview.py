# SPDX-License-Identifier: MIT
"""Pages as pictures."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from bizenv_desktop.reports.preview import page_count, render_page


@pytest.fixture
def pdf():
    """Two pages of 200 × 100 pt: red on the left half of the first, the second empty."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(200, 100))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 100, 100, stroke=0, fill=1)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_pages_are_counted(pdf):
    assert page_count(pdf) == 2


@pytest.mark.parametrize("width", [40, 41, 99, 400])
def test_a_page_is_drawn_as_wide_as_asked_without_padding(pdf, width):
    page = render_page(pdf, 0, width)
    assert page.width == width
    assert abs(page.height - width / 2) <= 1
    assert len(page.rgb) == page.width * page.height * 3


def test_colours_are_red_green_blue_from_the_top_left(pdf):
    page = render_page(pdf, 0, 41)
    assert page.rgb[:3] == b"\xff\x00\x00"
    assert page.rgb[40 * 3 : 41 * 3] == b"\xff\xff\xff"
    assert page.rgb[-3:] == b"\xff\xff\xff"


def test_an_empty_page_is_white(pdf):
    assert set(render_page(pdf, 1, 20).rgb) == {255}


@pytest.mark.parametrize("index", [-1, 2])
def test_there_is_no_such_page(pdf, index):
    with pytest.raises(IndexError):
        render_page(pdf, index, 20)
