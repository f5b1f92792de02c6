# SPDX-License-Identifier: MIT
"""The compositor of one document: breaks its text into lines in the faces of the document."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from bizenv_desktop.reports.typeset.ink import Layout, Look
from bizenv_desktop.reports.typeset.lines import break_lines
from bizenv_desktop.reports.typeset.text import runs_of
from bizenv_desktop.reports.typeset.voice import Voice

if TYPE_CHECKING:
    from bizenv_desktop.reports.fonts import FaceSet, Role
    from bizenv_desktop.reports.typeset.text import Content, Run, TextStyle


class Compositor:
    """Sets the text of one document; make one a document and share it among its flowables."""

    def __init__(self, faces: FaceSet) -> None:
        self.faces = faces
        self._voices: dict[Role, Voice] = faces.learnt

    def layout(self, content: Content, style: TextStyle, width: float) -> Layout:
        """Break content into lines of at most `width` points; empty content has one empty line."""
        if isinstance(content, str):  # most cells: one run in the paragraph's look
            voice = self._voice(style.role)
            voices = [voice]
            looks: tuple[Look, ...] = (Look(voice, style.bold, style.colour),)
            parts = [(voice.clean(content), 0)]
        else:
            runs = runs_of(content)
            voices = [self._voice(run.role or style.role) for run in runs]
            looks = tuple(map(_look, runs, voices, repeat(style)))
            texts = (voice.clean(run.text) for run, voice in zip(runs, voices, strict=True))
            parts = [(text, number) for number, text in enumerate(texts)]
        ems = max(int(width * 1000 / style.size), 1)
        lines = break_lines(
            parts,
            [voice.measure for voice in voices],
            ems,
            indent=min(int(style.first_indent * 1000), ems // 2),
            tab=max(int(style.tab * 1000), 1),
        )
        return Layout(lines, looks, ems)

    def text_width(self, text: str, style: TextStyle) -> float:
        """Return the width in points of a text set in one line."""
        return self.layout(text, style, 1e6).lines[0].width * style.size / 1000

    def _voice(self, role: Role) -> Voice:
        if role not in self._voices:
            self._voices[role] = Voice(self.faces.chain(role))
        return self._voices[role]


def _look(run: Run, voice: Voice, style: TextStyle) -> Look:
    return Look(voice, style.bold if run.bold is None else run.bold, run.colour or style.colour)
