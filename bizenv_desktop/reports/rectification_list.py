# SPDX-License-Identifier: MIT
"""整改清单 as a PDF: A4 laid across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.reports.layouts.rectification_list import rectification_list_paper
from bizenv_desktop.reports.pdf_writer import Drawn, draw_paper

if TYPE_CHECKING:
    from bizenv_desktop.domain.papers.rectification_list import RectificationList
    from bizenv_desktop.reports.fonts import FaceSet

__all__ = ["Drawn", "draw"]


def draw(record: RectificationList, faces: FaceSet | None = None) -> Drawn:
    """Draw the list, in the official faces of this PC where none are given.

    Same record and faces, same bytes.
    """
    return draw_paper(rectification_list_paper(record), faces)
