# SPDX-License-Identifier: MIT
"""A photo as it is kept: upright, as large as it prints, without the place it was taken at.

Rules: 1,600 pixels along the long side print sharp on half an A4 page. The place leaves unless it
is wanted (个人信息保护法第六条: no more data than the purpose needs); the time of the shot stays.
"""

from __future__ import annotations

import io
import logging
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from bizenv_desktop.domain.weak_proof import LOOK_HEIGHT, LOOK_WIDTH, look_of
from bizenv_desktop.errors import UserError
from bizenv_desktop.pictures import ORIENTATION, upright

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Exif, Image
    from PIL.ImageFile import ImageFile

LONG_SIDE = 1600
QUALITY = 85
_MOST_PIXELS = 200_000_000  # a JPEG is decoded straight to a fraction of its size
_MOST_DECODED = 40_000_000  # what has to be decoded whole: 160 MB
_SMALL_PNG = 1_000_000  # bytes; a larger one is a photo rather than a screenshot
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_CHANGED, _TAKEN = 0x0132, 0x9003
_DAMAGED = "打不开，照片可能已损坏或没有复制完整；请重新复制或换一张"
_APP1, _SOS = 0xE1, 0xDA


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """The bytes to keep, and what is known of the picture; `taken` by the camera's clock."""

    content: bytes
    ending: str
    width: int
    height: int
    taken: datetime | None
    look: str


def kept_photo(
    file: BinaryIO, ending: str, *, keep_original: bool = False, keep_place: bool = False
) -> KeptPhoto:
    """Make a photo ready to be kept; the same file gives the same bytes.

    `keep_original` keeps every pixel. `UserError`, to be put behind the file's name, for what is
    damaged or too large to be decoded in the memory of an office PC.
    """
    # what Pillow mutters about a damaged file is said in our own sentence
    logging.getLogger("PIL").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings(action="ignore"):
            return _made(file, ending, keep_original=keep_original, keep_place=keep_place)
    except (UserError, MemoryError):
        raise
    except Exception as error:  # a reader fails on foreign bytes with whatever it stumbles over
        raise UserError(_DAMAGED) from error


def _made(file: BinaryIO, ending: str, *, keep_original: bool, keep_place: bool) -> KeptPhoto:
    picture = _open(file, ending)
    _refuse_too_large(picture)
    notes = _notes(picture)
    shown = _shown(picture, notes.get(ORIENTATION))
    taken = _taken(notes)
    look = look_of(shown.convert("L").resize((LOOK_WIDTH, LOOK_HEIGHT)).tobytes())
    facts = _facts(notes, taken, keep_place=keep_place)
    if keep_original:
        content, ending, width, height = _original(file, ending, facts)
    else:
        content, ending = _encoded(shown, ending, facts)
        width, height = shown.size
    return KeptPhoto(content, ending, width, height, taken, look)


def _open(file: BinaryIO, ending: str) -> ImageFile:
    """Read the header by the type's own reader; `Image.open` would try all there are."""
    from PIL import (
        BmpImagePlugin,
        GifImagePlugin,
        JpegImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    reader: Callable[[BinaryIO], ImageFile] = {
        "jpg": JpegImagePlugin.JpegImageFile,
        "png": PngImagePlugin.PngImageFile,
        "bmp": BmpImagePlugin.BmpImageFile,
        "gif": GifImagePlugin.GifImageFile,
        "tif": TiffImagePlugin.TiffImageFile,
        "webp": WebPImagePlugin.WebPImageFile,
    }[ending]
    file.seek(0)
    return reader(file)


def _refuse_too_large(picture: ImageFile) -> None:
    if getattr(picture, "n_frames", 1) > 1 and picture.format == "TIFF":
        raise UserError("是多页的TIFF，只能保存一页；请另存为PDF再添加")
    pixels = picture.width * picture.height
    scalable = picture.format == "JPEG" and not picture.info.get("progressive")
    most = _MOST_PIXELS if scalable else _MOST_DECODED
    if pixels > most:
        words = f"有{pixels / 1e6:.0f}百万像素，最多{most / 1e6:.0f}百万"
        raise UserError(f"{words}；请用看图软件缩小后再添加")


def _notes(picture: ImageFile) -> Exif:
    """The camera's notes; damaged ones are none, the picture may be good all the same."""
    from PIL.Image import Exif

    try:
        notes = picture.getexif()
        notes.get_ifd(_EXIF_IFD)
        notes.get_ifd(_GPS_IFD)
    except Exception:  # as above: these bytes are read by chance
        return Exif()
    return notes


def _shown(picture: ImageFile, orientation: object) -> Image:
    """Decode at about the size it will have, turn as the camera says, shrink, as RGB."""
    from PIL.Image import Resampling

    picture.draft("RGB", (LONG_SIDE, LONG_SIDE))
    picture.load()
    flat = upright(_flat(picture), orientation)
    flat.thumbnail((LONG_SIDE, LONG_SIDE), Resampling.LANCZOS)
    return flat


def _flat(picture: Image) -> Image:
    """The picture in plain colours; what was transparent is white, as on paper."""
    from PIL import Image as Images

    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        whole = picture.convert("RGBA")
        page = Images.new("RGBA", whole.size, "white")
        page.alpha_composite(whole)
        picture = page
    return picture.convert("RGB")


def _taken(exif: Exif) -> datetime | None:
    """When the camera says; what is no date is no statement."""
    for words in (exif.get_ifd(_EXIF_IFD).get(_TAKEN), exif.get(_CHANGED)):
        try:
            return datetime.strptime(str(words).strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _facts(notes: Exif, taken: datetime | None, *, keep_place: bool) -> _Facts:
    """What of the camera's notes is kept: the time, and the place if it is wanted."""
    place = dict(notes.get_ifd(_GPS_IFD)) if keep_place else {}
    facts = _Facts(taken, place, notes.get(ORIENTATION))
    try:
        facts.written()
    except Exception:  # a place nobody can write is no place
        return _Facts(taken, {}, facts.orientation)
    return facts


@dataclass(frozen=True, slots=True)
class _Facts:
    """The notes a kept photo carries; `orientation` only where the pixels are not turned."""

    taken: datetime | None
    place: dict[int, Any]
    orientation: object

    def written(self, *, turned: bool = True) -> bytes:
        """The notes as a JPEG holds them."""
        from PIL.Image import Exif

        kept = Exif()
        if not turned and self.orientation in range(2, 9):
            kept[ORIENTATION] = self.orientation
        if self.taken is not None:
            kept[_EXIF_IFD] = {_TAKEN: f"{self.taken:%Y:%m:%d %H:%M:%S}"}
        if self.place:
            kept[_GPS_IFD] = self.place
        return kept.tobytes()


def _encoded(shown: Image, ending: str, facts: _Facts) -> tuple[bytes, str]:
    """A small screenshot stays PNG, so that its text stays sharp; everything else is JPEG."""
    if ending == "png":
        out = io.BytesIO()
        shown.save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= _SMALL_PNG:
            return out.getvalue(), "png"
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=QUALITY, exif=facts.written())
    return out.getvalue(), "jpg"


def _original(file: BinaryIO, ending: str, facts: _Facts) -> tuple[bytes, str, int, int]:
    """Every pixel as it was: a JPEG's coded picture untouched, other types as PNG."""
    picture = _open(file, ending)
    if ending != "jpg":
        whole = upright(_flat(picture), facts.orientation)
        out = io.BytesIO()
        whole.save(out, "PNG")
        return out.getvalue(), "png", *whole.size
    width, height = picture.size
    if facts.orientation in range(5, 9):
        width, height = height, width
    file.seek(0)
    return with_facts(file.read(), facts.written(turned=False)), "jpg", width, height


def with_facts(jpeg: bytes, facts: bytes) -> bytes:
    """The JPEG with these camera notes in place of all it had (EXIF and XMP); pixels untouched.

    `facts` begin with the letters Exif, as Pillow writes them. Segments as ITU-T T.81 B.1.1.
    """
    out = bytearray(jpeg[:2])
    out += b"\xff\xe1" + (len(facts) + 2).to_bytes(2) + facts
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != _SOS:
        length = int.from_bytes(jpeg[at + 2 : at + 4]) + 2
        if jpeg[at + 1] != _APP1:
            out += jpeg[at : at + length]
        at += length
    return bytes(out + jpeg[at:])
