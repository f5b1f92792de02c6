# SPDX-License-Identifier: MIT
"""Charts on a PDF page, stroke by stroke: reportlab's own way would bring in Helvetica."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Circle, PolyLine, Rect, String
from reportlab.platypus.flowables import Flowable

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing, Shape
    from reportlab.pdfgen.canvas import Canvas


class ChartFlowable(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A chart of `charts` in a story, with space above and below."""

    def __init__(self, drawing: Drawing, space: float) -> None:
        super().__init__()
        self._drawing = drawing
        self.width, self.height = drawing.width, drawing.height
        self.spaceBefore = self.spaceAfter = space

    def draw(self) -> None:
        draw_chart(self._drawing, self.canv)


def draw_chart(drawing: Drawing, canvas: Canvas) -> None:
    """Draw a chart made with `chart_parts.Pen`, its lower left corner at the origin."""
    canvas.saveState()
    for shape in drawing.contents:
        _draw(shape, canvas)
    canvas.restoreState()


def _draw(shape: Shape, canvas: Canvas) -> None:
    match shape:
        case String():
            canvas.setFillColor(shape.fillColor)
            canvas.setFont(shape.fontName, shape.fontSize)
            canvas.drawString(shape.x, shape.y, shape.text)
        case Rect():
            canvas.setFillColor(shape.fillColor)
            size = (shape.x, shape.y, shape.width, shape.height)
            if shape.rx:
                canvas.roundRect(*size, shape.rx, stroke=0, fill=1)
            else:
                canvas.rect(*size, stroke=0, fill=1)
        case Circle():
            _set_stroke(shape, canvas)
            canvas.setFillColor(shape.fillColor)
            canvas.circle(shape.cx, shape.cy, shape.r, stroke=1, fill=1)
        case PolyLine():
            _set_stroke(shape, canvas)
            path = canvas.beginPath()
            path.moveTo(*shape.points[:2])
            for at in range(2, len(shape.points), 2):
                path.lineTo(*shape.points[at : at + 2])
            canvas.drawPath(path, stroke=1, fill=0)


def _set_stroke(shape: Shape, canvas: Canvas) -> None:
    canvas.setStrokeColor(shape.strokeColor)
    canvas.setLineWidth(shape.strokeWidth)
    canvas.setLineJoin(1)
