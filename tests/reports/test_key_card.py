# SPDX-License-Identifier: MIT
"""单位密钥卡 on paper: one page, the fingerprint whole, a QR that is the card itself."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from exchanging import make_town
from reports.pdf_reading import ink_share, page_texts, whole_text

from bizenv_desktop.actions.card_paper import write_card_paper
from bizenv_desktop.domain.exchange.keys import scan_text
from bizenv_desktop.errors import UserError
from bizenv_desktop.reports.layouts.key_card import key_card_paper
from bizenv_desktop.reports.qr import qr_matrix

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.domain.exchange.keys import KeyCard
    from bizenv_desktop.reports.fonts import FaceSet

DAY = date(2026, 11, 23)


@pytest.fixture
def card(tmp_path: Path) -> KeyCard:
    return make_town(tmp_path / "town").card()


def test_everything_to_read_out_stands_on_one_page(
    card: KeyCard, tmp_path: Path, faces: FaceSet
) -> None:
    out = tmp_path / "卡.pdf"
    drawn = write_card_paper(card, out, DAY, faces)
    assert (drawn.pages, drawn.missing) == (1, ())
    text = whole_text(out.read_bytes())
    for words in (
        "单位密钥卡",
        card.owner.full_name,
        card.organisation,
        "单位盖章",
        "2026年11月23日",
    ):
        assert words in text
    for group in card.fingerprint.split("-"):
        assert group in text
    again = write_card_paper(card, tmp_path / "又.pdf", DAY, faces)
    assert hashlib.sha256(again.pdf).digest() == hashlib.sha256(drawn.pdf).digest()


def test_a_long_name_still_makes_one_page(card: KeyCard, tmp_path: Path, faces: FaceSet) -> None:
    path = ("新疆维吾尔自治区", "克孜勒苏柯尔克孜自治州", "一个名字很长的自治县")
    long = replace(card, name="𬭎<b>&" + "很长的单位名称" * 5, path=path)
    drawn = write_card_paper(long, tmp_path / "卡.pdf", DAY, faces)
    assert len(page_texts(drawn.pdf)) == 1
    assert "<b>&" in whole_text(drawn.pdf)


def test_the_symbol_is_the_whole_card(card: KeyCard, tmp_path: Path, faces: FaceSet) -> None:
    (picture,) = (block for block in key_card_paper(card, DAY).blocks if hasattr(block, "draw"))
    drawing = picture.draw(faces)
    matrix = qr_matrix(scan_text(card))
    side = min(shape.height for shape in drawing.contents)
    dark = sum(round(shape.width / side) for shape in drawing.contents)
    assert dark == sum(map(sum, matrix))
    assert ink_share(write_card_paper(card, tmp_path / "卡.pdf", DAY, faces).pdf) > 0.02


def test_where_it_cannot_be_written_it_says_so(
    card: KeyCard, tmp_path: Path, faces: FaceSet
) -> None:
    with pytest.raises(UserError, match="找不到文件夹"):
        write_card_paper(card, tmp_path / "gone" / "卡.pdf", DAY, faces)
