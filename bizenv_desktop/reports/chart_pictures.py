# SPDX-License-Identifier: MIT
"""A chart as a PNG, for Word: drawn as a one-page PDF and rendered, so that it looks the same."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

DOTS_PER_INCH = 220


def chart_png(drawing: Drawing, dots_per_inch: int = DOTS_PER_INCH) -> bytes:
    """The drawing on white; the same drawing gives the same bytes."""
    from PIL import Image

    from bizenv_desktop.reports.preview import render_page

    page = render_page(chart_pdf(drawing), 0, round(drawing.width / 72 * dots_per_inch))
    image = Image.frombytes("RGB", (page.width, page.height), page.rgb)
    target = io.BytesIO()
    dots = (dots_per_inch, dots_per_inch)
    image.quantize(64).save(target, "PNG", optimize=True, dpi=dots)
    return target.getvalue()


def chart_pdf(drawing: Drawing) -> bytes:
    """The drawing as a page of its own size."""
    from reportlab.pdfgen.canvas import Canvas

    from bizenv_desktop.reports.chart_canvas import draw_chart

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(drawing.width, drawing.height), invariant=1)
    draw_chart(drawing, canvas)
    canvas.showPage()
    canvas.save()
    return target.getvalue()
