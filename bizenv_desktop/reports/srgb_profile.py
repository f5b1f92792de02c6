# SPDX-License-Identifier: MIT
"""The sRGB colour space as an ICC profile of our own: 484 bytes, the same every time.

Values are those of IEC 61966-2-1, its white point adapted to D50 as ICC.1:2010 asks. The layout is
a three-component matrix profile of version 4.2 with parametric curves.
"""

from __future__ import annotations

import struct

_D50 = (0.9642, 1.0, 0.8249)
_RED, _GREEN, _BLUE = (
    (0.43607, 0.22249, 0.01392),
    (0.38515, 0.71687, 0.09708),
    (0.14307, 0.06061, 0.71410),
)
_ADAPTED = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_MADE = (2000, 1, 1, 0, 0, 0)


def srgb_profile() -> bytes:
    """The profile's bytes."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _numbers(_CURVE)
    tags = {
        b"desc": _words("sRGB"),
        b"cprt": _words("CC0"),
        b"wtpt": _xyz(_D50),
        b"chad": b"sf32" + bytes(4) + _numbers(_ADAPTED),
        b"rXYZ": _xyz(_RED),
        b"gXYZ": _xyz(_GREEN),
        b"bXYZ": _xyz(_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    offset = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">L", len(tags)), b""
    places: dict[bytes, int] = {}
    for tag, data in tags.items():
        if data not in places:  # the three curves are one
            places[data] = offset + len(body)
            body += data + bytes(-len(data) % 4)
        table += tag + struct.pack(">LL", places[data], len(data))
    return _header(offset + len(body)) + table + body


def _header(size: int) -> bytes:
    return b"".join(
        (
            struct.pack(">L", size),
            bytes(4),  # no preferred engine
            b"\x04\x20\x00\x00",
            b"mntrRGB XYZ ",
            struct.pack(">6H", *_MADE),
            b"acsp",
            bytes(4 + 4 + 4 + 4 + 8 + 4),  # platform, flags, maker, model, attributes, intent
            _numbers(_D50),
            bytes(4 + 16 + 28),  # creator, no identifier, reserved
        )
    )


def _words(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">LL4sLL", 1, 12, b"enUS", len(encoded), 28) + encoded


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ " + bytes(4) + _numbers(values)


def _numbers(values: tuple[float, ...]) -> bytes:
    return struct.pack(f">{len(values)}l", *(round(value * 65536) for value in values))
