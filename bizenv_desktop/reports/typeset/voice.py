# SPDX-License-Identifier: MIT
"""Text in one role: what its faces can draw, which face draws what, how wide it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bizenv_desktop.reports.fonts import GETA, is_visible
from bizenv_desktop.reports.typeset.kinsoku import GAP, SQUEEZE
from bizenv_desktop.reports.typeset.lines import Measure

if TYPE_CHECKING:
    from bizenv_desktop.reports.fonts import EmbeddedFace, FaceChain

_NEWLINES = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
MARKS = frozenset((GAP, SQUEEZE))


class Voice:
    """A chain of faces with what has been learnt of it while setting text."""

    def __init__(self, chain: FaceChain) -> None:
        self.chain = chain
        self.measure = Measure(chain.width)
        self._drawable = {"\n", "\t"}
        self._first_draws = set(MARKS)

    def clean(self, text: str) -> str:
        """Return the text with one kind of newline, no controls, 〓 for what cannot be drawn."""
        if self._drawable.issuperset(text):
            return text
        text = _NEWLINES.sub("\n", text)
        table: dict[int, str | None] = {}
        for char in set(text) - self._drawable:
            if not is_visible(char):
                table[ord(char)] = None
            elif self.chain.owner(char) is None:
                table[ord(char)] = GETA
            else:
                self._drawable.add(char)
        return text.translate(table) if table else text

    def drawn_by_first(self, text: str) -> bool:
        """Tell whether the first face alone can draw a cleaned text."""
        if self._first_draws.issuperset(text):
            return True
        new = {char for char in text if self.chain.owner(char) is self.chain.first}
        self._first_draws |= new
        return self._first_draws.issuperset(text)

    def by_face(self, text: str) -> list[tuple[EmbeddedFace, str]]:
        """Return a cleaned text in pieces of one face; marks stay with what they follow."""
        pieces: list[tuple[EmbeddedFace, str]] = []
        for char in text:
            face = pieces[-1][0] if char in MARKS and pieces else self.chain.owner(char)
            if face is None or (pieces and pieces[-1][0] is face):
                pieces[-1:] = [(pieces[-1][0], pieces[-1][1] + char)] if pieces else []
            else:
                pieces.append((face, char))
        return pieces
