# SPDX-License-Identifier: MIT
"""Everything a paper needs from `typeset` in one import (which brings reportlab in)."""

from bizenv_desktop.reports.typeset.closing import Closing, SignatureBlock
from bizenv_desktop.reports.typeset.compositor import Compositor
from bizenv_desktop.reports.typeset.list_table import ListTable
from bizenv_desktop.reports.typeset.page import (
    LANDSCAPE,
    MM,
    PORTRAIT,
    Geometry,
    Metadata,
    Numbering,
    add_bookmark,
    render,
)
from bizenv_desktop.reports.typeset.paragraph import CjkParagraph, heading
from bizenv_desktop.reports.typeset.table_rows import Column, Group, ListStyle, Row
from bizenv_desktop.reports.typeset.text import Align, Content, Run, TextStyle, plain_text

__all__ = [
    "LANDSCAPE",
    "MM",
    "PORTRAIT",
    "Align",
    "CjkParagraph",
    "Closing",
    "Column",
    "Compositor",
    "Content",
    "Geometry",
    "Group",
    "ListStyle",
    "ListTable",
    "Metadata",
    "Numbering",
    "Row",
    "Run",
    "SignatureBlock",
    "TextStyle",
    "add_bookmark",
    "heading",
    "plain_text",
    "render",
]
