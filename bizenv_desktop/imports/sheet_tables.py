# SPDX-License-Identifier: MIT
"""The tables of a checklist's workbook: every sheet there, every column found by its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists import sheets
from bizenv_desktop.domain.checklists.sheets import Kind
from bizenv_desktop.domain.checklists.words import shown
from bizenv_desktop.imports.cell_values import code_of, half_width, near, text_of
from bizenv_desktop.imports.sheet_rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bizenv_desktop.domain.checklists.sheets import Column, SheetTable
    from bizenv_desktop.imports.sheet_rows import Faults
    from bizenv_desktop.imports.xlsx_cells import Cell, Sheet

# sheets WPS keeps its own things on
_FOREIGN = ("WpsReserved_",)
_VALUE_COLUMN = 2  # of the head's sheet; the third holds hints
_LAST_HEAD_COLUMN = 3


def sheet_faults(found: Mapping[str, Sheet], faults: Faults) -> None:
    """Blame sheets that are missing, hidden, unknown, or hold merged cells."""
    unknown = []
    for name, sheet in found.items():
        if name.startswith(_FOREIGN):
            continue
        if name not in (*sheets.READ_SHEETS, *sheets.UNREAD_SHEETS):
            unknown.append(name)
        elif sheet.part.hidden:
            faults.blame(name, "工作表被隐藏了；请取消隐藏，看过内容再导入")
        if name in sheets.READ_SHEETS:
            for place in sheet.part.merged:
                faults.blame(f"{name}!{place}", "是合并的单元格；请取消合并，每一行都填写")
    missing = [name for name in sheets.READ_SHEETS if name not in found]
    for name in unknown:
        faults.blame(name, "不认识这张工作表；请删去或改名", near(name, missing))
    meant = {fault.suggestion for fault in faults.values()}
    for name in missing:
        if name not in meant:
            faults.blame(name, "缺少这张工作表；请用从本程序导出的工作簿修改")


def head_row(sheet: Sheet, faults: Faults) -> Row:
    """The head's sheet, whose lines are labelled in column A and filled in in column B."""
    lines = {line.heading: line.key for line in sheets.HEAD_LINES}
    addresses: dict[str, str] = {}
    cells: dict[str, Cell] = {}
    labels: dict[str, Cell] = {}
    for number, row in sheet.rows.items():
        label = row.get(1)
        if label is not None:
            labels[label.address] = label
            key = lines.get(code_of(label))
            if key in addresses:
                faults.blame(label.address, "这一行写了两次")
            elif key is not None:
                addresses[key] = f"{sheets.HEAD_SHEET}!B{number}"
                if _VALUE_COLUMN in row:
                    cells[key] = row[_VALUE_COLUMN]
        for at, cell in row.items():
            if at > _LAST_HEAD_COLUMN or (label is None and at == _VALUE_COLUMN):
                faults.blame(cell.address, "这里的内容不知道是什么；请删去")
    missing = [line.heading for line in sheets.HEAD_LINES if line.key not in addresses]
    _blame_names(labels.values(), lines, missing, "这一行", sheets.HEAD_SHEET, faults)
    return Row(addresses, cells, faults)


def table_rows(sheet: Sheet, tables: Iterable[SheetTable], faults: Faults) -> dict[str, list[Row]]:
    """The rows of every table on one sheet that hold something, by the table's name."""
    own = list(tables)
    columns = {half_width(c.heading): c for table in own for c in table.columns}
    headings = sheet.rows.get(1, {})
    places: dict[str, int] = {}
    for at, cell in headings.items():
        heading = code_of(cell)
        if heading in places:
            faults.blame(cell.address, "这个列名写了两次")
        elif heading in columns:
            places[heading] = at
    name = sheet.part.name
    missing = [
        column.heading
        for heading, column in columns.items()
        if heading not in places and column.kind is not Kind.ASIDE
    ]
    _blame_names(headings.values(), columns, missing, "这一列", name, faults)
    _blame_nameless(sheet, faults)
    if missing:
        return {table.name: [] for table in own}
    return {table.name: _rows(sheet, table.columns, places, faults) for table in own}


def _rows(
    sheet: Sheet, columns: Iterable[Column], places: Mapping[str, int], faults: Faults
) -> list[Row]:
    from openpyxl.utils import get_column_letter

    read = {c.key: places[half_width(c.heading)] for c in columns if c.kind is not Kind.ASIDE}
    letters = {key: get_column_letter(at) for key, at in read.items()}
    rows = []
    for number in sorted(sheet.rows):
        cells = {key: cell for key, at in read.items() if (cell := sheet.rows[number].get(at))}
        if cells and number > 1:
            addresses = {
                key: f"{sheet.part.name}!{letter}{number}" for key, letter in letters.items()
            }
            rows.append(Row(addresses, cells, faults))
    return rows


def _blame_names(
    cells: Iterable[Cell],
    known: Iterable[str],
    missing: Iterable[str],
    what: str,
    sheet: str,
    faults: Faults,
) -> None:
    """Blame unknown headings, and missing ones that no unknown one was meant for."""
    wanted, meant = list(missing), set()
    for cell in cells:
        if code_of(cell) not in known:
            suggestion = near(code_of(cell), wanted)
            meant.add(suggestion)
            faults.blame(
                cell.address, f"不认识“{shown(text_of(cell))}”{what}；请删去或改名", suggestion
            )
    for name in wanted:
        if name not in meant:
            faults.blame(f"{sheet} {name}", f"缺少{what}；请用从本程序导出的工作簿修改")


def _blame_nameless(sheet: Sheet, faults: Faults) -> None:
    """Blame the first cell of every column that holds something under no heading."""
    named = set(sheet.rows.get(1, {}))
    for number in sorted(sheet.rows):
        for at, cell in sheet.rows[number].items():
            if at not in named:
                named.add(at)
                faults.blame(cell.address, "这一列没有列名，不知道是什么；请删去或写上列名")
