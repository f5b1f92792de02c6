# SPDX-License-Identifier: MIT
"""The empty Word file all papers begin as: our styles, and none of the table styles nobody uses.

python-docx's own has a hundred of these, twice: nine tenths of a small paper's bytes and time.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from bizenv_desktop.reports.word_styles import add_styles

if TYPE_CHECKING:
    from docx.document import Document

_KEPT_TABLES = ("Normal Table", "Table Grid")
_DROPPED_PARTS = ("/stylesWithEffects", "/thumbnail")  # ends of their relationships' types


def new_document() -> Document:
    """A document of its own with our styles."""
    import docx

    return docx.Document(io.BytesIO(_template()))


@cache
def _template() -> bytes:
    """Made once a process: it takes longer than a paper."""
    import docx

    document = docx.Document()
    styles = document.styles.element
    for style in styles.findall("{*}style"):
        kind, name = style.get(_w("type")), style.find("{*}name").get(_w("val"))
        if kind == "table" and name not in _KEPT_TABLES:
            styles.remove(style)
    add_styles(document)
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.endswith(_DROPPED_PARTS):
                del owner.rels[key]
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _w(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{tag}"))
