# SPDX-License-Identifier: MIT
"""Reads Word and Excel papers back, and reckons their formulas as a spreadsheet does."""

from __future__ import annotations

import io
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import docx
import openpyxl
from openpyxl.utils import range_boundaries

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_REFERENCE = re.compile(r"(?<![A-Z\"])([A-Z]{1,2}[0-9]+(?::[A-Z]{1,2}[0-9]+)?)")


def open_word(data: bytes):
    return docx.Document(io.BytesIO(data))


def word_text(data: bytes) -> str:
    """Everything in the body, tables too, in order."""
    body = open_word(data).element.body
    parts = body.iter("{*}t", "{*}br", "{*}tab")
    return "".join(part.text or "\n" for part in parts)


def open_excel(data: bytes, *, values: bool = False):
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def excel_text(data: bytes) -> str:
    """Every cell's text on every sheet."""
    return "\n".join(
        str(cell.value).replace("_x005F_", "_")  # as Excel reads it
        for sheet in open_excel(data)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


class Reckoner:
    """Works a sheet's formulas out in decimals; what the paper's formulas use, and no more."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet

    def value(self, place: str):
        content = self._sheet[place].value
        if not isinstance(content, str) or not content.startswith("="):
            return Decimal(str(content)) if isinstance(content, int | float) else content
        python = _REFERENCE.sub(lambda match: f"at({match[1]!r})", content[1:])
        python = re.sub(r"(?<![<>])=", "==", python)
        found = eval(python.replace("IF(", "IF_("), self._names())
        return _Empty() if found == "" else found

    def _names(self):
        return {
            "at": self._at,
            "ROUND": lambda number, places: number.quantize(
                Decimal(1).scaleb(-places), ROUND_HALF_UP
            ),
            "SUM": lambda *parts: sum(_numbers(parts), Decimal(0)),
            "COUNT": lambda *parts: len(_numbers(parts)),
            "MIN": lambda *parts: min(map(Decimal, parts)),
            "IF_": lambda test, yes, no: yes if test else no,
            "SUMIF_": _sum_if,
            "OR": lambda *tests: any(tests),
            "ISNUMBER": lambda cells: _Marks(isinstance(cell, Decimal) for cell in cells),
            "ISBLANK": lambda cells: _Marks(cell is None for cell in cells),
            "SUMPRODUCT": sum,
        }

    def _at(self, where: str):
        if ":" not in where:
            return self.value(where)
        left, top, right, bottom = range_boundaries(where)
        cells = self._sheet.iter_rows(top, bottom, left, right)
        return [self.value(cell.coordinate) for row in cells for cell in row]


class _Empty(str):
    """The empty text of a formula: what is reckoned with it in the branch not taken is nothing."""

    def __radd__(self, _other):
        return Decimal("NaN")

    __rmul__ = __radd__


class _Marks(list):
    """True and false cell by cell, multiplied as a spreadsheet does."""

    def __mul__(self, other):
        return _Marks(one and two for one, two in zip(self, other, strict=True))


def _numbers(parts):
    flat = [v for part in parts for v in (part if isinstance(part, list) else [part])]
    return [value for value in flat if isinstance(value, Decimal)]


def _sum_if(tested, criterion, summed):
    assert criterion.startswith("<>")
    pairs = zip(tested, summed, strict=True)
    return sum(_numbers([number for test, number in pairs if test != criterion[2:]]), Decimal(0))
