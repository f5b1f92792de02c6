# SPDX-License-Identifier: MIT
"""The text of a PDF, its pages' lines put together to paragraphs again.

Indents and gaps on the page tell where a paragraph begins; page numbers and what stands at the
same height on most pages go. Scans have no text and are refused.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from bizenv_desktop.domain.regulations.text_lines import PAGE_BREAK, UNREADABLE
from bizenv_desktop.domain.regulations.text_marks import is_finished
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pypdfium2

    from bizenv_desktop.imports.limits import Watch

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_LEAST_ON_A_PAGE = 20  # characters; a scan has none, or a stamp's few
_PAGE_NUMBER = re.compile(
    r"[\s—–―－\-·•]*\d{1,4}[\s—–―－\-·•]*|\d{1,4}\s*/\s*\d{1,4}|第\s*\d{1,4}\s*页.{0,12}"
)
_DIGITS = re.compile(r"\d+")
_EDGE_LINES = 2  # of a page's top and bottom, where heads and numbers stand
_INDENT = 0.8  # of a character: less is no indent
_NEAR_EDGE = 2.5  # characters short of the right edge a full line may end
_WIDE_GAP = 1.3  # times the usual distance of lines


@dataclass(frozen=True, slots=True)
class _Line:
    """A line on a page, in points from the page's left and bottom; `size` is its height."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    page: int


def text_of_pdf(data: bytes, name: str, watch: Watch) -> str:
    """A line for each paragraph as far as the layout tells; `UserError` for what has no text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise UserError(
                f"“{name}”加了密码；请用能打开它的程序另存为没有密码的PDF，或复制全文后“粘贴”导入。"
            ) from error
        raise UserError(f"“{name}”损坏或没有下载完整，读不出来；请重新下载。") from error
    try:
        pages = len(document)
        watch.check_pages(pages)
        lines = _lines_of(document, watch)
    except pypdfium2.PdfiumError as error:
        raise UserError(f"“{name}”有一页读不出来；请重新下载，或换成docx。") from error
    finally:
        document.close()
    if sum(len(line.text) for line in lines) < _LEAST_ON_A_PAGE * pages:
        raise UserError(
            f"“{name}”是扫描件，里面没有文字；请找能选中文字的PDF或docx，或用识别软件转成文字。"
        )
    return "\n".join(_paragraphs(_without_heads(lines)))


def _lines_of(document: pypdfium2.PdfDocument, watch: Watch) -> list[_Line]:
    lines: list[_Line] = []
    for number in range(len(document)):
        page = document[number]
        words = page.get_textpage()
        found = _lines_on(words, number)
        words.close()
        page.close()
        watch.add(sum(len(line.text) for line in found))
        lines += found
    return lines


def _lines_on(words: pypdfium2.PdfTextPage, page: int) -> list[_Line]:
    """The lines of one page, in the order the file has them."""
    import pypdfium2.raw

    lines: list[_Line] = []
    current: list[tuple[int, str]] = []
    for place in range(words.count_chars()):
        character = chr(pypdfium2.raw.FPDFText_GetUnicode(words, place))
        if character in "\r\n":
            if current:
                lines.append(_line(words, current, page))
            current = []
        elif character == "\0" or pypdfium2.raw.FPDFText_HasUnicodeMapError(words, place) == 1:
            current.append((place, UNREADABLE))
        elif character not in "\ufffe\uffff":  # a hyphen that broke a word, and no character
            current.append((place, character))
    if current:
        lines.append(_line(words, current, page))
    return [line for line in lines if line.text]


def _line(words: pypdfium2.PdfTextPage, characters: Sequence[tuple[int, str]], page: int) -> _Line:
    seen = [place for place, character in characters if not character.isspace()]
    if not seen:
        return _Line("", 0, 0, 0, 0, page)
    left, bottom, _, top = words.get_charbox(seen[0], loose=True)
    right = words.get_charbox(seen[-1], loose=True)[2]
    text = "".join(character for _, character in characters).strip()
    return _Line(text, left, right, bottom, max(top - bottom, 1.0), page)


def _without_heads(lines: Sequence[_Line]) -> list[_Line]:
    """Without page numbers and what comes back at the same height on most pages."""
    pages = len({line.page for line in lines})
    edges = _edge_lines(lines)
    counted = Counter(_place_of(lines[spot]) for spot in edges)
    kept = []
    for spot, line in enumerate(lines):
        if spot in edges:
            if _PAGE_NUMBER.fullmatch(line.text):
                continue
            if pages > 1 and counted[_place_of(line)] > max(pages / 2, 1):
                continue
        kept.append(line)
    return kept


def _edge_lines(lines: Sequence[_Line]) -> set[int]:
    by_page: dict[int, list[int]] = {}
    for spot, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(spot)
    edges: set[int] = set()
    for spots in by_page.values():
        ordered = sorted(spots, key=lambda spot: lines[spot].bottom)
        edges.update(ordered[:_EDGE_LINES], ordered[-_EDGE_LINES:])
    return edges


def _place_of(line: _Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.bottom / 4)


def _paragraphs(lines: Sequence[_Line]) -> list[str]:
    """Lines put together where the page shows that one goes on with the other."""
    if not lines:
        return []
    size = median(line.size for line in lines)
    margin = _left_margin(lines)
    edge = max(line.right for line in lines)
    usual = _usual_distance(lines)
    indents = sum(line.left > margin + _INDENT * size for line in lines) > len(lines) / 10
    gaps = sum(_distance(a, b) > usual * _WIDE_GAP for a, b in pairwise(lines)) > len(lines) / 10
    paragraphs = [lines[0].text]
    for before, line in pairwise(lines):
        full = before.right > edge - _NEAR_EDGE * size
        flush = abs(line.left - margin) <= _INDENT * size
        apart = before.page == line.page and _distance(before, line) > usual * _WIDE_GAP
        if not (indents or gaps) or not full or not flush or apart:
            paragraphs.append(line.text)
        elif not indents and before.page != line.page and is_finished(before.text):
            paragraphs.append(f"{PAGE_BREAK}{line.text}")  # a gap cannot be seen there
        else:
            paragraphs[-1] += line.text
    return paragraphs


def _left_margin(lines: Sequence[_Line]) -> float:
    """Where lines that go on begin: the leftmost place that more than one in twenty begins at."""
    counted = Counter(round(line.left) for line in lines)
    return min(place for place, times in counted.items() if times >= len(lines) / 20)


def _usual_distance(lines: Sequence[_Line]) -> float:
    distances = [_distance(a, b) for a, b in pairwise(lines) if a.page == b.page]
    return median(distances) if distances else 0.0


def _distance(before: _Line, line: _Line) -> float:
    return before.bottom - line.bottom
