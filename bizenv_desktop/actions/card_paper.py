# SPDX-License-Identifier: MIT
"""The unit's key card on paper, and both, file and paper, into one folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.actions.key_actions import card_file_name, export_card
from bizenv_desktop.files import make_folder, safe_file_name, write_atomically

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from bizenv_desktop.domain.exchange.keys import KeyCard
    from bizenv_desktop.reports.fonts import FaceSet
    from bizenv_desktop.reports.pdf_writer import Drawn
    from bizenv_desktop.storage import Store


def paper_file_name(card: KeyCard) -> str:
    """红光镇_单位密钥卡.pdf, safe on every file system."""
    return safe_file_name(f"{card.name}_单位密钥卡.pdf")


def write_card_paper(card: KeyCard, out: Path, today: date, faces: FaceSet | None = None) -> Drawn:
    """Write the card as a PDF of one page to `out`; whole or not at all.

    In the official faces of this PC where none are given. Same card, day and faces, same bytes.
    """
    from bizenv_desktop.reports.layouts.key_card import key_card_paper
    from bizenv_desktop.reports.pdf_writer import draw_paper

    drawn = draw_paper(key_card_paper(card, today), faces)
    write_atomically(out, drawn.pdf)
    return drawn


def export_card_and_paper(
    store: Store, folder: Path, now: datetime, faces: FaceSet | None = None
) -> tuple[Path, Path]:
    """Write the unit's key card into a folder, as a file and on paper; where they lie."""
    make_folder(folder)
    card = export_card(store, folder, now)
    paper = folder / paper_file_name(card)
    write_card_paper(card, paper, now.date(), faces)
    return folder / card_file_name(card), paper
