# SPDX-License-Identifier: MIT
"""A checklist as the rows of its workbook: for every table of `checklist_sheets`, key to value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists import sheets
from bizenv_desktop.domain.checklists.checklist import DEFAULT_PARTIAL, Method
from bizenv_desktop.domain.checklists.sheets import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist
    from bizenv_desktop.domain.checklists.sheets import Column, SheetTable

Value = str | int | float | None
"""What a cell is given; None leaves it empty."""


class Rows:
    """The rows of one checklist; `choices` are the words that stand for values, by column key."""

    def __init__(self, checklist: Checklist, choices: Mapping[str, Mapping[str, object]]) -> None:
        self._checklist = checklist
        self._words = {
            key: {value: word for word, value in words.items()} for key, words in choices.items()
        }

    def head(self) -> list[tuple[Column, Value]]:
        """The lines of the head's sheet."""
        checklist, options = self._checklist, self._checklist.options
        values = {
            name: getattr(checklist, name)
            for name in ("id", "version", "title", "level", "edition", "base_points", "bonus_cap")
        }
        values |= {name: getattr(options, name) for name in ("bonus", "veto", "grades")}
        values |= {"source": checklist.source, "note": checklist.note, "parent": checklist.parent}
        return [(line, self._cell(line, values[line.key])) for line in sheets.HEAD_LINES]

    def of(self, table: SheetTable) -> list[list[Value]]:
        """The rows of one table, its columns in order."""
        return [
            [self._cell(column, row.get(column.key)) for column in table.columns]
            for row in self._records(table.name)
        ]

    def _records(self, table: str) -> Iterator[dict[str, object]]:
        match table:
            case "items":
                yield from map(_item_record, self._checklist.items)
            case "dimension" | "problem_kind" | "grade" | "retired":
                yield from self._head_records(table)
            case _:
                for item in self._checklist.items:
                    owner = {"item": item.code, "item_title": item.title}
                    for record in _part_records(item, table):
                        yield owner | {f"{table}.{key}": value for key, value in record.items()}

    def _head_records(self, table: str) -> Iterator[dict[str, object]]:
        names = {"dimension": "dimensions", "problem_kind": "problem_kinds", "grade": "grades"}
        for record in getattr(self._checklist, names.get(table, table)):
            yield {f"{table}.{key}": value for key, value in _fields(record).items()}

    def _cell(self, column: Column, value: object) -> Value:
        """The value as its column writes it; empty texts and lists and a plain 否 stay empty."""
        if value is None or value is False or value in ("", ()):
            return None
        words = self._words.get(column.key, {})
        match column.kind:
            case Kind.YES:
                return sheets.YES
            case Kind.NUMBER:
                return _number(value)
            case Kind.WHOLE:
                return int(str(value))
            case Kind.CHOICE:
                return str(words.get(value, value))
            case Kind.CHOICES | Kind.WORDS | Kind.WHOLES:
                return sheets.LIST_MARK.join(str(words.get(v, v)) for v in _entries(value))
            case Kind.LINES:
                return "\n".join(map(str, _entries(value)))
            case _:
                return str(value)


def _entries(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _number(value: object) -> float | int:
    number: Decimal = value  # type: ignore[assignment]  # columns of that kind hold Decimals
    return int(number) if number == number.to_integral_value() else float(number)


def _fields(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in type(record).__dataclass_fields__}  # type: ignore[attr-defined]


def _item_record(item: CheckItem) -> dict[str, object]:
    record = _fields(item) | {
        f"deadline.{key}": value for key, value in _fields(item.deadline).items()
    }
    partial_counts = item.method in (Method.JUDGEMENT, Method.BONUS)
    if not partial_counts and item.partial == DEFAULT_PARTIAL:
        record["partial"] = None
    return record


def _part_records(item: CheckItem, part: str) -> Iterator[dict[str, object]]:
    if part == "measure":
        if item.measure is not None:
            yield _fields(item.measure)
        return
    if part == "tiers":
        for number, band in enumerate(item.tiers.bands if item.tiers else ()):
            named = {"label": item.tiers.label, "unit": item.tiers.unit} if item.tiers else {}
            yield _fields(band) | (named if number == 0 else {})
        return
    for record in getattr(item, part):
        yield _fields(record)
