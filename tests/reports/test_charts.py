# SPDX-License-Identifier: MIT
"""Charts: every word and figure is in them, on paper, as a picture and on the screen."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from filled_checks import PRINTED, filled_check
from helpers import RARE
from PIL import Image
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from reports.pdf_reading import whole_text

from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.papers.chart_data import (
    ChartData,
    DimensionBar,
    DueState,
    FindingBar,
    chart_data,
)
from bizenv_desktop.domain.papers.trend import Trend, TrendPoint
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.gui import theme
from bizenv_desktop.reports import chart_parts
from bizenv_desktop.reports.chart_parts import Pen
from bizenv_desktop.reports.chart_pictures import chart_pdf, chart_png
from bizenv_desktop.reports.chart_svg import chart_svg
from bizenv_desktop.reports.charts import charts_of, dimension_chart, finding_chart, trend_chart

FAMILY = "Bizenv UI"


@pytest.fixture
def data():
    answers = [Answer(code, Verdict.PARTLY_MET) for code in ("A01", "A06", "B01", "B03")]
    late = Finding("A01", PRINTED, due=PRINTED.replace(day=1))
    latest = filled_check(answers, [late])
    earlier = [
        replace(latest, check=replace(latest.check, period=Period.parse(code)))
        for code in ("2026Q2", "2026Q3")
    ]
    return chart_data(latest, earlier)


def words(drawing):
    return whole_text(chart_pdf(drawing))


def test_a_chart_tells_its_figures_in_words(data, faces):
    charts = charts_of(data, faces)
    assert list(charts) == ["dimensions", "trend", "findings"]
    assert "政务环境50.00%已填2/6项" in words(charts["dimensions"])
    trend = words(charts["trend"])
    assert trend.count("50.00") == 3
    assert "2026年第4季度（未填完）" in trend
    assert "各期检查项相同，按全部9项的得分率比较。" in trend
    assert "已逾期1个" in words(charts["findings"])
    assert "主体责任落实不够到位逾期17天内34个" in words(charts["findings"])


def test_what_has_nothing_to_show_is_not_drawn(faces):
    assert list(charts_of(chart_data(filled_check([])), faces)) == ["dimensions"]
    nothing = ChartData((), Trend((), 0, 0, Decimal(0)), ())
    assert charts_of(nothing, faces) == {}


def test_nothing_leaves_the_drawing_whatever_it_is_called(faces):
    name = f"{RARE.strip()}很长的名称" * 8
    bar = DimensionBar(name, Decimal("103.5"), Decimal(9), Decimal(9), 1, 1)
    kind = FindingBar(name, tuple((state, 4999) for state in DueState))
    points = tuple(TrendPoint(name, Decimal(value), complete=True) for value in (0, 100, 110))
    for drawing in (
        dimension_chart((bar,), faces),
        finding_chart((kind, FindingBar("一", ((DueState.DONE, 1),))), faces),
        trend_chart(Trend(points, 1, 2, Decimal(50)), faces),
    ):
        left, bottom, right, top = drawing.getBounds()
        assert left >= -0.1
        assert bottom >= 0
        assert right <= drawing.width + 0.1
        assert top <= drawing.height
        assert "…" in words(drawing)


def test_rare_characters_are_drawn_and_a_missing_one_is_told(faces):
    bar = DimensionBar("𬭎㐱\U0002f800\u200b环境", None, Decimal(0), Decimal(0), 0, 1)
    assert "𬭎㐱〓环境未填" in words(dimension_chart((bar,), faces))


def test_the_same_drawing_gives_the_same_bytes(data, faces):
    one, other = charts_of(data, faces), charts_of(data, faces)
    for name in one:
        assert chart_pdf(one[name]) == chart_pdf(other[name])
        assert chart_png(one[name]) == chart_png(other[name])
        assert chart_svg(one[name]) == chart_svg(other[name])


def test_the_picture_is_as_fine_as_print(data, faces):
    drawing = charts_of(data, faces)["dimensions"]
    with Image.open(io.BytesIO(chart_png(drawing))) as picture:
        assert picture.width == round(drawing.width / 72 * 220)
        assert len(picture.convert("RGB").getcolors(99999)) > 8


def test_the_svg_is_without_what_qt_does_not_take(data, faces):
    for drawing in charts_of(data, faces).values():
        svg = chart_svg(drawing, FAMILY)
        ElementTree.fromstring(svg)
        assert b"clip" not in svg
        assert b".ttf" not in svg
        assert b"None" not in svg
        assert f"font-family: '{FAMILY}'".encode() in svg


def test_a_family_of_any_name_keeps_the_svg_whole(data, faces):
    svg = chart_svg(charts_of(data, faces)["dimensions"], "A & B';\"<font>")
    assert "A &amp; B   &lt;font&gt;" in ElementTree.tostring(ElementTree.fromstring(svg)).decode()


def test_qt_draws_the_svg(qapp, data, faces):
    for drawing in charts_of(data, faces).values():
        renderer = QSvgRenderer(QByteArray(chart_svg(drawing, FAMILY)))
        assert renderer.isValid()
        assert renderer.defaultSize().width() == int(drawing.width)
        image = QImage(renderer.defaultSize(), QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        inked = {
            image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(image.height())
        }
        assert len(inked) > 4


def test_the_colours_are_the_windows():
    for name in (
        "ACCENT",
        "ACCENT_DARK",
        "ACCENT_PALE",
        "LINE",
        "TEXT",
        "MUTED",
        "GOOD",
        "WARN",
        "BAD",
    ):
        assert getattr(chart_parts, name) == getattr(theme, name)


def test_qt_leaves_a_bent_line_unfilled(qapp, faces):
    pen = Pen(100, 100, faces)
    pen.line([(10, 10), (50, 90), (90, 10)], "#2f6fde", 1)
    renderer = QSvgRenderer(QByteArray(chart_svg(pen.drawing, FAMILY)))
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert image.pixelColor(50, 70) == QColor("white")
