# SPDX-License-Identifier: MIT
"""Rows read column by column; what cannot be read is blamed on its cell and taken as empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bizenv_desktop.imports.cell_values import CellError
from bizenv_desktop.imports.workbook_faults import CellFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bizenv_desktop.imports.xlsx_cells import Cell

_Value = TypeVar("_Value")


class Faults(dict[str, CellFault]):
    """The faults found so far by cell; a cell is blamed once."""

    def blame(self, cell: str, reason: str, suggestion: str = "") -> None:
        """Put a fault at the cell, unless it has one."""
        self.setdefault(cell, CellFault(cell, reason, suggestion))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `addresses` tell each column's cell, `cells` hold those filled in."""

    addresses: Mapping[str, str]
    cells: Mapping[str, Cell]
    faults: Faults

    def read(
        self,
        key: str,
        reader: Callable[[Cell], _Value],
        empty: _Value,
        *,
        required: str = "",
    ) -> _Value:
        """What `reader` makes of the cell; `empty` where nothing stands or it cannot be read.

        `required` is the blame for an empty cell.
        """
        cell = self.cells.get(key)
        if cell is None:
            if required:
                self.blame(key, required)
            return empty
        if cell.fault:
            self.blame(key, cell.fault)
            return empty
        try:
            return reader(cell)
        except CellError as error:
            self.blame(key, error.reason, error.suggestion)
            return empty

    def blame(self, key: str, reason: str, suggestion: str = "") -> None:
        """Put a fault at the column's cell."""
        self.faults.blame(self.addresses[key], reason, suggestion)

    def is_blamed(self, *keys: str) -> bool:
        """Whether one of the columns' cells has a fault."""
        return any(self.addresses[key] in self.faults for key in keys)
