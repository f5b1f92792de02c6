# SPDX-License-Identifier: MIT
"""From a checklist's faults to the cells of the workbook it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists import sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bizenv_desktop.domain.checklists.rules import Fault
    from bizenv_desktop.imports.item_rows import ItemRows
    from bizenv_desktop.imports.sheet_rows import Faults, Row

# where a part that is missing is asked for
_ASKED_AT = {"deductions": "method", "measure": "method", "tiers": "method", "citations": "policy"}
_SCORED = ("points", "method")
_SCORING = ("points", "partial", "deductions", "measure", "tiers")


class Places:
    """Knows where everything stood, and blames the cells."""

    def __init__(
        self,
        head: Row,
        tables: Mapping[str, list[Row]],
        items: list[ItemRows],
        faults: Faults,
    ) -> None:
        self.faults = faults
        self._head = head
        self._tables = tables
        self._items = items

    def blame(self, faults: Iterable[Fault]) -> None:
        """Put each fault at its cell, but not what only follows from an unreadable one."""
        told = [fault for fault in faults if not self._follows(fault)]
        for fault in told:
            self.faults.blame(self._cell(fault), fault.reason)

    def _follows(self, fault: Fault) -> bool:
        if not fault.row:
            return self._head_follows(fault.part)
        rows = self._items[fault.row - 1]
        if fault.part in _SCORING and rows.row.is_blamed(*_SCORED):
            return True
        own = rows.parts.get(fault.part, ())
        return any(row.is_blamed(*row.addresses) for row in own)

    def _head_follows(self, part: str) -> bool:
        """Sums and dimensions are judged over readable items only."""
        if part == "base_points":
            return any(rows.row.is_blamed(*_SCORED) for rows in self._items)
        if part in ("dimension", "problem_kind"):
            return any(rows.row.is_blamed(part) for rows in self._items)
        return False

    def _cell(self, fault: Fault) -> str:
        if fault.row:
            return self._item_cell(self._items[fault.row - 1], fault)
        if fault.part in self._head.addresses:
            return self._head.addresses[fault.part]
        rows = self._tables[fault.part]
        if fault.entry:
            return _in_row(rows[fault.entry - 1], fault)
        table = next(table for table in sheets.TABLES if table.name == fault.part)
        return f"{table.sheet}!A1"

    @staticmethod
    def _item_cell(rows: ItemRows, fault: Fault) -> str:
        own = rows.parts.get(fault.part, [])
        if own:
            return _in_row(own[max(0, fault.entry - 1)], fault)
        key = f"{fault.part}.{fault.field}" if fault.field else fault.part
        return rows.row.addresses[key if key in rows.row.addresses else _ASKED_AT[fault.part]]


def _in_row(row: Row, fault: Fault) -> str:
    """The field's cell, or the first of the row."""
    return row.addresses.get(f"{fault.part}.{fault.field}") or next(iter(row.addresses.values()))
