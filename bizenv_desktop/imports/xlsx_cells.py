# SPDX-License-Identifier: MIT
"""The cells of a workbook that hold something, with what has to be known to read them."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from bizenv_desktop.domain.text import clean_text
from bizenv_desktop.errors import UserError
from bizenv_desktop.imports.xlsx_package import open_package

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from openpyxl.cell import Cell as OpenpyxlCell

    from bizenv_desktop.imports.xlsx_package import SheetPart

_LAST_ROW = 20_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# what looks like nothing around a text: blanks of every width, also those of no width
_BLANK = " \t\n\r\f\v\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u3000"
_BLANK += "\u200b\u200c\u200d\u2060\ufeff"
_TIMES = (date, time, timedelta)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty. `fault` says why its content can be no value, in Chinese."""

    address: str
    value: str | float
    is_percent: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells by row and column, both from 1; texts are trimmed."""

    part: SheetPart
    rows: Mapping[int, Mapping[int, Cell]]


def read_sheets(data: bytes, name: str, wanted: Collection[str]) -> dict[str, Sheet]:
    """Every sheet by name; cells only of those `wanted`. `UserError` in one sentence."""
    package = open_package(data, name)
    parts = {part.name: part for part in package.sheets}
    found: dict[str, dict[int, dict[int, Cell]]] = {sheet: {} for sheet in parts}
    found |= dict(_rows_of(package.data, name, [sheet for sheet in parts if sheet in wanted]))
    return {sheet: Sheet(parts[sheet], rows) for sheet, rows in found.items()}


def _rows_of(
    data: bytes, name: str, wanted: Collection[str]
) -> Iterator[tuple[str, dict[int, dict[int, Cell]]]]:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # extensions it does not keep, styles it makes up: nothing that touches a value
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            for sheet in wanted:
                worksheet = book[sheet]
                worksheet.reset_dimensions()  # as written by others they may be anything
                yield sheet, _rows(worksheet.iter_rows(), sheet, name)
    except UserError:
        raise
    except Exception as error:
        # openpyxl meets a malformed part with whatever its code runs into
        raise UserError(
            f"“{name}”的内容不合 .xlsx 的规定，读不出来；请用 WPS 打开后另存一份再导入。"
        ) from error


def _rows(
    rows: Iterator[tuple[OpenpyxlCell, ...]], sheet: str, name: str
) -> dict[int, dict[int, Cell]]:
    found: dict[int, dict[int, Cell]] = {}
    for number, row in enumerate(rows, 1):
        if number > _LAST_ROW:
            raise UserError(
                f"“{name}”的工作表“{sheet}”在{_LAST_ROW}行以下还有内容；请删去多余的行。"
            )
        cells = {at: cell for at, raw in enumerate(row, 1) if (cell := _cell(raw, sheet))}
        if cells:
            found[number] = cells
    return found


def _cell(raw: OpenpyxlCell, sheet: str) -> Cell | None:
    value = raw.value
    if value is None:
        return None
    address = f"{sheet}!{raw.coordinate}"
    if raw.data_type == "f":
        fault = "是公式；请复制这一格，再用选择性粘贴粘成数值"
        return Cell(address, "", fault=fault)
    if raw.data_type == "e":
        return Cell(address, "", fault=f"是错误值{value}；请重新填写")
    if isinstance(value, _TIMES):
        fault = "成了日期或时间；请把单元格格式改为文本或常规，再重新填写"
        return Cell(address, "", fault=fault)
    if isinstance(value, bool):
        return Cell(address, "是" if value else "否")
    if isinstance(value, int | float):
        return Cell(address, value, is_percent="%" in (raw.number_format or ""))
    text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), str(value))
    text = clean_text(text).strip(_BLANK)
    return Cell(address, text) if text else None
