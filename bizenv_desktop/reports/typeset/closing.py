# SPDX-License-Identifier: MIT
"""The end of a paper: signatures and a free place for the wet seal, never alone on a page.

Seals of township governments are 4.2 cm across, those of their offices at most 4.5 cm (State
Council rules on seals, 1999, articles 11 and 13); a square of 50 mm is kept free of text, and no
seal is drawn.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from reportlab.platypus.flowables import Flowable

from bizenv_desktop.reports.typeset.ink import Ink
from bizenv_desktop.reports.typeset.page import MM
from bizenv_desktop.reports.typeset.text import Align, TextStyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.reports.typeset.compositor import Compositor

SEAL_SIDE = 50 * MM
LABEL_COLOUR = "#8a8a8a"


class SignatureBlock(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Lines to sign on at the left, the free square for the seal at the right.

    Each of `lines` is a label such as "填表人："; a rule to write on follows it. `notes` (unit,
    date) stand under the lines without a rule. The block is never split.
    """

    def __init__(
        self,
        lines: Sequence[str],
        notes: Sequence[str],
        compositor: Compositor,
        style: TextStyle | None = None,
        seal_label: str = "（单位盖章）",
        space_before: float = 12,
    ) -> None:
        super().__init__()
        self._lines = tuple(lines)
        self._notes = tuple(notes)
        self._compositor = compositor
        self._style = style or TextStyle(size=12, leading=26)
        self._seal_label = seal_label
        self.spaceBefore = space_before

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        room = width - SEAL_SIDE - 4 * self._style.size
        self._layouts = [
            self._compositor.layout(text, self._style, room) for text in self._lines + self._notes
        ]
        rows = sum(len(layout.lines) for layout in self._layouts) * self._style.leading
        self.width, self.height = width, max(SEAL_SIDE, rows)
        return self.width, self.height

    def draw(self) -> None:
        ink = Ink(self.canv)
        style = self._style
        room = self.width - SEAL_SIDE - 4 * style.size
        signed = self._layouts[: len(self._lines)]
        ends = [layout.lines[-1].width * style.size / 1000 for layout in signed]
        widest = max(ends, default=0)
        rule_end = min(room, widest + 16 * style.size)
        rules = []
        top = self.height
        for number, layout in enumerate(self._layouts):
            ink.block(layout, style, 0, top)
            top -= len(layout.lines) * style.leading
            if number < len(signed):
                y = top + style.leading - style.baseline - 0.2 * style.size
                rules.append((widest, y, rule_end, y))
        ink.rules(rules, 0.5)
        label = replace(style, size=9, align=Align.CENTRE, colour=LABEL_COLOUR)
        layout = self._compositor.layout(self._seal_label, label, SEAL_SIDE)
        ink.block(layout, label, self.width - SEAL_SIDE, (SEAL_SIDE + label.leading) / 2)
        ink.flush()


class Tailed(Protocol):
    """A flowable that can give up its end: our paragraph and our list table."""

    def wrap(self, width: float, height: float) -> tuple[float, float]: ...
    def split(self, width: float, height: float) -> list[Flowable]: ...
    def split_tail(self, width: float, height: float) -> list[Flowable]: ...
    def drawOn(self, canvas: object, x: float, y: float) -> None: ...  # noqa: N802


class Closing(Flowable):  # type: ignore[misc]
    """A paragraph or list followed by a block that shares its page with at least the end of it.

    If the block does not fit under the last lines, the last row (or the last lines of a
    paragraph) goes to the next page with it.
    """

    def __init__(self, body: Tailed, block: Flowable) -> None:
        super().__init__()
        self._body = body
        self._block = block
        self.spaceBefore = getattr(body, "spaceBefore", 0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        _, body = self._body.wrap(width, height)
        _, block = self._block.wrap(width, height)
        self._below = block
        self._gap = self._block.getSpaceBefore()
        self.width, self.height = width, body + self._gap + block
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        _, body = self._body.wrap(width, height)
        parts = (
            self._body.split(width, height)
            if body > height
            else self._body.split_tail(width, height)
        )
        return [parts[0], Closing(parts[1], self._block)] if len(parts) == 2 else []

    def draw(self) -> None:
        self._body.drawOn(self.canv, 0, self._below + self._gap)
        self._block.drawOn(self.canv, 0, 0)
