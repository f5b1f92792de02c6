# SPDX-License-Identifier: MIT
"""Lines of a PDF as they stand on its pages, from the place of every character."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Mark(NamedTuple):
    """A character and where it begins on its baseline, in points from the lower left."""

    char: str
    x: float
    y: float
    size: float


class SetLine(NamedTuple):
    """The characters of one line of one column of one page, from left to right."""

    page: int
    column: int
    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        return "".join(mark.char for mark in self.marks)

    @property
    def steps(self) -> Iterator[tuple[Mark, Mark, float]]:
        """Neighbours and how far apart they begin, in ems."""
        for left, right in pairwise(self.marks):
            yield left, right, (right.x - left.x) / left.size


def read_lines(data: bytes, edges: Sequence[float] = ()) -> list[SetLine]:
    """Every line page by page, column by column; `edges` part the columns, in points."""
    import pypdfium2

    lines: list[SetLine] = []
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document):
            marks = list(_marks(page.get_textpage()))

            def place(mark: Mark) -> tuple[int, float]:
                return bisect_right(edges, mark.x), -round(mark.y, 1)

            marks.sort(key=lambda mark: (*place(mark), mark.x))
            lines += [
                SetLine(number, column, tuple(found))
                for (column, _), found in groupby(marks, key=place)
            ]
    return lines


def _marks(text: object) -> Iterator[Mark]:
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    high = 0
    for at in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, at) == 1:  # the reader's own spaces and line ends
            continue
        code = pdfium.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:  # beyond the BMP a character comes in two halves
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        yield Mark(chr(code), x.value, y.value, pdfium.FPDFText_GetFontSize(text, at))
