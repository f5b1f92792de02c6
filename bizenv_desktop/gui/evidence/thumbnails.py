# SPDX-License-Identifier: MIT
"""Small pictures of kept files, one made at a time so that the window never waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPixmap

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 400


class Thumbnails(QObject):
    """Hands out what is made already and makes the rest in the pauses between events."""

    made = Signal(str)  # SHA-256

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[tuple[str, int], QPixmap] = {}
        self._waiting: dict[tuple[str, int], Path] = {}
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._make_next)

    def of(self, sha256: str, path: Path, side: int) -> QPixmap | None:
        """The picture in a square of `side` pixels; None when it is still to come.

        A null pixmap when the file is missing or no picture.
        """
        key = (sha256, side)
        if key not in self._kept:
            self._waiting[key] = path
            self._timer.start()
            return None
        return self._kept[key]

    def _make_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        key = next(iter(self._waiting))
        path = self._waiting.pop(key)
        if len(self._kept) >= _MOST:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = QPixmap.fromImage(picture_of(path, QSize(key[1], key[1])))
        self.made.emit(key[0])


def picture_of(path: Path, within: QSize) -> QImage:
    """The picture upright and no larger than that; a null image when it cannot be read.

    JPEGs are decoded at about the size that is asked for, which is fast.
    """
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    room = within.transposed() if turned else within
    if size.width() > room.width() or size.height() > room.height():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
