# SPDX-License-Identifier: MIT
"""Reads papers back the way a viewer does."""

from __future__ import annotations

import re


def page_texts(data: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """The text without spaces and line ends, which extraction adds and drops."""
    return re.sub(r"[\s\u3000]+", "", text)


def whole_text(data: bytes) -> str:
    return squeezed("".join(page_texts(data)))


def ink_share(data: bytes, page: int = 0) -> float:
    """The share of a page that is not white."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        picture = document[page].render(scale=1).to_pil().convert("L")
        return 1 - picture.histogram()[255] / (picture.width * picture.height)
    finally:
        document.close()
