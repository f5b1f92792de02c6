# SPDX-License-Identifier: MIT
"""Two photos side by side on a PDF page, each in its frame, its caption under it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.utils import ImageReader
from reportlab.platypus.flowables import Flowable

from bizenv_desktop.pictures import ORIENTATION, upright
from bizenv_desktop.reports.typeset.api import MM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bizenv_desktop.reports.typeset.api import CjkParagraph

GAP = 4 * MM
_PADDING = 1 * MM
_LARGEST = 1600  # pixels; 1,600 on 11 cm are sharper than an office printer
_FRAME = "#bbbbbb"


class PhotoRow(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Stays whole; `heading` stands above the first row of an item and never alone."""

    def __init__(
        self,
        photos: Sequence[tuple[Path | None, CjkParagraph] | None],
        high: float,
        heading: CjkParagraph | None = None,
    ) -> None:
        super().__init__()
        self._photos = photos
        self._high = high
        self._heading = heading
        self.spaceAfter = 2 * MM

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._wide = (width - GAP) / 2
        self._caption = max(
            found[1].wrap(self._wide, height)[1] for found in self._photos if found is not None
        )
        self._top = self._heading.wrap(width, height)[1] if self._heading else 0
        self.width = width
        self.height = self._top + self._high + self._caption + _PADDING
        return self.width, self.height

    def draw(self) -> None:
        if self._heading is not None:
            self._heading.drawOn(self.canv, 0, self.height - self._top)
        floor = self.height - self._top - self._high
        for at, found in enumerate(self._photos):
            if found is None:
                continue
            path, caption = found
            left = at * (self._wide + GAP)
            self.canv.setStrokeColor(_FRAME)
            self.canv.setLineWidth(0.5)
            self.canv.rect(left, floor, self._wide, self._high, stroke=1, fill=0)
            if path is not None:
                self._draw_photo(path, left, floor)
            _, high = caption.wrap(self._wide, self.height)
            caption.drawOn(self.canv, left, floor - _PADDING - high)

    def _draw_photo(self, path: Path, left: float, floor: float) -> None:
        """As large as the frame lets it be, in its middle."""
        self.canv.drawImage(
            ImageReader(io.BytesIO(printable(path.read_bytes()))),
            left + _PADDING,
            floor + _PADDING,
            self._wide - 2 * _PADDING,
            self._high - 2 * _PADDING,
            preserveAspectRatio=True,
            anchor="c",
        )


def printable(content: bytes) -> bytes:
    """The photo upright and no larger than it prints; what is so already stays as it is."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        orientation = picture.getexif().get(ORIENTATION, 1)
        if orientation == 1 and max(picture.size) <= _LARGEST:
            return content
        picture.draft("RGB", (_LARGEST, _LARGEST))
        turned = upright(picture.convert("RGB"), orientation)
        turned.thumbnail((_LARGEST, _LARGEST))
        out = io.BytesIO()
        turned.save(out, "JPEG", quality=85)
    return out.getvalue()
