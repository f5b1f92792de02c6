# SPDX-License-Identifier: MIT
"""Papers as Word files to edit in WPS: real styles, heads repeated, pages like the PDF's."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from bizenv_desktop.reports.blocks import (
    Facts,
    Logo,
    Look,
    NewPage,
    Picture,
    Signatures,
    Table,
    Text,
)
from bizenv_desktop.reports.word_closing import SEAL, signature_lines
from bizenv_desktop.reports.word_pages import set_pages
from bizenv_desktop.reports.word_tables import table_xml
from bizenv_desktop.reports.word_template import new_document
from bizenv_desktop.reports.word_xml import bare_table_xml, paragraph_xml
from bizenv_desktop.reports.workbook_bytes import steady_package

if TYPE_CHECKING:
    from docx.document import Document

    from bizenv_desktop.reports.blocks import Block, Paper

_SHORT, _LONG = 156.0, 225.0  # mm, the sides of the type area
_QR = 19.0  # mm with its quiet zone
_AROUND_CHART = 6.0  # points
_UNDER_LOGO = 5.0  # points
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MADE = dt.datetime(1980, 1, 1)  # noqa: DTZ001  # stamps would make every file another


def word_document(paper: Paper) -> bytes:
    """The file's bytes; the same paper gives the same bytes."""
    document = new_document()
    set_pages(document, paper)
    _describe(document, paper)
    _Writer(document, paper).write()
    saved = io.BytesIO()
    document.save(saved)
    return steady_package(saved.getvalue())


def _describe(document: Document, paper: Paper) -> None:
    facts = document.core_properties
    facts.title, facts.author, facts.subject = paper.title, paper.organisation, paper.subject
    facts.keywords, facts.comments, facts.last_modified_by = paper.keywords, "", ""
    facts.created = facts.modified = _MADE
    facts.language = "zh-CN"


class _Writer:
    """Puts the blocks into the body, one after another."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self._document = document
        self._paper = paper
        sides = (_LONG, _SHORT) if paper.landscape else (_SHORT, _LONG)
        self._width, self._height = sides
        self._new_page = False

    def write(self) -> None:
        blocks = self._paper.blocks
        for number, block in enumerate(blocks):
            before = blocks[number - 1] if number else None
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            closing = following if isinstance(following, Signatures) else None
            if not isinstance(block, Signatures) or not isinstance(before, Table):
                self._write(block, closing)
        if blocks and isinstance(blocks[-1], Table | Signatures):
            self._gap(1)  # a table may not end a document

    def _write(self, block: Block, closing: Signatures | None) -> None:
        """Write a block; a table writes the signatures after it, a text stays with them."""
        match block:
            case Text():
                self._add(
                    paragraph_xml(
                        block.words,
                        block.look,
                        keep=closing is not None,
                        new_page=self._new_page,
                    )
                )
                self._new_page = False
            case Facts():
                self._facts(block)
            case Table():
                self._add(table_xml(block, self._width, closing, self._height))
            case Signatures():
                self._signatures(block)
            case Picture():
                self._chart(block)
            case Logo():
                self._logo(block)
            case NewPage():
                self._new_page = True

    def _facts(self, block: Facts) -> None:
        """The lines, and the QR symbol at their right, in a table without rules."""
        lines = [paragraph_xml(line, Look.NOTE) for line in block.lines]
        if not block.code:
            for line in lines:
                self._add(line)
            return
        symbol = paragraph_xml("", "picture")
        room = self._width - _QR
        table = self._add(bare_table_xml([(room, lines), (_QR, [symbol])]))
        from docx.shared import Mm

        from bizenv_desktop.reports.qr import qr_png

        *_, paragraph = table.iter(f"{_W}p")
        paragraph.append(self._picture(qr_png(block.code), Mm(_QR), f"核对码 {block.code}"))
        self._gap(2)

    def _chart(self, block: Picture) -> None:
        """A chart in a line of its own, in the bundled faces: the file is alike on every PC."""
        from docx.shared import Pt

        from bizenv_desktop.reports.chart_pictures import chart_png
        from bizenv_desktop.reports.fonts import open_faces

        drawing = block.draw(open_faces(prefer_installed=False))
        self._gap(_AROUND_CHART)
        paragraph = self._add(paragraph_xml("", "picture", align="left"))
        paragraph.append(self._picture(chart_png(drawing), Pt(drawing.width), block.words))
        self._gap(_AROUND_CHART)

    def _logo(self, block: Logo) -> None:
        """In a line of its own, as high as it is, at the left."""
        from docx.shared import Mm

        paragraph = self._add(
            paragraph_xml("", "picture", align="left", keep=True, new_page=self._new_page)
        )
        self._new_page = False
        paragraph.append(self._picture(block.png, Mm(block.wide), "单位标志"))
        self._gap(_UNDER_LOGO)

    def _picture(self, png: bytes, width: int, words: str) -> Any:  # noqa: ANN401  # lxml has no types
        """A run with a picture, `words` for who cannot see it; the file holds each once."""
        from docx.oxml import OxmlElement

        inline = self._document.part.new_pic_inline(io.BytesIO(png), width)
        inline.docPr.set("descr", words)
        for side in ("distT", "distB", "distL", "distR"):  # LibreOffice takes 3 mm for unsaid
            inline.set(side, "0")
        run, drawing = OxmlElement("w:r"), OxmlElement("w:drawing")
        drawing.append(inline)
        run.append(drawing)
        return run

    def _signatures(self, block: Signatures) -> None:
        """Lines to sign on at the left, the free square for the seal at the right."""
        self._gap(8)
        left, right = signature_lines(block)
        cells = [(self._width - SEAL, left), (SEAL, right)]
        self._add(bare_table_xml(cells, height=SEAL))

    def _gap(self, points: float) -> None:
        """An empty line so high; tables that touch would become one."""
        self._add(paragraph_xml("", "running", keep=True, leading=points))

    def _add(self, xml: str) -> Any:  # noqa: ANN401
        """Put an element at the end of the body."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        tag, rest = xml.split(">", 1)
        element = parse_xml(f"{tag} {nsdecls('w')}>{rest}")
        self._document.element.body.insert_element_before(element, "w:sectPr")
        return element
