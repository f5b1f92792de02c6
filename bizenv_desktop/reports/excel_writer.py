# SPDX-License-Identifier: MIT
"""Papers as workbooks: one sheet a part, heads repeated in print, sums as live formulas.

Rows are streamed [2,000 of eleven columns in 0.7 s]. Dates are dates and numbers numbers, so
that WPS sorts and adds them; a text is a text whatever it begins with.
"""

from __future__ import annotations

import io
import re
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from bizenv_desktop.errors import UserError
from bizenv_desktop.reports.blocks import (
    Facts,
    Figure,
    Group,
    Line,
    Logo,
    Look,
    NewPage,
    Signatures,
    Stand,
    Table,
    Text,
    all_texts,
    cell_words,
    fitted,
    plain_words,
)
from bizenv_desktop.reports.excel_formulas import FormulaPlaces, with_values
from bizenv_desktop.reports.excel_looks import add_looks, at_the_top, style_of
from bizenv_desktop.reports.line_estimate import lines_taken
from bizenv_desktop.reports.workbook_bytes import steady_package
from bizenv_desktop.reports.workbook_cells import literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from bizenv_desktop.reports.blocks import Block, Cell, Column, Paper

_PORTRAIT, _LANDSCAPE = 170.0, 250.0  # mm a sheet's columns share
_MM_A_CHARACTER = 1.9
_LINE, _HIGHEST = 13.2, 409.0  # points; the latter is as high as a row can be
_LONGEST = 32_767  # characters Excel holds in a cell
_NAME_LENGTH = 31
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]']")
_QR_PIXELS = 62
_TEXT, _SIGNED, _TITLE = 10.0, 12.0, 20.0  # points
_SEAL = 50.0  # mm kept free for the wet seal
_BREAKING = 0.9  # ems a line loses on average where it is broken, and its padding
_MM_A_POINT = 25.4 / 72
_TITLE_LINE, _SIGNED_LINE = 27.0, 24.0
_PIXELS_A_MM, _POINTS_A_MM = 96 / 25.4, 72 / 25.4


def workbook(paper: Paper) -> bytes:
    """The workbook's bytes; `UserError` when a text is longer than a cell can hold."""
    from openpyxl import Workbook

    _check_lengths(paper)
    book = Workbook(write_only=True)
    add_looks(book)
    book.properties.title = paper.title
    book.properties.creator = paper.organisation
    book.calculation.fullCalcOnLoad = True
    sheets = [
        _Sheet(book, _named(book, part, paper), part, paper).write() for part in _parts(paper)
    ]
    saved = io.BytesIO()
    book.save(saved)
    return _with_values(saved.getvalue(), sheets)


def _check_lengths(paper: Paper) -> None:
    """Refuse before anything is streamed what would be cut off without a word."""
    for text in all_texts(paper):
        if len(text) > _LONGEST:
            raise UserError(
                f"“{text[:20]}…”有{len(text)}个字，Excel 的一格最多{_LONGEST}个字；"
                "请缩短后再试，或改打 PDF。"
            )


def _with_values(package: bytes, sheets: list[dict[str, Decimal]]) -> bytes:
    import zipfile

    changed: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        for number, values in enumerate(sheets, 1):
            if values:
                name = f"xl/worksheets/sheet{number}.xml"
                changed[name] = with_values(source.read(name), values)
    return steady_package(package, changed)


def _parts(paper: Paper) -> Iterator[list[Block]]:
    """The blocks between new pages."""
    part: list[Block] = []
    for block in paper.blocks:
        if isinstance(block, NewPage):
            yield part
            part = []
        else:
            part.append(block)
    yield part


def _named(book: Workbook, part: list[Block], paper: Paper) -> str:
    """A sheet name that no other sheet has: the part's bookmark, else the paper's."""
    marks = [block.bookmark for block in part if isinstance(block, Text) and block.bookmark]
    wanted = marks[0] if marks else paper.keywords.rpartition(",")[2] or paper.title
    stem = _NOT_IN_NAMES.sub(" ", wanted).strip()[:_NAME_LENGTH] or "表"
    taken = {name.lower() for name in book.sheetnames}
    name, number = stem, 1
    while name.lower() in taken:
        number += 1
        name = f"{stem[: _NAME_LENGTH - len(str(number)) - 2]}({number})"
    return name


class _Sheet:
    """Streams the blocks of one part into one sheet."""

    def __init__(self, book: Workbook, name: str, part: list[Block], paper: Paper) -> None:
        self._sheet: WriteOnlyWorksheet = book.create_sheet(name)
        self._part = part
        self._paper = paper
        tables = [block for block in part if isinstance(block, Table)]
        widest = max(tables, key=lambda table: len(table.columns))
        room = _LANDSCAPE if paper.landscape else _PORTRAIT
        self._columns = fitted(widest.columns, room)
        self._width = sum(column.width for column in self._columns)
        self._letters = [_letter(at) for at in range(len(self._columns))]
        self._row = 0
        self._values: dict[str, Decimal] = {}
        self._styles: dict[str, Any] = {}

    def write(self) -> dict[str, Decimal]:
        """Write everything; what the formulas come to, by cell."""
        self._set_up()
        for block in self._part:
            match block:
                case Text():
                    self._text(block)
                case Facts():
                    self._facts(block)
                case Table():
                    self._table(block)
                case Signatures():
                    self._signatures(block)
                case Logo():
                    self._logo(block)
                case NewPage():
                    pass
        return self._values

    def _set_up(self) -> None:
        """Paper, widths, page numbers; a sheet that is streamed wants them first."""
        sheet = self._sheet
        for letter, column in zip(self._letters, self._columns, strict=True):
            sheet.column_dimensions[letter].width = round(column.width / _MM_A_CHARACTER, 1)
        sheet.page_setup.orientation = "landscape" if self._paper.landscape else "portrait"
        sheet.page_setup.paperSize = 9  # A4
        sheet.sheet_properties.pageSetUpPr = _fit_to_width()
        sheet.page_setup.fitToHeight = 0
        sheet.print_options.horizontalCentered = True
        sheet.oddFooter.center.text = "第 &P 页　共 &N 页"
        if self._paper.mark:
            sheet.oddHeader.right.text = self._paper.mark
        head_row = self._head_row()
        if head_row:
            sheet.freeze_panes = f"A{head_row + 1}"
            sheet.print_title_rows = f"{head_row}:{head_row}"

    def _head_row(self) -> int:
        """The row of the only table's head, 0 when there is none to repeat."""
        tables = [block for block in self._part if isinstance(block, Table)]
        if len(tables) != 1 or not tables[0].head:
            return 0
        row = 1
        for block in self._part:
            if isinstance(block, Table):
                break
            row += len(block.lines) if isinstance(block, Facts) else 1
        return row

    def _text(self, block: Text) -> None:
        words = plain_words(block.words)
        if block.look is Look.BODY:
            words = f"　　{words}"
        height = None
        if block.look is Look.TITLE:
            lines = _line_count(words, self._width, _TITLE)
            height = min(_TITLE_LINE * lines + 5, _HIGHEST)
        self._across(words, block.look.value, height)

    def _facts(self, block: Facts) -> None:
        first = self._row + 1
        for line in block.lines:
            self._across(plain_words(line), "note")
        if block.code:
            self._picture(block.code, first)

    def _picture(self, code: str, row: int) -> None:
        from openpyxl.drawing.image import Image

        from bizenv_desktop.reports.qr import qr_png

        picture = Image(io.BytesIO(qr_png(code)))
        picture.width = picture.height = _QR_PIXELS
        picture.anchor = f"{self._letters[-1]}{row}"
        self._sheet.add_image(picture)

    def _logo(self, block: Logo) -> None:
        """In a row of its own, at the left."""
        from openpyxl.drawing.image import Image

        picture = Image(io.BytesIO(block.png))
        picture.width, picture.height = (
            round(size * _PIXELS_A_MM) for size in (block.wide, block.high)
        )
        picture.anchor = f"A{self._row + 1}"
        self._sheet.add_image(picture)
        self._sheet.row_dimensions[self._row + 1].height = block.high * _POINTS_A_MM + 4
        self._append([])

    def _table(self, block: Table) -> None:
        columns = block.columns
        places = FormulaPlaces({c.key: self._letters[at] for at, c in enumerate(columns)})
        if block.head:
            titled = (
                (column.title, shown.width)
                for column, shown in zip(columns, self._columns, strict=False)
            )
            self._raise(self._row + 1, max(_line_count(*each) for each in titled))
            self._append([self._cell(column.title, "head") for column in columns])
            first = self._row
        for line in block.lines:
            if isinstance(line, Group):
                self._across(line.words, "group")
                places.begin_group(line.bookmark or line.words, self._row + 1)
            else:
                self._line(line, block, places)
        self._values |= places.values
        if self._sorted(block):
            self._sheet.auto_filter.ref = f"A{first}:{self._letters[len(columns) - 1]}{self._row}"

    def _line(self, line: Line, block: Table, places: FormulaPlaces) -> None:
        row = self._row + 1
        cells = [
            self._filled(cell, column, at, line, places)
            for at, (cell, column) in enumerate(zip(line.cells, block.columns, strict=True))
        ]
        if not block.head:
            for cell, column in zip(cells, block.columns, strict=True):
                if column.stand is Stand.CENTRE:
                    cell.style = style_of("head")
        widths = [column.width for column in self._columns]
        last = len(block.columns) - 1
        widths[last:] = [sum(widths[last:])]
        cells.extend(self._cell("", "text") for _ in self._columns[last + 1 :])
        words = (plain_words(cell_words(cell)) for cell in line.cells)
        lines = max(map(_line_count, words, widths))
        more = 0 if self._sorted(block) else ceil((_LINE * lines + 4) / _HIGHEST) - 1
        for at in range(more + 1):
            self._raise(row + at, ceil(lines / (more + 1)))
        if more:
            for cell in cells:
                cell.alignment = at_the_top(cell.alignment)
        self._append(cells)
        places.end_row(row, line.mark)
        for at in range(last + 1):
            self._merge(at, len(self._columns) - 1 if at == last else at, row, more)
        for _ in range(more):  # a row can be only so high: the rest of it would not be printed
            self._append([self._cell("", "text") for _ in self._columns])

    @staticmethod
    def _sorted(block: Table) -> bool:
        """Whether rows can be sorted and filtered, for which none may be merged."""
        return block.head and not any(isinstance(line, Group) for line in block.lines)

    def _filled(
        self, cell: Cell, column: Column, at: int, line: Line, places: FormulaPlaces
    ) -> SheetCell:
        look = "strong" if line.strong else "text"
        if isinstance(cell, date):
            return self._cell(cell, "date")
        if isinstance(cell, Figure):
            row = self._row + 1
            number = self._cell(None if cell.value is None else float(cell.value), f"{look}_number")
            if cell.formula:
                number.value = places.resolved(cell.formula, row)
                if cell.value is not None:
                    places.values[f"{self._letters[at]}{row}"] = cell.value
            elif cell.value is None and cell.instead:
                return self._cell(cell.instead, f"{look}_right")
            return number
        suffix = {Stand.LEFT: "", Stand.CENTRE: "_centre", Stand.RIGHT: "_right"}[column.stand]
        return self._cell(plain_words(cell), f"{look}{suffix}")

    def _signatures(self, block: Signatures) -> None:
        """In one row, which no page cuts in two; at its right the place for the seal."""
        self._append([])
        row, lines = self._row + 1, (*block.lines, *block.notes)
        last = len(self._columns) - 1
        left, room = last, 0.0
        while left > 1 and room < _SEAL:
            room += self._columns[left].width
            left -= 1
        wide = sum(column.width for column in self._columns[: left + 1])
        high = sum(_line_count(line, wide, _SIGNED) for line in lines)
        self._sheet.row_dimensions[row].height = min(max(high * _SIGNED_LINE, 142), _HIGHEST)
        texts = {0: "\n".join(lines), left + 1: block.seal}
        cells = [self._cell(texts.get(at, ""), "signature") for at in range(last + 1)]
        if left < last:
            cells[left + 1].style = style_of("seal")
            self._merge(left + 1, last, row)
        self._merge(0, left, row)
        self._append(cells)

    def _across(self, text: str, look: str, height: float | None = None) -> None:
        """A text over all columns, its row as high as its lines."""
        row = self._row + 1
        if height is None:
            self._raise(row, _line_count(text, self._width))
        else:
            self._sheet.row_dimensions[row].height = height
        cells = [self._cell(text, look)]
        cells.extend(self._cell("", look) for _ in self._columns[1:])
        self._merge(0, len(self._columns) - 1, row)
        self._append(cells)

    def _raise(self, row: int, lines: int) -> None:
        """Make room for so many lines: not every program does so by itself."""
        self._sheet.row_dimensions[row].height = min(_LINE * lines + 4, _HIGHEST)

    def _merge(self, first: int, last: int, row: int, more: int = 0) -> None:
        """Make one cell of those from column to column in a row and `more` under it."""
        if last > first or more:
            area = f"{self._letters[first]}{row}:{self._letters[last]}{row + more}"
            self._sheet.merged_cells.add(area)

    def _cell(self, value: object, look: str) -> SheetCell:
        from openpyxl.cell import Cell

        if isinstance(value, str):
            value = literal(value) or None
        if look not in self._styles:  # finding a style by its name takes longer than the cell
            named = Cell(self._sheet, 1, 1)
            named.style = style_of(look)
            self._styles[look] = named._style
        cell = Cell(self._sheet, 1, 1, value, self._styles[look])
        if isinstance(value, str):
            cell.data_type = "s"  # whatever it begins with
        return cell

    def _append(self, cells: list[SheetCell]) -> None:
        self._sheet.append(cells)
        self._row += 1


def _line_count(text: str, width: float, size: float = _TEXT) -> int:
    """Lines a text of `size` points takes in `width` mm."""
    em = size * _MM_A_POINT * 1.035
    return lines_taken(text, max(width / em - _BREAKING, 1))


def _letter(at: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(at + 1))


def _fit_to_width() -> object:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)
