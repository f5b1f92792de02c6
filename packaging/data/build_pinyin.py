# SPDX-License-Identifier: MIT
"""Build resources/pinyin/initials.bin: one pinyin initial, one byte, for each of U+4E00–U+9FA5.

    python packaging/data/build_pinyin.py

Needs pypinyin (MIT licence), which the program itself does not. A character of readings.tsv takes
its first letter from there; letters listed there that pypinyin does not know are printed.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

from bizenv_desktop.domain.pinyin import FIRST, SIZE, parse_readings
from bizenv_desktop.files import write_atomically

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "pinyin"
NO_READING = "?"


def letters(character: str) -> list[str]:
    """The initials of a character's readings, without tone marks, the commonest first."""
    readings = PINYIN_DICT.get(ord(character), "")
    return [unicodedata.normalize("NFD", one)[0].lower() for one in readings.split(",") if one]


def build(readings: dict[str, str]) -> bytes:
    """The table; `?` stands for a character without a known reading, which no query can spell."""
    table = []
    for character in map(chr, range(FIRST, FIRST + SIZE)):
        known = readings.get(character) or letters(character) or NO_READING
        table.append(known[0])
    return "".join(table).encode("ascii")


def main() -> None:
    """Write the table and report what a person should look at."""
    readings = parse_readings((FOLDER / "readings.tsv").read_bytes())
    for key, listed in readings.items():
        unheard = set(listed) - set(letters(key)) if len(key) == 1 else set()
        if unheard:
            print(f"pypinyin does not know {key} as {''.join(sorted(unheard))}")
    table = build(readings)
    write_atomically(FOLDER / "initials.bin", table)
    unread = [chr(FIRST + place) for place, one in enumerate(table) if chr(one) == NO_READING]
    print(f"{len(table)} characters, {len(readings)} exceptions; unread: {' '.join(unread)}")


if __name__ == "__main__":
    main()
