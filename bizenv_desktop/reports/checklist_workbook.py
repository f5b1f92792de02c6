# SPDX-License-Identifier: MIT
"""A checklist as a workbook that a clerk edits in WPS and hands back.

One row an item, parts that repeat on sheets of their own, drop-downs where there is a choice,
locked items greyed. No cell that is read back holds a formula.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists import sheets
from bizenv_desktop.domain.checklists.sheets import Kind
from bizenv_desktop.reports import workbook_cells as cells
from bizenv_desktop.reports.checklist_guide import write_guide
from bizenv_desktop.reports.checklist_rows import Rows
from bizenv_desktop.reports.workbook_bytes import steady_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.checklists.sheets import Column, SheetTable
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.reports.checklist_rows import Value

_SPARE_ROWS = 300  # below the last row, for new ones: drop-downs reach that far
_GAP = 1  # empty columns between tables side by side
_FIGURES = (Kind.NUMBER, Kind.WHOLE)
_CENTRED = (*_FIGURES, Kind.CODE, Kind.CHOICE, Kind.YES)
_CHOICE_TITLES = {
    "yes": "是否",
    "level": "适用单位",
    "locked": "锁定",
    "method": "计分方法",
    "ways": "检查方式",
    "on_fail": "扣分时须附",
    "deadline.kind": "天数按",
    "dimension": "维度",
    "problem_kind": "问题分类",
    "edition": "对照条例",
    "citations.edition": "法规",
}


def checklist_workbook(checklist: Checklist, editions: Mapping[str, Edition]) -> bytes:
    """The workbook's bytes; the same checklist gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    write_guide(book.create_sheet(sheets.GUIDE_SHEET), checklist)
    _Writer(book, checklist, editions).write()
    return steady_bytes(book)


class _Writer:
    """Fills the sheets that are read back, and the one with the choices."""

    def __init__(
        self, book: Workbook, checklist: Checklist, editions: Mapping[str, Edition]
    ) -> None:
        laws = sheets.edition_choices(editions)
        self._choices: dict[str, Mapping[str, object]] = {
            **sheets.FIXED_CHOICES,
            **sheets.own_choices(checklist),
            "edition": laws,
            "citations.edition": laws,
        }
        self._book = book
        self._rows = Rows(checklist, self._choices)
        self._locked = {item.code for item in checklist.items if item.locked is not None}
        self._ranges: dict[str, str] = {}

    def write(self) -> None:
        """Every sheet, in the order of the tabs."""
        for name in sheets.READ_SHEETS:
            self._book.create_sheet(name)
        self._write_choices(self._book.create_sheet(sheets.CHOICES_SHEET))
        self._write_head(self._book[sheets.HEAD_SHEET])
        free: dict[str, int] = {}
        for table in sheets.TABLES:
            at = free.get(table.sheet, 1)
            self._write_table(self._book[table.sheet], table, at)
            free[table.sheet] = at + len(table.columns) + _GAP
        corners = {sheets.ITEMS_SHEET: "D2", sheets.HEAD_SHEET: "B1"}
        corners |= {table.sheet: "C2" for table in sheets.ITEM_PARTS}
        for name in (*sheets.READ_SHEETS, sheets.CHOICES_SHEET):
            self._book[name].freeze_panes = corners.get(name, "A2")
            cells.print_setup(self._book[name], title_row=name != sheets.HEAD_SHEET)
        self._book.active = self._book.index(self._book[sheets.ITEMS_SHEET])

    def _write_choices(self, sheet: Worksheet) -> None:
        offered = {"yes": (sheets.YES,)} | {k: tuple(words) for k, words in self._choices.items()}
        for at, (key, words) in enumerate(offered.items(), 1):
            _heading(sheet.cell(1, at), _CHOICE_TITLES[key])
            for row, word in enumerate(words, 2):
                cells.put_text(sheet.cell(row, at), word)
                cells.dress(sheet.cell(row, at))
            letter = sheet.cell(1, at).column_letter
            sheet.column_dimensions[letter].width = max(12, *(2 * len(word) for word in words))
            self._ranges[key] = f"'{sheets.CHOICES_SHEET}'!${letter}$2:${letter}${len(words) + 1}"

    def _write_head(self, sheet: Worksheet) -> None:
        for row, (line, value) in enumerate(self._rows.head(), 1):
            _heading(sheet.cell(row, 1), line.heading)
            _fill_in(sheet.cell(row, 2), line, value)
            cells.put_text(sheet.cell(row, 3), line.hint)
            cells.dress(sheet.cell(row, 3), color=cells.GREY)
            self._offer(sheet, line, f"B{row}")
        for letter, width in (("A", 16), ("B", 70), ("C", 44)):
            sheet.column_dimensions[letter].width = width

    def _write_table(self, sheet: Worksheet, table: SheetTable, at: int) -> None:
        rows = self._rows.of(table)
        last = len(rows) + 1
        for offset, column in enumerate(table.columns):
            heading = sheet.cell(1, at + offset)
            _heading(heading, column.heading)
            letter = heading.column_letter
            _dress_column(sheet, letter, column)
            self._offer(sheet, column, f"{letter}2:{letter}{last + _SPARE_ROWS}")
        owned = table.columns[0].key in ("code", "item")
        for number, values in enumerate(rows, 2):
            locked = owned and values[0] in self._locked
            for offset, (column, value) in enumerate(zip(table.columns, values, strict=True)):
                _fill_in(sheet.cell(number, at + offset), column, value, locked=locked)
        if table is sheets.ITEMS:
            sheet.auto_filter.ref = f"A1:{sheet.cell(last, len(table.columns)).coordinate}"

    def _offer(self, sheet: Worksheet, column: Column, where: str) -> None:
        """A drop-down where one value is chosen."""
        if column.kind not in (Kind.CHOICE, Kind.YES):
            return
        from openpyxl.worksheet.datavalidation import DataValidation

        source = self._ranges["yes" if column.kind is Kind.YES else column.key]
        rule = DataValidation(type="list", formula1=source, allow_blank=True)
        rule.showErrorMessage = True
        rule.errorTitle = column.heading
        rule.error = f"请从下拉框里选，可选的内容见“{sheets.CHOICES_SHEET}”。"
        rule.add(where)
        sheet.add_data_validation(rule)


def _heading(cell: Cell, text: str) -> None:
    cells.put_text(cell, text)
    cells.dress(cell, fill=cells.HEAD_FILL, bold=True, centred=True, middle=True)


def _fill_in(cell: Cell, column: Column, value: Value, *, locked: bool = False) -> None:
    if isinstance(value, int | float):
        cell.value = value
    elif column.kind not in _FIGURES:
        cells.put_text(cell, value)
    color = cells.GREY if column.kind is Kind.ASIDE else ""
    fill = cells.LOCKED_FILL if locked else ""
    cells.dress(cell, fill=fill, color=color, centred=column.kind in _CENTRED)


def _dress_column(sheet: Worksheet, letter: str, column: Column) -> None:
    """Width and format, also for rows still to be added."""
    dimension = sheet.column_dimensions[letter]
    dimension.width = max(column.width, 2 * len(column.heading) + 3)
    dimension.alignment = cells.alignment(centred=column.kind in _CENTRED)
    if column.kind not in _FIGURES:
        dimension.number_format = cells.TEXT_FORMAT
