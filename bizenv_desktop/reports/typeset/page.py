# SPDX-License-Identifier: MIT
"""Pages of official papers (GB/T 9704-2012) and the document that sets a story on them.

Type area 156 x 225 mm, head margin 37 mm, binding margin 28 mm. A page laid across keeps the same
type area on the sheet: its head is at the binding edge, and the page number stays where upright
pages have it, at the sheet's foot, read with the sheet upright (the standard's rules on 页码 and
横排表格).

    data = render(story, compositor, Metadata("整改清单"), LANDSCAPE, numbering=Numbering.OF_TOTAL)
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.frames import Frame

from bizenv_desktop.reports.fonts.roles import Role
from bizenv_desktop.reports.typeset.ink import Ink
from bizenv_desktop.reports.typeset.text import Align, TextStyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.reports.typeset.compositor import Compositor

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page and its type area, in points; `left` and `bottom` are the type area's corner."""

    name: str
    width: float
    height: float
    left: float
    bottom: float
    type_width: float
    type_height: float

    @property
    def right(self) -> float:
        return self.left + self.type_width

    @property
    def top(self) -> float:
        return self.bottom + self.type_height


PORTRAIT = Geometry("portrait", 210 * MM, 297 * MM, 28 * MM, 35 * MM, 156 * MM, 225 * MM)
LANDSCAPE = Geometry("landscape", 297 * MM, 210 * MM, 35 * MM, 26 * MM, 225 * MM, 156 * MM)


class Numbering(StrEnum):
    """How pages are numbered: — 1 — at the outer side, or 第1页 共3页 at the foot's right."""

    DASHED = "dashed"
    OF_TOTAL = "of_total"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a reader of the PDF shows as its properties."""

    title: str
    author: str = ""
    subject: str = ""
    keywords: str = ""


DASHED_STYLE = TextStyle(size=14, leading=14)  # 4号 宋体
TOTAL_STYLE = TextStyle(size=9, leading=12, align=Align.RIGHT)
HEAD_STYLE = TextStyle(size=9, leading=12)
MARK_STYLE = TextStyle(Role.HEI, size=10.5, leading=16, align=Align.CENTRE)
NUMBER_DROP = 7 * MM  # below the type area


class PaperDocument(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """A reportlab document with page templates "portrait" and "landscape".

    Put `NextPageTemplate("landscape")` and a page break into the story to turn the page.
    `running_head` stands above the type area from the second page on.
    """

    def __init__(
        self,
        target: io.BytesIO,
        compositor: Compositor,
        metadata: Metadata,
        geometry: Geometry,
        numbering: Numbering,
        running_head: str = "",
        mark: str = "",
    ) -> None:
        super().__init__(
            target,
            pagesize=(geometry.width, geometry.height),
            title=metadata.title,
            author=metadata.author,
            subject=metadata.subject,
            keywords=metadata.keywords,
            creator="营商环境自查",
            lang="zh-CN",
            invariant=1,
            pageCompression=1,
            initialFontName=compositor.faces.chain(Role.BODY).first.fontName,  # no Helvetica
        )
        self._compositor = compositor
        self._numbering = numbering
        self._running_head = running_head
        self._mark = mark
        other = LANDSCAPE if geometry.name == "portrait" else PORTRAIT
        self.addPageTemplates([self._template(geometry), self._template(other)])

    def _template(self, geometry: Geometry) -> PageTemplate:
        frame = Frame(
            geometry.left,
            geometry.bottom,
            geometry.type_width,
            geometry.type_height,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )

        def begin(canvas: Canvas, _document: object) -> None:
            if self._running_head and canvas.getPageNumber() > 1:
                self._draw_head(canvas, geometry)
            if self._mark:
                self._draw_mark(canvas, geometry)

        def end(canvas: Canvas, _document: object) -> None:
            if self._numbering is Numbering.DASHED:
                draw_dashed_number(canvas, self._compositor, geometry)
            elif self._numbering is Numbering.OF_TOTAL:
                canvas.number_of_total(self._compositor, geometry)

        size = (geometry.width, geometry.height)
        return PageTemplate(geometry.name, [frame], begin, end, pagesize=size)

    def _draw_head(self, canvas: Canvas, geometry: Geometry) -> None:
        ink = Ink(canvas)
        room = geometry.type_width - (self._mark_width() + HEAD_STYLE.size if self._mark else 0)
        layout = self._compositor.layout(self._running_head, HEAD_STYLE, room)
        y = geometry.top + 4 * MM
        ink.block(layout, HEAD_STYLE, geometry.left, y + HEAD_STYLE.leading + 2, slice(0, 1))
        ink.rules([(geometry.left, y, geometry.right, y)], 0.5)
        ink.flush()

    def _mark_width(self) -> float:
        return self._compositor.text_width(self._mark, MARK_STYLE) + MARK_STYLE.size

    def _draw_mark(self, canvas: Canvas, geometry: Geometry) -> None:
        ink = Ink(canvas)
        width = self._mark_width()
        left, right = geometry.right - width, geometry.right
        bottom = geometry.top + 6 * MM
        top = bottom + MARK_STYLE.leading
        layout = self._compositor.layout(self._mark, MARK_STYLE, width)
        ink.block(layout, MARK_STYLE, left, top, slice(0, 1))
        corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
        ink.rules([(*one, *other) for one, other in pairwise(corners)], 0.75)
        ink.flush()


class PaperCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages say how many there are, in forms drawn when all is known."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._numbered: list[tuple[int, Compositor, Geometry]] = []

    def number_of_total(self, compositor: Compositor, geometry: Geometry) -> None:
        """Put 第1页 共3页 at the foot of the current page."""
        page = self.getPageNumber()
        self._numbered.append((page, compositor, geometry))
        self.doForm(f"page-number-{page}")

    def save(self) -> None:
        total = self.getPageNumber() - 1
        for page, compositor, geometry in self._numbered:
            self.beginForm(f"page-number-{page}", 0, 0, geometry.width, geometry.height)
            text = f"第{page}页 共{total}页"
            layout = compositor.layout(text, TOTAL_STYLE, geometry.type_width)
            ink = Ink(self)
            ink.block(layout, TOTAL_STYLE, geometry.left, geometry.bottom - NUMBER_DROP)
            ink.flush()
            self.endForm()
        super().save()


def draw_dashed_number(canvas: Canvas, compositor: Compositor, geometry: Geometry) -> None:
    """Draw — 1 — 7 mm below the type area of the upright sheet, near its outer side."""
    page = canvas.getPageNumber()
    size = DASHED_STYLE.size
    style = replace(DASHED_STYLE, align=Align.RIGHT if page % 2 else Align.LEFT)
    canvas.saveState()
    if geometry.width > geometry.height:  # turned: the sheet's foot is at our left
        canvas.translate(geometry.left, geometry.top)
        canvas.rotate(-90)
        width = geometry.type_height
    else:
        canvas.translate(geometry.left, geometry.bottom)
        width = geometry.type_width
    layout = compositor.layout(f"— {page} —", style, width - 2 * size)
    ink = Ink(canvas)
    dash_height = 0.38 * size  # above the baseline; it is the dash that stands 7 mm below
    ink.block(layout, style, size, -NUMBER_DROP - dash_height + style.baseline)
    ink.flush()
    canvas.restoreState()


def add_bookmark(canvas: Canvas, title: str, key: str, y: float, level: int = 0) -> None:
    """Add an entry to the document's outline that leads to height `y` of the current flowable."""
    canvas.bookmarkHorizontal(key, 0, y)
    canvas.addOutlineEntry(title, key, level)


def render(
    story: Sequence[Any],
    compositor: Compositor,
    metadata: Metadata,
    geometry: Geometry = PORTRAIT,
    *,
    numbering: Numbering = Numbering.DASHED,
    running_head: str = "",
    mark: str = "",
) -> bytes:
    """Set a story of flowables and return the PDF; the same story gives the same bytes."""
    rl_config.useA85 = 0  # streams as they are: a fifth smaller, and no encoding in Python
    target = io.BytesIO()
    document = PaperDocument(target, compositor, metadata, geometry, numbering, running_head, mark)
    document.build(list(story), canvasmaker=PaperCanvas)
    return target.getvalue()
