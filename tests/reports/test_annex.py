# SPDX-License-Identifier: MIT
"""The annex on paper: four upright or two across, captioned, nothing lost, the same bytes again."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from filled_checks import filled_check
from helpers import LONG_NOTE, NOW, RARE
from photos import camera_notes, opened, write_photo
from reports.pdf_reading import whole_text

from bizenv_desktop.domain.evidence import (
    Evidence,
    EvidenceBook,
    EvidenceKind,
    EvidenceLink,
    ItemEvidence,
    Use,
)
from bizenv_desktop.domain.papers.paper_kinds import PaperFormat, paper_kind
from bizenv_desktop.domain.papers.paper_records import paper_record
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.reports.papers import write_paper
from bizenv_desktop.reports.photo_row import printable

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def photos(tmp_path: Path) -> dict[str, Path]:
    """Five photos by their hash, as the store keeps them."""
    found = {}
    for seed in range(5):
        size = (1600, 1200) if seed % 2 else (900, 1600)
        path = write_photo(tmp_path / f"{seed}.jpg", seed, size)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        found[digest] = path.rename(tmp_path / digest)
    return found


def annex_of(photos, links, captions=(), settings=None, lost=()):
    files = {
        sha256: Evidence(sha256, f"照片{number}.jpg", EvidenceKind.PHOTO, "jpg", 1, NOW, taken=NOW)
        for number, sha256 in enumerate(photos)
    }
    made = tuple(
        EvidenceLink(sha256, use, caption)
        for sha256, use, caption in zip(photos, links, [*captions, *[""] * 5], strict=False)
    )
    book = EvidenceBook(files, {"A01": ItemEvidence("A01", made)})
    filled = replace(filled_check(()), evidence=book)

    def place(sha256):
        return None if sha256 in lost else photos[sha256]

    return paper_record(paper_kind("annex"), filled, {}, settings, place=place)


def images(pdf: bytes) -> int:
    return len(re.findall(rb"/Subtype /Image", pdf))


def test_four_photos_stand_on_an_upright_page(photos, faces):
    record = annex_of(photos, [Use.ANSWER] * 5)
    written = write_paper(record, PaperFormat.PDF, faces)
    assert (written.pages, images(written.content), written.missing) == (3, 5, ())
    text = whole_text(written.content)
    for number in range(1, 6):
        assert text.count(f"A01-{number}") == 2, "in the directory and under the photo"


def test_two_photos_stand_on_a_page_laid_across(photos, faces):
    record = annex_of(photos, [Use.ANSWER] * 5, settings=PaperSettings(landscape=True))
    assert write_paper(record, PaperFormat.PDF, faces).pages == 1 + 3


def test_captions_say_before_and_after_and_what_was_typed(photos, faces):
    uses = [Use.BEFORE, Use.AFTER]
    record = annex_of(photos, uses, (f"门厅{RARE.strip()}", LONG_NOTE))
    written = write_paper(record, PaperFormat.PDF, faces)
    text = whole_text(written.content)
    assert "A01-1整改前：门厅𬭎㐱喆㎡℃①" in text
    assert "A01-2整改后：" in text
    assert LONG_NOTE[-40:] in text, "the directory has the whole of it"
    assert "（2026-11-23）" in text
    assert images(written.content) == 2


def test_a_lost_photo_is_told_and_its_frame_is_empty(photos, faces):
    record = annex_of(photos, [Use.ANSWER] * 2, lost=[next(iter(photos))])
    written = write_paper(record, PaperFormat.PDF, faces)
    assert "（文件缺失或被改动）" in whole_text(written.content)
    assert images(written.content) == 1


def test_the_same_record_gives_the_same_bytes(photos, faces):
    record = annex_of(photos, [Use.ANSWER] * 3)
    first, second = (write_paper(record, PaperFormat.PDF, faces).content for _ in "ab")
    assert first == second


def test_without_evidence_one_page_says_so(photos, faces):
    written = write_paper(annex_of(photos, []), PaperFormat.PDF, faces)
    assert written.pages == 1
    assert "没有添加佐证材料" in whole_text(written.content)


def test_kept_originals_are_turned_and_scaled_for_printing(tmp_path):
    path = write_photo(tmp_path / "a.jpg", 1, (4000, 3000), camera_notes(orientation=6))
    assert opened(printable(path.read_bytes())).size == (1200, 1600)
    small = write_photo(tmp_path / "b.jpg", 1, (800, 600))
    assert printable(small.read_bytes()) == small.read_bytes()
