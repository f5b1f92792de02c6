# SPDX-License-Identifier: MIT
from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from helpers import small_checklist
from workbooks import edited, sheet_part, with_cells, with_part

from bizenv_desktop.errors import UserError
from bizenv_desktop.imports import xlsx_package
from bizenv_desktop.imports.checklist_workbook import read_checklist_workbook
from bizenv_desktop.imports.workbook_faults import WorkbookRefused
from bizenv_desktop.imports.xlsx_package import open_package
from bizenv_desktop.reports.checklist_workbook import checklist_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.library import Library

ITEMS = "检查项"


@pytest.fixture(scope="module")
def workbook(library: Library) -> bytes:
    return checklist_workbook(small_checklist(), library.editions)


@pytest.fixture(scope="module")
def part(workbook: bytes) -> str:
    return sheet_part(workbook, ITEMS)


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "不是 .xlsx 工作簿"),
        ("编号,名称\nA01,牌子".encode(), "不是 .xlsx 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "是旧版 .xls 或加了密码"),
        (b"PK\x03\x04" + bytes(100), "已损坏或没有复制完整"),
        (zipped(**{"word/document.xml": b"<a/>"}), "不是 .xlsx 工作簿"),
        (zipped(**{"xl/workbook.xml": b"<a"}), "已损坏或没有复制完整"),
        (b"PK" + bytes(21 * 1024 * 1024), "太大，自查表不会这么大"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(data: bytes, why: str) -> None:
    with pytest.raises(UserError) as refused:
        open_package(data, "表.xlsx")
    sentence = str(refused.value)
    assert sentence.startswith(f"“表.xlsx”{why}")
    assert sentence.count("。") == 1


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_half_a_file_is_refused(workbook: bytes, kept: float) -> None:
    with pytest.raises(UserError, match="已损坏或没有复制完整"):
        open_package(workbook[: int(len(workbook) * kept)], "表.xlsx")


def test_damage_inside_is_refused(workbook: bytes, part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        start = archive.getinfo(part).header_offset
    hurt = bytearray(workbook)
    hurt[start + 200 : start + 260] = bytes(60)
    with pytest.raises(UserError, match="已损坏或没有复制完整"):
        open_package(bytes(hurt), "表.xlsx")


def test_malformed_sheets_are_refused(library: Library, workbook: bytes, part: str) -> None:
    for change in (
        lambda xml: xml[: len(xml) // 2],
        lambda xml: xml.replace(b'r="B2"', b'r="?"'),
    ):
        with pytest.raises(UserError, match="读不出来；请用 WPS 打开后另存一份"):
            read_checklist_workbook(with_part(workbook, part, change), "表.xlsx", library.editions)


def test_a_zip_bomb_is_not_unpacked(workbook: bytes, part: str) -> None:
    bomb = with_part(workbook, part, lambda xml: xml + bytes(200 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    with pytest.raises(UserError, match="解开后太大，没有打开它"):
        open_package(bomb, "表.xlsx")


def test_entities_are_not_expanded(workbook: bytes, part: str) -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><worksheet'
    bomb = with_part(workbook, part, lambda xml: xml.replace(b"<worksheet", laughs, 1))
    with pytest.raises(UserError, match="有不该有的内容，没有打开它"):
        open_package(bomb, "表.xlsx")


def rows_of_nothing(xml: bytes) -> bytes:
    """A hundred thousand formatted rows below the last one."""
    row = "".join(f'<c r="{letter}{{0}}" s="1"/>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWX")
    rows = "".join(
        f'<row r="{number}" ht="15">{row.format(number)}</row>' for number in range(200, 100_200)
    )
    return xml.replace(b"</sheetData>", rows.encode() + b"</sheetData>")


def test_a_hundred_thousand_empty_rows_are_dropped_unread(
    small: Checklist, library: Library, workbook: bytes, part: str
) -> None:
    data = with_part(workbook, part, rows_of_nothing)
    assert len(open_package(data, "表.xlsx").data) < 2 * len(open_package(workbook, "").data)
    assert read_checklist_workbook(data, "表.xlsx", library.editions) == small


def test_empty_rows_without_numbers_keep_the_others_in_place(workbook: bytes, part: str) -> None:
    xml = b"<worksheet><sheetData><row/><row><c/></row><row><c><v>1</v></c></row></sheetData>"
    data = with_part(workbook, part, lambda _: xml + b"</worksheet>")
    with zipfile.ZipFile(io.BytesIO(open_package(data, "表.xlsx").data)) as archive:
        assert archive.read(part) == xml + b"</worksheet>"


def test_something_far_below_is_told_not_dropped(library: Library, workbook: bytes) -> None:
    far = with_cells(workbook, {f"{ITEMS}!C1048576": "远"})
    with pytest.raises(UserError, match="“检查项”在20000行以下还有内容"):
        read_checklist_workbook(far, "表.xlsx", library.editions)


def test_a_sheet_full_of_other_things_is_refused(
    workbook: bytes, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_package, "_MOST_SHEET", 100)
    with pytest.raises(UserError, match="内容太多；请删去不属于自查表的行和列"):
        open_package(workbook, "表.xlsx")


def test_hidden_sheets_and_merged_cells_are_seen(workbook: bytes) -> None:
    def change(book: Workbook) -> None:
        book["分档"].sheet_state = "hidden"
        book[ITEMS].merge_cells("B3:B5")
        book[ITEMS].merge_cells("D7:E9")

    parts = {part.name: part for part in open_package(edited(workbook, change), "表.xlsx").sheets}
    assert [name for name, part in parts.items() if part.hidden] == ["分档"]
    assert sorted(parts[ITEMS].merged) == ["B3:B5", "D7:E9"]


def test_a_refused_workbook_is_one_error_for_people(library: Library, workbook: bytes) -> None:
    with pytest.raises(UserError) as refused:
        read_checklist_workbook(with_cells(workbook, {f"{ITEMS}!G2": "x"}), "表", library.editions)
    assert isinstance(refused.value, WorkbookRefused)
