# SPDX-License-Identifier: MIT
"""Papers as PDF, set by our own typesetting; several papers can make one file with an outline.

Geometry and page numbers follow GB/T 9704-2012. Same papers and faces, same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from bizenv_desktop.reports.blocks import (
    Facts,
    Group,
    Line,
    Logo,
    Look,
    NewPage,
    Photos,
    Picture,
    Signatures,
    Stand,
    Table,
    Text,
    all_texts,
    cell_words,
    fitted,
    pieces_of,
    plain_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from reportlab.platypus.flowables import Flowable

    from bizenv_desktop.reports.blocks import Block, Cell, Column, Paper, Photo, Words
    from bizenv_desktop.reports.fonts import FaceSet
    from bizenv_desktop.reports.typeset.api import Compositor, Content, TextStyle
    from bizenv_desktop.reports.typeset.api import Row as SetRow
    from bizenv_desktop.reports.typeset.list_table import ListTable
    from bizenv_desktop.reports.typeset.table_rows import Group as SetGroup

GREY = "#666666"
PORTRAIT_WIDTH, LANDSCAPE_WIDTH = 156.0, 225.0  # mm across the type area
_PADDING = 3
_PICTURE_SPACE = 8
_LETTER, _LEADING = 156 / 28 * 72 / 25.4, 225 / 22 * 72 / 25.4  # 28 a line, 22 lines a page
_DATE_EMS = 5.1  # 2026-12-03 in 宋体


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished PDF; `missing` are characters no face could draw, printed as 〓."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]


def draw_paper(paper: Paper, faces: FaceSet | None = None) -> Drawn:
    """Draw one paper, in the official faces of this PC where none are given."""
    return _draw((paper,), paper, faces)


def draw_papers(papers: Sequence[Paper], title: str, faces: FaceSet | None = None) -> Drawn:
    """Draw several papers into one file: each on pages of its own, its title in the outline."""
    whole = replace(papers[0], title=title, subject="", running_head=title)
    return _draw(papers, whole, faces)


def _draw(papers: Sequence[Paper], whole: Paper, faces: FaceSet | None) -> Drawn:
    from bizenv_desktop.reports.fonts import open_faces
    from bizenv_desktop.reports.typeset.api import LANDSCAPE, PORTRAIT, Compositor, Metadata, render

    faces = faces or open_faces(prefer_installed=True)
    compositor = Compositor(faces)
    story: list[Flowable] = []
    keys = count(1)
    for number, paper in enumerate(papers):
        if number:
            story.extend(_turned(paper))
        story.extend(_Setter(paper, compositor, keys, nested=len(papers) > 1).story())
    pdf = render(
        story,
        compositor,
        Metadata(whole.title, whole.organisation, whole.subject, whole.keywords),
        LANDSCAPE if papers[0].landscape else PORTRAIT,
        running_head=whole.running_head,
        mark=whole.mark,
    )
    texts = [text for paper in papers for text in all_texts(paper)]
    return Drawn(pdf, pdf.count(b"/Type /Page\n"), faces.missing_characters(texts))


def _turned(paper: Paper) -> list[Flowable]:
    """A new page that lies as the paper does."""
    from reportlab.platypus.doctemplate import NextPageTemplate
    from reportlab.platypus.flowables import PageBreak

    return [NextPageTemplate("landscape" if paper.landscape else "portrait"), PageBreak()]


class _Setter:
    """Makes the flowables of one paper; in a file of several its marks stand one level down."""

    def __init__(
        self, paper: Paper, compositor: Compositor, keys: Iterator[int], *, nested: bool
    ) -> None:
        self._paper = paper
        self._compositor = compositor
        self._keys = keys
        self._level = int(nested)
        self._width = LANDSCAPE_WIDTH if paper.landscape else PORTRAIT_WIDTH

    def story(self) -> list[Flowable]:
        from bizenv_desktop.reports.facts_block import OutlineMark
        from bizenv_desktop.reports.typeset.api import Closing

        story: list[Flowable] = []
        if self._level:
            story.append(OutlineMark(self._paper.title, f"paper{next(self._keys)}"))
        before: Block | None = None
        for block in self._paper.blocks:
            made = self._flowables(block, before)
            if isinstance(block, Signatures) and isinstance(before, Table | Text):
                story[-1] = Closing(story[-1], made[0])
            else:
                story.extend(made)
            before = block
        return story

    def _flowables(self, block: Block, before: Block | None) -> list[Flowable]:
        from reportlab.platypus.flowables import PageBreak

        match block:
            case Text():
                return self._text(block)
            case Facts():
                return [self._facts(block)]
            case Table():
                table = self._table(block)
                joined = isinstance(before, Table) and not block.head
                table.spaceBefore = 0 if joined else 6
                return [table]
            case Signatures():
                return [self._signatures(block)]
            case Picture():
                return [self._picture(block)]
            case Photos():
                return self._photos(block)
            case Logo():
                from bizenv_desktop.reports.logo_block import logo_flowable

                return [logo_flowable(block)]
            case NewPage():
                return [PageBreak()]

    def _text(self, block: Text) -> list[Flowable]:
        from bizenv_desktop.reports.facts_block import OutlineMark
        from bizenv_desktop.reports.typeset.api import CjkParagraph, heading

        style = text_styles()[block.look]
        content = content_of(block.words)
        if block.look in (Look.HEADING, Look.SUBHEADING):
            made = heading(content, style, self._compositor)
        else:
            made = [CjkParagraph(content, style, self._compositor)]
        if not block.bookmark:
            return made
        return [OutlineMark(block.bookmark, f"paper{next(self._keys)}", self._level), *made]

    def _facts(self, block: Facts) -> Flowable:
        from bizenv_desktop.reports.facts_block import FactsBlock
        from bizenv_desktop.reports.typeset.api import CjkParagraph

        style = text_styles()[Look.NOTE]
        lines = [CjkParagraph(content_of(line), style, self._compositor) for line in block.lines]
        return FactsBlock(lines, block.code)

    def _signatures(self, block: Signatures) -> Flowable:
        from bizenv_desktop.reports.typeset.api import SignatureBlock

        return SignatureBlock(block.lines, block.notes, self._compositor, seal_label=block.seal)

    def _picture(self, block: Picture) -> Flowable:
        from bizenv_desktop.reports.chart_canvas import ChartFlowable

        return ChartFlowable(block.draw(self._compositor.faces), _PICTURE_SPACE)

    def _photos(self, block: Photos) -> list[Flowable]:
        from bizenv_desktop.reports.fonts import Role
        from bizenv_desktop.reports.photo_row import PhotoRow
        from bizenv_desktop.reports.typeset.api import MM, Align, CjkParagraph, TextStyle

        above = TextStyle(Role.HEI, 12, 24)
        under = TextStyle(Role.FANGSONG, 10.5, 15, Align.CENTRE)

        def set_photo(photo: Photo | None) -> tuple[Path | None, CjkParagraph] | None:
            if photo is None:
                return None
            return photo.path, CjkParagraph(photo.words, under, self._compositor)

        heading = CjkParagraph(block.heading, above, self._compositor)
        return [
            PhotoRow([*map(set_photo, row)], block.high * MM, None if at else heading)
            for at, row in enumerate(block.rows)
        ]

    def _table(self, block: Table) -> ListTable:
        from bizenv_desktop.reports.fonts import Role
        from bizenv_desktop.reports.typeset.api import (
            Align,
            Column,
            ListStyle,
            ListTable,
            TextStyle,
            add_bookmark,
        )

        def bookmark(canvas: object, group: SetGroup, _number: int, y: float) -> None:
            if group.bookmark:
                key = f"group{next(self._keys)}"
                add_bookmark(canvas, group.bookmark, key, y, self._level)

        size = block.size
        style = ListStyle(
            text=TextStyle(size=size, leading=size * 1.31),
            head=TextStyle(Role.HEI, size, size * 4 / 3, Align.CENTRE),
            group=TextStyle(Role.HEI, size + 0.5, size * 4 / 3),
            padding_x=_PADDING,
            padding_y=2.2 + (size - 9),
            headless=not block.head,
        )
        shown = fitted(block.columns, self._width)
        columns = [
            Column(column.title, column.width, Align(column.stand), repeat=column.repeat)
            for column in shown
        ]
        entries = [_entry(line, shown, block) for line in block.lines]
        return ListTable(columns, entries, self._compositor, style, bookmark)


@cache
def text_styles() -> Mapping[Look, TextStyle]:
    """The style of each look: 小标宋 2号, 黑体 and 楷体 and 仿宋 3号, 22 lines of 28 a page."""
    from bizenv_desktop.reports.fonts import Role
    from bizenv_desktop.reports.typeset.api import Align, TextStyle

    body = TextStyle(Role.FANGSONG, _LETTER, _LEADING, Align.JUSTIFY, first_indent=2)
    return {
        Look.TITLE: TextStyle(Role.TITLE, 22, 32, Align.CENTRE, space_after=4),
        Look.SUBTITLE: TextStyle(Role.KAI, 14, 22, Align.CENTRE, space_after=4),
        Look.HEADING: replace(body, role=Role.HEI, align=Align.LEFT),
        Look.SUBHEADING: replace(body, role=Role.KAI, align=Align.LEFT),
        Look.ADDRESS: replace(body, first_indent=0, align=Align.LEFT),
        Look.BODY: body,
        Look.NOTE: TextStyle(Role.FANGSONG, 10.5, 16),
    }


def content_of(words: Words) -> Content:
    """Words as the typesetting takes them."""
    from bizenv_desktop.reports.fonts import Role
    from bizenv_desktop.reports.typeset.api import Run

    if isinstance(words, str):
        return words
    return [
        Run(
            piece.text,
            Role.HEI if piece.strong else None,
            colour=GREY if piece.aside else None,
        )
        for piece in pieces_of(words)
    ]


def _entry(line: Line | Group, shown: tuple[Column, ...], table: Table) -> SetRow | SetGroup:
    from bizenv_desktop.reports.typeset.api import Group as SetGroup
    from bizenv_desktop.reports.typeset.api import Row

    if isinstance(line, Group):
        return SetGroup(line.words, bookmark=line.bookmark or None)
    return Row(
        [
            _cell(cell, column, table, strong=line.strong)
            for cell, column in zip(line.cells, shown, strict=True)
        ]
    )


def _cell(cell: Cell, column: Column, table: Table, *, strong: bool) -> Content:
    from bizenv_desktop.reports.fonts import Role
    from bizenv_desktop.reports.typeset.api import Run

    words = _day(cell, column.width, table.size) if isinstance(cell, date) else cell_words(cell)
    if strong or (not table.head and column.stand is Stand.CENTRE):
        return Run(plain_words(words), Role.HEI)
    return content_of(words)


def _day(day: date, width: float, size: float) -> str:
    """The day in one line where it fits, else broken after the year and nowhere else."""
    fits = width * 72 / 25.4 - 2 * _PADDING >= _DATE_EMS * size
    return f"{day:%Y-%m-%d}" if fits else f"{day.year}年\n{day.month}月{day.day}日"
