# SPDX-License-Identifier: MIT
"""Cells as people fill them in to values: full-width digits, stray blanks and near-miss names.

Every reader raises `CellError` with the reason, and a suggestion where one is near.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

from bizenv_desktop.domain.checklists.sheets import NO, YES
from bizenv_desktop.domain.checklists.texts import WORD_BREAKS
from bizenv_desktop.domain.checklists.words import shown
from bizenv_desktop.domain.numbers import parse_number
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from bizenv_desktop.imports.xlsx_cells import Cell

    _Choice = TypeVar("_Choice")

_ALIKE = 0.5
_TRUE = {YES, "√", "✓", "v", "y", "yes", "true", "1", "有"}
_FALSE = {NO, "×", "✗", "x", "n", "no", "false", "0", "无"}
_INVISIBLE = re.compile("[\\s\u200b\u200c\u200d\u2060\ufeff]+")
_MOST_SHOWN = 8  # so many choices are listed in a reason


class CellError(Exception):
    """A cell's content is no value of its column."""

    def __init__(self, reason: str, suggestion: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion


def text_of(cell: Cell) -> str:
    """The text as it stands; a number as it is shown."""
    return cell.value if isinstance(cell.value, str) else _plain(cell.value)


def code_of(cell: Cell) -> str:
    """The text without blanks, letters and digits of half width."""
    return half_width(text_of(cell))


def half_width(text: str) -> str:
    """The text without blanks, letters, digits and brackets of half width."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def lines_of(cell: Cell) -> tuple[str, ...]:
    """The lines that hold something, each trimmed."""
    lines = (line.strip() for line in text_of(cell).split("\n"))
    return tuple(line for line in lines if line)


def words_of(cell: Cell) -> tuple[str, ...]:
    """The words between 、 and its like, each trimmed."""
    words = (word.strip() for word in WORD_BREAKS.split(text_of(cell)))
    return tuple(word for word in words if word)


def number_of(cell: Cell, *, percent: bool = False) -> Decimal:
    """The number; in a column of percents 95% and the cell format % both mean 95."""
    if isinstance(cell.value, str):
        typed = cell.value.rstrip("%％ ") if percent else cell.value
    else:
        typed = _plain(cell.value * 100 if percent and cell.is_percent else cell.value)
    try:
        return parse_number(typed)
    except UserError as error:
        raise CellError(str(error).rstrip("。").replace("；", "，")) from error


def whole_of(cell: Cell) -> int:
    """The whole number."""
    number = number_of(cell)
    if number != number.to_integral_value():
        raise CellError(f"“{shown(text_of(cell))}”不是整数")
    return int(number)


def wholes_of(cell: Cell) -> tuple[int, ...]:
    """The whole numbers between 、 and its like."""
    words = words_of(cell)
    for word in words:
        if not unicodedata.normalize("NFKC", word).isdecimal():
            raise CellError(f"“{shown(word)}”不是整数，几个数用顿号隔开")
    return tuple(int(unicodedata.normalize("NFKC", word)) for word in words)


def yes_of(cell: Cell) -> bool:
    """是 or 否, also as a tick, a cross, or 1 and 0."""
    typed = code_of(cell).lower()
    if typed in _TRUE:
        return True
    if typed in _FALSE:
        return False
    raise CellError(f"“{shown(text_of(cell))}”看不懂，请填“{YES}”或不填", YES)


def choice_of(cell: Cell, what: str, choices: Mapping[str, _Choice]) -> _Choice:
    """The value the word stands for."""
    return _chosen(text_of(cell), what, choices)


def choices_of(cell: Cell, what: str, choices: Mapping[str, _Choice]) -> tuple[_Choice, ...]:
    """The values of several words between 、 and its like."""
    return tuple(_chosen(word, what, choices) for word in words_of(cell))


def near(word: str, names: Iterable[str]) -> str:
    """The name that was perhaps meant, empty when none is near."""
    wanted = _folded(word)
    folded = {_folded(name): name for name in names}
    inside = [name for key, name in folded.items() if wanted and (wanted in key or key in wanted)]
    if len(inside) == 1:
        return inside[0]
    found = difflib.get_close_matches(wanted, folded, 1, _ALIKE)
    return folded[found[0]] if found else ""


def _chosen(word: str, what: str, choices: Mapping[str, _Choice]) -> _Choice:
    by_word = {_folded(name): value for name, value in choices.items()}
    if _folded(word) in by_word:
        return by_word[_folded(word)]
    suggestion = near(word, choices)
    reason = f"没有“{shown(word)}”这个{what}"
    if not suggestion and len(choices) <= _MOST_SHOWN:
        reason += f"，可选：{'、'.join(choices)}"
    raise CellError(reason, suggestion)


def _folded(word: str) -> str:
    return half_width(word).casefold()


def _plain(number: float) -> str:
    """A cell's number as people see it: 0.1+0.2 is 0.3."""
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    return str(number) if isinstance(number, int) else format(number, ".12g")
