# SPDX-License-Identifier: MIT
"""Pages of a PDF as pictures, for the preview and the printer [about 10 ms a page].

PDFium is not thread-safe: call these from one thread at a time.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as pixels: rows from the top down, three bytes (red, green, blue) each, no padding."""

    width: int
    height: int
    rgb: bytes


def page_count(pdf: bytes) -> int:
    """How many pages the PDF has."""
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        return len(document)


def render_page(pdf: bytes, index: int, width_px: int) -> RenderedPage:
    """Draw page `index`, counted from 0, `width_px` pixels wide; IndexError when there is none."""
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        if not 0 <= index < len(document):
            raise IndexError(index)
        page = document[index]
        bitmap = page.render(scale=width_px / page.get_width(), rev_byteorder=True)
        row, stride = bitmap.width * 3, bitmap.stride
        raw = bytes(bitmap.buffer)
        if stride != row:
            raw = b"".join(raw[at : at + row] for at in range(0, stride * bitmap.height, stride))
        return RenderedPage(bitmap.width, bitmap.height, raw)
