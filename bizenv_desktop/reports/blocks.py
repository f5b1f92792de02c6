# SPDX-License-Identifier: MIT
"""What a paper is made of, whatever it is written as: titles, facts, tables, signatures.

A layout (`reports/layouts`) turns a frozen record into a `Paper`; the writers (`pdf_writer`,
`word_writer`, `excel_writer`) know blocks and nothing of any record. A new paper is one layout.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from bizenv_desktop.domain.arithmetic import money_like, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal
    from pathlib import Path

    from reportlab.graphics.shapes import Drawing

    from bizenv_desktop.reports.fonts import FaceSet


class Look(StrEnum):
    """What a line of text is; each writer has one face and size for it (GB/T 9704-2012)."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    SUBHEADING = "subheading"
    ADDRESS = "address"
    BODY = "body"
    NOTE = "note"


class Stand(StrEnum):
    """Where the text of a column stands; numbers stand at the right."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text: `strong` is set in 黑体, `aside` stands back in grey."""

    text: str
    strong: bool = False
    aside: bool = False


Words: TypeAlias = str | tuple[str | Piece, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a table; `formula` is how a workbook works it out (`excel_formula`).

    Without a value the cell shows `instead`. Shown with two places unless `short`.
    """

    value: Decimal | None
    formula: str = ""
    instead: str = ""
    short: bool = False

    @property
    def text(self) -> str:
        """As printed."""
        if self.value is None:
            return self.instead
        return plain(self.value) if self.short else money_like(self.value)


Cell: TypeAlias = Words | Figure | date


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `width` in mm is fitted to the page, of `flexible` ones first.

    `repeat` sets its cells again where a row goes on over the page. `key` is its name in formulas.
    """

    key: str
    title: str
    width: float
    stand: Stand = Stand.LEFT
    flexible: bool = False
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, one cell a column; `strong` for sums, `mark` for formulas to find it."""

    cells: tuple[Cell, ...]
    strong: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading across a table, kept with the row after it; `bookmark` is its outline name."""

    words: str
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A line or paragraph; `bookmark` is its outline name."""

    words: Words
    look: Look = Look.BODY
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The lines under a title: whose paper, of when, by what measure; beside them its code."""

    lines: tuple[Words, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; without `head` a form, whose first column names what stands in the second.

    `size` is the text's size in points; forms directly after one another share their rule.
    """

    columns: tuple[Column, ...]
    lines: tuple[Line | Group, ...]
    head: bool = True
    size: float = 9


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, unit and date under them, a free square for the wet seal beside them."""

    lines: tuple[str, ...]
    notes: tuple[str, ...]
    seal: str = "（单位盖章）"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, drawn in the faces of the document; `words` say what it shows."""

    draw: Callable[[FaceSet], Drawing]
    words: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with its caption; the file's name is the hash of its bytes, None when it is lost."""

    path: Path | None
    words: str


@dataclass(frozen=True, slots=True)
class Photos:
    """Photos two by two under a heading, each `high` mm at most; for PDFs alone."""

    heading: str
    rows: tuple[tuple[Photo | None, ...], ...]
    high: float


@dataclass(frozen=True, slots=True)
class Logo:
    """The unit's logo, a PNG, so wide and high in mm."""

    png: bytes
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own."""


Block: TypeAlias = Text | Facts | Table | Signatures | Picture | Photos | Logo | NewPage


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper; `mark` (示例) stands on every page, `running_head` from the second on."""

    title: str
    organisation: str
    blocks: tuple[Block, ...]
    subject: str = ""
    keywords: str = ""
    running_head: str = ""
    mark: str = ""
    landscape: bool = False


def fact(name: str, words: str) -> tuple[str | Piece, ...]:
    """A named fact: 单位：红光镇."""
    return (Piece(f"{name}：", strong=True), words)


def pieces_of(words: Words) -> tuple[Piece, ...]:
    """The words as pieces."""
    parts = (words,) if isinstance(words, str) else words
    return tuple(Piece(part) if isinstance(part, str) else part for part in parts)


def day_in_words(day: date) -> str:
    """2026年12月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def cell_words(cell: Cell) -> Words:
    """A cell as printed where a number is no number and a date no date."""
    if isinstance(cell, Figure):
        return cell.text
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else cell


def plain_words(words: Words) -> str:
    """The characters of the words."""
    return "".join(piece.text for piece in pieces_of(words))


def all_texts(paper: Paper) -> Iterator[str]:
    """Everything that is printed, to look for characters no face can draw."""
    yield from (paper.title, paper.organisation, paper.subject, paper.running_head)
    for block in paper.blocks:
        match block:
            case Text():
                yield plain_words(block.words)
            case Facts():
                yield from map(plain_words, block.lines)
            case Signatures():
                yield from (*block.lines, *block.notes, block.seal)
            case Picture():
                yield block.words
            case Table():
                yield from (column.title for column in block.columns)
                for line in block.lines:
                    if isinstance(line, Group):
                        yield line.words
                    else:
                        yield from (plain_words(cell_words(cell)) for cell in line.cells)
            case Photos():
                yield block.heading
                yield from (photo.words for row in block.rows for photo in row if photo)
            case Logo() | NewPage():
                pass


def fitted(columns: tuple[Column, ...], page: float, narrow: float = 20.0) -> tuple[Column, ...]:
    """The columns as wide as they are printed, `page` mm together.

    Those of running text give and take, down to `narrow` mm; the short ones keep their width, so
    that no date or name is broken, unless there is no other way.
    """
    kept = sum(column.width for column in columns if not column.flexible)
    running = [column.width for column in columns if column.flexible]
    room = page - kept
    if running and room >= narrow * len(running):
        factor = room / sum(running)
        return tuple(
            replace(column, width=column.width * factor) if column.flexible else column
            for column in columns
        )
    factor = page / (kept + sum(running))
    return tuple(replace(column, width=column.width * factor) for column in columns)
