# SPDX-License-Identifier: MIT
"""The pages of a Word file: GB/T 9704-2012 margins, — 1 — at the outer side, running head, 示例."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.reports.word_styles import style_id, style_name

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section, _Footer, _Header

    from bizenv_desktop.reports.blocks import Paper

# width, height, top, right, bottom, left, header and footer from the sheet's edge; mm
_PORTRAIT = (210, 297, 37, 26, 35, 28, 25, 24)
_LANDSCAPE = (297, 210, 28, 37, 26, 35, 16, 15)


def set_pages(document: Document, paper: Paper) -> None:
    """Lay the pages out and write what stands on each of them."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    sizes = _LANDSCAPE if paper.landscape else _PORTRAIT
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    names = (
        "page_width",
        "page_height",
        "top_margin",
        "right_margin",
        "bottom_margin",
        "left_margin",
        "header_distance",
        "footer_distance",
    )
    for name, size in zip(names, sizes, strict=True):
        setattr(section, name, Mm(size))
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = True
    _heads(section, paper)
    for footer, right in (
        (section.first_page_footer, True),
        (section.footer, True),
        (section.even_page_footer, False),
    ):
        _number(footer, right=right)


def _heads(section: Section, paper: Paper) -> None:
    """The mark on every page, the running head from the second on."""
    for header, running in (
        (section.first_page_header, ""),
        (section.header, paper.running_head),
        (section.even_page_header, paper.running_head),
    ):
        header.is_linked_to_previous = False
        _line(header, paper.mark, "mark")
        if running:
            _line(header, running, "running")
        _drop_first(header)


def _line(part: _Header | _Footer, text: str, style: str) -> None:
    if text:
        part.add_paragraph(style=style_name(style)).add_run(text)


def _drop_first(part: _Header | _Footer) -> None:
    """A header begins with an empty paragraph; it goes where others have come."""
    first = part.paragraphs[0]
    if len(part.paragraphs) > 1:
        first._p.getparent().remove(first._p)
    else:
        first.style = style_name("running")


def _number(footer: _Footer, *, right: bool) -> None:
    """— 1 — one character from the outer side."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    side, away = ("right", "right") if right else ("left", "left")
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p
    made = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style_id("number")}"/>'
        f'<w:ind w:{away}Chars="100" w:{away}="280" w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
    )
    paragraph.getparent().replace(paragraph, made)
