# SPDX-License-Identifier: MIT
"""Papers as Word files to edit in WPS: real styles, heads repeated, pages like the PDF's."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from bizenv_desktop.reports.blocks import Facts, Look, NewPage, Signatures, Table, Text
from bizenv_desktop.reports.word_pages import set_pages
from bizenv_desktop.reports.word_styles import add_styles, style_name
from bizenv_desktop.reports.word_xml import runs_xml, table_xml
from bizenv_desktop.reports.workbook_bytes import steady_package

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from bizenv_desktop.reports.blocks import Block, Paper, Words

_PORTRAIT, _LANDSCAPE = 156.0, 225.0  # mm across the type area
_QR = 19.0  # mm with its quiet zone
_SEAL = 50.0  # mm kept free for the wet seal
_MADE = dt.datetime(1980, 1, 1)  # noqa: DTZ001  # stamps would make every file another


def word_document(paper: Paper) -> bytes:
    """The file's bytes; the same paper gives the same bytes."""
    import docx

    document = docx.Document()
    add_styles(document)
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
        self._width = _LANDSCAPE if paper.landscape else _PORTRAIT
        self._new_page = False

    def write(self) -> None:
        blocks = self._paper.blocks
        for number, block in enumerate(blocks):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            self._write(block, following)
        if blocks and isinstance(blocks[-1], Table | Signatures):
            self._gap(1)  # a table may not end a document

    def _write(self, block: Block, following: Block | None) -> None:
        match block:
            case Text():
                paragraph = self._document.add_paragraph(style=style_name(block.look))
                fill(paragraph, block.words)
                paragraph.paragraph_format.page_break_before = self._new_page or None
                paragraph.paragraph_format.keep_with_next = (
                    isinstance(following, Signatures) or None
                )
                self._new_page = False
            case Facts():
                self._facts(block)
            case Table():
                self._table(block, keep_last=isinstance(following, Signatures))
            case Signatures():
                self._signatures(block)
            case NewPage():
                self._new_page = True

    def _table(self, block: Table, *, keep_last: bool) -> None:
        from docx.oxml import parse_xml

        table = parse_xml(table_xml(block, self._width, keep_last=keep_last))
        self._document.element.body.insert_element_before(table, "w:sectPr")

    def _facts(self, block: Facts) -> None:
        """The lines, and the QR symbol at their right, in a table without rules."""
        if not block.code:
            for line in block.lines:
                fill(self._document.add_paragraph(style=style_name(Look.NOTE)), line)
            return
        from docx.shared import Mm

        from bizenv_desktop.reports.qr import qr_png

        left, right = self._bare_row(self._width - _QR - 3, _QR + 3)
        for number, line in enumerate(block.lines):
            paragraph = left.paragraphs[0] if number == 0 else left.add_paragraph()
            paragraph.style = style_name(Look.NOTE)
            fill(paragraph, line)
        paragraph = right.paragraphs[0]
        paragraph.paragraph_format.first_line_indent = Mm(0)
        paragraph.paragraph_format.line_spacing = 1.0
        picture = io.BytesIO(qr_png(block.code))
        shape = paragraph.add_run().add_picture(picture, Mm(_QR), Mm(_QR))
        shape._inline.docPr.set("descr", f"核对码 {block.code}")
        self._gap(2)

    def _signatures(self, block: Signatures) -> None:
        """Lines to sign on at the left, the free square for the seal at the right."""
        from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        self._gap(8)
        left, right = self._bare_row(self._width - _SEAL, _SEAL)
        row = self._document.tables[-1].rows[0]
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(_SEAL)
        texts = [*(f"{line}＿＿＿＿＿＿＿＿" for line in block.lines), *block.notes]
        for number, text in enumerate(texts):
            paragraph = left.paragraphs[0] if number == 0 else left.add_paragraph()
            paragraph.style = style_name("signature")
            fill(paragraph, text)
        right.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        paragraph = right.paragraphs[0]
        paragraph.style = style_name("running")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        fill(paragraph, block.seal)

    def _bare_row(self, *widths: float) -> list[_Cell]:
        """A row of cells without rules, `widths` in mm, that is never cut."""
        from docx.oxml import OxmlElement
        from docx.shared import Mm

        table = self._document.add_table(1, len(widths))
        table.autofit = False
        row = table.rows[0]
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, cell, width in zip(table.columns, row.cells, widths, strict=True):
            column.width = cell.width = Mm(width)
        return list(row.cells)

    def _gap(self, points: float) -> None:
        """An empty line so high; tables that touch would become one."""
        from docx.enum.text import WD_LINE_SPACING
        from docx.shared import Pt

        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(points)
        paragraph.paragraph_format.keep_with_next = True


def fill(paragraph: Paragraph, words: Words) -> None:
    """Put words into an empty paragraph."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    wrapped = parse_xml(f"<w:p {nsdecls('w')}>{runs_xml(words)}</w:p>")
    for run in list(wrapped):
        paragraph._p.append(run)
