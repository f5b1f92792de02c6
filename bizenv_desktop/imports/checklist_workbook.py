# SPDX-License-Identifier: MIT
"""Read a checklist back from its workbook, or tell every fault by its cell.

Nothing is taken from a workbook with faults: it is read whole or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.checklists import sheets
from bizenv_desktop.domain.checklists.change import change_faults, with_history
from bizenv_desktop.domain.checklists.checklist import (
    Checklist,
    Dimension,
    Grade,
    ProblemKind,
    Retired,
    ScoringOptions,
)
from bizenv_desktop.domain.checklists.faults import checklist_faults
from bizenv_desktop.domain.checklists.words import HEAD_WORDS
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.imports import cell_values as values
from bizenv_desktop.imports.fault_places import Places
from bizenv_desktop.imports.item_rows import gather, read_item
from bizenv_desktop.imports.sheet_rows import Faults
from bizenv_desktop.imports.sheet_tables import head_row, sheet_faults, table_rows
from bizenv_desktop.imports.workbook_faults import CellFault, WorkbookRefused
from bizenv_desktop.imports.xlsx_cells import read_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.imports.item_rows import ItemRows
    from bizenv_desktop.imports.sheet_rows import Row

_ADDRESS = re.compile(r"(.*)!([A-Z]+)([0-9]+).*")
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Draft:
    """A workbook as read: the checklist, trustworthy only once `finished` did not refuse it."""

    checklist: Checklist
    name: str
    places: Places

    def finished(
        self,
        editions: Mapping[str, Edition],
        base: Checklist | None = None,
        level: Level = Level.TOWNSHIP,
    ) -> Checklist:
        """The checklist; `WorkbookRefused` with every fault.

        `base` is the version it was made from, `level` the unit's that changed it: locked items
        must be as they were, codes of items left out are retired.
        """
        checklist = self.checklist
        if base is not None:
            checklist = with_history(checklist, base)
            self.places.blame(change_faults(base, checklist, level))
        self.places.blame(checklist_faults(checklist, editions))
        _refuse(self.name, self.places.faults)
        return checklist


def read_checklist_workbook(
    data: bytes,
    name: str,
    editions: Mapping[str, Edition],
    base: Checklist | None = None,
    level: Level = Level.TOWNSHIP,
) -> Checklist:
    """The checklist in a workbook as `reports/checklist_workbook` writes it.

    `UserError` in one sentence for a file that is no sound workbook, `WorkbookRefused` with every
    fault told by cell for one that is. What `base` and `level` mean says `Draft.finished`.
    """
    return read_draft(data, name, editions).finished(editions, base, level)


def read_draft(data: bytes, name: str, editions: Mapping[str, Edition]) -> Draft:
    """Read the workbook before anything is known of what it was made from.

    Refuses only what keeps it from being read at all: sheets, columns, merged cells.
    """
    found = read_sheets(data, name, sheets.READ_SHEETS)
    faults = Faults()
    sheet_faults(found, faults)
    _refuse(name, faults)
    head = head_row(found[sheets.HEAD_SHEET], faults)
    tables: dict[str, list[Row]] = {}
    for sheet in sheets.READ_SHEETS:
        own = [table for table in sheets.TABLES if table.sheet == sheet]
        if own:
            tables |= table_rows(found[sheet], own, faults)
    _refuse(name, faults)
    items = gather(tables)
    checklist = _checklist(head, tables, items, editions)
    return Draft(checklist, name, Places(head, tables, items, faults))


def _checklist(
    head: Row,
    tables: Mapping[str, list[Row]],
    items: list[ItemRows],
    editions: Mapping[str, Edition],
) -> Checklist:
    read = _head(head, editions)
    read = replace(
        read,
        dimensions=tuple(
            Dimension(_code(row, "dimension.code"), _text(row, "dimension.name"))
            for row in tables["dimension"]
        ),
        problem_kinds=tuple(
            ProblemKind(_code(row, "problem_kind.code"), _text(row, "problem_kind.name"))
            for row in tables["problem_kind"]
        ),
        grades=tuple(
            Grade(_text(row, "grade.name"), _number(row, "grade.minimum"))
            for row in tables["grade"]
        ),
        retired=tuple(
            Retired(_code(row, "retired.code"), _text(row, "retired.title"))
            for row in tables["retired"]
        ),
    )
    choices: dict[str, Mapping[str, Any]] = {
        **sheets.FIXED_CHOICES,
        **sheets.own_choices(read),
        "citations.edition": _edition_names(editions),
    }
    return replace(read, items=tuple(read_item(rows, choices) for rows in items))


def _head(row: Row, editions: Mapping[str, Edition]) -> Checklist:
    def chosen(key: str, choices: Mapping[str, Any], empty: Any) -> Any:  # noqa: ANN401
        reader = partial(values.choice_of, what=HEAD_WORDS[key], choices=choices)
        return row.read(key, reader, empty, required="没有选")

    return Checklist(
        id=_code(row, "id"),
        version=row.read("version", values.whole_of, 1),
        title=_text(row, "title"),
        level=chosen("level", sheets.FIXED_CHOICES["level"], Level.TOWNSHIP),
        edition=chosen("edition", _edition_names(editions), ""),
        base_points=_number(row, "base_points"),
        dimensions=(),
        items=(),
        options=ScoringOptions(
            bonus=row.read("bonus", values.yes_of, False),
            veto=row.read("veto", values.yes_of, False),
            grades=row.read("grades", values.yes_of, False),
        ),
        bonus_cap=row.read("bonus_cap", values.number_of, _ZERO),
        source=_text(row, "source"),
        note=_text(row, "note"),
        parent=_code(row, "parent"),
    )


def _edition_names(editions: Mapping[str, Edition]) -> dict[str, str]:
    """What an edition may be called: as the drop-down does, by its id, by a title it alone has."""
    names = sheets.edition_choices(editions) | {code: code for code in editions}
    for edition in editions.values():
        for title in {edition.title, edition.short_title}:
            alike = [e for e in editions.values() if title in (e.title, e.short_title)]
            if len(alike) == 1:
                names[title] = edition.id
    return names


def _text(row: Row, key: str) -> str:
    return row.read(key, values.text_of, "")


def _code(row: Row, key: str) -> str:
    return row.read(key, values.code_of, "")


def _number(row: Row, key: str) -> Decimal:
    return row.read(key, values.number_of, _ZERO, required="没有填")


def _refuse(name: str, faults: Faults) -> None:
    if faults:
        raise WorkbookRefused(name, tuple(sorted(faults.values(), key=_order)))


def _order(fault: CellFault) -> tuple[int, int, int, str]:
    """By sheet, row and column; sheets themselves come first."""
    found = _ADDRESS.fullmatch(fault.cell)
    if found is None:
        return (-1, 0, 0, fault.cell)
    sheet, letters, number = found.groups()
    tab = [*sheets.READ_SHEETS, sheet].index(sheet)
    return (tab, int(number), len(letters), letters)
