# SPDX-License-Identifier: MIT
"""Lines, rules and tints as PDF operators, gathered and handed to the canvas at once.

Spaces the typesetting adds never become spaces of the text: they are advances of the characters
before them (see `fonts.embedding`), or, when a justified line is spread by less than a tenth of
an em, adjustments too small for any reader to take for a space.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from bizenv_desktop.reports.typeset.kinsoku import GAP, SQUEEZE, units
from bizenv_desktop.reports.typeset.lines import mark_width
from bizenv_desktop.reports.typeset.text import Align

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportlab.pdfgen.canvas import Canvas

    from bizenv_desktop.reports.fonts import EmbeddedFace, Subset
    from bizenv_desktop.reports.typeset.lines import Line
    from bizenv_desktop.reports.typeset.text import TextStyle
    from bizenv_desktop.reports.typeset.voice import Voice

BLACK = "#000000"
BOLD_STROKE = 0.028  # of an em: bold is the outline drawn thicker, as word processors do with 仿宋
MAX_SPREAD = 300  # thousandths of an em; a justified line that would need more stays ragged
SAFE_ADJUSTMENT = 100  # readers take wider adjustments for a space of the text
_MARKED = re.compile(f"(.)([{GAP}{SQUEEZE}]+)", re.DOTALL)
_LAST = re.compile(f"(.)([{GAP}{SQUEEZE}]*)\\Z", re.DOTALL)


class Look(NamedTuple):
    """Face, weight and colour ("#rrggbb") of a run."""

    voice: Voice
    bold: bool
    colour: str


class Layout(NamedTuple):
    """Text broken into lines for one width (in thousandths of an em), and the look of each run."""

    lines: list[Line]
    looks: tuple[Look, ...]
    width: int


class Ink:
    """Collects what one flowable draws; coordinates are points in the canvas's current system."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._code: list[str] = []
        self._subsets: dict[EmbeddedFace, Subset] = {}

    def flush(self) -> None:
        """Put everything on the page, in a graphics state of its own."""
        if self._code:
            self._canvas.addLiteral("q\n" + "\n".join(self._code) + "\nQ")
            self._code.clear()

    def tint(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle whose lower left corner is (x, y)."""
        self._code.append(f"q {_rgb(colour)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f Q")

    def rules(self, segments: Iterable[tuple[float, float, float, float]], weight: float) -> None:
        """Draw black lines, each from (x0, y0) to (x1, y1)."""
        path = "\n".join(f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l" for x0, y0, x1, y1 in segments)
        if path:
            self._code.append(f"q {weight:.2f} w 2 J\n{path} S Q")

    def block(
        self,
        layout: Layout,
        style: TextStyle,
        x: float,
        top: float,
        lines: slice = slice(None),
    ) -> None:
        """Draw lines of a layout, the box of the first one beginning at `top`."""
        text = _TextObject(self._subset, style.size)
        scale = style.size / 1000
        y = top - style.baseline
        for line in layout.lines[lines]:
            if line.pieces:
                start = x + _offset(line, layout.width, style.align) * scale
                spread = _spread(line, layout.width) if style.align is Align.JUSTIFY else 0
                shift = 0
                for piece in line.pieces:
                    strings = units(piece.text) if spread else [piece.text]
                    at = start + (piece.x + shift) * scale
                    text.show(strings, spread, layout.looks[piece.run], at, y)
                    shift += spread * len(strings)
            y -= style.leading
        self._code += text.operators()

    def _subset(self, face: EmbeddedFace) -> Subset:
        if face not in self._subsets:
            self._subsets[face] = face.subset_in(self._canvas)
        return self._subsets[face]


class _TextObject:
    """Strings shown between BT and ET; font and look are spelled when they change."""

    def __init__(self, subset_of: Callable[[EmbeddedFace], Subset], size: float) -> None:
        self._subset_of = subset_of
        self._size = size
        self._code = [""]
        self._face: EmbeddedFace | None = None
        self._font: Subset
        self._bold, self._colour = False, BLACK

    def operators(self) -> list[str]:
        """Return the operators, none if nothing was shown."""
        if len(self._code) == 1:
            return []
        self._code[0] = "q BT"
        return [*self._code, "ET Q"]

    def show(self, strings: list[str], spread: int, look: Look, x: float, y: float) -> None:
        """Show strings from (x, baseline y), `spread` thousandths of an em after each."""
        if look.bold != self._bold or look.colour != self._colour:
            self._change_look(look)
        voice = look.voice
        if not spread and voice.drawn_by_first(strings[0]):
            face = voice.chain.first
            subset = self._font if face is self._face else self._change_font(face)
            self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm <{_codes(strings[0], subset)}> Tj")
        elif spread and voice.drawn_by_first("".join(strings)):
            subset = self._change_font(voice.chain.first)
            advance = 0 if spread < SAFE_ADJUSTMENT else spread
            codes = (f"<{_codes(string, subset, advance)}>" for string in strings)
            array = f" {advance - spread} ".join(codes)
            self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm [{array}] TJ")
        else:
            self._show_by_face(strings, spread, voice, x, y)

    def _show_by_face(
        self, strings: list[str], spread: int, voice: Voice, x: float, y: float
    ) -> None:
        for string in strings:
            pieces = voice.by_face(string)
            for number, (face, part) in enumerate(pieces, 1):
                subset = self._change_font(face)
                extra = spread if number == len(pieces) else 0
                self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm <{_codes(part, subset, extra)}> Tj")
                x += (voice.measure[part].advance + extra) * self._size / 1000

    def _change_font(self, face: EmbeddedFace) -> Subset:
        if face is not self._face:
            self._face, self._font = face, self._subset_of(face)
            self._code.append(f"/{self._font.internal_name} {self._size:g} Tf")
        return self._font

    def _change_look(self, look: Look) -> None:
        self._bold, self._colour = look.bold, look.colour
        rgb = _rgb(look.colour)
        weight = f"2 Tr {self._size * BOLD_STROKE:.2f} w" if look.bold else "0 Tr"
        self._code.append(f"{rgb} rg {rgb} RG {weight}")


def _codes(text: str, subset: Subset, extra: int = 0) -> str:
    """Return the hexadecimal codes of a text whose marks, and `extra`, become advances."""
    if extra and (last := _LAST.search(text)):
        text = text[: last.start()] + _with_advance(last, subset, extra)
    if GAP in text or SQUEEZE in text:
        text = _MARKED.sub(lambda match: _spelled(match, subset), text)
    return text.translate(subset).encode("utf-16-be").hex()


def _spelled(match: re.Match[str], subset: Subset) -> str:
    marked = match[0]
    if marked not in subset.spelled:
        subset.spelled[marked] = _with_advance(match, subset, 0)
    return subset.spelled[marked]


def _with_advance(match: re.Match[str], subset: Subset, extra: int) -> str:
    char = match[1]
    width = subset.face.width(char)
    return subset.variant(char, extra + sum(mark_width(width, mark) for mark in match[2]))


def _offset(line: Line, width: int, align: Align) -> int:
    """Return where a line begins, in thousandths of an em."""
    if align is Align.CENTRE:
        return (width - line.width) // 2
    return width - line.width if align is Align.RIGHT else 0


def _spread(line: Line, width: int) -> int:
    """Return what to add after each unit so that the line reaches the right margin."""
    tabbed = any(one.run == other.run for one, other in pairwise(line.pieces))
    if not line.soft or tabbed:
        return 0
    gaps = sum(len(units(piece.text)) for piece in line.pieces) - 1
    spread = (width - line.width) // gaps if gaps > 0 else 0
    return spread if spread <= MAX_SPREAD else 0


def _rgb(colour: str) -> str:
    """Return "#rrggbb" as three numbers from 0 to 1."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3g}" for i in (1, 3, 5))
