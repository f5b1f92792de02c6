# SPDX-License-Identifier: MIT
"""Changing a workbook as somebody at a spreadsheet program would."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook


def edited(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The workbook after `change` was done to it."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def with_cells(data: bytes, cells: dict[str, object]) -> bytes:
    """The workbook with these cells (检查项!F12) filled in; None empties one."""

    def fill(book: Workbook) -> None:
        for place, value in cells.items():
            sheet, _, address = place.partition("!")
            book[sheet][address].value = value

    return edited(data, fill)


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The zip with one member's bytes changed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, change(content) if member == name else content)
    return packed.getvalue()


def sheet_part(data: bytes, sheet: str) -> str:
    """The zip member that holds the sheet; our workbooks number them in the order of the tabs."""
    from openpyxl import load_workbook

    names = load_workbook(io.BytesIO(data), read_only=True).sheetnames
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
