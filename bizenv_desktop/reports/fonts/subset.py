# SPDX-License-Identifier: MIT
"""Cut the glyphs a document uses out of a TrueType file, for embedding in a PDF.

ISO 32000-1 table 126: an embedded CIDFontType2 program needs glyf, head, hhea, hmtx, loca and
maxp, and cvt, fpgm and prep when its glyphs are hinted. Glyphs are renumbered; the caller gets
the new numbers. A glyph used with an advance of its own is a glyph of its own, so that the widths
of the font and of its program agree (ISO 19005-2, 6.2.11.5).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.reports.fonts.truetype import TrueTypeFile

ARGS_ARE_OFFSETS = 0x2
ARGS_ARE_WORDS, HAS_SCALE, MORE, HAS_XY_SCALE, HAS_MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80
HINTING = ("cvt ", "fpgm", "prep")
CHECKSUM_MAGIC = 0xB1B0AFBA


Used = tuple[int, int]
"""A glyph's number in the whole file, and the advance it is used with in thousandths of an em."""


def cut(font: TrueTypeFile, glyphs: Iterable[Used]) -> tuple[bytes, dict[Used, int]]:
    """Return a font file of glyph 0, these glyphs and their parts, and the new number of each."""
    order = {(0, font.advance(0)): 0}
    for used in glyphs:
        order.setdefault(used, len(order))
    outlines = []
    for used in (queue := list(order)):
        outline = _outline(font, used)
        for position in _component_positions(outline):
            part = _own(font, struct.unpack_from(">H", outline, position)[0])
            if part not in order:
                order[part] = len(order)
                queue.append(part)
        outlines.append(outline)
    data = _assemble(font, list(order), [_renumber(font, outline, order) for outline in outlines])
    return data, order


def _outline(font: TrueTypeFile, used: Used) -> bytes:
    """The glyph's outline; that of one with an advance of its own refers to it in 16 bytes."""
    glyph, _ = used
    outline = font.outline(glyph)
    if not outline or used == _own(font, glyph):
        return outline
    return struct.pack(">h8sHHbb", -1, outline[2:10], ARGS_ARE_OFFSETS, glyph, 0, 0)


def _own(font: TrueTypeFile, glyph: int) -> Used:
    return glyph, font.advance(glyph)


def _component_positions(outline: bytes) -> list[int]:
    """Return where a composite outline names its parts; most have none."""
    if len(outline) < 10 or outline[0] < 0x80:  # a number of contours, not −1
        return []
    positions, at, flags = [], 10, MORE
    while flags & MORE:
        (flags,) = struct.unpack_from(">H", outline, at)
        positions.append(at + 2)
        at += 8 if flags & ARGS_ARE_WORDS else 6
        at += (
            2 * bool(flags & HAS_SCALE)
            + 4 * bool(flags & HAS_XY_SCALE)
            + 8 * bool(flags & HAS_MATRIX)
        )
    return positions


def _renumber(font: TrueTypeFile, outline: bytes, order: dict[Used, int]) -> bytes:
    positions = _component_positions(outline)
    if not positions:
        return outline
    changed = bytearray(outline)
    for position in positions:
        (part,) = struct.unpack_from(">H", outline, position)
        struct.pack_into(">H", changed, position, order[_own(font, part)])
    return bytes(changed)


def _assemble(font: TrueTypeFile, order: list[Used], outlines: list[bytes]) -> bytes:
    locations, glyf = [0], bytearray()
    for outline in outlines:
        glyf += outline + b"\0" * (-len(outline) % 4)
        locations.append(len(glyf))
    count = len(order)
    head, hhea, maxp = (bytearray(font.table(tag)) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">L", head, 8, 0)  # checksum of the file, filled in at the end
    struct.pack_into(">h", head, 50, 1)  # long locations
    struct.pack_into(">H", hhea, 34, count)
    struct.pack_into(">H", maxp, 4, count)
    _allow_references(maxp)
    metrics = b"".join(
        struct.pack(">Hh", _advance(font, used), font.side_bearing(used[0])) for used in order
    )
    tables = {
        "glyf": bytes(glyf),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": metrics,
        "loca": struct.pack(f">{count + 1}L", *locations),
        "maxp": bytes(maxp),
    }
    tables |= {tag: font.table(tag) for tag in HINTING if font.table(tag)}
    return _file_of(tables)


def _allow_references(maxp: bytearray) -> None:
    """Raise the limits of `maxp` for glyphs that refer to another: points, contours, depth."""
    if len(maxp) < 32:
        return
    points, contours, of_parts, contours_of_parts = struct.unpack_from(">4H", maxp, 6)
    struct.pack_into(">2H", maxp, 10, max(points, of_parts), max(contours, contours_of_parts))
    elements, depth = struct.unpack_from(">2H", maxp, 28)
    struct.pack_into(">2H", maxp, 28, max(elements, 1), depth + 1)


def _advance(font: TrueTypeFile, used: Used) -> int:
    """The advance in font units."""
    if used == _own(font, used[0]):
        return font.raw_advance(used[0])
    return max(0, round(used[1] * font.units_per_em / 1000))


def _file_of(tables: dict[str, bytes]) -> bytes:
    """Return the font file of these tables, checksums and all."""
    count = len(tables)
    power = count.bit_length() - 1
    search = 16 << power
    header = struct.pack(">LHHHH", 0x00010000, count, search, power, 16 * count - search)
    directory, body = b"", b""
    offset = 12 + 16 * count
    head_at = 0
    for tag in sorted(tables):
        data = tables[tag]
        if tag == "head":
            head_at = offset + len(body)
        directory += struct.pack(
            ">4sLLL", tag.encode(), _checksum(data), offset + len(body), len(data)
        )
        body += data + b"\0" * (-len(data) % 4)
    file = bytearray(header + directory + body)
    struct.pack_into(
        ">L", file, head_at + 8, (CHECKSUM_MAGIC - _checksum(bytes(file))) & 0xFFFFFFFF
    )
    return bytes(file)


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF
