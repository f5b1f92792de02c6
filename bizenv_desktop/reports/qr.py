# SPDX-License-Identifier: MIT
"""A short text as a QR symbol: its dark squares, and as a picture for Word and Excel."""

from __future__ import annotations

import io
from functools import lru_cache

QUIET = 4  # squares of white the symbol needs around it (ISO/IEC 18004)
_PIXELS = 8  # a square in the picture
_LEVEL_M = 0  # about 15 % of the symbol may be lost

Matrix = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=256)
def qr_matrix(text: str) -> Matrix:
    """The symbol's rows from the top down, True for a dark square; without its quiet zone."""
    from reportlab.graphics.barcode.qrencoder import QRCode

    symbol = QRCode(None, _LEVEL_M)
    symbol.addData(text)
    symbol.make()
    return tuple(tuple(bool(dark) for dark in row) for row in symbol.modules)


@lru_cache(maxsize=16)
def qr_png(text: str) -> bytes:
    """The symbol with its quiet zone as a PNG."""
    from PIL import Image

    matrix = qr_matrix(text)
    side = len(matrix) + 2 * QUIET
    blank, edge = bytes([255] * side), bytes([255] * QUIET)
    rows = (edge + bytes(0 if dark else 255 for dark in row) + edge for row in matrix)
    squares = b"".join((*[blank] * QUIET, *rows, *[blank] * QUIET))
    picture = Image.frombytes("L", (side, side), squares).convert("1")
    target = io.BytesIO()
    picture.resize((side * _PIXELS, side * _PIXELS)).save(target, "PNG")
    return target.getvalue()
