# SPDX-License-Identifier: MIT
"""An .xlsx file as the zip it is: refused when it is none, cut down to what is read.

Cells that carry a format and no value are dropped before anything parses them: a column formatted
to its end makes a hundred thousand of rows that say nothing.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree import ElementTree

from bizenv_desktop.errors import UserError

_MOST_BYTES = 20 * 1024 * 1024
_MOST_UNPACKED = 160 * 1024 * 1024
_MOST_SHEET = 16 * 1024 * 1024  # of a sheet that is read, once its empty cells are dropped
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_KEPT = re.compile(
    r"(?:\[Content_Types\]\.xml|_rels/\.rels|xl/(?:_rels/|theme/|worksheets/)?[^/]+)"
)
# only rows and cells that say where they are: dropping one must not move the others
_CELL = rb'<c\b(?=[^>]*\br=")[^>]*(?:/>|></c>)'
_EMPTY_CELL = re.compile(_CELL)
_EMPTY_ROW = re.compile(rb'<row\b(?=[^>]*\br=")(?:[^>]*/>|[^>]*>(?:\s*' + _CELL + rb")*\s*</row>)")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_OLE = b"\xd0\xcf\x11\xe0"
_MAIN = {
    "m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook, and what cannot be told from its cells."""

    name: str
    hidden: bool
    merged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """The sheets in the order of the tabs, and a zip with nothing else in it than they need."""

    sheets: tuple[SheetPart, ...]
    data: bytes


def open_package(data: bytes, name: str) -> Package:
    """Look into the file; `UserError` in one sentence for whatever is no sound workbook."""
    if data.startswith(_OLE):
        raise UserError(f"“{name}”是旧版 .xls 或加了密码；请用 WPS 另存为不加密的 .xlsx 再导入。")
    if len(data) > _MOST_BYTES:
        raise UserError(f"“{name}”太大，自查表不会这么大；请检查是否选错了文件，或删去图片。")
    if not data.startswith(b"PK"):
        raise UserError(f"“{name}”不是 .xlsx 工作簿；请选择从本程序导出、修改后保存的文件。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _opened(archive, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        KeyError,
        ValueError,
        RuntimeError,  # an encrypted member
        NotImplementedError,
        ElementTree.ParseError,
    ) as error:
        raise UserError(
            f"“{name}”已损坏或没有复制完整，读不出来；请重新复制，或用 WPS 打开后另存一份。"
        ) from error


def _opened(archive: zipfile.ZipFile, name: str) -> Package:
    names = set(archive.namelist())
    if _WORKBOOK not in names:
        raise UserError(f"“{name}”不是 .xlsx 工作簿；请选择从本程序导出、修改后保存的文件。")
    kept = [info for info in archive.infolist() if _KEPT.fullmatch(info.filename)]
    if sum(info.file_size for info in kept) > _MOST_UNPACKED:
        raise UserError(f"“{name}”解开后太大，没有打开它；请用从本程序导出的工作簿重新填写。")
    parts = {info.filename: _unpacked(archive, info, name) for info in kept}
    sheets = []
    for sheet, hidden, target in _sheet_list(parts):
        xml = parts.get(target, b"")
        merged = tuple(ref.decode() for ref in _MERGED.findall(xml))
        sheets.append(SheetPart(sheet, hidden, merged))
        if target in parts:
            parts[target] = _without_empty_cells(xml, sheet, name)
    return Package(tuple(sheets), _packed(parts))


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    content = archive.read(info)
    # no entity is ever needed, and entities are how a small XML file grows without end
    if b"<!DOCTYPE" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UserError(f"“{name}”里有不该有的内容，没有打开它；请用 WPS 打开后另存一份再导入。")
    return content


def _sheet_list(parts: dict[str, bytes]) -> list[tuple[str, bool, str]]:
    """Name, whether hidden, and part of every sheet."""
    targets = {
        relation.get("Id"): posixpath.normpath(
            posixpath.join("/xl", relation.get("Target", ""))
        ).lstrip("/")
        for relation in ElementTree.fromstring(parts[_RELATIONS])
    }
    found = ElementTree.fromstring(parts[_WORKBOOK]).findall("m:sheets/m:sheet", _MAIN)
    if not found:
        raise ValueError("no sheets")
    relation_id = f"{{{_MAIN['r']}}}id"
    return [
        (
            sheet.get("name", ""),
            sheet.get("state", "visible") != "visible",
            targets.get(sheet.get(relation_id), ""),
        )
        for sheet in found
    ]


def _without_empty_cells(xml: bytes, sheet: str, name: str) -> bytes:
    slim = _EMPTY_CELL.sub(b"", _EMPTY_ROW.sub(b"", xml))
    if len(slim) > _MOST_SHEET:
        raise UserError(f"“{name}”的工作表“{sheet}”内容太多；请删去不属于自查表的行和列。")
    return slim


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return packed.getvalue()
