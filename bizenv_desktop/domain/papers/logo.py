# SPDX-License-Identifier: MIT
"""The unit's own mark on its papers: a small picture kept in its database, none by default.

It is a PNG of plain colours made by `imports.logo_file`. What a database holds is checked whole
before it is used: no other file can come this way to whatever decodes pictures.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass
from typing import Any

LOGO = "paper_logo"
"""The setting of a database that holds the picture all papers of the unit share."""
MOST_WIDE, MOST_HIGH = 600, 320  # pixels
LARGEST = 600_000  # bytes
_ROOM_WIDE, _ROOM_HIGH = 50.0, 13.0  # mm on paper
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PLAIN = b"\x08\x02\x00\x00\x00"  # eight bits, red green blue, the one packing, no interlace
_CHANNELS = 3


@dataclass(frozen=True, slots=True)
class Logo:
    """A sound PNG; `width` and `height` in pixels."""

    png: bytes
    width: int
    height: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm on paper: as large as its room lets it be."""
        scale = min(_ROOM_WIDE / self.width, _ROOM_HIGH / self.height)
        return self.width * scale, self.height * scale


def logo_to_json(logo: Logo) -> dict[str, Any]:
    """The picture as plain JSON."""
    return {"png": base64.b64encode(logo.png).decode("ascii")}


def logo_from_json(value: object) -> Logo | None:
    """The picture as kept; None where there is none or it is none of ours."""
    kept = value.get("png") if isinstance(value, dict) else None
    if not isinstance(kept, str) or len(kept) > LARGEST * 2:
        return None
    try:
        return logo_of(base64.b64decode(kept, validate=True))
    except (ValueError, binascii.Error):
        return None


def logo_of(png: bytes) -> Logo:
    """The logo in these bytes; ValueError unless they are a whole PNG of its kind and size."""
    if len(png) > LARGEST or not png.startswith(_SIGNATURE):
        raise ValueError("no PNG, or too large")
    chunks = list(_chunks(png))
    kinds = [kind for kind, _ in chunks]
    if kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or set(kinds[1:-1]) != {b"IDAT"}:
        raise ValueError("other parts than a plain PNG has")
    header = chunks[0][1]
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    if header[8:] != _PLAIN or not (0 < width <= MOST_WIDE and 0 < height <= MOST_HIGH):
        raise ValueError("other colours or another size")
    whole = height * (1 + width * _CHANNELS)
    unpacking = zlib.decompressobj()
    try:
        pixels = unpacking.decompress(b"".join(data for _, data in chunks[1:-1]), whole + 1)
    except zlib.error as error:
        raise ValueError("damaged") from error
    if len(pixels) != whole or not unpacking.eof:
        raise ValueError("damaged")
    return Logo(png, width, height)


def _chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """The parts of a PNG (ISO/IEC 15948, 5.3), each with its sum right."""
    found = []
    at = len(_SIGNATURE)
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        end = at + 8 + length
        if int.from_bytes(png[end : end + 4]) != zlib.crc32(kind + data) or end + 4 > len(png):
            raise ValueError("damaged")
        found.append((kind, data))
        at = end + 4
    if len(found) < 3:
        raise ValueError("damaged")
    return found
