# SPDX-License-Identifier: MIT
"""Hints against weak proof: photos worth a second look, never an accusation.

Photos are compared by SHA-256 and by their difference hash (dHash, N. Krawetz 2013): the picture
is shrunk to 9×8 grey pixels, each of the 64 bits says whether a pixel is darker than its right
neighbour. The usual library brings numpy and scipy along, a hundred megabytes for these few lines.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from bizenv_desktop.domain.evidence import EvidenceKind, Use

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bizenv_desktop.domain.evidence import Evidence, EvidenceBook, EvidenceLink

LOOK_WIDTH, LOOK_HEIGHT = 9, 8
_ALIKE_BITS = 5
_PLAIN_BITS = 6  # a bare wall or a sheet of paper has too little in it to be told apart


def look_of(grey: Sequence[int]) -> str:
    """The dHash of 9×8 grey values, row by row, as 16 hexadecimal digits."""
    bits = 0
    for row, column in product(range(LOOK_HEIGHT), range(LOOK_WIDTH - 1)):
        at = row * LOOK_WIDTH + column
        bits = bits << 1 | (grey[at] < grey[at + 1])
    return f"{bits:016x}"


def look_alike(one: Evidence, other: Evidence) -> bool:
    """Whether two photos differ in so few bits that they may be the same picture."""
    if not (one.look and other.look):
        return False
    first, second = int(one.look, 16), int(other.look, 16)
    if any(not _PLAIN_BITS <= bits.bit_count() <= 64 - _PLAIN_BITS for bits in (first, second)):
        return False
    return (first ^ second).bit_count() <= _ALIKE_BITS


def hints(book: EvidenceBook, item: str, raised: date) -> Iterator[str]:
    """What is worth a second look in the 整改后 photos of an item's finding, one sentence each."""
    before = _photos(book, book.of(item).of(Use.BEFORE))
    for photo in _photos(book, book.of(item).of(Use.AFTER)):
        if any(photo.sha256 == other.sha256 for other in before):
            yield f"整改后的“{photo.name}”与整改前的是同一张，请核对是否放错"
        elif any(look_alike(photo, other) for other in before):
            yield f"整改后的“{photo.name}”与整改前的几乎一样，请核对能否看出整改效果"
        used = _also_used(book, item, photo)
        if used:
            yield f"整改后的“{photo.name}”也用在{used}，请核对是否拍的是这里"
        if photo.taken is not None and photo.taken.date() < raised:
            words = f"{photo.taken:%Y-%m-%d}，早于发现问题的{raised:%Y-%m-%d}"
            yield f"整改后的“{photo.name}”拍摄于{words}，请核对相机时间或换一张"


def _also_used(book: EvidenceBook, item: str, photo: Evidence) -> str:
    """Which other finding the photo, or one almost like it, serves; empty when none does."""
    for code, entry in book.items.items():
        if code != item and _serves(book, entry.of(Use.BEFORE) + entry.of(Use.AFTER), photo):
            return f"{code}的整改"
    for other in book.elsewhere:
        file = book.files.get(other.sha256)
        if file is not None and _same(photo, file):
            return other.where
    return ""


def _serves(book: EvidenceBook, links: Sequence[EvidenceLink], photo: Evidence) -> bool:
    return any(_same(photo, other) for other in _photos(book, links))


def _same(one: Evidence, other: Evidence) -> bool:
    return one.sha256 == other.sha256 or look_alike(one, other)


def _photos(book: EvidenceBook, links: Sequence[EvidenceLink]) -> list[Evidence]:
    """Photos alone: two scans of forms look alike and prove different things."""
    found = (book.files.get(link.sha256) for link in links)
    return [file for file in found if file is not None and file.kind is EvidenceKind.PHOTO]
