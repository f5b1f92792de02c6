# SPDX-License-Identifier: MIT
"""Rows of the workbook to check items and their parts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.checklists import sheets
from bizenv_desktop.domain.checklists.checklist import (
    DEFAULT_PARTIAL,
    Band,
    CheckItem,
    DayKind,
    Deadline,
    Deduction,
    Measure,
    Method,
    Tiers,
)
from bizenv_desktop.domain.checklists.words import ITEM_WORDS, shown
from bizenv_desktop.domain.regulations.regulation import Citation
from bizenv_desktop.imports import cell_values as values
from bizenv_desktop.imports.cell_values import near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bizenv_desktop.imports.sheet_rows import Row

    Choices = Mapping[str, Mapping[str, Any]]

_ZERO = Decimal(0)
_EMPTY, _UNCHOSEN = "没有填", "没有选"


@dataclass(frozen=True, slots=True)
class ItemRows:
    """An item's row, and the rows of its parts by table name."""

    row: Row
    parts: Mapping[str, list[Row]]


def gather(tables: Mapping[str, list[Row]]) -> list[ItemRows]:
    """Put the rows of the parts to the items they belong to; blame those that belong to none."""
    owners = {row.read("code", values.code_of, "") for row in tables["items"]} - {""}
    parts: defaultdict[str, dict[str, list[Row]]] = defaultdict(dict)
    for table in sheets.ITEM_PARTS:
        for row in tables[table.name]:
            code = row.read("item", values.code_of, "", required="没有写属于哪个检查项")
            if code in owners:
                parts[code].setdefault(table.name, []).append(row)
            elif code:
                reason = (
                    f"“{sheets.ITEMS_SHEET}”里没有编号“{shown(code)}”；停用的检查项请把这一行也删去"
                )
                row.blame("item", reason, near(code, owners))
        _refuse_second_measure(parts, table.name)
    return [
        ItemRows(row, parts.get(row.read("code", values.code_of, ""), {}))
        for row in tables["items"]
    ]


def _refuse_second_measure(parts: Mapping[str, dict[str, list[Row]]], table: str) -> None:
    if table == sheets.MEASURES.name:
        for own in parts.values():
            for row in own.get(table, [])[1:]:
                row.blame("item", "同一检查项只能有一行指标")


def read_item(rows: ItemRows, choices: Choices) -> CheckItem:
    """The item as written; an unreadable cell leaves a stand-in and its blame."""
    row = rows.row
    text = partial(_text, row)
    chosen = partial(_choice, row, choices)
    lines = partial(_tuple, row, values.lines_of)
    words = partial(_tuple, row, values.words_of)
    several = partial(_choices, row, choices)
    return CheckItem(
        code=row.read("code", values.code_of, ""),
        dimension=chosen("dimension", ""),
        title=text("title"),
        standard=text("standard"),
        ways=several("ways"),
        check=text("check"),
        points=_number(row, "points"),
        method=chosen("method", Method.JUDGEMENT),
        topic_words=words("topic_words"),
        evidence=lines("evidence"),
        measures=lines("measures"),
        deadline=Deadline(
            row.read("deadline.days", values.whole_of, 1, required=_EMPTY),
            chosen("deadline.kind", DayKind.WORKING),
            text("deadline.basis"),
        ),
        problem=text("problem"),
        problem_kind=chosen("problem_kind", ""),
        citations=tuple(_citation(each, choices) for each in rows.parts.get("citations", ())),
        policy=text("policy"),
        partial=row.read("partial", values.number_of, DEFAULT_PARTIAL),
        veto=row.read("veto", values.yes_of, False),
        deductions=tuple(map(_deduction, rows.parts.get("deductions", ()))),
        measure=next(map(_measure, rows.parts.get("measure", ())), None),
        tiers=_tiers(rows.parts.get("tiers", [])),
        on_fail=several("on_fail"),
        survey=words("survey"),
        standards=row.read("standards", values.wholes_of, ()),
        na_reasons=lines("na_reasons"),
        locked=chosen("locked", None),
    )


def _text(row: Row, key: str) -> str:
    return row.read(key, values.text_of, "")


def _number(row: Row, key: str, *, percent: bool = False) -> Decimal:
    return row.read(key, partial(values.number_of, percent=percent), _ZERO, required=_EMPTY)


def _tuple(row: Row, reader: Callable[[Any], tuple[str, ...]], key: str) -> tuple[str, ...]:
    return row.read(key, reader, ())


def _choice(row: Row, choices: Choices, key: str, empty: Any) -> Any:  # noqa: ANN401
    """A choice; where `empty` is None nothing need be chosen."""
    reader = partial(values.choice_of, what=ITEM_WORDS[key], choices=choices[key])
    return row.read(key, reader, empty, required="" if empty is None else _UNCHOSEN)


def _choices(row: Row, choices: Choices, key: str) -> tuple[Any, ...]:
    reader = partial(values.choices_of, what=ITEM_WORDS[key], choices=choices[key])
    return row.read(key, reader, ())


def _citation(row: Row, choices: Choices) -> Citation:
    def number(key: str) -> int | None:
        return row.read(f"citations.{key}", values.whole_of, None)

    return Citation(
        edition=_choice(row, choices, "citations.edition", ""),
        article=row.read("citations.article", values.whole_of, 0, required=_EMPTY),
        paragraph=number("paragraph"),
        subparagraph=number("subparagraph"),
        insert=number("insert") or 0,
    )


def _deduction(row: Row) -> Deduction:
    return Deduction(
        code=row.read("deductions.code", values.code_of, ""),
        text=_text(row, "deductions.text"),
        each=_number(row, "deductions.each"),
        unit=_text(row, "deductions.unit") or "处",
    )


def _measure(row: Row) -> Measure:
    unit = row.read("measure.unit", values.text_of, "").replace("％", "%")
    percent = unit == "%"
    return Measure(
        floor=_number(row, "measure.floor", percent=percent),
        target=_number(row, "measure.target", percent=percent),
        unit=unit,
        numerator=_text(row, "measure.numerator"),
        denominator=_text(row, "measure.denominator"),
        value=_text(row, "measure.value"),
        before=_text(row, "measure.before"),
        basis=_text(row, "measure.basis"),
    )


def _tiers(rows: list[Row]) -> Tiers | None:
    if not rows:
        return None
    label, unit = (_text(rows[0], key) for key in ("tiers.label", "tiers.unit"))
    _refuse_other_names(rows[1:], {"tiers.label": label, "tiers.unit": unit})
    return Tiers(label, unit, tuple(map(_band, rows)))


def _refuse_other_names(rows: Iterable[Row], first: Mapping[str, str]) -> None:
    """The figure is named on the first row; the others may repeat it."""
    for row in rows:
        for key, name in first.items():
            if _text(row, key) not in ("", name):
                row.blame(key, f"与同一检查项第一行写的“{shown(name)}”不同；只写第一行即可")


def _band(row: Row) -> Band:
    def bound(key: str) -> Decimal | None:
        return row.read(f"tiers.{key}", values.number_of, None)

    return Band(
        score=_number(row, "tiers.score"),
        text=_text(row, "tiers.text"),
        at_least=bound("at_least"),
        at_most=bound("at_most"),
    )
