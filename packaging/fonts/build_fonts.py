# SPDX-License-Identifier: MIT
"""Build the bundled faces of `resources/fonts/` from the font packages of a Debian system.

    python packaging/fonts/build_fonts.py SOURCES [--out resources/fonts] [--only body --only title]

SOURCES is a folder into which these Debian packages were unpacked (`dpkg-deb -x`, any layout;
files are found by name): fonts-noto-cjk, fonts-noto-cjk-extra, fonts-lxgw-wenkai,
texlive-lang-chinese (Fandol) and base-files (the text of the GPL). Each face becomes a static
TrueType font with quadratic outlines and nothing a PDF or a label does not need: no hinting, no
layout tables, no glyph names. Glyphs are put in code point order, so that the character map is a
few hundred runs and opens in a millisecond.

Two runs over the same packages write the same bytes. The families are renamed: the OFL keeps the
names "Source", "LXGW" and "霞鹜" for the originals.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from charsets import standard_characters, whole_characters
from faces import FACES, Face, licence_text
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from fontTools.pens.basePen import AbstractPen

VERSION = "1.000"
EPOCH_2026 = 3_849_984_000  # 2026-01-01 in seconds since 1904, the clock of the head table
BOX, BALLOT_BOXES = (
    0x25A1,
    {0x2611: 0x2713, 0x2612: 0x00D7},
)  # ☑ ☒ = □ with ✓ ×, where a source lacks them
BALLOT_SCALE = 0.8


def build(face: Face, sources: Path, out: Path) -> Path:
    """Write `out/<role>.ttf` and return its path; raise FileNotFoundError for a missing source."""
    source = TTFont(find(sources, face.source), fontNumber=face.index, lazy=True)
    outlines = Outlines(source, face.curve_error)
    available: dict[int, str] = source.getBestCmap()
    available |= {ord(char): available[ord(other)] for char, other in face.drawn_as}
    wanted = whole_characters() if face.whole else standard_characters()
    wanted -= {ord(char) for char in face.leave_out}
    shapes: dict[str, str] = {}  # name in the source → name here, in code point order
    cmap: dict[int, str] = {}
    for code in sorted(wanted & available.keys()):
        cmap[code] = shapes.setdefault(available[code], f"u{code:05X}")
    glyphs = {".notdef": outlines.draw(".notdef")}
    glyphs |= {name: outlines.draw(original) for original, name in shapes.items()}
    for code, mark in BALLOT_BOXES.items():
        if code not in cmap and BOX in cmap and mark in cmap:
            cmap[code] = f"u{code:05X}"
            glyphs[cmap[code]] = outlines.ballot(available[BOX], available[mark])
    path = out / f"{face.role}.ttf"
    _assemble(face, source, glyphs, cmap).save(path)
    return path


class Outlines:
    """Draws glyphs of one source font as quadratic TrueType outlines with their advances."""

    def __init__(self, font: TTFont, curve_error: float) -> None:
        self._glyphs = font.getGlyphSet()
        self._cubic = "glyf" not in font
        self._curve_error = curve_error

    def draw(self, name: str) -> tuple[Any, int]:
        """Return the outline and advance of one glyph, components resolved."""
        pen = TTGlyphPen(None)
        self._replay(name, pen)
        return pen.glyph(), round(self._glyphs[name].width)

    def ballot(self, box: str, mark: str) -> tuple[Any, int]:
        """Return `box` with `mark` set small in its middle."""
        pen = TTGlyphPen(None)
        self._replay(box, pen)
        left, bottom, right, top = self._bounds(box)
        x0, y0, x1, y1 = self._bounds(mark)
        scale = BALLOT_SCALE * min((right - left) / (x1 - x0), (top - bottom) / (y1 - y0))
        dx = (left + right) / 2 - scale * (x0 + x1) / 2
        dy = (bottom + top) / 2 - scale * (y0 + y1) / 2
        self._replay(mark, TransformPen(pen, (scale, 0, 0, scale, dx, dy)))
        return pen.glyph(), round(self._glyphs[box].width)

    def _replay(self, name: str, pen: AbstractPen) -> None:
        recording = DecomposingRecordingPen(self._glyphs)
        self._glyphs[name].draw(recording)
        if self._cubic:
            pen = Cu2QuPen(pen, self._curve_error, reverse_direction=True)
        recording.replay(pen)

    def _bounds(self, name: str) -> tuple[float, float, float, float]:
        pen = BoundsPen(self._glyphs)
        self._glyphs[name].draw(pen)
        return pen.bounds


def _assemble(
    face: Face, source: TTFont, glyphs: dict[str, tuple[Any, int]], cmap: dict[int, str]
) -> FontBuilder:
    order = sorted(glyphs)  # ".notdef", then u + five digits of the code point: code point order
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    builder.setupGlyf({name: glyphs[name][0] for name in order})
    glyf = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (glyphs[name][1], getattr(glyf[name], "xMin", 0)) for name in order}
    )
    old, rules = source["hhea"], source["OS/2"]
    builder.setupHorizontalHeader(ascent=old.ascent, descent=old.descent, lineGap=old.lineGap)
    builder.setupNameTable(_names(face), mac=False)
    builder.setupOS2(
        sTypoAscender=rules.sTypoAscender,
        sTypoDescender=rules.sTypoDescender,
        sTypoLineGap=rules.sTypoLineGap,
        usWinAscent=rules.usWinAscent,
        usWinDescent=rules.usWinDescent,
        sxHeight=rules.sxHeight,
        sCapHeight=rules.sCapHeight,
        usWeightClass=rules.usWeightClass,
        xAvgCharWidth=builder.font["head"].unitsPerEm,
        fsType=0,
        ulCodePageRange1=1 | 1 << 18,  # Latin 1, simplified Chinese
    )
    builder.font["OS/2"].recalcUnicodeRanges(builder.font)
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(fontRevision=1.0, created=EPOCH_2026, modified=EPOCH_2026)
    builder.font.recalcTimestamp = False
    return builder


def _names(face: Face) -> dict[str, str]:
    return {
        "copyright": face.licence.notice,
        "familyName": face.family,
        "styleName": "Regular",
        "uniqueFontIdentifier": f"{VERSION};{face.postscript_name}",
        "fullName": face.family,
        "version": f"Version {VERSION}",
        "psName": face.postscript_name,
        "licenseDescription": f"{face.licence.name}. See {face.licence.file}.",
    }


def find(sources: Path, name: str) -> Path:
    """Return the one file of this name anywhere under `sources`."""
    for path in sorted(sources.rglob(name)):
        if path.is_file():
            return path
    raise FileNotFoundError(
        f"{name} is not under {sources}: unpack the packages named in the docstring"
    )


def main(arguments: list[str]) -> int:
    """Build the faces asked for, with the licence text of each beside them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parents[2] / "resources" / "fonts"
    )
    parser.add_argument("--only", action="append", metavar="ROLE", choices=[f.role for f in FACES])
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        if options.only and face.role not in options.only:
            continue
        path = build(face, options.sources, options.out)
        licence = options.out / face.licence.file
        licence.write_text(licence_text(face.licence, options.sources, find), "utf-8", newline="\n")
        sys.stdout.write(f"{path.name} {path.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
