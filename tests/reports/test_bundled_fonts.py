# SPDX-License-Identifier: MIT
"""What the faces in resources/fonts hold, and under which names and terms."""

import struct
from pathlib import Path

import pytest

from bizenv_desktop.paths import resource_dir
from bizenv_desktop.reports.fonts import Role
from bizenv_desktop.reports.fonts.truetype import TrueTypeFile

FONTS = resource_dir() / "fonts"
TABLE = Path(__file__).parents[2] / "packaging" / "fonts" / "tgh.txt"
SIGNS = "㎡℃①⑩〔〕—“”‘’…·×÷≤≥±‰ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ□☑☒√✓●○★△▲→←〓，。、；：！？（）《》【】％￥　"
LEFT_TO_OTHERS = {"kai": "“”‘’·×÷", "fangsong": "―喆㎡①" + SIGNS}


def gb2312():
    pairs = (bytes([high, low]) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return {ord(text) for pair in pairs if (text := pair.decode("gb2312", "ignore"))}


def standard_table():
    lines = TABLE.read_text("utf-8").splitlines()
    return [char for line in lines if not line.startswith("#") for char in line]


def name_records(table):
    """The names in UTF-16 of a font, by number."""
    _, count, storage = struct.unpack_from(">3H", table)
    names = {}
    for record in range(count):
        platform, _, _, number, length, offset = struct.unpack_from(">6H", table, 6 + 12 * record)
        assert platform == 3
        names[number] = table[storage + offset : storage + offset + length].decode("utf-16-be")
    return names


def codes(stem):
    return set(TrueTypeFile(FONTS / f"{stem}.ttf").codes())


def test_the_table_has_its_8105_characters_196_of_them_rare():
    table = standard_table()
    assert len(table) == len(set(table)) == 8105
    assert sum(char > "\uffff" for char in table) == 196


def test_the_last_face_of_every_chain_holds_everything_asked_for():
    held = codes("body")
    assert not {ord(char) for char in standard_table()} - held
    assert not gb2312() - held
    assert not set(range(0x20, 0x7F)) - held
    assert not (set(range(0xA1, 0x100)) - {0xAD}) - held
    assert not {ord(char) for char in SIGNS} - held
    assert not set(range(0x3400, 0x4DB6)) - held
    assert not set(range(0xFF01, 0xFF5F)) - held
    assert {ord(char) for char in "𬭎㐱喆"} <= held


@pytest.mark.parametrize("stem", ["title", "hei", "ui", "kai", "fangsong"])
def test_the_other_faces_hold_gb2312(stem):
    lost = {chr(code) for code in gb2312() - codes(stem)}
    assert lost <= set(LEFT_TO_OTHERS.get(stem, ""))


@pytest.mark.parametrize("stem", ["title", "hei", "ui", "kai"])
def test_the_other_faces_hold_the_standard_table(stem):
    assert not {ord(char) for char in standard_table()} - codes(stem)


def test_every_role_has_its_face_and_every_face_its_licence():
    stems = {path.stem for path in FONTS.glob("*.ttf")}
    assert stems == {*Role, "ui"}
    for name in ("Noto-CJK", "LXGW-WenKai"):
        text = (FONTS / f"LICENSE-{name}.txt").read_text("utf-8")
        assert text.startswith("Copyright ")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
    fandol = (FONTS / "LICENSE-Fandol.txt").read_text("utf-8")
    assert "embed this font" in fandol
    assert "GNU GENERAL PUBLIC LICENSE" in fandol


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_reserved_names_are_not_used_for_the_faces(path):
    names = name_records(TrueTypeFile(path).table("name"))
    assert names[0].startswith("Copyright ")
    for number in (1, 4, 6):  # family, full name, PostScript name
        assert names[number].startswith("Bizenv")
    assert not any(word in names[13] for word in ("http", "www"))


def test_the_fonts_stay_small():
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 35e6
