# SPDX-License-Identifier: MIT
"""Search by pinyin initials: 兰西县 is found by 兰西, by lx and by LXX."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from bizenv_desktop.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST = 0x4E00
"""The first character of the table, 一."""

SIZE = 0x9FA5 - FIRST + 1
"""How many characters the table holds, one byte each: 20,902."""


def fold(text: str) -> str:
    """The text as searching sees it: no case, no full width (ＡＢ㎡ is abm2)."""
    return unicodedata.normalize("NFKC", text).casefold()


class Initials:
    """Pinyin initials of text, by a table of one letter a character and a list of exceptions.

    An exception is one character with all its initials, best first (`长` → `cz`), or a word whose
    reading is settled (`重庆` → `cq`). Raises ContentError when the table has the wrong size.
    """

    def __init__(self, table: bytes, readings: Mapping[str, str] | None = None) -> None:
        if len(table) != SIZE:
            reason = f"应为{SIZE}字节，实为{len(table)}字节"
            raise ContentError("initials.bin", "", reason)
        self._table = table.decode("ascii")
        readings = readings or {}
        self._characters = {key: letters for key, letters in readings.items() if len(key) == 1}
        self._words = {key: letters for key, letters in readings.items() if len(key) > 1}
        longest_first = sorted(self._words, key=len, reverse=True)
        # (?!) matches nowhere: without words the text stays in one piece
        self._cut = re.compile(f"({'|'.join(map(re.escape, longest_first)) or '(?!)'})")

    def initials(self, text: str) -> str:
        """The best initials, as `lxx` for 兰西县; letters and digits stay, the rest is dropped."""
        return "".join(choice[0] for choice in self.choices(text))

    def choices(self, text: str) -> list[str]:
        """For each character that can be typed, all its initials, best first."""
        found: list[str] = []
        for number, piece in enumerate(self._cut.split(fold(text))):
            if number % 2:  # re.split puts the words it cut at on the odd places
                found.extend(self._words[piece])
            else:
                found.extend(filter(None, map(self._of_character, piece)))
        return found

    def matches(self, text: str, query: str) -> bool:
        """Whether each word of the query is in the text or in its initials; no words always are."""
        folded = fold(text)
        words = [word for word in fold(query).split() if word not in folded]
        if not words:
            return True
        if not all(word.isascii() and word.isalnum() for word in words):
            return False
        choices = self.choices(text)
        return all(_spelt(word, choices) for word in words)

    def _of_character(self, character: str) -> str:
        if known := self._characters.get(character):
            return known
        place = ord(character) - FIRST
        if 0 <= place < SIZE:
            return self._table[place]
        return character if character.isascii() and character.isalnum() else ""


def parse_readings(data: bytes) -> dict[str, str]:
    """The exceptions from lines of `characters TAB initials`; # begins a comment line.

    Raises ContentError naming the line that is not of this form.
    """
    readings: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        key, _, letters = line.partition("\t")
        a_word_fits = len(key) == 1 or len(key) == len(letters)
        if not key or not re.fullmatch("[a-z]+", letters) or not a_word_fits:
            reason = "应为“字或词 Tab 首字母”，词的字数与字母数相等"
            raise ContentError("readings.tsv", f"第{number}行", reason)
        if key in readings:
            raise ContentError("readings.tsv", f"第{number}行", f"“{key}”重复")
        readings[key] = letters
    return readings


def _spelt(word: str, choices: list[str]) -> bool:
    """Whether the letters of the word follow one another somewhere in the choices."""
    if word in "".join(choice[0] for choice in choices):
        return True
    if all(len(choice) == 1 for choice in choices):
        return False
    starts = range(len(choices) - len(word) + 1)
    return any(
        all(letter in choices[start + step] for step, letter in enumerate(word)) for start in starts
    )
