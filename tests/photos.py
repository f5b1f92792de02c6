# SPDX-License-Identifier: MIT
"""Photos made on the spot: with camera notes, large, alike, damaged."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw
from PIL.Image import Exif

if TYPE_CHECKING:
    from pathlib import Path


def scene(seed: int, size: tuple[int, int] = (1200, 900)) -> Image.Image:
    """A picture like no other of another seed, with something in every corner."""
    dice = random.Random(seed)
    picture = Image.new("RGB", size, (dice.randrange(256), 200, dice.randrange(256)))
    pen = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y = dice.randrange(size[0]), dice.randrange(size[1])
        wide, high = size[0] // dice.randrange(4, 9), size[1] // dice.randrange(4, 9)
        colour = tuple(dice.randrange(256) for _ in range(3))
        pen.rectangle((x, y, x + wide, y + high), fill=colour)
    return picture


def camera_notes(taken: str = "2026:11:25 09:30:00", orientation: int = 1) -> Exif:
    """What a telephone writes: when, where, how it was held."""
    notes = Exif()
    notes[0x0112] = orientation
    notes[0x010F] = "HUAWEI"
    notes[0x8769] = {0x9003: taken}
    notes[0x8825] = {1: "N", 2: (46.0, 15.0, 0.0), 3: "E", 4: (126.0, 17.0, 0.0)}
    return notes


def write_photo(
    path: Path,
    seed: int = 1,
    size: tuple[int, int] = (1200, 900),
    notes: Exif | None = None,
    **how: object,
) -> Path:
    """A JPEG of that scene; `how` goes to the encoder."""
    notes = camera_notes() if notes is None else notes
    scene(seed, size).save(path, "JPEG", exif=notes.tobytes(), **{"quality": 90, **how})
    return path


def opened(content: bytes) -> Image.Image:
    """The picture in these bytes, decoded."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture
