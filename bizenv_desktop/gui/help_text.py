# SPDX-License-Identifier: MIT
"""What Qt's Markdown leaves undone: a table of contents, air, tables that can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from bizenv_desktop.gui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

_CONTENTS_LEVEL = 2
_LINE_HEIGHT = 125.0  # percent
_ABOVE_HEADING, _BELOW_HEADING, _BELOW = 18, 8, 6


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the second level, and where in the document it stands."""

    text: str
    position: int


def headings(document: QTextDocument) -> tuple[Heading, ...]:
    """The headings that make a table of contents, in order."""
    found = []
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() == _CONTENTS_LEVEL:
            found.append(Heading(block.text(), block.position()))
        block = block.next()
    return tuple(found)


def space_blocks(document: QTextDocument) -> None:
    """Give lines, paragraphs and headings the air that Chinese text needs."""
    edit = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        shape = QTextBlockFormat(block.blockFormat())
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight
        shape.setLineHeight(_LINE_HEIGHT, proportional.value)
        edit.setPosition(block.position())
        if edit.currentTable() is None:
            shape.setTopMargin(_ABOVE_HEADING if shape.headingLevel() > 1 else 0)
            shape.setBottomMargin(_BELOW_HEADING if shape.headingLevel() else _BELOW)
        edit.setBlockFormat(shape)
        block = block.next()


def dress_tables(document: QTextDocument) -> None:
    """Give tables thin lines, room in their cells and the whole width."""
    for frame in document.rootFrame().childFrames():
        if not isinstance(frame, QTextTable):
            continue
        shape = frame.format()
        shape.setBorder(1)
        shape.setBorderBrush(theme.colour(theme.LINE))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderCollapse(True)
        shape.setCellPadding(6)
        shape.setCellSpacing(0)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        frame.setFormat(shape)
