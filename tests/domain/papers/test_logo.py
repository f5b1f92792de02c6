# SPDX-License-Identifier: MIT
"""A kept logo is used only when it is whole and of the kind the program makes."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from photos import scene
from PIL import Image

from bizenv_desktop.domain.papers.logo import (
    MOST_HIGH,
    MOST_WIDE,
    Logo,
    logo_from_json,
    logo_of,
    logo_to_json,
)


def png(size=(90, 30), mode="RGB", form="PNG"):
    out = io.BytesIO()
    scene(1, size).convert(mode).save(out, form)
    return out.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width=600, height=320, rows=100_000):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(rows * (1 + width * 3)), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def test_a_logo_is_kept_as_it_was():
    logo = logo_of(png())
    assert (logo.width, logo.height) == (90, 30)
    assert logo_from_json(logo_to_json(logo)) == logo


@pytest.mark.parametrize(
    ("size", "printed"),
    [((90, 30), (39, 13)), ((600, 20), (50, 50 / 30)), ((20, 320), (13 / 16, 13))],
)
def test_it_is_as_large_as_its_room_lets_it_be(size, printed):
    assert Logo(b"", *size).size == pytest.approx(printed)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        png()[:-1],
        png()[:200],
        png() + b"more",
        png().replace(b"IDAT", b"IDAX"),
        png(form="JPEG"),
        png(mode="L"),
        png(mode="P"),
        png(mode="RGBA"),
        png((MOST_WIDE + 1, 10)),
        png((10, MOST_HIGH + 1)),
        bomb(),
        bomb(rows=1),
        bomb(0, 0, 0),
    ],
    ids=lambda content: f"{len(content)} bytes",
)
def test_what_is_damaged_or_of_another_kind_is_no_logo(content):
    with pytest.raises(ValueError, match=r"."):
        logo_of(content)


@pytest.mark.parametrize("at", range(8, 120, 7))
def test_a_changed_byte_is_found(at):
    content = bytearray(png())
    content[at] ^= 0x40
    with pytest.raises(ValueError, match=r"."):
        logo_of(bytes(content))


@pytest.mark.parametrize(
    "kept",
    [None, "", [], {}, {"png": None}, {"png": "不是"}, {"png": "AAAA"}, {"png": "A" * 2_000_000}],
)
def test_whatever_else_a_database_holds_is_no_logo(kept):
    assert logo_from_json(kept) is None


def test_pillow_reads_what_is_taken():
    with Image.open(io.BytesIO(logo_of(png()).png)) as picture:
        picture.load()
        assert picture.size == (90, 30)
