# SPDX-License-Identifier: MIT
"""A static TrueType font file, its character map and metrics read on demand.

Only what a PDF needs is read, through a memory map, so that opening a face of 14 MB costs about a
millisecond. Lengths are thousandths of an em. Table layouts are those of ISO/IEC 14496-22.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRUETYPE, APPLE_TRUE, COLLECTION = b"\0\1\0\0", b"true", b"ttcf"
NO_EMBEDDING, NO_SUBSETTING, BITMAP_ONLY = 0x0002, 0x0100, 0x0200
SAME_SHAPE = {0x2212: 0x2013, 0x2022: 0x00B7}  # minus as en dash, bullet as middle dot
REQUIRED = {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}


class FontError(ValueError):
    """The file is not a font we can embed; the text says why, for the log."""


class TrueTypeFile:
    """One face of a file; raises `FontError` unless it is static, `glyf` based and embeddable."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        self.index = index
        self._known_advances: dict[int, int] = {}
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._tables = self._read_directory()
            self._check()
            self._read_metrics()
        except (OSError, struct.error, ValueError) as error:
            raise FontError(f"{path.name}: {error}") from error

    def table(self, tag: str) -> bytes:
        """Return the bytes of a table, empty if the font has none."""
        offset, length = self._tables.get(tag, (0, 0))
        return self._data[offset : offset + length]

    def glyph(self, code: int) -> int:
        """Return the glyph index for a code point, 0 if the face cannot draw it.

        A sign the face lacks is drawn by one of the same shape; it stays itself in the text.
        """
        starts, ends, glyphs = self._map
        position = bisect_right(starts, code) - 1
        if position < 0 or code > ends[position]:
            return self.glyph(SAME_SHAPE[code]) if code in SAME_SHAPE else 0
        return int(glyphs[position] + code - starts[position])

    def advance(self, glyph: int) -> int:
        """Return the width of a glyph."""
        known = self._known_advances.get(glyph)
        if known is None:
            known = round(self.raw_advance(glyph) * 1000 / self.units_per_em)
            self._known_advances[glyph] = known
        return known

    def codes(self) -> Iterator[int]:
        """Yield every code point the face has a glyph for, in order."""
        for first, last, _ in zip(*self._map, strict=True):
            yield from (code for code in range(first, last + 1) if self.glyph(code))

    @cached_property
    def postscript_name(self) -> str:
        """The face's PostScript name in ASCII, the file's name if it has none."""
        names = self.table("name")
        _, count, storage = struct.unpack(">HHH", names[:6])
        for number in range(count):
            record = names[6 + 12 * number : 18 + 12 * number]
            platform, _, _, name_id, length, offset = struct.unpack(">6H", record)
            if name_id == 6:
                raw = names[storage + offset : storage + offset + length]
                text = raw.decode("utf-16-be" if platform in (0, 3) else "latin-1", "ignore")
                if text.isascii() and text.strip():
                    return "".join(char for char in text if char.isalnum() or char in "-_")
        return (
            "".join(char for char in self.path.stem if char.isascii() and char.isalnum()) or "Face"
        )

    def outline(self, glyph: int) -> bytes:
        """Return the `glyf` record of one glyph, empty for a blank."""
        offset, length = self._tables["glyf"]
        first, last = self._locations[glyph], self._locations[glyph + 1]
        return self._data[offset + first : offset + min(last, length)]

    def side_bearing(self, glyph: int) -> int:
        """Return the left side bearing of a glyph in font units."""
        full = len(self._advances)
        offset = self._tables["hmtx"][0]
        position = 4 * glyph + 2 if glyph < full else 4 * full + 2 * (glyph - full)
        return int(struct.unpack_from(">h", self._data, offset + position)[0])

    def raw_advance(self, glyph: int) -> int:
        """Return the width of a glyph in font units."""
        advances = self._advances
        return advances[min(glyph, len(advances) - 1)]

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        data, start = self._data, 0
        if data[:4] == COLLECTION:
            (fonts,) = struct.unpack_from(">L", data, 8)
            if self.index >= fonts:
                raise FontError(f"no face {self.index} in the collection")
            (start,) = struct.unpack_from(">L", data, 12 + 4 * self.index)
        if data[start : start + 4] not in (TRUETYPE, APPLE_TRUE):
            raise FontError("not TrueType outlines")
        (count,) = struct.unpack_from(">H", data, start + 4)
        tables = {}
        for number in range(count):
            tag, _, offset, length = struct.unpack_from(">4sLLL", data, start + 12 + 16 * number)
            if offset + length > len(data):
                raise FontError("file is cut short")
            tables[tag.decode("latin-1")] = (offset, length)
        return tables

    def _check(self) -> None:
        if missing := REQUIRED - self._tables.keys():
            raise FontError(f"has no table {sorted(missing)[0]}")
        if "fvar" in self._tables:
            raise FontError("is a variable font")
        rules = self.table("OS/2")
        embedding = struct.unpack_from(">H", rules, 8)[0] if len(rules) >= 10 else 0
        if embedding & 0x000F == NO_EMBEDDING or embedding & (NO_SUBSETTING | BITMAP_ONLY):
            raise FontError("its licence bits forbid embedding a subset")

    def _read_metrics(self) -> None:
        head, hhea = self.table("head"), self.table("hhea")
        self.units_per_em = int(struct.unpack_from(">H", head, 18)[0])
        if not self.units_per_em:
            raise FontError("has no em")
        scale = 1000 / self.units_per_em
        self.bounds = tuple(round(v * scale) for v in struct.unpack_from(">4h", head, 36))
        (self.long_locations,) = struct.unpack_from(">h", head, 50)
        ascent, descent = struct.unpack_from(">2h", hhea, 4)
        self.ascent, self.descent = round(ascent * scale), round(descent * scale)
        (self._metric_count,) = struct.unpack_from(">H", hhea, 34)
        (self.glyph_count,) = struct.unpack_from(">H", self.table("maxp"), 4)
        if not self._map[0]:
            raise FontError("has no Unicode character map")

    @cached_property
    def _advances(self) -> array[int]:
        return _big_endian("H", self.table("hmtx")[: 4 * self._metric_count])[::2]

    @cached_property
    def _locations(self) -> array[int]:
        if self.long_locations:
            return _big_endian("I", self.table("loca"))
        return array("I", (2 * half for half in _big_endian("H", self.table("loca"))))

    @cached_property
    def _map(self) -> tuple[array[int], array[int], array[int]]:
        """Runs of the character map: first codes, last codes, glyphs of the first codes."""
        cmap = self.table("cmap")
        (count,) = struct.unpack_from(">H", cmap, 2)
        formats = {}
        for number in range(count):
            platform, encoding, offset = struct.unpack_from(">HHL", cmap, 4 + 8 * number)
            if platform == 0 or (platform, encoding) in ((3, 1), (3, 10)):
                formats[struct.unpack_from(">H", cmap, offset)[0]] = offset
        if 12 in formats:
            return _runs_of_format_12(cmap[formats[12] :])
        if 4 in formats:
            return _runs_of_format_4(cmap[formats[4] :])
        return array("I"), array("I"), array("I")


def _big_endian(kind: str, data: bytes) -> array[int]:
    values = array(kind)
    values.frombytes(data[: len(data) - len(data) % values.itemsize])
    if sys.byteorder == "little":
        values.byteswap()
    return values


def _runs_of_format_12(table: bytes) -> tuple[array[int], array[int], array[int]]:
    (groups,) = struct.unpack_from(">L", table, 12)
    values = _big_endian("I", table[16 : 16 + 12 * groups])
    return values[::3], values[1::3], values[2::3]


def _runs_of_format_4(table: bytes) -> tuple[array[int], array[int], array[int]]:
    (doubled,) = struct.unpack_from(">H", table, 6)
    count = doubled // 2
    words = _big_endian("H", table)
    ends, starts = words[7 : 7 + count], words[8 + count : 8 + 2 * count]
    deltas, offsets_at = words[8 + 2 * count : 8 + 3 * count], 8 + 3 * count
    runs: tuple[array[int], array[int], array[int]] = (array("I"), array("I"), array("I"))
    for number in range(count):
        first, last, delta = starts[number], ends[number], deltas[number]
        offset = words[offsets_at + number]
        base = offsets_at + number + offset // 2
        for code in range(first, last + 1):
            glyph = (
                code
                if not offset
                else words[base + code - first]
                if base + code - first < len(words)
                else 0
            )
            if (offset and not glyph) or code == 0xFFFF:
                continue
            glyph = (glyph + delta) & 0xFFFF
            if runs[0] and runs[1][-1] == code - 1 and runs[2][-1] + code - runs[0][-1] == glyph:
                runs[1][-1] = code
            else:
                for part, value in zip(runs, (code, code, glyph), strict=True):
                    part.append(value)
    return runs
