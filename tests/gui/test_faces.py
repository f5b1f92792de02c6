# SPDX-License-Identifier: MIT
"""The window draws every character a name may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import RARE
from PySide6.QtGui import QTextLayout

from bizenv_desktop.gui.application import families

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_rare_characters_have_a_glyph(qapp: QApplication) -> None:
    font = qapp.font()
    font.setFamilies(families())
    text = RARE.strip()
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert len(glyphs) == len(text)
    assert 0 not in glyphs


def test_the_bundled_faces_stand_behind_the_chosen_one(qapp: QApplication) -> None:
    assert families()[-2:] == ["Bizenv UI", "Bizenv Song"]
