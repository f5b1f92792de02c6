# SPDX-License-Identifier: MIT
"""The tables of the forms: kinds of deduction, bands, grades, dimensions, kinds of problem."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.checklists.checklist import (
    Band,
    Deduction,
    Dimension,
    Grade,
    ProblemKind,
)
from bizenv_desktop.domain.checklists.words import HEAD_WORDS, ITEM_WORDS
from bizenv_desktop.gui.checklists.field_codecs import NUMBER, NUMBER_OR_NONE
from bizenv_desktop.gui.checklists.rows_editor import RowsEditor
from bizenv_desktop.gui.checklists.rows_model import RowColumn

if TYPE_CHECKING:
    from collections.abc import Callable

_CODE, _FIGURE, _WORD = 64, 84, 76


def deduction_rows(next_code: Callable[[tuple[Deduction, ...]], str]) -> RowsEditor:
    """Kinds of deduction; the program gives their codes."""
    name = ITEM_WORDS["deductions"]
    return RowsEditor(
        name,
        (
            RowColumn("code", ITEM_WORDS["code"], width=_CODE, is_fixed=True),
            RowColumn("text", name),
            RowColumn("each", ITEM_WORDS["deductions.each"], NUMBER, _FIGURE),
            RowColumn("unit", ITEM_WORDS["deductions.unit"], width=_WORD),
        ),
        lambda rows: Deduction(next_code(rows), "", rows[-1].each if rows else Decimal("0.5")),
    )


def band_rows() -> RowsEditor:
    """The bands of a tier."""
    return RowsEditor(
        ITEM_WORDS["tiers"],
        (
            RowColumn("at_least", ITEM_WORDS["tiers.at_least"], NUMBER_OR_NONE, _FIGURE),
            RowColumn("at_most", ITEM_WORDS["tiers.at_most"], NUMBER_OR_NONE, _FIGURE),
            RowColumn("score", ITEM_WORDS["tiers.score"], NUMBER, _FIGURE),
            RowColumn("text", ITEM_WORDS["tiers.text"]),
        ),
        lambda rows: Band(Decimal(0), ""),
    )


def grade_rows() -> RowsEditor:
    """The grades, from good to bad."""
    return RowsEditor(
        HEAD_WORDS["grade"],
        (
            RowColumn("name", HEAD_WORDS["grade.name"]),
            RowColumn("minimum", HEAD_WORDS["grade.minimum"], NUMBER, _FIGURE),
        ),
        lambda rows: Grade("", Decimal(0)),
    )


def dimension_rows() -> RowsEditor:
    """The dimensions; each new one gets the next letter."""
    return RowsEditor(
        HEAD_WORDS["dimension"],
        (
            RowColumn("code", HEAD_WORDS["dimension.code"], width=_FIGURE, is_fixed=True),
            RowColumn("name", HEAD_WORDS["dimension.name"]),
        ),
        lambda rows: Dimension(_free_letter(rows), ""),
    )


def problem_kind_rows() -> RowsEditor:
    """The kinds problems are sorted into."""
    return RowsEditor(
        HEAD_WORDS["problem_kind"],
        (
            RowColumn("code", HEAD_WORDS["problem_kind.code"], width=120, is_fixed=True),
            RowColumn("name", HEAD_WORDS["problem_kind.name"]),
        ),
        lambda rows: ProblemKind(_free_number("kind", rows), ""),
    )


def _free_letter(rows: tuple[Any, ...]) -> str:
    used = {row.code for row in rows}
    letters = (chr(number) for number in range(ord("A"), ord("Z") + 1))
    return next((letter for letter in letters if letter not in used), _free_number("D", rows))


def _free_number(prefix: str, rows: tuple[Any, ...]) -> str:
    used = {row.code for row in rows}
    return next(f"{prefix}{n}" for n in range(1, len(used) + 2) if f"{prefix}{n}" not in used)
