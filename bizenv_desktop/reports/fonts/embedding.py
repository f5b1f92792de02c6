# SPDX-License-Identifier: MIT
"""A TrueType face as one composite font (Type0, Identity-H) in reportlab's terms.

reportlab's own `TTFont` cuts a face into simple fonts of 256 characters and writes a wrong
ToUnicode entry for every character above U+FFFF, so that names such as 𬭎 cannot be searched or
copied. This class speaks the same protocol for dynamic fonts (documented in
`reportlab.pdfbase.ttfonts`: `_dynamicFont`, `splitString`, `getSubsetInternalName`,
`addObjects`), with one character code (CID) for each character used, in order of first use, and
therefore the same bytes for the same text.

A character may be used with an advance other than the glyph's own (`variant`): spaces between
scripts and squeezed punctuation become widths in the font, where text extraction cannot mistake
them for spaces.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from bizenv_desktop.reports.fonts.truetype import TrueTypeFile

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.pdfbase.pdfdoc import PDFDocument
    from reportlab.pdfgen.canvas import Canvas

PRIVATE_PLANE = 0xF0000  # where characters with an advance of their own are kept within a line
DEFAULT_WIDTH = 1000
SYMBOLIC = 4
MAX_BFCHAR = 100  # entries a block of a ToUnicode map may have (Adobe Technical Note 5411)


@dataclass(frozen=True)
class Code:
    """What a character code of the PDF stands for: a character, its glyph, its advance."""

    char: str
    glyph: int
    width: int


class Subset(dict[int, str]):
    """The characters of one face that one document uses: code point → its CID as a string.

    A `str.translate` table, so that a line is encoded at the speed of C.
    """

    def __init__(self, face: EmbeddedFace, internal_name: str) -> None:
        self.internal_name = internal_name
        self.codes: dict[int, Code] = {}
        self.face = face
        self.spelled: dict[str, str] = {}  # for the typesetter: marked text → its characters
        self._next = 1
        self._variants: dict[tuple[str, int], str] = {}

    def __missing__(self, point: int) -> str:
        char = chr(point)
        glyph = self.face.file.glyph(point)
        self[point] = cid = self._add(Code(char, glyph, self.face.file.advance(glyph)))
        return cid

    def variant(self, char: str, extra: int) -> str:
        """Return a private character that draws `char` and advances `extra` thousandths more."""
        if not extra:
            return char
        key = (char, extra)
        if key not in self._variants:
            point = PRIVATE_PLANE + len(self._variants)
            glyph = self.face.file.glyph(ord(char))
            self[point] = self._add(Code(char, glyph, self.face.file.advance(glyph) + extra))
            self._variants[key] = chr(point)
        return self._variants[key]

    def _add(self, code: Code) -> str:
        number = self._next
        self._next = 0xE000 if number == 0xD7FF else number + 1  # no surrogates: UTF-16 spells CIDs
        self.codes[number] = code
        return chr(number)


class _Handshake(str):
    """Empty text that brings back the `Subset` of the document it is drawn in."""

    __slots__ = ("subset",)
    subset: Subset


@dataclass(frozen=True)
class _Face:
    """What reportlab asks of a font's `face`."""

    name: str
    ascent: int
    descent: int
    builtIn: int = 0  # noqa: N815  reportlab's name


class EmbeddedFace:
    """One face in reportlab's terms, shared between documents, each with its own `Subset`."""

    _dynamicFont = 1  # noqa: N815
    _multiByte = 1  # noqa: N815
    shapable = False

    def __init__(self, path: Path, index: int = 0) -> None:
        self.file = TrueTypeFile(path, index)
        self.fontName = registered_name(path, index)
        self.face = _Face(self.fontName, self.file.ascent, self.file.descent)
        self._subsets: WeakKeyDictionary[PDFDocument, Subset] = WeakKeyDictionary()
        self._widths: dict[str, int] = {}

    def subset_in(self, canvas: Canvas) -> Subset:
        """Return this face's characters in the document of a canvas, made at first use."""
        text = canvas.beginText()
        text.setFont(self.fontName, 1)
        handshake = _Handshake()
        text.textOut(handshake)  # draws nothing; reportlab hands `splitString` the document
        return handshake.subset

    def width(self, char: str) -> int:
        """Return the advance of a character in thousandths of an em."""
        width = self._widths.get(char)
        if width is None:
            width = self._widths[char] = self.file.advance(self.file.glyph(ord(char)))
        return width

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """Return the width of a text in points, for reportlab."""
        if isinstance(text, bytes):
            text = text.decode(encoding)
        return sum(map(self.width, text)) * size / 1000

    def splitString(  # noqa: N802
        self, text: str, doc: PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """Return the text in the codes of this document, for reportlab."""
        subset = self._subset(doc)
        if isinstance(text, _Handshake):
            text.subset = subset
            return []
        if isinstance(text, bytes):
            text = text.decode(encoding)
        return [(0, text.translate(subset).encode("utf-16-be"))] if text else []

    def getSubsetInternalName(self, subset: int, doc: PDFDocument) -> str:  # noqa: N802
        """Return the name of the font in the page's resources, for reportlab."""
        return f"/{self._subset(doc).internal_name}"

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802
        """Write the font into the document, for reportlab, when the document is complete."""
        from bizenv_desktop.reports.fonts.pdf_objects import add_font

        add_font(doc, self.file, self._subsets.pop(doc))

    def _subset(self, doc: PDFDocument) -> Subset:
        subset = self._subsets.get(doc)
        if subset is None:
            subset = self._subsets[doc] = Subset(self, f"F{len(doc.fontMapping) + 1}")
            doc.fontMapping[self.fontName] = f"/{subset.internal_name}"
            doc.delayedFonts.append(self)
        return subset


def registered_name(path: Path, index: int) -> str:
    """Return the name reportlab knows this file's face by; it does not appear in a document."""
    return f"{path}#{index}"


def registered(path: Path, index: int = 0) -> EmbeddedFace:
    """Return the face, opened and registered with reportlab once a process; raise `FontError`."""
    from reportlab.pdfbase import pdfmetrics

    name = registered_name(path, index)
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(EmbeddedFace(path, index))
    face = pdfmetrics.getFont(name)
    assert isinstance(face, EmbeddedFace)
    return face


def subset_tag(codes: dict[int, Code]) -> str:
    """Return six capital letters that tell subsets of a face apart (ISO 32000-1, 9.6.4)."""
    seed = "".join(f"{code.char}{code.width}" for code in codes.values()).encode(
        "utf-8", "surrogatepass"
    )
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(seed).digest()[:6])
