# SPDX-License-Identifier: MIT
"""What is to be set: runs of plain text (no markup) and the style of a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bizenv_desktop.reports.fonts.roles import Role


class Align(StrEnum):
    """Where the lines of a paragraph stand; JUSTIFY spreads all but the last to both margins."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one look; None takes the paragraph's. `colour` is "#rrggbb"."""

    text: str
    role: Role | None = None
    bold: bool | None = None
    colour: str | None = None


Content: TypeAlias = str | Run | Sequence[str | Run]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph looks: sizes and spaces in points, `first_indent` and `tab` in ems."""

    role: Role = Role.BODY
    size: float = 10.5
    leading: float = 16.0
    align: Align = Align.LEFT
    bold: bool = False
    colour: str = "#000000"
    first_indent: float = 0.0
    left_indent: float = 0.0
    right_indent: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0
    tab: float = 4.0
    keep_with_next: bool = False

    @property
    def baseline(self) -> float:
        """Points from the top of a line to its baseline: the em square stands in the middle."""
        return (self.leading - self.size) / 2 + 0.88 * self.size


def runs_of(content: Content) -> tuple[Run, ...]:
    """Return the content as runs."""
    if isinstance(content, str):
        return (Run(content),)
    if isinstance(content, Run):
        return (content,)
    return tuple(Run(part) if isinstance(part, str) else part for part in content)


def plain_text(content: Content) -> str:
    """Return the characters of the content, to look for those no face can draw."""
    return "".join(run.text for run in runs_of(content))
