# SPDX-License-Identifier: MIT
"""Formulas of a sheet from those of the blocks, and the values they have as it is written.

In a block's formula `{key}` is the cell of that column in the same row, `{key@rows}` those of the
group so far, `{key@name}` those of the group, or of the marked rows, of that name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

_NAME = re.compile(r"\{([a-z]+)(?:@([^}]+))?\}")
_CELL = re.compile(
    rb'(<c r="([A-Z]+[0-9]+)"[^>]*>)(<f>[^<]*</f>)<v ?/>|'
    rb'(<c r="([A-Z]+[0-9]+)"[^>]*>)(<f>[^<]*</f>)<v></v>'
)


@dataclass
class FormulaPlaces:
    """Where the columns, groups and marked rows of one table stand while it is written."""

    letters: Mapping[str, str]
    groups: dict[str, tuple[int, int]] = field(default_factory=dict)
    marks: dict[str, list[int]] = field(default_factory=dict)
    values: dict[str, Decimal] = field(default_factory=dict)
    _group: str = ""
    _first: int = 0

    def begin_group(self, name: str, row: int) -> None:
        """A group whose rows begin at `row`."""
        self._group, self._first = name, row

    def end_row(self, row: int, mark: str) -> None:
        """A row is written; a marked one is no part of its group."""
        if mark:
            self.marks.setdefault(mark, []).append(row)
        elif self._group:
            self.groups[self._group] = (self._first, row)

    def resolved(self, formula: str, row: int) -> str:
        """The formula with cells in place of names."""
        return _NAME.sub(lambda match: self._cells(match[1], match[2], row), formula)

    def _cells(self, key: str, where: str | None, row: int) -> str:
        letter = self.letters[key]
        if where is None:
            return f"{letter}{row}"
        name = self._group if where == "rows" else where
        if where != "rows" and name in self.marks:
            return ",".join(f"{letter}{number}" for number in self.marks[name])
        first, last = self.groups[name]
        return f"{letter}{first}:{letter}{last}"


def with_values(sheet: bytes, values: Mapping[str, Decimal]) -> bytes:
    """A sheet's XML with what its formulas come to, for viewers that do not reckon."""

    def filled(match: re.Match[bytes]) -> bytes:
        begin, cell, formula = (match[n] or match[n + 3] for n in (1, 2, 3))
        value = values.get(cell.decode())
        known = b"" if value is None else f"<v>{value}</v>".encode()
        return begin + formula + known

    return _CELL.sub(filled, sheet)
