# SPDX-License-Identifier: MIT
"""Turning a picture upright as its camera notes say, however odd the rest of these notes is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

ORIENTATION = 0x0112
"""The note that says how the camera was held: 1 to 8 (Exif 2.32, table 4)."""


def upright(picture: Image, orientation: object) -> Image:
    """The picture turned by that orientation; what is none of 2 to 8 turns nothing.

    Pillow's own `exif_transpose` also writes the notes anew, and fails on damaged ones.
    """
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(orientation) if isinstance(orientation, int) else None
    return picture if turn is None else picture.transpose(turn)
